package dev.analyticsplatform.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A statement whose parameters {@code :name} became question marks, for a vendor that takes values by their order.
 * Texts, quoted names and comments are left alone, and so are {@code ::} and {@code :=}.
 *
 * @param sql the statement with marks
 * @param names for each mark the name that stood there, in their order
 */
public record NamedParameters(String sql, List<String> names) {

    /** How a dialect of SQL writes what a parameter cannot stand in. */
    public enum Quoting {
        /** A quote within quotes is doubled; {@code --} begins a comment. */
        STANDARD,
        /** As MySQL: also a backslash escapes it, {@code #} begins a comment, and {@code --} only before a blank. */
        BACKSLASH
    }

    /** Copies the list. */
    public NamedParameters {
        names = List.copyOf(names);
    }

    /**
     * Replaces names by marks.
     *
     * @param statement the SQL
     * @param quoting its dialect
     * @param mark the mark for a name: a question mark, or an expression that holds one
     * @return the statement with marks
     * @throws IllegalArgumentException if it holds a question mark already, which would take a value that is not its
     *     own
     */
    public static NamedParameters of(String statement, Quoting quoting, UnaryOperator<String> mark) {
        var out = new StringBuilder(statement.length());
        var names = new ArrayList<String>();
        int at = 0;
        while (at < statement.length()) {
            int end = plainEnd(statement, at, quoting);
            if (end == at && statement.charAt(at) == ':') {
                end = nameEnd(statement, at + 1);
                String name = statement.substring(at + 1, end);
                names.add(name);
                out.append(mark.apply(name));
            } else {
                out.append(statement, at, end);
            }
            at = end;
        }
        return new NamedParameters(out.toString(), names);
    }

    /** Where the piece that begins here and is left as it is ends; here itself if a parameter begins. */
    private static int plainEnd(String sql, int at, Quoting quoting) {
        char c = sql.charAt(at);
        if (c == '\'' || c == '"' || c == '`') {
            return quotedEnd(sql, at, quoting == Quoting.BACKSLASH && c != '`');
        } else if (sql.startsWith("/*", at)) {
            return endAfter(sql, "*/", at + 2);
        } else if (isLineComment(sql, at, quoting)) {
            return endAfter(sql, "\n", at);
        } else if (c == '?') {
            throw new IllegalArgumentException("the SQL holds a question mark at position " + at
                    + " beside parameters with names; give every parameter a name");
        } else if (c == ':') {
            return colonsEnd(sql, at);
        }
        return at + 1;
    }

    /** Several colons in a row are an operator, and what follows them is its operand. */
    private static int colonsEnd(String sql, int at) {
        int end = at;
        while (end < sql.length() && sql.charAt(end) == ':') {
            end++;
        }
        if (end > at + 1) {
            return nameEnd(sql, end);
        }
        return nameEnd(sql, end) > end ? at : end;
    }

    private static boolean isLineComment(String sql, int at, Quoting quoting) {
        if (quoting == Quoting.STANDARD) {
            return sql.startsWith("--", at);
        }
        return sql.charAt(at) == '#'
                || (sql.startsWith("--", at) && (at + 2 == sql.length() || sql.charAt(at + 2) <= ' '));
    }

    /** A quote that is doubled ends one text and begins the next, which comes to the same. */
    private static int quotedEnd(String sql, int at, boolean escapes) {
        char quote = sql.charAt(at);
        for (int i = at + 1; i < sql.length(); i++) {
            if (escapes && sql.charAt(i) == '\\') {
                i++;
            } else if (sql.charAt(i) == quote) {
                return i + 1;
            }
        }
        return sql.length();
    }

    private static int endAfter(String sql, String mark, int from) {
        int found = sql.indexOf(mark, from);
        return found < 0 ? sql.length() : found + mark.length();
    }

    /** A name begins with a letter or underscore. */
    private static int nameEnd(String sql, int from) {
        int end = from;
        while (end < sql.length() && isWord(sql.charAt(end)) && !(end == from && Character.isDigit(sql.charAt(end)))) {
            end++;
        }
        return end;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || Character.isSurrogate(c);
    }
}
