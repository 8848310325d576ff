package dev.analyticsplatform.bytehouse;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.analyticsplatform.client.bytehouse.JSON;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value fits its column. The engine rounds, cuts surplus digits off, wraps integers around, moves far dates
 * to its limits and stores a default for NULL, all without a word; here such a value is refused. What is no value of
 * the column at all is left to the engine, which refuses it.
 */
final class ByteHouseFit {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");
    private static final Pattern POINT_IN_TIME =
            Pattern.compile("([+-]?\\d{4,}-\\d\\d-\\d\\d)(?:[ T][\\d:]+(?:\\.(\\d+))?.*)?");

    private static final LocalDate EPOCH = LocalDate.EPOCH;
    private static final LocalDate LAST_OF_DATE = LocalDate.of(2149, 6, 6);
    private static final LocalDate LAST_OF_DATE_TIME = LocalDate.of(2106, 2, 6);
    /** Of the wide types; the engine's newer versions have a little more. */
    private static final LocalDate FIRST = LocalDate.of(1925, 1, 1);

    private static final LocalDate LAST = LocalDate.of(2283, 11, 10);
    private static final LocalDate LAST_OF_NANOS = LocalDate.of(2262, 4, 10);
    private static final int NANOS = 9;

    private ByteHouseFit() {}

    /**
     * A value as its column takes it; lists and objects become JSON text where the column is text.
     *
     * @throws IllegalArgumentException if it does not fit
     */
    static JsonElement fit(ByteHouseType type, @Nullable JsonElement value) {
        if (value == null || value.isJsonNull()) {
            require(type.nullable(), "it holds no NULL");
            return JsonNull.INSTANCE;
        }
        return switch (type.portable()) {
            case STRING -> text(type, value);
            case INTEGER -> integer(type, value);
            case DECIMAL -> decimal(type, value);
            case DOUBLE -> real(type, value);
            case DATE, TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE -> pointInTime(type, value);
            case ARRAY, OBJECT -> composite(type, value);
            case BOOLEAN, BYTES, TIME, UNKNOWN -> value;
        };
    }

    private static JsonElement text(ByteHouseType type, JsonElement value) {
        if (type.is("fixedstring") && type.digits() > 0 && value instanceof JsonPrimitive text && text.isString()) {
            require(
                    text.getAsString().getBytes(StandardCharsets.UTF_8).length == type.digits(),
                    "it takes exactly " + type.digits() + " bytes, and would fill up a shorter text");
        }
        return type.is("string") ? asText(value) : value;
    }

    /** A list or an object as a column of text takes it; any other value as it is. */
    static JsonElement asText(JsonElement value) {
        return value.isJsonArray() || value.isJsonObject()
                ? new JsonPrimitive(JSON.gson().toJson(value))
                : value;
    }

    private static JsonElement integer(ByteHouseType type, JsonElement value) {
        BigDecimal number = number(value);
        if (number == null) {
            return value;
        }
        BigInteger whole;
        try {
            whole = number.toBigIntegerExact();
        } catch (ArithmeticException fraction) {
            throw new IllegalArgumentException("it holds whole numbers only", fraction);
        }
        boolean fits = type.family().startsWith("u")
                ? whole.signum() >= 0 && whole.bitLength() <= type.digits()
                : whole.bitLength() < type.digits();
        require(fits, "the number is out of its range");
        return new JsonPrimitive(whole);
    }

    private static JsonElement decimal(ByteHouseType type, JsonElement value) {
        BigDecimal number = number(value);
        if (number == null) {
            return value;
        }
        BigDecimal shortest = number.stripTrailingZeros();
        require(
                shortest.scale() <= type.scale(),
                "the number has " + shortest.scale() + " digits behind the point, it takes " + type.scale());
        long before = (long) shortest.precision() - shortest.scale();
        require(
                number.signum() == 0 || before <= type.digits() - type.scale(),
                "the number has " + before + " digits before the point, it takes " + (type.digits() - type.scale()));
        return value;
    }

    private static JsonElement real(ByteHouseType type, JsonElement value) {
        BigDecimal number = number(value);
        if (number == null) {
            return value;
        }
        boolean small = type.is("float32") || type.is("float");
        double held = small ? number.floatValue() : number.doubleValue();
        String read = small ? Float.toString((float) held) : Double.toString(held);
        require(
                Double.isFinite(held) && new BigDecimal(read).compareTo(number) == 0,
                "it holds binary floating point, in which the number would be another; round it before");
        return value;
    }

    private static JsonElement pointInTime(ByteHouseType type, JsonElement value) {
        var parts = POINT_IN_TIME.matcher(value instanceof JsonPrimitive primitive ? primitive.getAsString() : "");
        if (!parts.matches()) {
            return value;
        }
        LocalDate day;
        try {
            day = LocalDate.parse(parts.group(1));
        } catch (DateTimeException noSuchDay) {
            return value;
        }
        boolean narrow = type.is("date") || type.is("datetime") || type.is("timestamp");
        LocalDate first = narrow ? EPOCH : FIRST;
        LocalDate last = narrow
                ? type.is("date") ? LAST_OF_DATE : LAST_OF_DATE_TIME
                : type.digits() == NANOS ? LAST_OF_NANOS : LAST;
        require(!day.isBefore(first) && !day.isAfter(last), "it holds days from " + first + " to " + last);
        String fraction = parts.group(2) == null ? "" : parts.group(2).replaceAll("0+$", "");
        require(
                fraction.length() <= type.digits(),
                "the time has " + fraction.length() + " digits of a second, it takes " + type.digits());
        return value;
    }

    private static JsonElement composite(ByteHouseType type, JsonElement value) {
        if (value instanceof JsonArray array) {
            var fitting = new JsonArray(array.size());
            for (int i = 0; i < array.size(); i++) {
                fitting.add(element(type.element(i), array.get(i)));
            }
            return fitting;
        } else if (value instanceof JsonObject object) {
            var fitting = new JsonObject();
            object.asMap().forEach((name, member) -> fitting.add(name, element(type.element(name), member)));
            return fitting;
        }
        return value;
    }

    private static JsonElement element(Optional<ByteHouseType> type, JsonElement value) {
        return type.isPresent() ? fit(type.get(), value) : value;
    }

    private static @Nullable BigDecimal number(JsonElement value) {
        if (!(value instanceof JsonPrimitive primitive) || primitive.isBoolean()) {
            return null;
        }
        String text = primitive.getAsString();
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    private static void require(boolean fits, String reason) {
        if (!fits) {
            throw new IllegalArgumentException(reason);
        }
    }
}
