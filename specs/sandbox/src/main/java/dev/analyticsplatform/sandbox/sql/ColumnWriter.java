package dev.analyticsplatform.sandbox.sql;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDateTime;
import org.duckdb.DuckDBResultSet;

/** Writes one column of the row that a result stands on. */
interface ColumnWriter {
    void write(DuckDBResultSet rows, JsonGenerator out, RowFormat format) throws SQLException, IOException;

    static ColumnWriter of(int index, String name, String type) {
        SerializableString label = new SerializedString(name);
        ColumnWriter value = value(index, type);
        return (rows, out, format) -> {
            out.writeFieldName(label);
            value.write(rows, out, format);
        };
    }

    static ColumnWriter value(int index, String type) {
        return switch (type) {
            case "BIGINT", "INTEGER", "SMALLINT", "TINYINT" ->
                (rows, out, format) -> {
                    long value = rows.getLong(index);
                    if (rows.wasNull()) {
                        out.writeNull();
                    } else {
                        out.writeNumber(value);
                    }
                };
            case "DOUBLE" ->
                (rows, out, format) -> {
                    double value = rows.getDouble(index);
                    if (rows.wasNull()) {
                        out.writeNull();
                    } else {
                        ValueWriter.number(value, out, format);
                    }
                };
            // writeString writes a null as null.
            case "VARCHAR" -> (rows, out, format) -> out.writeString(rows.getString(index));
            case "INTERVAL" ->
                (rows, out, format) -> {
                    String value = rows.getString(index);
                    if (value == null) {
                        out.writeNull();
                    } else {
                        format.interval(out, value);
                    }
                };
            // The driver's default for these is java.sql.Timestamp, which passes through the zone of the machine.
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" ->
                (rows, out, format) -> ValueWriter.write(rows.getObject(index, LocalDateTime.class), out, format);
            default -> (rows, out, format) -> ValueWriter.write(rows.getObject(index), out, format);
        };
    }
}
