package dev.analyticsplatform.sandbox.timeplus;

import java.util.ArrayList;
import java.util.List;

/**
 * A word, text, number or sign of a statement.
 *
 * @param kind what it is
 * @param text as it is written
 * @param value a name or text without its quotes; otherwise as it is written
 * @param start where it begins in the statement
 */
record SqlToken(Kind kind, String text, String value, int start) {
    enum Kind {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        SIGN
    }

    private static final List<String> SIGNS = List.of("::", "<=", ">=", "<>", "!=", "==", "||", "->", ":=", "<=>");

    int end() {
        return start + text.length();
    }

    boolean is(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /**
     * Takes a statement apart; spaces and comments are left out.
     *
     * @throws dev.analyticsplatform.sandbox.vendor.Refusal if a quote or comment has no end
     */
    static List<SqlToken> read(String sql) {
        List<SqlToken> tokens = new ArrayList<>();
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
                    throw TimeplusErrors.syntax(sql, at, "Multiline comment is not closed");
                }
                at = end + 2;
            } else {
                SqlToken token = next(sql, at, c);
                tokens.add(token);
                at = token.end();
            }
        }
        return tokens;
    }

    private static SqlToken next(String sql, int at, char c) {
        if (Character.isLetter(c) || c == '_') {
            int end = at + 1;
            while (end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
                end++;
            }
            return plain(Kind.WORD, sql, at, end);
        } else if (Character.isDigit(c)) {
            return plain(Kind.NUMBER, sql, at, endOfNumber(sql, at));
        } else if (c == '\'' || c == '"' || c == '`') {
            return quoted(sql, at, c);
        }
        for (String sign : SIGNS) {
            if (sql.startsWith(sign, at)) {
                return plain(Kind.SIGN, sql, at, at + sign.length());
            }
        }
        return plain(Kind.SIGN, sql, at, at + Character.charCount(sql.codePointAt(at)));
    }

    private static int endOfNumber(String sql, int start) {
        int end = start;
        while (end < sql.length()) {
            char c = sql.charAt(end);
            boolean exponent = (c == '+' || c == '-')
                    && (sql.charAt(end - 1) == 'e' || sql.charAt(end - 1) == 'E')
                    && !sql.startsWith("0x", start);
            if (!Character.isLetterOrDigit(c) && c != '.' && c != '_' && !exponent) {
                break;
            }
            end++;
        }
        return end;
    }

    private static SqlToken plain(Kind kind, String sql, int start, int end) {
        String text = sql.substring(start, end);
        return new SqlToken(kind, text, text, start);
    }

    /** A quote is written twice, or after a backslash, which also stands before letters for signs. */
    private static SqlToken quoted(String sql, int start, char quote) {
        StringBuilder value = new StringBuilder();
        int at = start + 1;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\\' && at + 1 < sql.length()) {
                value.append(escaped(sql.charAt(at + 1)));
                at += 2;
            } else if (c == quote && at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
                value.append(quote);
                at += 2;
            } else if (c == quote) {
                String text = sql.substring(start, at + 1);
                return new SqlToken(quote == '\'' ? Kind.STRING : Kind.QUOTED, text, value.toString(), start);
            } else {
                value.append(c);
                at++;
            }
        }
        throw TimeplusErrors.syntax(sql, start, "Quoted text is not closed");
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case '0' -> "\0";
            case '\\', '\'', '"', '`', '/' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }
}
