package dev.analyticsplatform.bytehouse;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.engine.RowJson;
import dev.analyticsplatform.engine.rows.CellText;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Java values as ByteHouse's JSON has them. */
final class ByteHouseValues {

    private static final Pattern OFFSET = Pattern.compile("(Z|[+-]\\d\\d(:?\\d\\d)?)$");

    private ByteHouseValues() {}

    /**
     * A value of a row to be appended, before it is known what its column takes.
     *
     * @throws IllegalArgumentException if ByteHouse has no such value
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
            return new JsonPrimitive(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time));
        } else if (value instanceof OffsetDateTime time) {
            return text(time.toInstant());
        } else if (value instanceof Instant instant) {
            return new JsonPrimitive(instant.toString());
        } else if (value instanceof CharSequence) {
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(value.toString())) {
                throw new IllegalArgumentException("a text holds half a surrogate pair, which UTF-8 has no form for");
            }
            return new JsonPrimitive(value.toString());
        } else if (value instanceof UUID || value instanceof LocalDate || value instanceof LocalTime) {
            return new JsonPrimitive(value.toString());
        }
        throw new IllegalArgumentException(
                "ByteHouse has no type for " + value.getClass().getName());
    }

    /** A value of a row of an answer, by the type of its column. */
    static @Nullable Object decode(ByteHouseType type, @Nullable Object value) throws IOException {
        if (value instanceof String text) {
            return ofText(type, text);
        } else if (value instanceof Number number) {
            return ofNumber(type, number);
        } else if (value instanceof List<?> list && !type.inner().isEmpty()) {
            return elements(type, list);
        } else if (value instanceof Map<?, ?> map && !type.inner().isEmpty()) {
            return members(type, map);
        }
        return value;
    }

    private static Object ofNumber(ByteHouseType type, Number number) {
        return switch (type.portable()) {
            case BOOLEAN -> !number.equals(0L);
            case DECIMAL -> number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
            default -> number;
        };
    }

    private static @Nullable Object ofText(ByteHouseType type, String text) throws IOException {
        return switch (type.portable()) {
            case ARRAY, OBJECT -> text;
            case TIMESTAMP_WITH_TIME_ZONE ->
                OFFSET.matcher(text).find()
                        ? CellText.read(type.portable(), text)
                        : CellText.instant(
                                (LocalDateTime) Objects.requireNonNull(CellText.read(DataType.TIMESTAMP, text)),
                                type.zone().orElse(ZoneOffset.UTC));
            default -> CellText.read(type.portable(), text);
        };
    }

    private static List<@Nullable Object> elements(ByteHouseType type, List<?> list) throws IOException {
        var decoded = new ArrayList<@Nullable Object>(list.size());
        for (Object element : list) {
            var inner = type.element(decoded.size());
            decoded.add(inner.isPresent() ? decode(inner.get(), element) : element);
        }
        return Collections.unmodifiableList(decoded);
    }

    private static Map<String, @Nullable Object> members(ByteHouseType type, Map<?, ?> map) throws IOException {
        var decoded = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : map.entrySet()) {
            String name = String.valueOf(entry.getKey());
            var inner = type.element(name);
            decoded.put(name, inner.isPresent() ? decode(inner.get(), entry.getValue()) : entry.getValue());
        }
        return Collections.unmodifiableMap(decoded);
    }
}
