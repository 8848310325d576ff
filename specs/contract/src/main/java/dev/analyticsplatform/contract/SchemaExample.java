package dev.analyticsplatform.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Makes a value that fits a schema. */
final class SchemaExample {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 12;
    private static final List<String> TRIES = List.of(
            "example", "Example", "EXAMPLE", "a", "A", "1", "0", "a1", "1s", "1h", "30min", "1.0", "0001", "a.b",
            "a@b.cc");

    private final JsonSchemaForm.Direction direction;
    private final Deque<String> open = new ArrayDeque<>();

    private SchemaExample(JsonSchemaForm.Direction direction) {
        this.direction = direction;
    }

    static JsonNode of(Place schema, JsonSchemaForm.Direction direction) {
        return new SchemaExample(direction).value(schema).orElseGet(NODES::nullNode);
    }

    /** Empty if the schema contains itself here, so that the value would have no end. */
    private Optional<JsonNode> value(Place schema) {
        JsonNode node = schema.node();
        if (node.has("example")) {
            return Optional.of(node.get("example"));
        }
        if (node.has("default") && !node.get("default").isNull()) {
            return Optional.of(node.get("default"));
        }
        if (node.path("enum").size() > 0) {
            return Optional.of(node.get("enum").get(0));
        }
        if (open.contains(schema.pointer()) || open.size() > DEEPEST) {
            return schema.flag("nullable") ? Optional.of(NODES.nullNode()) : Optional.empty();
        }
        open.push(schema.pointer());
        try {
            return made(schema);
        } finally {
            open.pop();
        }
    }

    private Optional<JsonNode> made(Place schema) {
        for (String composition : List.of("oneOf", "anyOf")) {
            if (schema.child(composition).exists()
                    && !schema.child("properties").exists()) {
                for (Place branch : schema.child(composition).elements()) {
                    Optional<JsonNode> value = value(branch);
                    if (value.isPresent()) {
                        return value;
                    }
                }
            }
        }
        if (schema.child("allOf").exists()) {
            return allOf(schema);
        }
        String type = schema.text("type");
        if (type.isEmpty()) {
            type = schema.child("properties").exists()
                    ? "object"
                    : schema.child("items").exists() ? "array" : "object";
        }
        return switch (type) {
            case "string" -> Optional.of(NODES.textNode(text(schema)));
            case "integer" -> Optional.of(number(schema, true));
            case "number" -> Optional.of(number(schema, false));
            case "boolean" -> Optional.of(NODES.booleanNode(true));
            case "array" -> array(schema);
            default -> object(schema);
        };
    }

    private Optional<JsonNode> allOf(Place schema) {
        ObjectNode merged = NODES.objectNode();
        for (Place part : schema.child("allOf").elements()) {
            Optional<JsonNode> value = value(part);
            if (value.isEmpty()) {
                return value;
            }
            if (!(value.get() instanceof ObjectNode object)) {
                return value;
            }
            merged.setAll(object);
        }
        if (schema.child("properties").exists()) {
            Optional<JsonNode> own = object(schema);
            if (own.isEmpty()) {
                return own;
            }
            merged.setAll((ObjectNode) own.get());
        }
        return Optional.of(merged);
    }

    private Optional<JsonNode> object(Place schema) {
        ObjectNode object = NODES.objectNode();
        Set<String> required = new TreeSet<>();
        schema.child("required").node().forEach(name -> required.add(name.asText()));
        for (var property : schema.child("properties").members().entrySet()) {
            if (property.getValue().flag(direction.absentIf())) {
                continue;
            }
            Optional<JsonNode> value = value(property.getValue());
            if (value.isPresent()) {
                object.set(property.getKey(), value.get());
            } else if (required.contains(property.getKey())) {
                return Optional.empty();
            }
        }
        Place others = schema.child("additionalProperties");
        if (others.node().isObject() && !others.node().isEmpty()) {
            value(others).ifPresent(value -> object.set("key", value));
        }
        return Optional.of(object);
    }

    private Optional<JsonNode> array(Place schema) {
        ArrayNode array = NODES.arrayNode();
        int least = schema.node().path("minItems").asInt(0);
        if (schema.node().path("maxItems").asInt(1) == 0) {
            return Optional.of(array);
        }
        Optional<JsonNode> item = value(schema.child("items"));
        if (item.isEmpty()) {
            return least > 0 ? Optional.empty() : Optional.of(array);
        }
        for (int i = 0; i < Math.max(1, least); i++) {
            array.add(item.get());
        }
        return Optional.of(array);
    }

    private static JsonNode number(Place schema, boolean integer) {
        JsonNode node = schema.node();
        BigDecimal step = node.path("multipleOf").isNumber()
                ? node.get("multipleOf").decimalValue()
                : integer ? BigDecimal.ONE : new BigDecimal("0.5");
        BigDecimal value = node.path("multipleOf").isNumber() || integer ? step : new BigDecimal("1.5");
        if (node.path("minimum").isNumber()
                && value.compareTo(node.get("minimum").decimalValue()) <= 0) {
            BigDecimal minimum = node.get("minimum").decimalValue();
            value = minimum.divide(step, 0, RoundingMode.CEILING).multiply(step);
            if (value.compareTo(minimum) == 0 && node.path("exclusiveMinimum").asBoolean(false)) {
                value = value.add(step);
            }
        }
        if (node.path("maximum").isNumber()
                && value.compareTo(node.get("maximum").decimalValue()) >= 0) {
            BigDecimal maximum = node.get("maximum").decimalValue();
            value = maximum.divide(step, 0, RoundingMode.FLOOR).multiply(step);
            if (value.compareTo(maximum) == 0 && node.path("exclusiveMaximum").asBoolean(false)) {
                value = value.subtract(step);
            }
        }
        if (!integer) {
            return NODES.numberNode(value);
        }
        BigInteger whole = value.toBigInteger();
        return whole.bitLength() < 32
                ? NODES.numberNode(whole.intValue())
                : whole.bitLength() < 64 ? NODES.numberNode(whole.longValue()) : NODES.numberNode(whole);
    }

    private static String text(Place schema) {
        String text = switch (schema.text("format")) {
            case "date-time" -> "2024-03-01T12:00:00Z";
            case "date" -> "2024-03-01";
            case "time" -> "12:00:00";
            case "uuid" -> "00000000-0000-4000-8000-000000000000";
            case "email" -> "someone@example.com";
            case "uri", "url" -> "https://example.com/";
            case "hostname" -> "example.com";
            case "ipv4" -> "192.0.2.1";
            case "ipv6" -> "2001:db8::1";
            case "byte" -> "ZXhhbXBsZQ==";
            default -> "example";
        };
        int least = schema.node().path("minLength").asInt(0);
        int most = schema.node().path("maxLength").asInt(Integer.MAX_VALUE);
        if (text.length() < least) {
            text += "x".repeat(least - text.length());
        }
        String fitting = text.length() > most ? text.substring(0, most) : text;
        return schema.node().has("pattern") ? matching(schema.text("pattern"), fitting) : fitting;
    }

    /** A text for a pattern, if one of a few does; a document with a stranger pattern needs an example of its own. */
    private static String matching(String pattern, String text) {
        try {
            Pattern compiled = Pattern.compile(pattern);
            return compiled.matcher(text).find()
                    ? text
                    : TRIES.stream()
                            .filter(attempt -> compiled.matcher(attempt).find())
                            .findFirst()
                            .orElse(text);
        } catch (PatternSyntaxException e) {
            // ECMA 262 knows patterns that Java does not.
            return text;
        }
    }
}
