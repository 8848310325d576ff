package dev.analyticsplatform.sandbox.sql;

/** Text that the engine can hold: any Unicode, U+0000 included, but no half of a surrogate pair. */
final class Texts {
    private Texts() {}

    /** Returns the text, or refuses one that UTF-8 cannot carry. */
    static String check(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            throw new SqlFailure(
                    SqlFailure.Kind.VALUE,
                    "Text holds half of a surrogate pair at character " + (i + 1) + "; no UTF-8 stands for it.");
        }
        return text;
    }

    static String quoteName(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String quoteText(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
