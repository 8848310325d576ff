package dev.analyticsplatform.sandbox.singlestore;

import java.util.Locale;

/**
 * A word of a statement.
 *
 * @param kind what it is
 * @param text what it says: a name or text without its quotes, anything else as it stands there
 * @param at where it begins in the statement
 */
record Token(Kind kind, String text, int at) {
    enum Kind {
        WORD,
        QUOTED_NAME,
        TEXT,
        BYTES,
        NUMBER,
        PARAMETER,
        SYMBOL,
        END
    }

    /** Tells whether it is this keyword, in any case and without quotes. */
    boolean is(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** Returns a keyword to compare with; empty for anything but a word. */
    String keyword() {
        return kind == Kind.WORD ? text.toUpperCase(Locale.ROOT) : "";
    }

    /** Returns it as the engine writes it. */
    String sql() {
        return switch (kind) {
            case QUOTED_NAME -> Sql.name(text);
            case TEXT -> Sql.text(text);
            case BYTES -> "unhex('" + text + "')";
            case PARAMETER -> "?";
            default -> text;
        };
    }
}
