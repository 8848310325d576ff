package dev.analyticsplatform.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MultipartReader;
import okio.Buffer;

/** Checks forms: their fields are there, known, and fit their schemas. */
final class FormCheck {
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]*)\"|([^;\\s]*))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile(";\\s*name=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

    private final SchemaCheck schemas;

    FormCheck(SchemaCheck schemas) {
        this.schemas = schemas;
    }

    List<Finding> urlEncoded(String subject, byte[] body, Place schema) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (!ParameterCheck.parse(new String(body, StandardCharsets.UTF_8), values)) {
            return List.of(new Finding(subject + " is not a well-formed form", schema.where()));
        }
        List<Finding> findings = names(subject, values.keySet(), schema);
        values.forEach((name, texts) -> {
            Place property = schema.child("properties").child(name);
            texts.forEach(text -> text(subject + " field '" + name + "'", text, property, findings));
        });
        return findings;
    }

    List<Finding> multipart(String subject, byte[] body, String contentType, Place schema) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            return List.of(new Finding(subject + " has a multipart content type without a boundary", schema.where()));
        }
        String text = boundary.group(1) != null ? boundary.group(1) : boundary.group(2);
        List<Finding> findings = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        try (MultipartReader reader = new MultipartReader(new Buffer().write(body), text)) {
            for (MultipartReader.Part part = reader.nextPart(); part != null; part = reader.nextPart()) {
                Matcher name = NAME.matcher(String.valueOf(part.headers().get("Content-Disposition")));
                if (!name.find()) {
                    findings.add(new Finding(subject + " has a part without a name", schema.where()));
                    continue;
                }
                names.add(name.group(1));
                String type = String.valueOf(part.headers().get("Content-Type"));
                part(
                        subject + " part '" + name.group(1) + "'",
                        part.body().readByteArray(),
                        type,
                        schema.child("properties").child(name.group(1)),
                        findings);
            }
        } catch (IOException e) {
            findings.add(new Finding(subject + " is not well-formed multipart: " + e.getMessage(), schema.where()));
        }
        findings.addAll(names(subject, names, schema));
        return findings;
    }

    private void part(String subject, byte[] body, String type, Place property, List<Finding> findings) {
        Place schema = TextValues.types(property).contains("array") ? property.child("items") : property;
        if (!schema.exists() || schema.text("format").equals("binary")) {
            return;
        }
        if (MediaTypes.json(type) || TextValues.types(schema).contains("object")) {
            try {
                schemas.check(JsonTree.read(body), schema)
                        .forEach(finding -> findings.add(Finding.of(subject, finding)));
            } catch (JsonProcessingException e) {
                findings.add(new Finding(subject + " is not well-formed JSON", schema.where()));
            } catch (IOException e) {
                findings.add(new Finding(subject + " is not readable: " + e.getMessage(), schema.where()));
            }
            return;
        }
        text(subject, new String(body, StandardCharsets.UTF_8), schema, findings);
    }

    private void text(String subject, String text, Place property, List<Finding> findings) {
        Place schema = TextValues.types(property).contains("array") ? property.child("items") : property;
        if (schema.exists()) {
            TextValues.check(text, schema, schemas).forEach(finding -> findings.add(Finding.of(subject, finding)));
        }
    }

    private static List<Finding> names(String subject, Set<String> names, Place schema) {
        List<Finding> findings = new ArrayList<>();
        schema.child("required").node().forEach(required -> {
            if (!names.contains(required.asText())) {
                findings.add(new Finding(
                        subject + ": field '" + required.asText() + "' is required and missing", schema.where()));
            }
        });
        Set<String> known = schema.child("properties").members().keySet();
        for (String name : names) {
            if (!known.isEmpty()
                    && !known.contains(name)
                    && !schema.child("additionalProperties").exists()) {
                findings.add(
                        new Finding(subject + ": unknown field '" + name + "', known are " + known, schema.where()));
            }
        }
        return findings;
    }
}
