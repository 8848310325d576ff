package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/**
 * Writes values in the JSON of the vendor's formats: integers and decimals as numbers with every digit but the zeros
 * that end a fraction, times as text in UTC with a space between date and time, NaN and the infinities as text, tuples
 * with names as objects, others as arrays.
 */
final class ValueWriter {
    private static final DateTimeFormatter[] DATE_TIME = new DateTimeFormatter[10];

    static {
        for (int digits = 0; digits < DATE_TIME.length; digits++) {
            DateTimeFormatterBuilder pattern = new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd HH:mm:ss");
            if (digits > 0) {
                pattern.appendPattern("." + "S".repeat(digits));
            }
            DATE_TIME[digits] = pattern.toFormatter();
        }
    }

    private ValueWriter() {}

    static void write(JsonGenerator out, @Nullable Object value, ColumnType declared) throws IOException {
        ColumnType type = declared.plain();
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Number number) {
            number(out, number);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof String text) {
            if (type.is("Int256") || type.is("UInt256")) {
                out.writeNumber(text);
            } else {
                out.writeString(text);
            }
        } else {
            other(out, value, type);
        }
    }

    private static void number(JsonGenerator out, Number value) throws IOException {
        if (value instanceof Double real) {
            if (Double.isFinite(real)) {
                out.writeNumber(real.doubleValue());
            } else {
                notFinite(out, real);
            }
        } else if (value instanceof Float real) {
            if (Float.isFinite(real)) {
                out.writeNumber(real.floatValue());
            } else {
                notFinite(out, real);
            }
        } else if (value instanceof BigInteger integer) {
            out.writeNumber(integer);
        } else if (value instanceof BigDecimal decimal) {
            out.writeNumber(
                    decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString());
        } else {
            out.writeNumber(value.longValue());
        }
    }

    private static void notFinite(JsonGenerator out, double value) throws IOException {
        out.writeString(Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");
    }

    private static void other(JsonGenerator out, Object value, ColumnType type) throws IOException {
        try {
            if (value instanceof LocalDateTime time) {
                out.writeString(formatter(type).format(time));
            } else if (value instanceof Timestamp time) {
                out.writeString(formatter(type).format(time.toLocalDateTime()));
            } else if (value instanceof OffsetDateTime time) {
                out.writeString(formatter(type).format(time.withOffsetSameInstant(ZoneOffset.UTC)));
            } else if (value instanceof Array array) {
                elements(out, (Object[]) array.getArray(), type);
            } else if (value instanceof Object[] elements) {
                elements(out, elements, type);
            } else if (value instanceof DuckDBStruct struct) {
                members(out, struct.getMap(), type);
            } else if (value instanceof Map<?, ?> map) {
                members(out, map, type);
            } else if (value instanceof Blob blob) {
                out.writeString(new String(blob.getBytes(1, Math.toIntExact(blob.length())), StandardCharsets.UTF_8));
            } else {
                out.writeString(value.toString());
            }
        } catch (SQLException e) {
            throw new IOException("A value could not be read", e);
        }
    }

    private static DateTimeFormatter formatter(ColumnType type) {
        return type.is("DateTime64") ? DATE_TIME[type.precision()] : DATE_TIME[0];
    }

    private static void elements(JsonGenerator out, Object[] elements, ColumnType type) throws IOException {
        ColumnType inner = type.is("Array") ? type.inner().get(0) : type;
        out.writeStartArray();
        for (Object element : elements) {
            write(out, element, inner);
        }
        out.writeEndArray();
    }

    private static void members(JsonGenerator out, Map<?, ?> members, ColumnType type) throws IOException {
        boolean list = type.is("Tuple") && type.names().isEmpty();
        if (list) {
            out.writeStartArray();
        } else {
            out.writeStartObject();
        }
        int index = 0;
        for (Map.Entry<?, ?> member : members.entrySet()) {
            if (!list) {
                out.writeFieldName(String.valueOf(member.getKey()));
            }
            ColumnType inner = type.is("Tuple")
                    ? type.inner().get(index++)
                    : type.is("Map") ? type.inner().get(1) : type;
            write(out, member.getValue(), inner);
        }
        if (list) {
            out.writeEndArray();
        } else {
            out.writeEndObject();
        }
    }
}
