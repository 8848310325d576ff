package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Failures with MySQL's codes and words. The code is the type of the refusal. */
final class SqlErrors {
    private static final int SHOWN = 80;
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern NO_TABLE = Pattern.compile("with name \"?([^\" ]+)\"? does not exist");
    private static final Pattern NO_SCHEMA = Pattern.compile("schema \"([^\"]*)\" does not exist");
    private static final Pattern NO_FUNCTION = Pattern.compile("Function with name \"?([^\" ]+)\"?");
    private static final Pattern DUPLICATE =
            Pattern.compile("Duplicate key \"(\\S+): (.*)\" violates (primary|unique)");
    private static final Pattern NOT_NULL = Pattern.compile("NOT NULL constraint failed: \\S+?\\.(\\S+)");
    private static final Pattern TOO_LONG = Pattern.compile("CHECK\\(\\(length\\(\"?([^\")]+)\"?\\)");
    private static final Pattern NOT_CONVERTED =
            Pattern.compile("[Cc]ould not convert string ['\"](.*)['\"] to (\\w+)");
    private static final Pattern UPDATE_COLUMN = Pattern.compile("^Referenced update column \"?([^\" ]+)\"? not found");
    private static final Pattern VALUE = Pattern.compile("\"([^\"]*)\"");

    private SqlErrors() {}

    static Refusal of(int code, String message) {
        return new Refusal(400, String.valueOf(code), message);
    }

    static Refusal syntax(String sql, int at) {
        String near = sql.substring(Math.min(at, sql.length()));
        long line = sql.substring(0, Math.min(at, sql.length())).lines().count();
        return of(
                1064,
                "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version"
                        + " for the right syntax to use near '" + near.substring(0, Math.min(SHOWN, near.length()))
                        + "' at line " + Math.max(1, line));
    }

    static Refusal noDatabaseSelected() {
        return of(1046, "No database selected");
    }

    static Refusal unknownDatabase(String name) {
        return of(1049, "Unknown database '" + name + "'");
    }

    static Refusal noTable(String database, String table) {
        return of(1146, "Table '" + database + "." + table + "' doesn't exist");
    }

    static Refusal unknownColumn(String name, String place) {
        return of(1054, "Unknown column '" + name + "' in '" + place + "'");
    }

    static Refusal notSupported(String feature) {
        return of(1749, "Feature '" + feature + "' is not supported by this sandbox");
    }

    /** Puts a failure of the engine into MySQL's words, as far as these are known; else its own. */
    static Refusal of(SqlFailure failure, Statement statement) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case SYNTAX ->
                syntax(statement.text(), statement.originOf(failure.column().orElse(0) - 1));
            case NO_SUCH_TABLE -> noTable(message, statement);
            case NO_SUCH_COLUMN -> column(message);
            case NO_SUCH_FUNCTION -> function(message);
            case ALREADY_EXISTS -> of(1050, "Table '" + first(QUOTED, message) + "' already exists");
            case BINDING -> of(1210, message);
            case VALUE -> value(message);
            case NOT_ALLOWED -> notSupported(message);
            case CANCELLED -> new Refusal(500, "1317", "Query execution was interrupted");
            case TYPE -> type(message);
            case RUNTIME -> of(1105, message);
        };
    }

    private static Refusal noTable(String message, Statement statement) {
        String schema = first(NO_SCHEMA, message);
        if (!schema.isEmpty()) {
            return unknownDatabase(schema);
        }
        String table = first(NO_TABLE, message);
        if (message.startsWith("Referenced table")) {
            return of(1109, "Unknown table '" + first(QUOTED, message) + "' in field list");
        }
        if (statement.database() == null) {
            return noDatabaseSelected();
        }
        return table.isEmpty() ? of(1146, message) : noTable(statement.database(), table);
    }

    private static Refusal column(String message) {
        Matcher update = UPDATE_COLUMN.matcher(message);
        if (update.find()) {
            return unknownColumn(update.group(1), "field list");
        }
        return message.startsWith("Ambiguous")
                ? of(1052, "Column '" + first(QUOTED, message) + "' in field list is ambiguous")
                : unknownColumn(
                        message.startsWith("Table") ? last(QUOTED, message) : first(QUOTED, message), "field list");
    }

    private static Refusal function(String message) {
        String name = first(NO_FUNCTION, message);
        return name.isEmpty() ? of(1582, message) : of(1305, "FUNCTION " + name + " does not exist");
    }

    private static Refusal type(String message) {
        if (message.contains("values were supplied")) {
            return of(1136, "Column count doesn't match value count at row 1");
        }
        if (message.contains("GROUP BY clause")) {
            return of(1055, "'" + first(QUOTED, message) + "' isn't in GROUP BY");
        }
        if (message.startsWith("Cannot extract field")) {
            return unknownColumn(message.split("'", -1)[1], "field list");
        }
        return UPDATE_COLUMN.matcher(message).find() ? column(message) : of(1105, message);
    }

    private static Refusal value(String message) {
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.find()) {
            String key = duplicate.group(3).equals("primary") ? "PRIMARY" : duplicate.group(1);
            return of(1062, "Leaf Error: Duplicate entry '" + duplicate.group(2) + "' for key '" + key + "'");
        }
        String missing = first(NOT_NULL, message);
        if (!missing.isEmpty()) {
            return of(1048, "Column '" + missing + "' cannot be null");
        }
        String tooLong = first(TOO_LONG, message);
        if (!tooLong.isEmpty()) {
            return of(1406, "Data too long for column '" + tooLong + "'");
        }
        Matcher text = NOT_CONVERTED.matcher(message);
        if (text.find()) {
            boolean number = text.group(1).matches("-?[0-9.]+");
            return number && !text.group(2).startsWith("DATE") && !text.group(2).startsWith("TIME")
                    ? of(1264, "Out of range value '" + text.group(1) + "': " + message)
                    : of(1366, "Incorrect value '" + text.group(1) + "': " + message);
        }
        if (message.matches("(?s)(invalid )?(date|time|timestamp) field.*")) {
            return of(1292, "Incorrect datetime value: '" + first(VALUE, message) + "'");
        }
        return message.contains("out of range") ? of(1264, "Out of range value: " + message) : of(1366, message);
    }

    private static String first(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String last(Pattern pattern, String message) {
        String found = "";
        Matcher matcher = pattern.matcher(message);
        while (matcher.find()) {
            found = matcher.group(1);
        }
        return found;
    }
}
