package dev.analyticsplatform.engine.rows;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns JSON tokens into the values of a row, exactly: no number passes through a {@code double}. */
public final class JsonValues {

    /** Longer numbers are refused: their arithmetic would cost more than any real number is worth. */
    private static final int MAX_NUMBER_LENGTH = 10_000;

    private static final int MAX_EXPONENT = 10_000;

    private static final JsonValues PLAIN = new JsonValues(members -> members, () -> {});

    private final Function<Map<String, @Nullable Object>, Object> objects;
    private final Runnable token;

    /**
     * Values of which some are dressed up as objects.
     *
     * @param objects what an object stands for
     * @param token called before each token
     */
    JsonValues(Function<Map<String, @Nullable Object>, Object> objects, Runnable token) {
        this.objects = objects;
        this.token = token;
    }

    /**
     * Values as JSON has them.
     *
     * @return reads from any reader; thread-safe
     */
    public static JsonValues plain() {
        return PLAIN;
    }

    /**
     * Reads the value that comes next, with all it holds.
     *
     * @param json the reader; its own limit of nesting holds
     * @return the value as {@link dev.analyticsplatform.driver.RowData} has it
     * @throws IOException if reading fails or the JSON is malformed
     */
    public @Nullable Object read(JsonReader json) throws IOException {
        token.run();
        return switch (json.peek()) {
            case NULL -> {
                json.nextNull();
                yield null;
            }
            case BOOLEAN -> json.nextBoolean();
            case STRING -> json.nextString();
            case NUMBER -> number(json.nextString());
            case BEGIN_ARRAY -> list(json);
            case BEGIN_OBJECT -> objects.apply(object(json));
            case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT ->
                throw new MalformedJsonException("expected a value at " + json.getPath());
        };
    }

    private List<@Nullable Object> list(JsonReader json) throws IOException {
        var list = new ArrayList<@Nullable Object>();
        json.beginArray();
        while (json.hasNext()) {
            list.add(read(json));
        }
        json.endArray();
        return Collections.unmodifiableList(list);
    }

    private Map<String, @Nullable Object> object(JsonReader json) throws IOException {
        var map = new LinkedHashMap<String, @Nullable Object>();
        json.beginObject();
        while (json.hasNext()) {
            token.run();
            String name = json.nextName();
            if (map.containsKey(name)) {
                throw new MalformedJsonException("member " + name + " stands twice at " + json.getPath());
            }
            map.put(name, read(json));
        }
        json.endObject();
        return Collections.unmodifiableMap(map);
    }

    /**
     * The exact value of a JSON number.
     *
     * @param text the number as written
     * @return a {@link Long} if it is whole and fits, a {@link BigInteger} if it is whole and does not, else a
     *     {@link BigDecimal}
     * @throws MalformedJsonException if it is absurdly long
     */
    public static Number number(String text) throws MalformedJsonException {
        if (text.length() > MAX_NUMBER_LENGTH) {
            throw new MalformedJsonException("a number has " + text.length() + " characters");
        }
        if (isWhole(text)) {
            if (text.length() < 19) {
                return Long.parseLong(text);
            }
            var whole = new BigInteger(text);
            return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
        }
        var decimal = new BigDecimal(text);
        if (Math.abs((long) decimal.scale()) > MAX_EXPONENT) {
            throw new MalformedJsonException("the exponent of the number " + text + " is out of bounds");
        }
        return decimal;
    }

    private static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' || c == 'e' || c == 'E') {
                return false;
            }
        }
        return true;
    }
}
