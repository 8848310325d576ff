package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.sql.SqlEngine;
import dev.analyticsplatform.sandbox.sql.SqlValue;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of information_schema: schemata, tables, columns and views. Not thread-safe. */
final class Information {
    private static final Pattern SIZES = Pattern.compile("\\((\\d+)(?:,(\\d+))?\\)");
    private static final Pattern NUMBERS = Pattern.compile("tinyint|smallint|mediumint|int|bigint");
    private static final String SCHEMATA = Sql.name(Translator.INFORMATION, "schemata");
    private static final String TABLES = Sql.name(Translator.INFORMATION, "tables");
    private static final String COLUMNS = Sql.name(Translator.INFORMATION, "columns");

    private final SqlEngine engine;

    Information(SqlEngine engine) {
        this.engine = engine;
        engine.createSchema(Translator.INFORMATION);
        run("CREATE TABLE " + SCHEMATA + " (CATALOG_NAME VARCHAR, SCHEMA_NAME VARCHAR,"
                + " DEFAULT_CHARACTER_SET_NAME VARCHAR, DEFAULT_COLLATION_NAME VARCHAR, SQL_PATH VARCHAR)");
        run("CREATE TABLE " + TABLES + " (TABLE_CATALOG VARCHAR, TABLE_SCHEMA VARCHAR, TABLE_NAME VARCHAR,"
                + " TABLE_TYPE VARCHAR, ENGINE VARCHAR)");
        run(
                "CREATE TABLE " + COLUMNS + " (TABLE_CATALOG VARCHAR, TABLE_SCHEMA VARCHAR, TABLE_NAME VARCHAR,"
                        + " COLUMN_NAME VARCHAR, ORDINAL_POSITION BIGINT, COLUMN_DEFAULT VARCHAR, IS_NULLABLE VARCHAR,"
                        + " DATA_TYPE VARCHAR, CHARACTER_MAXIMUM_LENGTH BIGINT, NUMERIC_PRECISION BIGINT, NUMERIC_SCALE BIGINT,"
                        + " DATETIME_PRECISION BIGINT, COLUMN_TYPE VARCHAR, COLUMN_KEY VARCHAR, EXTRA VARCHAR, COLUMN_COMMENT VARCHAR)");
        run("CREATE VIEW " + Sql.name(Translator.INFORMATION, "views")
                + " AS SELECT TABLE_CATALOG, TABLE_SCHEMA, TABLE_NAME FROM " + TABLES + " WHERE TABLE_TYPE = 'VIEW'");
        addDatabase("information_schema");
    }

    private void run(String sql, SqlValue... values) {
        engine.execute(sql, List.of(values));
    }

    void addDatabase(String database) {
        run("INSERT INTO " + SCHEMATA + " VALUES ('def', ?, 'utf8mb4', 'utf8mb4_bin', NULL)", SqlValue.of(database));
    }

    void removeDatabase(String database) {
        run("DELETE FROM " + SCHEMATA + " WHERE SCHEMA_NAME = ?", SqlValue.of(database));
        run("DELETE FROM " + TABLES + " WHERE TABLE_SCHEMA = ?", SqlValue.of(database));
        run("DELETE FROM " + COLUMNS + " WHERE TABLE_SCHEMA = ?", SqlValue.of(database));
    }

    void addTable(TableDefinition table) {
        run(
                "INSERT INTO " + TABLES + " VALUES ('def', ?, ?, ?, ?)",
                SqlValue.of(table.database()),
                SqlValue.of(table.name()),
                SqlValue.of(table.view() ? "VIEW" : "BASE TABLE"),
                table.view() ? SqlValue.NULL : SqlValue.of("MemSQL"));
        long position = 0;
        for (ColumnDefinition column : table.columns()) {
            addColumn(table, column, ++position);
        }
    }

    private void addColumn(TableDefinition table, ColumnDefinition column, long position) {
        String type = column.type().columnType();
        String base = type.replaceAll("[( ].*", "").toLowerCase(Locale.ROOT);
        Matcher sizes = SIZES.matcher(type);
        SqlValue first = sizes.find() ? SqlValue.of(Long.parseLong(sizes.group(1))) : SqlValue.NULL;
        boolean decimal = base.equals("decimal");
        boolean integer = NUMBERS.matcher(base).matches();
        boolean time = base.equals("datetime") || base.equals("timestamp") || base.equals("time");
        run(
                "INSERT INTO " + COLUMNS + " VALUES ('def', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
                SqlValue.of(table.database()),
                SqlValue.of(table.name()),
                SqlValue.of(column.name()),
                SqlValue.of(position),
                column.defaultText() == null ? SqlValue.NULL : SqlValue.of(column.defaultText()),
                SqlValue.of(column.nullable() ? "YES" : "NO"),
                SqlValue.of(base),
                integer || decimal || time ? SqlValue.NULL : first,
                integer ? SqlValue.of(digits(base)) : decimal ? first : SqlValue.NULL,
                decimal ? SqlValue.of(Long.parseLong(sizes.group(2))) : integer ? SqlValue.of(0L) : SqlValue.NULL,
                time ? (first.value() == null ? SqlValue.of(0L) : first) : SqlValue.NULL,
                SqlValue.of(type),
                SqlValue.of(column.key()),
                SqlValue.of(column.sequence() == null ? "" : "auto_increment"));
    }

    private static long digits(String base) {
        return switch (base) {
            case "tinyint" -> 3;
            case "smallint" -> 5;
            case "mediumint" -> 7;
            case "int" -> 10;
            default -> 19;
        };
    }

    void removeTable(String database, String table) {
        run(
                "DELETE FROM " + TABLES + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
                SqlValue.of(database),
                SqlValue.of(table));
        run(
                "DELETE FROM " + COLUMNS + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
                SqlValue.of(database),
                SqlValue.of(table));
    }
}
