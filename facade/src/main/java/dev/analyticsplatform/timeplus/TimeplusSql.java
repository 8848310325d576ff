package dev.analyticsplatform.timeplus;

import java.util.Locale;
import java.util.Set;

/** What has to be known of a statement's text. */
final class TimeplusSql {

    private static final String TABLE_MODE = "query_mode = 'table'";

    /** Statements that read streams begin so; others end by themselves. */
    private static final Set<String> READING = Set.of("SELECT", "WITH", "FROM");

    /** What follows stands behind the settings of the query before it. */
    private static final Set<String> NEXT_QUERY = Set.of("UNION", "INTERSECT", "EXCEPT");

    private final String sql;
    private String first = "";
    /** Words and signs outside of brackets; a text or quoted name counts as the sign of its quote. */
    private String last = "";

    private String beforeLast = "";
    private int end;
    private int lastEnd;
    private int beforeLastEnd;
    private int settings = -1;
    private boolean queryMode;

    private TimeplusSql(String sql) {
        this.sql = sql;
    }

    /**
     * A statement that reads what streams hold by now, instead of what comes from now on: a query that does not set
     * {@code query_mode} itself gets the setting.
     */
    static String tableMode(String sql) {
        var text = new TimeplusSql(sql);
        text.read();
        if (!READING.contains(text.first) || text.queryMode) {
            return sql;
        } else if (text.settings >= 0) {
            return sql.substring(0, text.settings) + " " + TABLE_MODE + "," + sql.substring(text.settings);
        }
        return sql.substring(0, text.end) + "\nSETTINGS " + TABLE_MODE + sql.substring(text.end);
    }

    private void read() {
        int depth = 0;
        int at = 0;
        while (at < sql.length()) {
            int next = blankEnd(sql, at);
            if (next == at) {
                next = tokenEnd(sql, at);
                char c = sql.charAt(at);
                depth += c == ')' ? -1 : 0;
                first = first.isEmpty() && c != '(' ? sql.substring(at, next).toUpperCase(Locale.ROOT) : first;
                if (depth == 0 && c != ';') {
                    token(Character.isJavaIdentifierStart(c) ? sql.substring(at, next) : String.valueOf(c), next);
                }
                depth += c == '(' ? 1 : 0;
                end = c == ';' ? end : next;
            }
            at = next;
        }
    }

    private void token(String token, int tokenEnd) {
        String word = token.toUpperCase(Locale.ROOT);
        if (NEXT_QUERY.contains(word)) {
            settings = -1;
            queryMode = false;
        } else if (word.equals("=") && beforeLast.equals("SETTINGS")) {
            settings = beforeLastEnd;
        }
        boolean inSettings = settings >= 0 && (beforeLast.equals("SETTINGS") || beforeLast.equals(","));
        queryMode |= inSettings && word.equals("=") && last.equals("QUERY_MODE");
        beforeLast = last;
        beforeLastEnd = lastEnd;
        last = word;
        lastEnd = tokenEnd;
    }

    /** Behind the blank or comment that begins here; here itself if none does. */
    private static int blankEnd(String sql, int at) {
        if (sql.startsWith("--", at) || sql.startsWith("#!", at) || sql.startsWith("# ", at)) {
            return endAfter(sql, "\n", at);
        } else if (sql.startsWith("/*", at)) {
            return endAfter(sql, "*/", at + 2);
        }
        return Character.isWhitespace(sql.charAt(at)) ? at + 1 : at;
    }

    private static int tokenEnd(String sql, int at) {
        char c = sql.charAt(at);
        if (c == '\'' || c == '"' || c == '`') {
            return quotedEnd(sql, at);
        }
        int end = at + 1;
        while (Character.isJavaIdentifierPart(c)
                && end < sql.length()
                && Character.isJavaIdentifierPart(sql.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Behind the quoted text or name that begins here. A quote that is doubled ends one and begins another. */
    static int quotedEnd(String text, int start) {
        char quote = text.charAt(start);
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i + 1;
            }
        }
        return text.length();
    }

    private static int endAfter(String sql, String mark, int from) {
        int found = sql.indexOf(mark, from);
        return found < 0 ? sql.length() : found + mark.length();
    }
}
