package dev.analyticsplatform.sandbox.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;

/** Finds out which columns a query has. */
final class Columns {
    private static final String UNKNOWN = "UNKNOWN";
    private static final Pattern LINE = Pattern.compile("\nLINE (\\d+): ");

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
        // The engine cannot tell before it has the values, and until then it has not looked at the names either.
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM (\n" + sql + "\n) LIMIT 0")) {
            bindings.bind(statement);
            try (ResultSet none = statement.executeQuery()) {
                return of(none.getMetaData(), hidden);
            }
        } catch (SQLException e) {
            String message = LINE.matcher(String.valueOf(e.getMessage()))
                    .replaceAll(line -> "\nLINE " + (Integer.parseInt(line.group(1)) - 1) + ": ");
            throw new SQLException(message, e);
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
