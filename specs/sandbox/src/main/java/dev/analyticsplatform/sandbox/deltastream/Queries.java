package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.deltastream.ColumnType.Field;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.sql.SqlColumn;
import dev.analyticsplatform.sandbox.sql.SqlEngine;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs queries of the engine so that rows come out as the vendor writes them. Thread-safe. */
final class Queries {
    private final SqlEngine sql;

    Queries(SqlEngine sql) {
        this.sql = sql;
    }

    /** Returns the columns that a query gives. */
    List<Field> columns(String query) {
        try {
            List<SqlColumn> columns = sql.describe(query);
            List<String> types = columns.stream().map(SqlColumn::type).toList();
            if (types.stream().anyMatch(type -> type.contains("STRUCT("))) {
                types = exactTypes(query, columns.size());
            }
            List<Field> fields = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                fields.add(new Field(columns.get(i).name(), EngineType.read(types.get(i))));
            }
            return List.copyOf(fields);
        } catch (SqlFailure failure) {
            throw SqlError.of(failure);
        }
    }

    /** The description leaves out the quotes around names within types. */
    private List<String> exactTypes(String query, int count) {
        String types = IntStream.range(0, count)
                .mapToObj(i -> "typeof(c" + i + ")")
                .collect(Collectors.joining(" || chr(10) || "));
        try (Cursor cursor = sql.query(
                "SELECT " + types + " FROM (SELECT 1) LEFT JOIN (" + query + ") AS q(" + names(count) + ") ON false",
                Map.of())) {
            cursor.next();
            return List.of(String.valueOf(cursor.text()).split("\n", -1));
        }
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    }

    /** Starts a query whose rows are JSON arrays of cells, in the zone UTC. */
    Cursor rows(String query, List<Field> columns) {
        return sql.query(
                "SELECT " + Cells.row(columns) + " AS r FROM (" + query + ") AS q(" + names(columns.size()) + ")",
                Map.of());
    }

    /** Writes a SELECT of a query's rows as records of a topic. */
    static String records(String query, List<Field> columns, List<String> key) {
        List<Field> keys =
                columns.stream().filter(column -> key.contains(column.name())).toList();
        String exact =
                columns.stream().anyMatch(column -> losesDigits(column.type())) ? Cells.exactRecord(columns) : "NULL";
        String keyText = keys.isEmpty()
                ? "NULL"
                : "CAST(to_json(["
                        + keys.stream()
                                .map(field -> "CAST(c" + columns.indexOf(field) + " AS VARCHAR)")
                                .collect(Collectors.joining(", "))
                        + "]) AS VARCHAR)";
        return "SELECT " + keyText + " AS k, " + Cells.record(columns) + " AS v, " + exact + " AS x FROM (" + query
                + ") AS q(" + names(columns.size()) + ")";
    }

    private static boolean losesDigits(ColumnType type) {
        return type.kind() == ColumnType.Kind.DECIMAL
                || type.fields().stream().anyMatch(field -> losesDigits(field.type()));
    }

    static List<Column> shown(List<Field> columns) {
        return columns.stream()
                .map(field -> new Column(field.name(), field.type().text(), true))
                .toList();
    }
}
