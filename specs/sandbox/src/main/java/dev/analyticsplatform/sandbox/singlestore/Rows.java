package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.sql.RowFormat;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a query on their way into an answer, one at a time. For one thread; close it. */
final class Rows implements AutoCloseable {
    private final DatabaseServer server;
    private final Running running;
    private final Statement statement;
    private final List<ColumnDefinition> columns;
    private final List<RowFormat> formats;
    private boolean more;

    private Rows(DatabaseServer server, Running running, Statement statement, List<ColumnDefinition> columns) {
        this.server = server;
        this.running = running;
        this.statement = statement;
        this.columns = columns;
        formats = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ColumnType type = columns.get(i).type();
            formats.add(
                    type.isWide()
                            ? new WideFormat(type.scale())
                            : MySqlFormat.of(running.cursor().columns().get(i).type()));
        }
    }

    /**
     * Goes to the first row.
     *
     * @throws SqlFailure if the query fails before that
     */
    static Rows start(DatabaseServer server, Running running, Statement statement, List<ColumnDefinition> columns) {
        Rows rows = new Rows(server, running, statement, columns);
        server.started(running);
        try {
            rows.more = running.cursor().next();
        } catch (SqlFailure e) {
            server.ended(running);
            throw e;
        }
        return rows;
    }

    /** Writes the whole body of an answer with rows as objects, in which each name stands once. */
    void writeObjects(JsonGenerator json) throws IOException {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            places.put(columns.get(i).name(), i);
        }
        begin(json);
        write(json, () -> {
            json.writeStartObject();
            for (Map.Entry<String, Integer> place : places.entrySet()) {
                json.writeFieldName(place.getKey());
                value(json, place.getValue());
            }
            json.writeEndObject();
        });
    }

    /** Writes the whole body of an answer with columns, and rows as arrays. */
    void writeTuples(JsonGenerator json) throws IOException {
        begin(json);
        json.writeArrayFieldStart("columns");
        for (ColumnDefinition column : columns) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("dataType", column.type().dataType());
            json.writeBooleanField("nullable", column.nullable());
            json.writeEndObject();
        }
        json.writeEndArray();
        write(json, () -> {
            json.writeStartArray();
            for (int i = 0; i < columns.size(); i++) {
                value(json, i);
            }
            json.writeEndArray();
        });
    }

    /** Writes the body of an answer to a statement that gives no rows. */
    static void writeNone(JsonGenerator json, boolean tuples) throws IOException {
        begin(json);
        if (tuples) {
            json.writeArrayFieldStart("columns");
            json.writeEndArray();
        }
        json.writeArrayFieldStart("rows");
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Decimals that the engine holds with fewer digits behind the point than were declared. */
    private record WideFormat(int scale) implements RowFormat {
        @Override
        public void decimal(JsonGenerator out, BigDecimal value) throws IOException {
            MySqlFormat.PLAIN.decimal(out, value.scale() < scale ? value.setScale(scale) : value);
        }
    }

    private interface Row {
        void write() throws IOException;
    }

    private void value(JsonGenerator json, int column) throws IOException {
        running.cursor().writeValue(column, json, formats.get(column));
    }

    private static void begin(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("results");
        json.writeStartObject();
    }

    private void write(JsonGenerator json, Row row) throws IOException {
        Cursor cursor = running.cursor();
        Refusal failure = null;
        json.writeArrayFieldStart("rows");
        while (more) {
            row.write();
            try {
                more = cursor.next();
            } catch (SqlFailure e) {
                failure = SqlErrors.of(e, statement);
                more = false;
            }
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        error(json, failure);
        json.writeEndObject();
    }

    private static void error(JsonGenerator json, @Nullable Refusal failure) throws IOException {
        if (failure != null) {
            json.writeObjectFieldStart("error");
            json.writeNumberField("code", Integer.parseInt(failure.type()));
            json.writeStringField("message", failure.text());
            json.writeEndObject();
        }
    }

    @Override
    public void close() {
        server.ended(running);
        running.cursor().close();
    }
}
