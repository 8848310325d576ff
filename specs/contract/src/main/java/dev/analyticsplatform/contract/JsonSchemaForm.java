package dev.analyticsplatform.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Rewrites the schemas of a document, in place, from OpenAPI 3.0 to the JSON Schema draft 4 that the validator knows.
 *
 * <p>Every schema stays where it is, so that a pointer in a report is a pointer in the document. The one exception is
 * told by {@link Form#isWrapper}.
 */
final class JsonSchemaForm {
    enum Direction {
        REQUEST("readOnly"),
        RESPONSE("writeOnly");

        private final String absentIf;

        Direction(String absentIf) {
            this.absentIf = absentIf;
        }

        /** The flag of members that do not travel in this direction. */
        String absentIf() {
            return absentIf;
        }
    }

    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "format",
            "enum",
            "properties",
            "required",
            "items",
            "additionalProperties",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties");
    private static final Set<String> NOT_SCHEMAS = Set.of("example", "examples", "default", "enum");

    private final Direction direction;
    private final JsonNode original;
    private final Set<String> wrappers = new HashSet<>();

    private JsonSchemaForm(JsonNode original, Direction direction) {
        this.original = original;
        this.direction = direction;
    }

    /** The rewritten copy of a document, for one direction. */
    record Form(JsonNode root, List<String> wrappers) {
        /** Whether a pointer names an {@code anyOf} that stands for {@code nullable}, its first branch the schema. */
        boolean isWrapper(String pointer) {
            return wrappers.contains(pointer);
        }

        /** The pointer in the document of a pointer in the rewritten copy. */
        String documentPointer(String pointer) {
            String result = pointer;
            for (String wrapper : wrappers) {
                if (result.startsWith(wrapper + "/anyOf/0")) {
                    result = wrapper + result.substring(wrapper.length() + "/anyOf/0".length());
                }
            }
            return result;
        }
    }

    static Form of(JsonNode document, Direction direction) {
        JsonNode copy = document.deepCopy();
        JsonSchemaForm form = new JsonSchemaForm(document, direction);
        form.anything(copy, "");
        JsonNode schemas = copy.path("components").path("schemas");
        schemas.properties()
                .forEach(schema ->
                        form.schema(schema.getValue(), "/components/schemas/" + Place.escape(schema.getKey())));
        // Outer ones first: documentPointer unwraps from the outside.
        List<String> wrappers = form.wrappers.stream()
                .sorted(Comparator.comparing(String::length))
                .toList();
        return new Form(copy, wrappers);
    }

    private void anything(JsonNode node, String pointer) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                anything(node.get(i), pointer + "/" + i);
            }
        }
        node.properties().forEach(member -> {
            String name = member.getKey();
            String place = pointer + "/" + Place.escape(name);
            if (name.equals("schema")) {
                schema(member.getValue(), place);
            } else if (!NOT_SCHEMAS.contains(name) && !place.equals("/components/schemas")) {
                anything(member.getValue(), place);
            }
        });
    }

    private void schema(JsonNode node, String pointer) {
        if (!(node instanceof ObjectNode schema)) {
            return;
        }
        if (schema.has("$ref")) {
            schema.retain("$ref");
            return;
        }
        boolean nullable = schema.path("nullable").asBoolean(false);
        boolean anyCase = schema.path("x-any-case").asBoolean(false);
        schema.retain(KEYWORDS);
        if (anyCase && direction == Direction.REQUEST) {
            anyCase(schema);
        }
        schema.path("properties")
                .properties()
                .forEach(property ->
                        schema(property.getValue(), pointer + "/properties/" + Place.escape(property.getKey())));
        for (String single : List.of("items", "not", "additionalProperties")) {
            schema(schema.path(single), pointer + "/" + single);
        }
        for (String several : List.of("allOf", "anyOf", "oneOf")) {
            for (int i = 0; i < schema.path(several).size(); i++) {
                schema(schema.path(several).get(i), pointer + "/" + several + "/" + i);
            }
        }
        required(schema, pointer);
        if (direction == Direction.RESPONSE
                && schema.path("additionalProperties").equals(BooleanNode.FALSE)) {
            schema.remove("additionalProperties");
        }
        if (nullable) {
            nullable(schema, pointer);
        }
    }

    /** The validator compares values of an enum letter by letter, and its patterns have no flag for case. */
    private static void anyCase(ObjectNode schema) {
        StringJoiner pattern = new StringJoiner("|", "^(?:", ")$");
        for (JsonNode value : schema.path("enum")) {
            StringBuilder letters = new StringBuilder();
            value.asText()
                    .codePoints()
                    .forEach(letter -> letters.append('[')
                            .appendCodePoint(Character.toUpperCase(letter))
                            .appendCodePoint(Character.toLowerCase(letter))
                            .append(']'));
            pattern.add(letters);
        }
        schema.remove("enum");
        schema.put("pattern", pattern.toString());
    }

    private void required(ObjectNode schema, String pointer) {
        if (!(schema.get("required") instanceof ArrayNode required)) {
            return;
        }
        JsonNode properties = original.at(pointer).path("properties");
        for (Iterator<JsonNode> names = required.iterator(); names.hasNext(); ) {
            if (properties.path(names.next().asText()).path(direction.absentIf).asBoolean(false)) {
                names.remove();
            }
        }
        if (required.isEmpty()) {
            schema.remove("required");
        }
    }

    private void nullable(ObjectNode schema, String pointer) {
        if (schema.get("enum") instanceof ArrayNode values && !contains(values)) {
            values.addNull();
        }
        if (schema.path("type").isTextual()) {
            String type = schema.path("type").asText();
            schema.putArray("type").add(type).add("null");
        } else if (schema.has("allOf") || schema.has("anyOf") || schema.has("oneOf")) {
            ObjectNode inner = schema.deepCopy();
            schema.removeAll();
            schema.putArray("anyOf").add(inner).addObject().putArray("enum").addNull();
            wrappers.add(pointer);
        }
    }

    private static boolean contains(ArrayNode values) {
        for (JsonNode value : values) {
            if (value.isNull()) {
                return true;
            }
        }
        return false;
    }
}
