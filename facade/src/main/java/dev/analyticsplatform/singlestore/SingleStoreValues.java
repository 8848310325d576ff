package dev.analyticsplatform.singlestore;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.MalformedJsonException;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.client.singlestore.JSON;
import dev.analyticsplatform.engine.RowJson;
import dev.analyticsplatform.engine.rows.CellText;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Java values as arguments of a statement, and cells of an answer as Java values. */
final class SingleStoreValues {

    /** The decimal places of a DECIMAL column that this library creates. */
    static final int SCALE = 27;

    /** The server reads JSON numbers as binary floating point, which holds whole numbers up to here exactly. */
    private static final int EXACT_BITS = 53;

    private static final Instant FIRST_TIMESTAMP = Instant.parse("1970-01-01T00:00:01Z");
    private static final Instant LAST_TIMESTAMP = Instant.parse("2038-01-19T03:14:07.999999Z");

    private static final int LONGEST_EXPONENT = 100;

    private static final Gson GSON = JSON.gson();

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private static final Map<String, DataType> TYPES = Map.ofEntries(
            Map.entry("BOOL", DataType.BOOLEAN),
            Map.entry("BOOLEAN", DataType.BOOLEAN),
            Map.entry("TINYINT", DataType.INTEGER),
            Map.entry("SMALLINT", DataType.INTEGER),
            Map.entry("MEDIUMINT", DataType.INTEGER),
            Map.entry("INT", DataType.INTEGER),
            Map.entry("INTEGER", DataType.INTEGER),
            Map.entry("BIGINT", DataType.INTEGER),
            Map.entry("YEAR", DataType.INTEGER),
            Map.entry("DECIMAL", DataType.DECIMAL),
            Map.entry("NUMERIC", DataType.DECIMAL),
            Map.entry("FLOAT", DataType.DOUBLE),
            Map.entry("DOUBLE", DataType.DOUBLE),
            Map.entry("REAL", DataType.DOUBLE),
            Map.entry("CHAR", DataType.STRING),
            Map.entry("VARCHAR", DataType.STRING),
            Map.entry("TINYTEXT", DataType.STRING),
            Map.entry("TEXT", DataType.STRING),
            Map.entry("MEDIUMTEXT", DataType.STRING),
            Map.entry("LONGTEXT", DataType.STRING),
            Map.entry("ENUM", DataType.STRING),
            Map.entry("SET", DataType.STRING),
            Map.entry("GEOGRAPHY", DataType.STRING),
            Map.entry("GEOGRAPHYPOINT", DataType.STRING),
            Map.entry("BIT", DataType.BYTES),
            Map.entry("BINARY", DataType.BYTES),
            Map.entry("VARBINARY", DataType.BYTES),
            Map.entry("TINYBLOB", DataType.BYTES),
            Map.entry("BLOB", DataType.BYTES),
            Map.entry("MEDIUMBLOB", DataType.BYTES),
            Map.entry("LONGBLOB", DataType.BYTES),
            Map.entry("DATE", DataType.DATE),
            Map.entry("TIME", DataType.TIME),
            Map.entry("DATETIME", DataType.TIMESTAMP),
            Map.entry("TIMESTAMP", DataType.TIMESTAMP_WITH_TIME_ZONE),
            Map.entry("JSON", DataType.OBJECT));

    private SingleStoreValues() {}

    /** The portable type of SingleStore's type, with or without its size. */
    static DataType type(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("TINYINT(1)")
                ? DataType.BOOLEAN
                : TYPES.getOrDefault(upper.split("[( ]", 2)[0], DataType.UNKNOWN);
    }

    /**
     * SingleStore's type of a portable one.
     *
     * @throws IllegalArgumentException if there is none
     */
    static String name(DataType type) {
        return switch (type) {
            case BOOLEAN -> "BOOL";
            case INTEGER -> "BIGINT";
            case DECIMAL -> "DECIMAL(65," + SCALE + ")";
            case DOUBLE -> "DOUBLE";
            case STRING -> "LONGTEXT";
            case BYTES -> "LONGBLOB";
            case DATE -> "DATE";
            case TIME -> "TIME(6)";
            case TIMESTAMP -> "DATETIME(6)";
            case TIMESTAMP_WITH_TIME_ZONE -> "TIMESTAMP(6)";
            case ARRAY, OBJECT -> "JSON";
            case UNKNOWN -> throw new IllegalArgumentException("type UNKNOWN is none that a column can be made of");
        };
    }

    /** What stands in the SQL for a value: JSON has no bytes, so these are unpacked by the server. */
    static String mark(@Nullable Object value) {
        return value instanceof byte[] ? "FROM_BASE64(?)" : "?";
    }

    /**
     * A value as an argument.
     *
     * @throws IllegalArgumentException if it cannot be sent without loss
     */
    static JsonElement argument(@Nullable Object value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        } else if (value instanceof Boolean flag) {
            return new JsonPrimitive(flag);
        } else if (value instanceof Number number) {
            return number(number);
        } else if (value instanceof byte[] bytes) {
            return new JsonPrimitive(Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof Map || value instanceof Iterable) {
            return new JsonPrimitive(GSON.toJson(RowJson.of(value, SingleStoreValues::nested)));
        } else if (value instanceof CharSequence || value instanceof UUID) {
            return new JsonPrimitive(value.toString());
        }
        return new JsonPrimitive(time(value));
    }

    /** A value of a row: as an argument, if no column that this library creates would change it without a word. */
    static JsonElement cell(@Nullable Object value) {
        Instant instant = value instanceof OffsetDateTime time
                ? time.toInstant()
                : value instanceof Instant known ? known : FIRST_TIMESTAMP;
        if (instant.isBefore(FIRST_TIMESTAMP) || instant.isAfter(LAST_TIMESTAMP)) {
            throw new IllegalArgumentException("a TIMESTAMP holds " + FIRST_TIMESTAMP + " to " + LAST_TIMESTAMP
                    + ", not " + instant + "; for a DATETIME column pass a LocalDateTime in UTC");
        }
        if (value instanceof BigDecimal decimal && decimal.stripTrailingZeros().scale() > SCALE) {
            throw new IllegalArgumentException("a decimal has more than " + SCALE
                    + " decimal places, which SingleStore would round; pass a double to accept that, or a text");
        }
        return argument(value);
    }

    private static JsonElement number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            if (!Double.isFinite(number.doubleValue())) {
                throw new IllegalArgumentException("SingleStore takes no NaN and no infinity");
            }
            return new JsonPrimitive(number);
        } else if (number instanceof BigDecimal decimal) {
            boolean plain = Math.abs((long) decimal.scale()) <= LONGEST_EXPONENT;
            return new JsonPrimitive(plain ? decimal.toPlainString() : decimal.toString());
        }
        boolean exact = new BigInteger(number.toString()).bitLength() <= EXACT_BITS;
        return exact ? new JsonPrimitive(number) : new JsonPrimitive(number.toString());
    }

    private static JsonElement nested(Object value) {
        if (value instanceof CharSequence || value instanceof UUID) {
            return new JsonPrimitive(value.toString());
        } else if (value instanceof BigInteger whole) {
            return new JsonPrimitive(whole);
        }
        throw new IllegalArgumentException(
                "JSON has no type for " + value.getClass().getName() + "; within lists and maps pass a text");
    }

    private static String time(Object value) {
        if (value instanceof LocalDate date) {
            return DATE.format(checked(date));
        } else if (value instanceof LocalTime time) {
            return TIME.format(checked(time));
        } else if (value instanceof LocalDateTime time) {
            return DATE_TIME.format(checked(time));
        } else if (value instanceof Instant instant) {
            return DATE_TIME.format(checked(instant.atOffset(ZoneOffset.UTC)));
        } else if (value instanceof OffsetDateTime time) {
            return DATE_TIME.format(checked(time.withOffsetSameInstant(ZoneOffset.UTC)));
        }
        throw new IllegalArgumentException(
                "SingleStore has no type for " + value.getClass().getName());
    }

    private static TemporalAccessor checked(TemporalAccessor time) {
        if (time.isSupported(ChronoField.NANO_OF_SECOND) && time.get(ChronoField.NANO_OF_SECOND) % 1000 != 0) {
            throw new IllegalArgumentException(
                    "SingleStore keeps microseconds and would round " + time + "; truncate it before");
        }
        if (time.isSupported(ChronoField.YEAR)) {
            int year = time.get(ChronoField.YEAR);
            if (year < 1000 || year > 9999) {
                throw new IllegalArgumentException("SingleStore's dates have the years 1000 to 9999, not " + year);
            }
        }
        return time;
    }

    /**
     * The value of a cell.
     *
     * @param type what its column declares
     * @throws IOException if it is not of that type
     */
    static @Nullable Object fromJson(DataType type, @Nullable Object value) throws IOException {
        if (value == null || type == DataType.OBJECT || type == DataType.UNKNOWN) {
            return value;
        } else if (value instanceof String text) {
            return CellText.read(type, text);
        } else if (value instanceof Number number) {
            if (type == DataType.BOOLEAN) {
                boolean isFlag = number.equals(0L) || number.equals(1L);
                return isFlag ? (Object) number.equals(1L) : number;
            } else if (type == DataType.INTEGER || type == DataType.DECIMAL || type == DataType.DOUBLE) {
                return CellText.read(type, number.toString());
            }
        } else if (value instanceof Boolean && type == DataType.BOOLEAN) {
            return value;
        }
        throw new MalformedJsonException("a value is not the " + type + " that its column declares");
    }
}
