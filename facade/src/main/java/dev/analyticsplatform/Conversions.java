package dev.analyticsplatform;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Exact conversions from a row's values to the types that a caller may ask for. */
final class Conversions {

    private Conversions() {}

    /**
     * Converts without loss.
     *
     * @throws ArithmeticException if a number does not fit
     * @throws ClassCastException if the value is of another kind
     * @throws java.time.DateTimeException if text is no such time
     */
    static <T> @Nullable T convert(@Nullable Object value, Class<T> type) {
        if (value == null) {
            return null;
        }
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        Object converted;
        if (type == String.class) {
            converted = toText(value);
        } else if (Number.class.isAssignableFrom(type)) {
            converted = toNumber(value, type);
        } else if (type == UUID.class && value instanceof String text) {
            converted = toUuid(text);
        } else {
            converted = toTemporal(value, type);
        }
        if (converted == null) {
            throw new ClassCastException("is " + kind(value) + ", not " + type.getSimpleName());
        }
        return type.cast(converted);
    }

    private static @Nullable Object toNumber(Object value, Class<?> type) {
        if (type == Double.class && value instanceof String text) {
            return switch (text) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> null;
            };
        }
        if (!(value instanceof Number number)) {
            return null;
        }
        if (type == Double.class) {
            double nearest = number.doubleValue();
            if (Double.isInfinite(nearest) && !(number instanceof Double)) {
                throw new ArithmeticException("is finite, but beyond the range of a double");
            }
            return nearest;
        }
        if (number instanceof Double d && !Double.isFinite(d)) {
            throw new ArithmeticException("is " + d + ", which only a double can hold");
        }
        BigDecimal exact = exact(number);
        try {
            if (type == Long.class) {
                return exact.longValueExact();
            } else if (type == Integer.class) {
                return exact.intValueExact();
            } else if (type == BigInteger.class) {
                return exact.toBigIntegerExact();
            } else if (type == BigDecimal.class) {
                return exact;
            }
        } catch (ArithmeticException tooLargeOrFraction) {
            throw new ArithmeticException("does not fit " + type.getSimpleName() + " without loss");
        }
        return null;
    }

    private static BigDecimal exact(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        return number instanceof Double d ? BigDecimal.valueOf(d) : BigDecimal.valueOf(number.longValue());
    }

    private static @Nullable Object toTemporal(Object value, Class<?> type) {
        if (value instanceof OffsetDateTime time && type == Instant.class) {
            return time.toInstant();
        }
        if (!(value instanceof String text)) {
            return null;
        }
        if (type == Instant.class) {
            return OffsetDateTime.parse(isoDateTime(text)).toInstant();
        } else if (type == OffsetDateTime.class) {
            return OffsetDateTime.parse(isoDateTime(text));
        } else if (type == LocalDate.class) {
            return LocalDate.parse(text);
        } else if (type == LocalTime.class) {
            return LocalTime.parse(text);
        } else if (type == LocalDateTime.class) {
            return LocalDateTime.parse(isoDateTime(text));
        }
        return null;
    }

    private static String isoDateTime(String text) {
        return text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
    }

    private static @Nullable UUID toUuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAUuid) {
            return null;
        }
    }

    /** Text as it is; everything else in its JSON or ISO form. */
    static @Nullable String toText(@Nullable Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toString();
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof List || value instanceof Map) {
            var text = new StringWriter();
            try (var json = new JsonWriter(text)) {
                json.setHtmlSafe(false);
                json.setSerializeNulls(true);
                writeJson(json, value);
            } catch (IOException impossible) {
                throw new UncheckedIOException("a StringWriter does not fail", impossible);
            }
            return text.toString();
        }
        return value.toString();
    }

    private static void writeJson(JsonWriter json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.nullValue();
        } else if (value instanceof List<?> list) {
            json.beginArray();
            for (Object element : list) {
                writeJson(json, element);
            }
            json.endArray();
        } else if (value instanceof Map<?, ?> map) {
            json.beginObject();
            for (var entry : map.entrySet()) {
                json.name(String.valueOf(entry.getKey()));
                writeJson(json, entry.getValue());
            }
            json.endObject();
        } else if (value instanceof Boolean flag) {
            json.value(flag);
        } else if (value instanceof Number number && !(number instanceof Double d && !Double.isFinite(d))) {
            json.value(number);
        } else {
            json.value(toText(value));
        }
    }

    private static String kind(Object value) {
        if (value instanceof String text) {
            return "the text \"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
        }
        if (value instanceof List) {
            return "a list";
        }
        return value instanceof Map ? "an object" : "a " + value.getClass().getSimpleName();
    }
}
