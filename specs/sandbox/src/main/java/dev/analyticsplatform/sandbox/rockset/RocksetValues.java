package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.math.BigInteger;
import java.util.Map;

/**
 * Rockset's extended JSON: {@code {"__rockset_type": "date", "value": "2024-05-01"}} for what JSON has no type for.
 *
 * <p>Documents are kept with the plain value in its place, which is what results then show: ISO text for dates and
 * times, a number for {@code u256}, base64 for bytes.
 */
final class RocksetValues {
    private static final String TYPE = "__rockset_type";

    private RocksetValues() {}

    static boolean isExtended(JsonNode node) {
        return node.isObject() && node.path(TYPE).isTextual() && node.has("value");
    }

    static String type(JsonNode extended) {
        return extended.path(TYPE).asText();
    }

    /** Returns the document with plain values; the one that is given stays as it is. */
    static ObjectNode plain(ObjectNode document) throws PatchFailure {
        ObjectNode plain = Json.object();
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            plain.set(member.getKey(), value(member.getValue()));
        }
        return plain;
    }

    private static JsonNode value(JsonNode node) throws PatchFailure {
        if (isExtended(node)) {
            return type(node).equals("u256") ? integer(node.get("value")) : value(node.get("value"));
        }
        if (node instanceof ObjectNode object) {
            return plain(object);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode plain = Json.array();
            for (JsonNode element : array) {
                plain.add(value(element));
            }
            return plain;
        }
        return node;
    }

    private static JsonNode integer(JsonNode text) throws PatchFailure {
        try {
            return Json.MAPPER.getNodeFactory().numberNode(new BigInteger(text.asText()));
        } catch (NumberFormatException e) {
            throw new PatchFailure("The value of a u256 is no integer: " + text);
        }
    }
}
