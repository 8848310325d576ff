package dev.analyticsplatform.sandbox.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON as the sandbox reads and writes it: members keep their order, numbers keep every digit. */
public final class Json {
    /** Reads and writes; thread-safe. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** Makes an object without members. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Makes an array without elements. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /**
     * Reads an object that the program itself holds.
     *
     * @throws IllegalArgumentException if the text is no JSON object
     */
    public static ObjectNode object(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + text, e);
        }
        throw new IllegalArgumentException("Not a JSON object: " + text);
    }

    /** Returns the text of a string member, or the fallback if it is absent, null or no string. */
    public static String text(JsonNode object, String member, String fallback) {
        JsonNode value = object.path(member);
        return value.isTextual() ? value.textValue() : fallback;
    }
}
