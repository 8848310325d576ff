package dev.analyticsplatform.client.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where two JSON values say different things.
 *
 * <p>Numbers are equal if they have the same exact value, times if they are the same time at the same offset, and an
 * expected null may be missing, as models leave out what is not set.
 */
final class JsonDifference {
    private final List<String> found = new ArrayList<>();

    private JsonDifference() {}

    static List<String> between(JsonElement expected, @Nullable JsonElement actual) {
        JsonDifference difference = new JsonDifference();
        difference.compare(expected, actual, "");
        return difference.found;
    }

    static JsonElement gson(JsonNode node) {
        return JsonParser.parseString(node.toString());
    }

    private void compare(JsonElement expected, @Nullable JsonElement actual, String at) {
        if (expected.isJsonNull() && (actual == null || actual.isJsonNull())) {
            return;
        }
        if (actual == null) {
            found.add(at + " is lost");
        } else if (expected.isJsonObject() && actual.isJsonObject()) {
            Set<String> names = new LinkedHashSet<>(expected.getAsJsonObject().keySet());
            names.addAll(actual.getAsJsonObject().keySet());
            for (String name : names) {
                JsonElement wanted = expected.getAsJsonObject().get(name);
                compare(
                        wanted == null ? JsonNull.INSTANCE : wanted,
                        actual.getAsJsonObject().get(name),
                        at + "/" + name);
            }
        } else if (expected.isJsonArray() && actual.isJsonArray()) {
            if (expected.getAsJsonArray().size() != actual.getAsJsonArray().size()) {
                found.add(at + " has " + actual.getAsJsonArray().size() + " items instead of "
                        + expected.getAsJsonArray().size());
                return;
            }
            for (int i = 0; i < expected.getAsJsonArray().size(); i++) {
                compare(
                        expected.getAsJsonArray().get(i),
                        actual.getAsJsonArray().get(i),
                        at + "/" + i);
            }
        } else if (!same(expected, actual)) {
            found.add(at + " is " + actual + " instead of " + expected);
        }
    }

    private static boolean same(JsonElement expected, JsonElement actual) {
        if (!(expected instanceof JsonPrimitive one) || !(actual instanceof JsonPrimitive two)) {
            return expected.equals(actual);
        }
        if (one.isNumber() && two.isNumber()) {
            return one.getAsBigDecimal().compareTo(two.getAsBigDecimal()) == 0;
        }
        return one.isNumber() == two.isNumber()
                && one.isBoolean() == two.isBoolean()
                && (one.getAsString().equals(two.getAsString()) || sameTime(one.getAsString(), two.getAsString()));
    }

    private static boolean sameTime(String one, String two) {
        try {
            return OffsetDateTime.parse(one).equals(OffsetDateTime.parse(two));
        } catch (DateTimeException notTimes) {
            return false;
        }
    }
}
