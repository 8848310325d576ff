package dev.analyticsplatform.sandbox.timeplus;

/** Writes names and texts for the engine. */
final class SqlTexts {
    private SqlTexts() {}

    static String name(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
