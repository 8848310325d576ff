package dev.analyticsplatform.sandbox.sql;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.duckdb.DuckDBResultSet;

/**
 * Writes the members of a document as they were put, where the statement has a star.
 *
 * @param index the column that holds the document's text
 * @param overridden names that other columns of the row have; they win
 */
record DocumentMembers(int index, Set<String> overridden) implements ColumnWriter {
    /** Writes the document as the whole row. */
    void writeWhole(DuckDBResultSet rows, JsonGenerator out) throws SQLException, IOException {
        String document = rows.getString(index);
        if (document == null) {
            out.writeStartObject();
            out.writeEndObject();
        } else {
            out.writeRawValue(document);
        }
    }

    @Override
    public void write(DuckDBResultSet rows, JsonGenerator out, RowFormat format) throws SQLException, IOException {
        String document = rows.getString(index);
        if (document == null) {
            return;
        }
        try (JsonParser in = ExactJson.MAPPER.createParser(document)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                if (overridden.contains(in.currentName())) {
                    in.nextToken();
                    in.skipChildren();
                } else {
                    out.copyCurrentStructureExact(in);
                }
            }
        }
    }
}
