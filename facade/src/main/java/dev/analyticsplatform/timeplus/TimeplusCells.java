package dev.analyticsplatform.timeplus;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.analyticsplatform.engine.RowJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Java values as Timeplus takes them, by the type of their column. Where Timeplus would round, cut off, wrap around or
 * put a default value for null, the value is refused: a value that is taken comes back equal.
 */
final class TimeplusCells {

    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2299-12-31T23:59:59.999999999Z");
    /** What 63 bits of nanoseconds reach. */
    private static final Instant LAST_OF_NANOS = Instant.ofEpochSecond(0, Long.MAX_VALUE);

    private static final Instant LAST_OF_SECONDS = Instant.ofEpochSecond(0xFFFF_FFFFL);
    private static final LocalDate LAST_OF_SHORT_DATES = LocalDate.ofEpochDay(0xFFFF);
    private static final int NANO_DIGITS = 9;
    private static final int MOST_DIGITS = 100;

    private TimeplusCells() {}

    /**
     * A value of Java as JSON, of a column whose type is not known yet.
     *
     * @throws IllegalArgumentException if no type of Timeplus holds such a value
     */
    static JsonElement untyped(@Nullable Object value) {
        return RowJson.of(value, scalar -> {
            if (scalar instanceof CharSequence text
                    && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                throw new IllegalArgumentException("a text holds half a surrogate pair, which UTF-8 has no form for");
            }
            if (scalar instanceof CharSequence
                    || scalar instanceof UUID
                    || scalar instanceof Number
                    || scalar instanceof LocalDate
                    || scalar instanceof LocalDateTime
                    || scalar instanceof Instant
                    || scalar instanceof OffsetDateTime) {
                return new JsonPrimitive(scalar.toString());
            }
            throw new IllegalArgumentException("Timeplus's rows, which are JSON, have no form for "
                    + scalar.getClass().getName() + "; pass a text, such as base64 for bytes");
        });
    }

    /**
     * A value of a column.
     *
     * @throws IllegalArgumentException if the column cannot hold it
     */
    static JsonElement of(TimeplusType type, @Nullable Object value) {
        if (value == null) {
            if (!type.nullable()) {
                throw new IllegalArgumentException("its type " + type.name() + " takes no null");
            }
            return JsonNull.INSTANCE;
        }
        return switch (type.portable()) {
            case BOOLEAN -> new JsonPrimitive(as(Boolean.class, type, value));
            case INTEGER -> integer(type, exact(type, value));
            case DECIMAL -> decimal(type, exact(type, value));
            case DOUBLE -> real(type, as(Number.class, type, value));
            case STRING -> text(type, value);
            case DATE -> date(type, as(LocalDate.class, type, value));
            case TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE -> time(type, instant(type, value));
            case ARRAY, OBJECT -> nested(type, value);
            case BYTES, TIME, UNKNOWN -> untyped(value);
        };
    }

    private static <T> T as(Class<T> wanted, TimeplusType type, Object value) {
        if (wanted.isInstance(value)) {
            return wanted.cast(value);
        }
        throw unfit(type, value);
    }

    /** Tells the class of the value and not the value, which may be confidential. */
    private static IllegalArgumentException unfit(TimeplusType type, Object value) {
        return new IllegalArgumentException(
                "its type " + type.name() + " cannot hold " + value.getClass().getName() + " as it is");
    }

    private static BigDecimal exact(TimeplusType type, Object value) {
        boolean infinite =
                (value instanceof Double || value instanceof Float) && !Double.isFinite(((Number) value).doubleValue());
        if (value instanceof Number && !infinite) {
            return new BigDecimal(value.toString());
        }
        throw unfit(type, value);
    }

    private static JsonPrimitive integer(TimeplusType type, BigDecimal value) {
        BigInteger whole;
        try {
            // A short text such as 1e999999999 has more digits than memory.
            whole = (long) value.precision() - value.scale() > MOST_DIGITS
                    ? BigInteger.TWO.pow(2 * Long.SIZE * Long.BYTES)
                    : value.toBigIntegerExact();
        } catch (ArithmeticException fraction) {
            throw new IllegalArgumentException("its type " + type.name() + " takes no fraction", fraction);
        }
        boolean fits = type.signed()
                ? whole.bitLength() < type.bits()
                : whole.signum() >= 0 && whole.bitLength() <= type.bits();
        if (!fits) {
            throw new IllegalArgumentException("its type " + type.name() + " is too small for the number");
        }
        return type.bits() > Long.SIZE ? new JsonPrimitive(whole.toString()) : new JsonPrimitive(whole);
    }

    /** As text, which no reader on the way takes for binary floating point. */
    private static JsonPrimitive decimal(TimeplusType type, BigDecimal value) {
        BigDecimal least = value.stripTrailingZeros();
        boolean sized = type.name().equals("decimal");
        int precision = sized
                ? type.number(0, 0)
                : switch (type.name()) {
                    case "decimal32" -> 9;
                    case "decimal64" -> 18;
                    case "decimal128" -> 38;
                    default -> 76;
                };
        int scale = type.number(sized ? 1 : 0, 0);
        if (least.scale() > scale || least.precision() - least.scale() > precision - scale) {
            throw new IllegalArgumentException(
                    "its type decimal(" + precision + ", " + scale + ") has too few digits for the number");
        }
        return new JsonPrimitive(least.toPlainString());
    }

    private static JsonPrimitive real(TimeplusType type, Number value) {
        double rounded = value.doubleValue();
        if (value instanceof Double || value instanceof Float) {
            if (Double.isNaN(rounded)) {
                return new JsonPrimitive("nan");
            } else if (Double.isInfinite(rounded)) {
                return new JsonPrimitive(rounded > 0 ? "inf" : "-inf");
            }
        }
        boolean small = type.name().equals("float32");
        var exact = new BigDecimal(value instanceof Float && !small ? Double.toString(rounded) : value.toString());
        String held = small ? Float.toString((float) rounded) : Double.toString(rounded);
        if (!Double.isFinite(Double.parseDouble(held)) || new BigDecimal(held).compareTo(exact) != 0) {
            throw new IllegalArgumentException("its type " + type.name()
                    + " is binary floating point, which cannot hold the number; round it before");
        }
        return new JsonPrimitive(exact);
    }

    private static JsonPrimitive text(TimeplusType type, Object value) {
        if (!(value instanceof CharSequence) && !(value instanceof UUID)) {
            throw unfit(type, value);
        }
        String text = value.toString();
        boolean padded =
                type.name().equals("fixedstring") && text.getBytes(StandardCharsets.UTF_8).length != type.number(0, 0);
        if (padded) {
            throw new IllegalArgumentException("its type fixed_string takes exactly " + type.number(0, 0)
                    + " bytes, and would fill up a shorter text");
        }
        return new JsonPrimitive(text);
    }

    private static JsonPrimitive date(TimeplusType type, LocalDate value) {
        boolean small = type.name().equals("date");
        LocalDate first = small ? LocalDate.EPOCH : LocalDate.ofInstant(FIRST, ZoneOffset.UTC);
        LocalDate last = small ? LAST_OF_SHORT_DATES : LocalDate.ofInstant(LAST, ZoneOffset.UTC);
        if (value.isBefore(first) || value.isAfter(last)) {
            throw new IllegalArgumentException("its type " + type.name() + " goes from " + first + " to " + last);
        }
        return new JsonPrimitive(value.toString());
    }

    private static Instant instant(TimeplusType type, Object value) {
        if (value instanceof LocalDateTime local && type.zone().isEmpty()) {
            return local.toInstant(ZoneOffset.UTC);
        } else if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        return as(Instant.class, type, value);
    }

    private static JsonPrimitive time(TimeplusType type, Instant value) {
        boolean fractions = type.name().equals("datetime64");
        int digits = fractions ? type.number(0, 3) : 0;
        Instant first = fractions ? FIRST : Instant.EPOCH;
        Instant last = !fractions ? LAST_OF_SECONDS : digits == NANO_DIGITS ? LAST_OF_NANOS : LAST;
        if (value.isBefore(first) || value.isAfter(last)) {
            throw new IllegalArgumentException("its type " + type.name() + " goes from " + first + " to " + last);
        }
        if (BigDecimal.valueOf(value.atOffset(ZoneOffset.UTC).getNano(), NANO_DIGITS)
                        .stripTrailingZeros()
                        .scale()
                > digits) {
            throw new IllegalArgumentException(
                    "its type keeps " + digits + " digits of a second's fraction, and the time has more");
        }
        return new JsonPrimitive(value.toString());
    }

    private static JsonElement nested(TimeplusType type, Object value) {
        if (type.name().equals("json")) {
            return RowJson.of(as(Map.class, type, value), scalar -> {
                if (scalar instanceof CharSequence || scalar instanceof UUID) {
                    return new JsonPrimitive(scalar.toString());
                }
                throw unfit(type, scalar);
            });
        } else if (type.portable() == dev.analyticsplatform.DataType.ARRAY) {
            return list(type, as(Iterable.class, type, value));
        }
        var members = as(Map.class, type, value);
        boolean map = type.name().equals("map");
        if (!map && members.size() != type.members().size()) {
            throw new IllegalArgumentException("its type is a tuple of " + type.names());
        }
        var object = new JsonObject();
        for (Object entry : members.entrySet()) {
            var member = (Map.Entry<?, ?>) entry;
            String name = String.valueOf(member.getKey());
            int index = map ? 1 : type.names().indexOf(name);
            if (index < 0) {
                throw new IllegalArgumentException("its type is a tuple of " + type.names());
            }
            object.add(name, of(type.members().get(index), member.getValue()));
        }
        return object;
    }

    private static JsonArray list(TimeplusType type, Iterable<?> values) {
        var elements = new ArrayList<@Nullable Object>();
        values.forEach(elements::add);
        boolean tuple = type.name().equals("tuple");
        if (tuple && elements.size() != type.members().size()) {
            throw new IllegalArgumentException(
                    "its type is a tuple of " + type.members().size() + " values");
        }
        var array = new JsonArray();
        for (int i = 0; i < elements.size(); i++) {
            array.add(of(type.members().get(tuple ? i : 0), elements.get(i)));
        }
        return array;
    }
}
