package dev.analyticsplatform.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A row as JSON, exactly; what JSON has no form for is the adapter's to say. */
public final class RowJson {

    private RowJson() {}

    /**
     * Writes a value with all that it holds. Maps, lists, booleans, null and numbers are JSON's own; a number that is
     * not finite, a whole number beyond 64 bits and everything else is asked for.
     *
     * @param value the value
     * @param other the JSON of any other value; throws IllegalArgumentException if the vendor has no type for it
     * @return the JSON
     * @throws IllegalArgumentException if a name is null, or as {@code other} throws
     */
    public static JsonElement of(@Nullable Object value, Function<Object, JsonElement> other) {
        if (value == null) {
            return JsonNull.INSTANCE;
        } else if (value instanceof Map<?, ?> map) {
            var object = new JsonObject();
            map.forEach((key, member) -> {
                if (key == null) {
                    throw new IllegalArgumentException("a name is null");
                }
                object.add(key.toString(), of(member, other));
            });
            return object;
        } else if (value instanceof Iterable<?> list) {
            var array = new JsonArray();
            list.forEach(element -> array.add(of(element, other)));
            return array;
        } else if (value instanceof Boolean flag) {
            return new JsonPrimitive(flag);
        } else if (value instanceof Number number && isPlain(number)) {
            return new JsonPrimitive(number);
        }
        return other.apply(value);
    }

    private static boolean isPlain(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return Double.isFinite(number.doubleValue());
        } else if (number instanceof BigInteger integer) {
            return integer.bitLength() < Long.SIZE;
        }
        return number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigDecimal;
    }
}
