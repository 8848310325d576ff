package dev.analyticsplatform.sandbox.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/** Finds out which columns a query has. */
final class Columns {
    private static final String UNKNOWN = "UNKNOWN";

    private Columns() {}

    /**
     * Returns the columns without those that no user asked for.
     *
     * @param hidden folded names to leave out
     */
    static List<SqlColumn> of(DuckDBConnection connection, String sql, Bindings bindings, Set<String> hidden)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<SqlColumn> columns = of(statement.getMetaData(), hidden);
            boolean known = columns.stream().noneMatch(column -> column.type().equals(UNKNOWN));
            if (known || bindings.values().isEmpty()) {
                return columns;
            }
        }
        // The engine cannot tell before it has the values.
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM (" + sql + "\n) LIMIT 0")) {
            bindings.bind(statement);
            try (ResultSet none = statement.executeQuery()) {
                return of(none.getMetaData(), hidden);
            }
        }
    }

    private static List<SqlColumn> of(ResultSetMetaData metaData, Set<String> hidden) throws SQLException {
        List<SqlColumn> columns = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            String name = metaData.getColumnName(i);
            if (isShown(name, hidden)) {
                columns.add(new SqlColumn(name, metaData.getColumnTypeName(i).replace("\"", "")));
            }
        }
        return List.copyOf(columns);
    }

    static boolean isShown(String name, Set<String> hidden) {
        return !name.startsWith(Relation.DOCUMENT) && !hidden.contains(Relation.folded(name));
    }
}
