package dev.analyticsplatform.sandbox.sql;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** A table of text that belongs to one connection. */
final class Incoming {
    private static final String NAME = "incoming";

    private Incoming() {}

    static void fill(DuckDBConnection connection, int columns, Iterable<@Nullable String[]> rows) throws SQLException {
        StringBuilder table = new StringBuilder("CREATE OR REPLACE TEMP TABLE " + NAME + " (");
        for (int i = 0; i < columns; i++) {
            table.append(i == 0 ? "c" : " VARCHAR, c").append(i);
        }
        Jdbc.run(connection, table.append(" VARCHAR)").toString());
        try (DuckDBAppender appender = connection.createAppender("temp", "main", NAME)) {
            for (@Nullable String[] row : rows) {
                appender.beginRow();
                for (int i = 0; i < columns; i++) {
                    String value = row[i];
                    if (value == null) {
                        appender.appendNull();
                    } else {
                        appender.append(value);
                    }
                }
                appender.endRow();
            }
        }
    }
}
