package dev.analyticsplatform.sandbox.bytehouse;

import java.util.Locale;

/**
 * A piece of SQL.
 *
 * @param kind what it is
 * @param text what it stands for: names and texts without their quotes and escapes
 * @param start where it begins in the source
 * @param end where the next character stands
 */
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        WORD,
        QUOTED,
        TEXT,
        NUMBER,
        SYMBOL,
        END
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }

    /** Returns it as the engine writes it. */
    String engineSql() {
        return switch (kind) {
            case QUOTED -> quotedName(text);
            case TEXT -> quotedText(text);
            case SYMBOL -> text.equals("==") ? "=" : text;
            default -> text;
        };
    }

    static String quotedName(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String quotedText(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /** Returns a text as the vendor writes it. */
    static String vendorText(String text) {
        return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }

    /** Returns a name as the vendor writes it: in back quotes where it needs them. */
    static String vendorName(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*")
                ? name
                : '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
    }
}
