package dev.analyticsplatform.sandbox.deltastream;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A word of a statement.
 *
 * @param kind what it is
 * @param text words in lower case; names and texts without their quotes; numbers and symbols as they stand
 * @param start where it begins
 * @param end behind its last character
 */
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        WORD,
        QUOTED,
        TEXT,
        NUMBER,
        SYMBOL
    }

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(word);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /**
     * Cuts text into tokens; comments and spaces are left out.
     *
     * @throws SqlError if a quote or a comment does not end
     */
    static List<Token> read(String sql) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end;
            } else if (sql.startsWith("/*", at)) {
                int end = sql.indexOf("*/", at + 2);
                if (end < 0) {
                    throw SqlError.syntax("The comment at character " + (at + 1) + " does not end");
                }
                at = end + 2;
            } else {
                Token token = next(sql, at, c);
                tokens.add(token);
                at = token.end();
            }
        }
        return tokens;
    }

    private static Token next(String sql, int at, char c) {
        if (c == '\'') {
            return quoted(sql, at, c, Kind.TEXT);
        } else if (c == '"' || c == '`') {
            return quoted(sql, at, c, Kind.QUOTED);
        } else if (Character.isLetter(c) || c == '_') {
            int end = at;
            while (end < sql.length()
                    && (Character.isLetterOrDigit(sql.charAt(end)) || "_$".indexOf(sql.charAt(end)) >= 0)) {
                end++;
            }
            return new Token(Kind.WORD, sql.substring(at, end).toLowerCase(Locale.ROOT), at, end);
        } else if (Character.isDigit(c)) {
            int end = at;
            while (end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '.')) {
                end++;
            }
            return new Token(Kind.NUMBER, sql.substring(at, end), at, end);
        }
        return new Token(Kind.SYMBOL, String.valueOf(c), at, at + 1);
    }

    private static Token quoted(String sql, int at, char quote, Kind kind) {
        StringBuilder text = new StringBuilder();
        for (int i = at + 1; i < sql.length(); i++) {
            if (sql.charAt(i) != quote) {
                text.append(sql.charAt(i));
            } else if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                text.append(quote);
                i++;
            } else {
                return new Token(kind, text.toString(), at, i + 1);
            }
        }
        throw SqlError.syntax("The quote at character " + (at + 1) + " does not end");
    }
}
