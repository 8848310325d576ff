package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes values of rows as Timeplus sends them.
 *
 * <p>A column that is not nullable never holds null: where the engine has none, as after an outer join or an aggregate
 * over nothing, the type's own zero is sent.
 */
final class CellWriter {
    private static final List<DateTimeFormatter> TIMES = List.of(
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'"),
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'"),
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'"),
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'"));

    private CellWriter() {}

    static void write(JsonGenerator out, @Nullable Object value, TypeName type) throws IOException {
        TypeName bare = type.bare();
        if (value == null) {
            nothing(out, type);
        } else if (value instanceof String text) {
            if (bare.name().equals("json")) {
                out.writeRawValue(text);
            } else {
                out.writeString(text);
            }
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Number number) {
            number(out, number, bare);
        } else if (value instanceof LocalDateTime time) {
            out.writeString(time(time, bare));
        } else if (value instanceof OffsetDateTime time) {
            out.writeString(time(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime(), bare));
        } else if (value instanceof List<?> list) {
            list(out, list, bare);
        } else if (value instanceof Map<?, ?> map) {
            map(out, map, bare);
        } else if (value instanceof byte[] bytes) {
            out.writeString(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
        } else {
            out.writeString(value.toString());
        }
    }

    private static String time(LocalDateTime time, TypeName type) {
        int digits = type.isTime() ? type.precision() : 6;
        return Objects.requireNonNull(TIMES.get((digits + 2) / 3)).format(time);
    }

    private static void number(JsonGenerator out, Number number, TypeName type) throws IOException {
        if (number instanceof Double || number instanceof Float) {
            real(out, number);
        } else if (type.isWide()) {
            out.writeString(number.toString());
        } else if (number instanceof BigInteger integer) {
            // A sum of integers has 64 bits and wraps around; the engine's has 128.
            out.writeNumber(type.name().equals("int64") ? BigInteger.valueOf(integer.longValue()) : integer);
        } else if (number instanceof BigDecimal decimal) {
            out.writeNumber(decimal.toPlainString());
        } else {
            out.writeNumber(number.longValue());
        }
    }

    private static void real(JsonGenerator out, Number number) throws IOException {
        double value = number.doubleValue();
        if (Double.isNaN(value)) {
            out.writeString("nan");
        } else if (Double.isInfinite(value)) {
            out.writeString(value > 0 ? "inf" : "-inf");
        } else if (number instanceof Float) {
            out.writeNumber(number.floatValue());
        } else {
            out.writeNumber(value);
        }
    }

    private static void list(JsonGenerator out, List<?> list, TypeName type) throws IOException {
        TypeName element = type.members().isEmpty()
                ? TypeName.STRING.orNull()
                : type.members().get(0);
        out.writeStartArray();
        for (Object each : list) {
            write(out, each, each == null ? element.orNull() : element);
        }
        out.writeEndArray();
    }

    private static void map(JsonGenerator out, Map<?, ?> map, TypeName type) throws IOException {
        boolean unnamed = type.name().equals("tuple") && type.names().isEmpty();
        if (unnamed) {
            out.writeStartArray();
        } else {
            out.writeStartObject();
        }
        int index = 0;
        for (Map.Entry<?, ?> member : map.entrySet()) {
            if (!unnamed) {
                out.writeFieldName(String.valueOf(member.getKey()));
            }
            int at = type.name().equals("map") ? 1 : index++;
            TypeName of = at < type.members().size() ? type.members().get(at) : TypeName.STRING;
            write(out, member.getValue(), member.getValue() == null ? of.orNull() : of);
        }
        if (unnamed) {
            out.writeEndArray();
        } else {
            out.writeEndObject();
        }
    }

    private static void nothing(JsonGenerator out, TypeName type) throws IOException {
        if (type.isNullable()) {
            out.writeNull();
            return;
        }
        switch (type.bare().name()) {
            case "string", "fixed_string", "enum8", "enum16", "ipv4", "ipv6" -> out.writeString("");
            case "bool" -> out.writeBoolean(false);
            case "date", "date32" -> out.writeString("1970-01-01");
            case "datetime", "datetime64" -> out.writeString(time(LocalDateTime.of(1970, 1, 1, 0, 0), type.bare()));
            case "uuid" -> out.writeString("00000000-0000-0000-0000-000000000000");
            case "array" -> out.writeRawValue("[]");
            case "map", "json" -> out.writeRawValue("{}");
            case "tuple" -> out.writeNull();
            case "int128", "uint128", "int256", "uint256" -> out.writeString("0");
            default -> out.writeNumber(0);
        }
    }
}
