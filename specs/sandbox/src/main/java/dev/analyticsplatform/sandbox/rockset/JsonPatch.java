package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** JSON Patch (RFC 6902) with Rockset's INCREMENT, and with operations in any case. All or nothing for a document. */
final class JsonPatch {
    private JsonPatch() {}

    /** Returns the patched document; the one that is given stays as it is. */
    static ObjectNode apply(ObjectNode document, JsonNode operations) throws PatchFailure {
        ObjectNode patched = document.deepCopy();
        for (JsonNode operation : operations) {
            step(patched, operation);
        }
        return patched;
    }

    private static void step(ObjectNode document, JsonNode operation) throws PatchFailure {
        String op = operation.path("op").asText().toUpperCase(Locale.ROOT);
        List<String> path = pointer(operation.path("path").asText());
        if (path.isEmpty()) {
            throw new PatchFailure("The whole document cannot be the target of a patch");
        }
        if (path.get(0).equals("_id")) {
            throw new PatchFailure("_id cannot be changed");
        }
        switch (op) {
            case "ADD" -> add(document, path, value(operation));
            case "REPLACE" -> {
                get(document, path);
                set(document, path, value(operation));
            }
            case "REMOVE" -> remove(document, path);
            case "COPY" -> add(document, path, get(document, from(operation)).deepCopy());
            case "MOVE" -> move(document, from(operation), path);
            case "TEST" -> {
                if (!same(get(document, path), value(operation))) {
                    throw new PatchFailure("TEST failed: the value at " + text(path) + " is another one");
                }
            }
            case "INCREMENT" -> increment(document, path, value(operation));
            default -> throw new PatchFailure("There is no operation '" + op + "'");
        }
    }

    private static void move(ObjectNode document, List<String> from, List<String> to) throws PatchFailure {
        if (to.size() > from.size() && to.subList(0, from.size()).equals(from)) {
            throw new PatchFailure(text(from) + " cannot be moved into itself");
        }
        JsonNode value = get(document, from);
        remove(document, from);
        add(document, to, value);
    }

    private static void increment(ObjectNode document, List<String> path, JsonNode by) throws PatchFailure {
        JsonNode number = get(document, path);
        if (!number.isNumber() || !by.isNumber()) {
            throw new PatchFailure("INCREMENT needs a number at " + text(path) + " and a number as value");
        }
        JsonNode sum = number.isIntegralNumber() && by.isIntegralNumber()
                ? Json.MAPPER
                        .getNodeFactory()
                        .numberNode(number.bigIntegerValue().add(by.bigIntegerValue()))
                : Json.MAPPER.getNodeFactory().numberNode(number.decimalValue().add(by.decimalValue()));
        set(document, path, sum);
    }

    /** Numbers are the same by value, so that 1 is 1.0. */
    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals(JsonPatch::compare, other);
    }

    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    private static JsonNode value(JsonNode operation) throws PatchFailure {
        JsonNode value = operation.get("value");
        if (value == null) {
            throw new PatchFailure(operation.path("op").asText() + " needs a value");
        }
        return value.deepCopy();
    }

    private static List<String> from(JsonNode operation) throws PatchFailure {
        if (!operation.path("from").isTextual()) {
            throw new PatchFailure(operation.path("op").asText() + " needs a from");
        }
        return pointer(operation.path("from").textValue());
    }

    private static List<String> pointer(String text) throws PatchFailure {
        if (text.isEmpty()) {
            return List.of();
        }
        if (text.charAt(0) != '/') {
            throw new PatchFailure("'" + text + "' is no path: it has to begin with a slash");
        }
        List<String> tokens = new ArrayList<>();
        for (String token : text.substring(1).split("/", -1)) {
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
        }
        return tokens;
    }

    private static String text(List<String> path) {
        return "/" + String.join("/", path);
    }

    private static JsonNode get(JsonNode document, List<String> path) throws PatchFailure {
        JsonNode node = document;
        for (String token : path) {
            JsonNode next = node.isArray() ? node.get(index(token, node.size() - 1, path)) : node.get(token);
            if (next == null) {
                throw new PatchFailure("There is nothing at " + text(path));
            }
            node = next;
        }
        return node;
    }

    private static JsonNode parent(ObjectNode document, List<String> path) throws PatchFailure {
        JsonNode parent = get(document, path.subList(0, path.size() - 1));
        if (!parent.isContainerNode()) {
            throw new PatchFailure(text(path.subList(0, path.size() - 1)) + " is neither an object nor an array");
        }
        return parent;
    }

    private static int index(String token, int last, List<String> path) throws PatchFailure {
        if (!token.matches("0|[1-9]\\d{0,8}") || Integer.parseInt(token) > last) {
            throw new PatchFailure("'" + token + "' in " + text(path) + " is no index of that array");
        }
        return Integer.parseInt(token);
    }

    private static void add(ObjectNode document, List<String> path, JsonNode value) throws PatchFailure {
        String last = path.get(path.size() - 1);
        if (parent(document, path) instanceof ArrayNode array) {
            int index = last.equals("-") ? array.size() : index(last, array.size(), path);
            array.insert(index, value);
        } else {
            ((ObjectNode) parent(document, path)).set(last, value);
        }
    }

    private static void set(ObjectNode document, List<String> path, JsonNode value) throws PatchFailure {
        String last = path.get(path.size() - 1);
        if (parent(document, path) instanceof ArrayNode array) {
            array.set(index(last, array.size() - 1, path), value);
        } else {
            ((ObjectNode) parent(document, path)).set(last, value);
        }
    }

    private static void remove(ObjectNode document, List<String> path) throws PatchFailure {
        get(document, path);
        String last = path.get(path.size() - 1);
        if (parent(document, path) instanceof ArrayNode array) {
            array.remove(index(last, array.size() - 1, path));
        } else {
            ((ObjectNode) parent(document, path)).remove(last);
        }
    }
}
