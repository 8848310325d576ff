package dev.analyticsplatform.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Values that travel as text, such as parameters and form fields, seen as the JSON value that the schema means. */
final class TextValues {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");
    private static final int LONGEST_NUMBER = 1000;

    private TextValues() {}

    /** What is wrong with a text; of a schema that admits several types, any may fit. */
    static List<SchemaCheck.Finding> check(String text, Place schema, SchemaCheck schemas) {
        List<SchemaCheck.Finding> first = List.of();
        for (JsonNode candidate : candidates(text, schema)) {
            List<SchemaCheck.Finding> findings = schemas.check(candidate, schema);
            if (findings.isEmpty()) {
                return findings;
            }
            first = first.isEmpty() ? findings : first;
        }
        return first;
    }

    /** The types that a schema names, also in its compositions; empty if it names none. */
    static Set<String> types(Place schema) {
        Set<String> types = new LinkedHashSet<>();
        types(schema, types, new ArrayList<>());
        return types;
    }

    private static void types(Place schema, Set<String> types, List<String> seen) {
        if (seen.contains(schema.pointer())) {
            return;
        }
        seen.add(schema.pointer());
        if (schema.node().path("type").isTextual()) {
            types.add(schema.text("type"));
        }
        for (String composition : List.of("allOf", "anyOf", "oneOf")) {
            schema.child(composition).elements().forEach(part -> types(part, types, seen));
        }
    }

    private static List<JsonNode> candidates(String text, Place schema) {
        Set<String> types = types(schema);
        List<JsonNode> candidates = new ArrayList<>();
        boolean number = types.contains("integer") || types.contains("number");
        if (number && text.length() < LONGEST_NUMBER && NUMBER.matcher(text).matches()) {
            candidates.add(number(text));
        }
        if (types.contains("boolean") && (text.equals("true") || text.equals("false"))) {
            candidates.add(BooleanNode.valueOf(text.equals("true")));
        }
        candidates.add(TextNode.valueOf(text));
        return candidates;
    }

    private static JsonNode number(String text) {
        try {
            return JsonTree.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("A JSON number was not read: " + text, e);
        }
    }
}
