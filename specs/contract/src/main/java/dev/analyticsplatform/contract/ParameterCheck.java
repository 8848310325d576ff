package dev.analyticsplatform.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Checks the parameters of a request: path, query, header fields and cookies. */
final class ParameterCheck {
    private final SchemaCheck schemas;
    private final SecretNames secrets;

    ParameterCheck(SchemaCheck schemas, SecretNames secrets) {
        this.schemas = schemas;
        this.secrets = secrets;
    }

    List<Finding> check(ApiOperation operation, ApiRequest request) {
        List<Finding> findings = new ArrayList<>();
        path(operation, request, findings);
        query(operation, request, findings);
        headers(operation, request, findings);
        cookies(operation, request, findings);
        return findings;
    }

    private void path(ApiOperation operation, ApiRequest request, List<Finding> findings) {
        Map<String, String> values = operation.sentParameters(request.path()).orElseGet(Map::of);
        for (Place parameter : in(operation, "path")) {
            String value = values.get(parameter.text("name"));
            if (value != null) {
                values(parameter, List.of(value), findings);
            }
        }
    }

    private void query(ApiOperation operation, ApiRequest request, List<Finding> findings) {
        Map<String, List<String>> sent = new LinkedHashMap<>();
        if (!parse(request.query(), sent)) {
            findings.add(new Finding(
                    "the query is not well-formed percent-encoding",
                    operation.place().where()));
            return;
        }
        List<Place> declared = in(operation, "query");
        TreeSet<String> names = new TreeSet<>();
        for (Place parameter : declared) {
            String name = parameter.text("name");
            names.add(name);
            if (parameter.text("style").equals("deepObject")) {
                deepObject(parameter, sent, findings);
                continue;
            }
            List<String> values = sent.remove(name);
            if (values != null) {
                values(parameter, values, findings);
            } else if (exploded(parameter)) {
                parameter.child("schema").child("properties").members().forEach((member, schema) -> {
                    List<String> value = sent.remove(member);
                    if (value != null) {
                        text(subject(parameter) + " member '" + member + "'", value.get(0), schema, findings);
                    }
                });
            } else {
                missing(parameter, findings);
            }
        }
        sent.keySet().removeIf(secrets::query);
        for (String unknown : sent.keySet()) {
            findings.add(new Finding(
                    "unknown query parameter '" + unknown + "', known are " + names,
                    operation.place().where()));
        }
    }

    private void deepObject(Place parameter, Map<String, List<String>> sent, List<Finding> findings) {
        String prefix = parameter.text("name") + "[";
        Place schema = parameter.child("schema");
        boolean found = false;
        for (String key : List.copyOf(sent.keySet())) {
            if (key.startsWith(prefix) && key.endsWith("]")) {
                found = true;
                String member = key.substring(prefix.length(), key.length() - 1);
                List<String> values = sent.getOrDefault(key, List.of());
                sent.remove(key);
                Place property = schema.child("properties").child(member);
                if (property.exists()) {
                    text(subject(parameter) + " member '" + member + "'", values.get(0), property, findings);
                } else if (schema.child("properties").exists()) {
                    findings.add(new Finding(subject(parameter) + ": unknown member '" + member + "'", schema.where()));
                }
            }
        }
        if (!found) {
            missing(parameter, findings);
        }
    }

    private void headers(ApiOperation operation, ApiRequest request, List<Finding> findings) {
        for (Place parameter : in(operation, "header")) {
            List<String> values = request.headers().getOrDefault(parameter.text("name"), List.of());
            if (values.isEmpty()) {
                missing(parameter, findings);
            } else if (!secrets.header(parameter.text("name"))) {
                values(parameter, values, findings);
            }
        }
    }

    private void cookies(ApiOperation operation, ApiRequest request, List<Finding> findings) {
        for (Place parameter : in(operation, "cookie")) {
            if (cookie(request, parameter.text("name")).isEmpty()) {
                missing(parameter, findings);
            }
        }
    }

    static Optional<String> cookie(ApiRequest request, String name) {
        for (String header : request.headers().getOrDefault("Cookie", List.of())) {
            for (String pair : header.split(";", -1)) {
                if (pair.trim().startsWith(name + "=")) {
                    return Optional.of(pair.trim().substring(name.length() + 1));
                }
            }
        }
        return Optional.empty();
    }

    /** Adds the pairs of a query or form to a map; false if one is not well-formed. */
    static boolean parse(String query, Map<String, List<String>> values) {
        if (query.isEmpty()) {
            return true;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            Optional<String> name = Percent.decodeForm(equals < 0 ? pair : pair.substring(0, equals));
            Optional<String> value = Percent.decodeForm(equals < 0 ? "" : pair.substring(equals + 1));
            if (name.isEmpty() || value.isEmpty()) {
                return false;
            }
            values.computeIfAbsent(name.get(), key -> new ArrayList<>()).add(value.get());
        }
        return true;
    }

    private void values(Place parameter, List<String> values, List<Finding> findings) {
        Place schema = parameter.child("schema");
        String subject = subject(parameter);
        if (!schema.exists()) {
            return;
        }
        if (!TextValues.types(schema).contains("array")) {
            if (values.size() > 1) {
                findings.add(new Finding(
                        subject + " is given " + values.size() + " times, but is no list", parameter.where()));
            } else if (!values.get(0).isEmpty() || !parameter.flag("allowEmptyValue")) {
                text(subject, values.get(0), schema, findings);
            }
            return;
        }
        List<String> items = new ArrayList<>();
        values.forEach(value -> items.addAll(split(parameter, value)));
        count(subject, items.size(), schema, findings);
        for (String item : items) {
            text(subject, item, schema.child("items"), findings);
        }
    }

    private static void count(String subject, int size, Place schema, List<Finding> findings) {
        int least = schema.node().path("minItems").asInt(0);
        int most = schema.node().path("maxItems").asInt(Integer.MAX_VALUE);
        if (size < least || size > most) {
            findings.add(new Finding(
                    subject + " has " + size + " items, allowed are " + least + " to " + most, schema.where()));
        }
    }

    private static List<String> split(Place parameter, String value) {
        String style = parameter.text("style");
        boolean form = parameter.text("in").equals("query") && (style.isEmpty() || style.equals("form"));
        boolean explode = parameter.node().path("explode").asBoolean(form);
        if (form && explode) {
            return List.of(value);
        }
        String separator = switch (style) {
            case "spaceDelimited" -> " ";
            case "pipeDelimited" -> "|";
            default -> ",";
        };
        return List.of(value.split(Pattern.quote(separator), -1));
    }

    private void text(String subject, String value, Place schema, List<Finding> findings) {
        if (schema.exists()) {
            TextValues.check(value, schema, schemas).forEach(finding -> findings.add(Finding.of(subject, finding)));
        }
    }

    private static void missing(Place parameter, List<Finding> findings) {
        if (parameter.flag("required")) {
            findings.add(new Finding(subject(parameter) + " is required and missing", parameter.where()));
        }
    }

    private static boolean exploded(Place parameter) {
        return parameter.node().path("explode").asBoolean(true)
                && parameter.child("schema").child("properties").exists();
    }

    private static String subject(Place parameter) {
        return parameter.text("in") + " parameter '" + parameter.text("name") + "'";
    }

    private static List<Place> in(ApiOperation operation, String in) {
        return operation.parameterPlaces().stream()
                .filter(parameter -> parameter.text("in").equals(in))
                .toList();
    }
}
