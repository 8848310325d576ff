package dev.analyticsplatform.sandbox.singlestore;

/** Writes names and text for the engine. */
final class Sql {
    private Sql() {}

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String name(String database, String table) {
        return name(database) + "." + name(table);
    }

    static String text(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
