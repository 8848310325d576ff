package dev.analyticsplatform.sandbox.deltastream;

import java.util.regex.Pattern;

/** Writes names and texts into statements. */
final class Sql {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    private Sql() {}

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String text(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /** Returns the name as somebody would write it: in quotes only if it needs them. */
    static String plainName(String name) {
        return PLAIN.matcher(name).matches() ? name : name(name);
    }
}
