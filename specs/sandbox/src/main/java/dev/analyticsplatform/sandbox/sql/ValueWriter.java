package dev.analyticsplatform.sandbox.sql;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;
import org.jspecify.annotations.Nullable;

/** Writes values as the engine's driver hands them out. */
final class ValueWriter {
    private ValueWriter() {}

    static void number(double value, JsonGenerator out, RowFormat format) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            format.notFinite(out, value);
        }
    }

    static void write(@Nullable Object value, JsonGenerator out, RowFormat format) throws SQLException, IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Boolean flag) {
            format.bool(out, flag);
        } else if (value instanceof Number number) {
            number(number, out, format);
        } else if (value instanceof JsonNode json) {
            out.writeRawValue(json.toString());
        } else if (value instanceof DuckDBStruct struct) {
            object(struct.getMap(), out, format);
        } else if (value instanceof Map<?, ?> map) {
            object(map, out, format);
        } else if (value instanceof Array array) {
            list((Object[]) array.getArray(), out, format);
        } else if (value instanceof Object[] list) {
            list(list, out, format);
        } else if (value instanceof UUID uuid) {
            format.uuid(out, uuid);
        } else if (value instanceof Blob blob) {
            format.bytes(out, blob.getBytes(1, Math.toIntExact(blob.length())));
        } else if (value instanceof byte[] bytes) {
            format.bytes(out, bytes);
        } else if (value instanceof Struct) {
            throw new SqlFailure(
                    SqlFailure.Kind.TYPE,
                    "No JSON stands for " + value.getClass().getName() + ".");
        } else {
            time(value, out, format);
        }
    }

    private static void number(Number value, JsonGenerator out, RowFormat format) throws IOException {
        if (value instanceof Double real) {
            number(real.doubleValue(), out, format);
        } else if (value instanceof Float real) {
            if (Float.isFinite(real)) {
                out.writeNumber(real.floatValue());
            } else {
                format.notFinite(out, real.doubleValue());
            }
        } else if (value instanceof BigInteger integer) {
            format.integer(out, integer);
        } else if (value instanceof BigDecimal decimal) {
            format.decimal(out, decimal);
        } else {
            out.writeNumber(value.longValue());
        }
    }

    private static void time(Object value, JsonGenerator out, RowFormat format) throws IOException {
        if (value instanceof LocalDate date) {
            format.date(out, date);
        } else if (value instanceof OffsetDateTime instant) {
            format.instant(out, instant);
        } else if (value instanceof Timestamp dateTime) {
            format.dateTime(out, dateTime.toLocalDateTime());
        } else if (value instanceof LocalDateTime dateTime) {
            format.dateTime(out, dateTime);
        } else if (value instanceof LocalTime time) {
            format.time(out, time);
        } else if (value instanceof OffsetTime time) {
            format.time(out, time);
        } else {
            throw new SqlFailure(
                    SqlFailure.Kind.TYPE,
                    "No JSON stands for " + value.getClass().getName() + ".");
        }
    }

    private static void object(Map<?, ?> members, JsonGenerator out, RowFormat format)
            throws SQLException, IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            out.writeFieldName(String.valueOf(member.getKey()));
            write(member.getValue(), out, format);
        }
        out.writeEndObject();
    }

    private static void list(Object[] elements, JsonGenerator out, RowFormat format) throws SQLException, IOException {
        out.writeStartArray();
        for (Object element : elements) {
            write(element, out, format);
        }
        out.writeEndArray();
    }
}
