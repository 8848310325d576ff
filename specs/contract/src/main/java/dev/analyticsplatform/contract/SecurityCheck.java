package dev.analyticsplatform.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Checks that the credentials that an operation asks for are there; whether they are right, a document cannot say. */
final class SecurityCheck {
    private final Place schemes;

    SecurityCheck(Place document) {
        schemes = document.at("components", "securitySchemes");
    }

    List<Finding> check(ApiOperation operation, ApiRequest request) {
        List<Place> alternatives = operation.security().elements();
        TreeSet<String> wanted = new TreeSet<>();
        for (Place alternative : alternatives) {
            List<String> missing = new ArrayList<>();
            for (String name : alternative.members().keySet()) {
                Place scheme = schemes.child(name);
                if (!present(scheme, request)) {
                    missing.add(describe(scheme));
                }
            }
            if (missing.isEmpty()) {
                return List.of();
            }
            wanted.add(String.join(" and ", missing));
        }
        return alternatives.isEmpty()
                ? List.of()
                : List.of(new Finding(
                        "credentials are missing: " + String.join(", or ", wanted),
                        operation.security().where()));
    }

    /** The header fields, with placeholders, that satisfy an operation's first alternative. */
    Map<String, List<String>> placeholders(ApiOperation operation) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        operation.security().child(0).members().keySet().forEach(name -> {
            Place scheme = schemes.child(name);
            switch (kind(scheme)) {
                case "header" -> headers.put(scheme.text("name"), List.of("example"));
                case "cookie" -> headers.put("Cookie", List.of(scheme.text("name") + "=example"));
                case "query" -> {
                    // Stands in the query, see queryPlaceholders.
                }
                case "basic" -> headers.put("Authorization", List.of("Basic ZXhhbXBsZTpleGFtcGxl"));
                default -> headers.put("Authorization", List.of("Bearer example"));
            }
        });
        return headers;
    }

    /** The query parameters that an operation's first alternative asks for. */
    List<String> queryPlaceholders(ApiOperation operation) {
        return operation.security().child(0).members().keySet().stream()
                .map(schemes::child)
                .filter(scheme -> kind(scheme).equals("query"))
                .map(scheme -> scheme.text("name"))
                .toList();
    }

    private static boolean present(Place scheme, ApiRequest request) {
        String name = scheme.text("name");
        return switch (kind(scheme)) {
            case "header" ->
                request.header(name).filter(value -> !value.isBlank()).isPresent();
            case "cookie" ->
                ParameterCheck.cookie(request, name)
                        .filter(value -> !value.isBlank())
                        .isPresent();
            case "query" -> {
                Map<String, List<String>> query = new LinkedHashMap<>();
                ParameterCheck.parse(request.query(), query);
                yield query.getOrDefault(name, List.of("")).stream().noneMatch(String::isBlank);
            }
            case "basic" -> authorization(request, "basic ");
            case "bearer" -> authorization(request, "bearer ");
            default -> request.header("Authorization").isPresent();
        };
    }

    private static boolean authorization(ApiRequest request, String scheme) {
        return request.header("Authorization")
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(scheme))
                .filter(value -> value.length() > scheme.length())
                .isPresent();
    }

    private static String describe(Place scheme) {
        return switch (kind(scheme)) {
            case "header" -> "header '" + scheme.text("name") + "'";
            case "cookie" -> "cookie '" + scheme.text("name") + "'";
            case "query" -> "query parameter '" + scheme.text("name") + "'";
            case "basic" -> "header 'Authorization: Basic ...'";
            case "bearer" -> "header 'Authorization: Bearer ...'";
            default -> "header 'Authorization'";
        };
    }

    private static String kind(Place scheme) {
        return switch (scheme.text("type")) {
            case "apiKey" -> scheme.text("in");
            case "http" -> scheme.text("scheme").toLowerCase(Locale.ROOT);
            default -> "bearer";
        };
    }
}
