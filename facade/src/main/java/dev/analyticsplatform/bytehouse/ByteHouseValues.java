package dev.analyticsplatform.bytehouse;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.analyticsplatform.DataType;
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
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Java values as ByteHouse's JSON has them. */
final class ByteHouseValues {

    /** Finer than the columns that this adapter creates; the engine would cut the digits off without a word. */
    private static final int NANOS_OF_A_MICRO = 1000;

    private ByteHouseValues() {}

    /**
     * A value of a row to be appended.
     *
     * @throws IllegalArgumentException if ByteHouse has no such value, or would lose digits
     */
    static JsonElement encode(@Nullable Object value) {
        return RowJson.of(value, ByteHouseValues::text);
    }

    private static JsonElement text(Object value) {
        if (value instanceof BigInteger integer) {
            return new JsonPrimitive(integer);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return new JsonPrimitive(Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf");
        } else if (value instanceof byte[] bytes) {
            return new JsonPrimitive(Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof LocalDateTime time) {
            requireMicros(time);
            return new JsonPrimitive(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time));
        } else if (value instanceof OffsetDateTime time) {
            return text(time.toInstant());
        } else if (value instanceof Instant instant) {
            requireMicros(instant);
            return new JsonPrimitive(instant.toString());
        } else if (value instanceof CharSequence
                || value instanceof UUID
                || value instanceof LocalDate
                || value instanceof LocalTime) {
            return new JsonPrimitive(value.toString());
        }
        throw new IllegalArgumentException(
                "ByteHouse has no type for " + value.getClass().getName());
    }

    private static void requireMicros(Temporal time) {
        if (time.get(ChronoField.NANO_OF_SECOND) % NANOS_OF_A_MICRO != 0) {
            throw new IllegalArgumentException(
                    "a point in time is finer than microseconds, which ByteHouse would cut off");
        }
    }

    /** A value of a row of an answer, by the type of its column. */
    static @Nullable Object decode(ByteHouseType type, @Nullable Object value) throws IOException {
        if (value instanceof String text) {
            return ofText(type, text);
        } else if (value instanceof List<?> list) {
            return type.portable() == DataType.ARRAY && type.inner().size() == 1
                    ? elements(type.inner().get(0), list)
                    : list;
        } else if (value instanceof Map<?, ?> map) {
            return type.inner().size() == 2 ? members(type.inner().get(1), map) : map;
        }
        return value instanceof Number number ? ofNumber(type, number) : value;
    }

    private static Object ofNumber(ByteHouseType type, Number number) {
        return switch (type.portable()) {
            case BOOLEAN -> !number.equals(0L);
            case DECIMAL -> number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
            default -> number;
        };
    }

    private static @Nullable Object ofText(ByteHouseType type, String text) throws IOException {
        if (type.zone().isPresent() && !text.endsWith("Z")) {
            var local = CellText.read(DataType.TIMESTAMP, text);
            return local instanceof LocalDateTime time
                    ? time.atZone(type.zone().get()).toInstant()
                    : local;
        }
        return switch (type.portable()) {
            case ARRAY, OBJECT -> text;
            default -> CellText.read(type.portable(), text);
        };
    }

    private static List<@Nullable Object> elements(ByteHouseType type, List<?> list) throws IOException {
        var decoded = new ArrayList<@Nullable Object>(list.size());
        for (Object element : list) {
            decoded.add(decode(type, element));
        }
        return Collections.unmodifiableList(decoded);
    }

    private static Map<String, @Nullable Object> members(ByteHouseType type, Map<?, ?> map) throws IOException {
        var decoded = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : map.entrySet()) {
            decoded.put(String.valueOf(entry.getKey()), decode(type, entry.getValue()));
        }
        return Collections.unmodifiableMap(decoded);
    }
}
