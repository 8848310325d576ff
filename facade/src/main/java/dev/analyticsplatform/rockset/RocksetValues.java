package dev.analyticsplatform.rockset;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.client.rockset.model.QueryParameter;
import dev.analyticsplatform.engine.RowJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Java values as Rockset writes them. JSON's own types stand for themselves; the rest is Rockset's extended JSON,
 * {@code {"__rockset_type": "date", "value": "2024-03-01"}}, in documents, and a type name beside a text in parameters.
 */
final class RocksetValues {

    private static final String TYPE = "__rockset_type";
    private static final String VALUE = "value";

    private static final Map<String, DataType> TYPES = Map.ofEntries(
            Map.entry("bool", DataType.BOOLEAN),
            Map.entry("int", DataType.INTEGER),
            Map.entry("u256", DataType.INTEGER),
            Map.entry("float", DataType.DOUBLE),
            Map.entry("string", DataType.STRING),
            Map.entry("bytes", DataType.BYTES),
            Map.entry("date", DataType.DATE),
            Map.entry("time", DataType.TIME),
            Map.entry("datetime", DataType.TIMESTAMP),
            Map.entry("timestamp", DataType.TIMESTAMP_WITH_TIME_ZONE),
            Map.entry("array", DataType.ARRAY),
            Map.entry("object", DataType.OBJECT));

    private RocksetValues() {}

    /** The portable type of Rockset's type name. */
    static DataType type(String name) {
        return TYPES.getOrDefault(name, DataType.UNKNOWN);
    }

    /**
     * A value of a document.
     *
     * @throws IllegalArgumentException if Rockset has no such type
     */
    static JsonElement toJson(@Nullable Object value) {
        return RowJson.of(value, scalar -> {
            var typed = Typed.of(scalar);
            return typed.type().equals("string") ? new JsonPrimitive(typed.text()) : typed.toJson();
        });
    }

    /**
     * A parameter of a query.
     *
     * @throws IllegalArgumentException if Rockset has no such parameter, or it would lose digits
     */
    @SuppressWarnings("deprecation") // the vendor calls the type deprecated, yet without it every value is a string
    static QueryParameter toParameter(String name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("parameter " + name
                    + " is null; Rockset's parameters travel as text and have no null: write IS NULL in the SQL");
        }
        var typed = Typed.of(value);
        return new QueryParameter().name(name).type(typed.type()).value(typed.text());
    }

    /** The value of a parameter that Rockset keeps; of a type not known here, its text. */
    @SuppressWarnings("deprecation") // as above
    static Object fromParameter(QueryParameter parameter) {
        String text = parameter.getValue() == null ? "" : parameter.getValue();
        String type = parameter.getType() == null ? "" : parameter.getType();
        try {
            return switch (type) {
                case "bool" -> Boolean.valueOf(text);
                case "int" -> Long.valueOf(text);
                case "float" -> new BigDecimal(text);
                default -> fromText(type, text).orElse(text);
            };
        } catch (IllegalArgumentException notWhatTheTypeSays) {
            return text;
        }
    }

    /** What an object in an answer stands for: itself, or a value dressed up as extended JSON. */
    static Object fromJson(Map<String, @Nullable Object> object) {
        if (!(object.get(TYPE) instanceof String type) || !(object.get(VALUE) instanceof String text)) {
            return object;
        }
        return fromText(type, text).orElse(object);
    }

    /** Empty if the type is not known here, or the text is in a format that the value names itself. */
    private static Optional<Object> fromText(String type, String text) {
        try {
            return Optional.ofNullable(
                    switch (type) {
                        case "date" -> LocalDate.parse(text);
                        case "time" -> LocalTime.parse(text);
                        case "datetime" -> LocalDateTime.parse(text);
                        case "timestamp" -> OffsetDateTime.parse(text).toInstant();
                        case "bytes" -> Base64.getDecoder().decode(text);
                        case "u256" -> new BigInteger(text);
                        default -> null;
                    });
        } catch (DateTimeException | IllegalArgumentException otherFormat) {
            return Optional.empty();
        }
    }

    /** Rockset's type name and the value as text. */
    private record Typed(String type, String text) {

        static Typed of(Object value) {
            if (value instanceof Boolean) {
                return new Typed("bool", value.toString());
            } else if (value instanceof Number number) {
                return ofNumber(number);
            } else if (value instanceof CharSequence || value instanceof UUID) {
                return new Typed("string", value.toString());
            } else if (value instanceof byte[] bytes) {
                return new Typed("bytes", Base64.getEncoder().encodeToString(bytes));
            } else if (value instanceof LocalDate) {
                return new Typed("date", value.toString());
            } else if (value instanceof LocalTime) {
                return new Typed("time", value.toString());
            } else if (value instanceof LocalDateTime) {
                return new Typed("datetime", value.toString());
            } else if (value instanceof Instant) {
                return new Typed("timestamp", value.toString());
            } else if (value instanceof OffsetDateTime time) {
                return new Typed("timestamp", time.toInstant().toString());
            }
            throw new IllegalArgumentException(
                    "Rockset has no type for " + value.getClass().getName());
        }

        private static Typed ofNumber(Number number) {
            if (number instanceof BigInteger integer && integer.bitLength() >= Long.SIZE) {
                if (integer.signum() < 0 || integer.bitLength() > 256) {
                    throw new IllegalArgumentException(
                            "Rockset's integers have 64 bits, or 256 without sign; this one fits neither");
                }
                return new Typed("u256", integer.toString());
            } else if (number instanceof BigDecimal decimal) {
                double rounded = decimal.doubleValue();
                if (!Double.isFinite(rounded) || BigDecimal.valueOf(rounded).compareTo(decimal) != 0) {
                    throw new IllegalArgumentException(
                            "Rockset's numbers with a fraction are binary floating point, which cannot hold this one; "
                                    + "pass a double to accept the rounding, or a text");
                }
                return new Typed("float", decimal.toString());
            } else if (number instanceof Double || number instanceof Float) {
                if (!Double.isFinite(number.doubleValue())) {
                    throw new IllegalArgumentException("Rockset takes no NaN and no infinity");
                }
                return new Typed("float", number.toString());
            }
            return new Typed("int", number.toString());
        }

        JsonObject toJson() {
            var object = new JsonObject();
            object.addProperty(TYPE, type);
            object.addProperty(VALUE, text);
            if (type.equals("bytes")) {
                object.addProperty("encoding", "base64");
            }
            return object;
        }
    }

    /** The portable type of a value of a row, where Rockset declares none. */
    static DataType typeOf(Object value) {
        if (value instanceof Boolean) {
            return DataType.BOOLEAN;
        } else if (value instanceof Long || value instanceof BigInteger) {
            return DataType.INTEGER;
        } else if (value instanceof Number) {
            return DataType.DOUBLE;
        } else if (value instanceof String) {
            return DataType.STRING;
        } else if (value instanceof byte[]) {
            return DataType.BYTES;
        } else if (value instanceof LocalDate) {
            return DataType.DATE;
        } else if (value instanceof LocalTime) {
            return DataType.TIME;
        } else if (value instanceof LocalDateTime) {
            return DataType.TIMESTAMP;
        } else if (value instanceof Instant) {
            return DataType.TIMESTAMP_WITH_TIME_ZONE;
        } else if (value instanceof List) {
            return DataType.ARRAY;
        }
        return value instanceof Map ? DataType.OBJECT : DataType.UNKNOWN;
    }
}
