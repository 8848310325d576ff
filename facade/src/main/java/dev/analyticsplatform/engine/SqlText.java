package dev.analyticsplatform.engine;

import java.util.Locale;
import java.util.regex.Pattern;

/** What can be told about a statement from its text alone, erring on the safe side. */
public final class SqlText {

    private static final Pattern WRITES = Pattern.compile(
            "\\b(into|insert|update|delete|merge|truncate|create|drop|alter|call|kill)\\b|;\\s*\\S",
            Pattern.CASE_INSENSITIVE);

    private SqlText() {}

    /**
     * Whether a statement surely changes nothing, so that it may be sent again after a failure. A statement that holds
     * one of the words of writing anywhere, even in a text literal or a comment, does not count.
     *
     * @param sql the statement
     * @return true if it begins with SELECT or WITH and holds no word of writing
     */
    public static boolean readOnly(String sql) {
        int start = firstWordAt(sql);
        return (startsWith(sql, start, "select") || startsWith(sql, start, "with"))
                && !WRITES.matcher(sql).find();
    }

    /**
     * The word that a statement begins with, behind blanks, parentheses and comments.
     *
     * @param sql the statement
     * @return the word in capitals; empty if it begins with something else
     */
    public static String firstWord(String sql) {
        int start = firstWordAt(sql);
        int end = start;
        while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
            end++;
        }
        return sql.substring(start, end).toUpperCase(Locale.ROOT);
    }

    private static int firstWordAt(String sql) {
        int at = 0;
        while (at < sql.length()) {
            if (sql.startsWith("--", at) || sql.charAt(at) == '#') {
                at = endOf(sql, "\n", at);
            } else if (sql.startsWith("/*", at)) {
                at = endOf(sql, "*/", at + 2);
            } else if (Character.isWhitespace(sql.charAt(at)) || sql.charAt(at) == '(') {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    private static int endOf(String sql, String mark, int from) {
        int found = sql.indexOf(mark, from);
        return found < 0 ? sql.length() : found + mark.length();
    }

    private static boolean startsWith(String sql, int at, String word) {
        int end = at + word.length();
        return sql.regionMatches(true, at, word, 0, word.length())
                && (end == sql.length() || !Character.isJavaIdentifierPart(sql.charAt(end)));
    }

    /**
     * Writes a name as a delimited identifier of standard SQL, whatever it holds.
     *
     * @param name the name
     * @return the name in double quotes, its own double quotes doubled
     */
    public static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
