package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.sql.SqlEngine;
import dev.analyticsplatform.sandbox.sql.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The partitions of a table, worked out from its rows. A partition is named by the values of its keys with hyphens
 * between, {@code all} where there is no key.
 */
final class Partitions {
    /**
     * A partition.
     *
     * @param name its name
     * @param rows its rows
     * @param bytes the size of its rows as text, which is not what they would take on disk
     */
    record Partition(String name, long rows, long bytes) {}

    private final SqlEngine engine;

    Partitions(SqlEngine engine) {
        this.engine = engine;
    }

    private static String name(TableDefinition table) {
        return table.partitionKeys.isEmpty()
                ? "'all'"
                : table.partitionKeys.stream()
                        .map(TableDefinition.PartitionKey::engineName)
                        .collect(Collectors.joining(", ", "concat_ws('-', ", ")"));
    }

    List<Partition> list(TableDefinition table) {
        List<Partition> partitions = new ArrayList<>();
        String sql = "SELECT " + name(table)
                + " AS name, count(*) AS n, coalesce(sum(strlen(CAST(t AS VARCHAR))), 0) AS b FROM "
                + table.name.engineSql() + " AS t GROUP BY ALL ORDER BY name";
        try (Cursor rows = engine.query(sql, List.of())) {
            while (rows.next()) {
                partitions.add(new Partition(String.valueOf(rows.value(0)), number(rows, 1), number(rows, 2)));
            }
        }
        return partitions;
    }

    /** Drops partitions; those that are not there are left out. */
    void drop(TableDefinition table, List<String> names) {
        String marks = names.stream().map(name -> "?").collect(Collectors.joining(", "));
        engine.execute(
                "DELETE FROM " + table.name.engineSql() + " AS t WHERE " + name(table) + " IN (" + marks + ")",
                names.stream().map(SqlValue::of).toList());
    }

    long rows(TableDefinition table) {
        try (Cursor rows = engine.query("SELECT count(*) FROM " + table.name.engineSql(), List.of())) {
            return rows.next() ? number(rows, 0) : 0;
        }
    }

    long bytes(TableDefinition table) {
        return list(table).stream().mapToLong(Partition::bytes).sum();
    }

    private static long number(Cursor rows, int column) {
        return rows.value(column) instanceof Number number ? number.longValue() : 0;
    }
}
