package dev.analyticsplatform.sandbox.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement whose {@code :name} parameters were turned into the engine's {@code $1}, {@code $2} and so on.
 *
 * <p>A colon starts a parameter unless it stands in text, in a quoted name, in a comment, in a cast ({@code ::}), after
 * a key in braces, or after a value in brackets, where it makes a slice. Each name has one number, however often it is
 * used.
 */
final class Parameters {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)?\\$");

    /** After these a colon in brackets starts a parameter; after other words it makes a slice. */
    private static final Set<String> OPERATORS = Set.of(
            "and",
            "or",
            "not",
            "in",
            "is",
            "like",
            "ilike",
            "between",
            "case",
            "when",
            "then",
            "else",
            "select",
            "where",
            "by",
            "having",
            "on",
            "limit",
            "offset",
            "from",
            "distinct",
            "for",
            "if");

    private final String sql;
    private final Map<String, SqlValue> given;
    private final StringBuilder numbered = new StringBuilder();
    private final List<String> names = new ArrayList<>();
    private int positional;
    private int namedMarks;
    private boolean semicolon;
    private boolean textAfterSemicolon;

    /** Open brackets; in braces a key is awaited ('k') or was read ('{'). */
    private final Deque<Character> open = new ArrayDeque<>();

    private boolean afterValue;
    private int at;

    private Parameters(String sql, Map<String, SqlValue> given) {
        this.sql = sql;
        this.given = given;
    }

    /**
     * Reads a statement.
     *
     * @param given the values known by now, those of question marks under {@code ?1}, {@code ?2} and so on; JSON among
     *     them is cast to what it is
     */
    static Parameters read(String sql, Map<String, SqlValue> given) {
        Parameters parameters = new Parameters(sql, given);
        parameters.read();
        return parameters;
    }

    /** Tells how many statements the text holds, to the measure of one or more. */
    static int statements(String sql) {
        return read(sql, Map.of()).textAfterSemicolon ? 2 : 1;
    }

    /** Returns the names in the order of their numbers. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** Returns how many {@code ?} there are that have no value by now. */
    int positional() {
        return positional;
    }

    /** Returns the statement for the engine. */
    String sql() {
        return numbered.toString();
    }

    private void read() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            char next = at + 1 < sql.length() ? sql.charAt(at + 1) : '\0';
            if (c == '\'') {
                boolean escapes = at > 0
                        && (sql.charAt(at - 1) == 'e' || sql.charAt(at - 1) == 'E')
                        && (at < 2 || !Character.isJavaIdentifierPart(sql.charAt(at - 2)));
                quoted('\'', escapes);
            } else if (c == '"') {
                quoted('"', false);
            } else if (c == '-' && next == '-') {
                copyTo(lineEnd());
            } else if (c == '/' && next == '*') {
                comment();
            } else if (c == '$') {
                dollar();
            } else if (c == ':' && (next == ':' || next == '=')) {
                copyTo(at + 2);
                afterValue = false;
            } else if (c == ':') {
                colon();
            } else if (c == '?') {
                textAfterSemicolon |= semicolon;
                questionMark();
            } else if (Character.isJavaIdentifierStart(c)) {
                word();
            } else {
                symbol(c);
            }
        }
    }

    private void colon() {
        Matcher name = NAME.matcher(sql).region(at + 1, sql.length());
        Character bracket = open.peek();
        boolean separates = bracket != null && (bracket == 'k' || (bracket == '[' && afterValue));
        if (bracket != null && bracket == 'k') {
            open.pop();
            open.push('{');
        }
        if (separates || !name.lookingAt()) {
            copyTo(at + 1);
            afterValue = false;
            return;
        }
        number(name.group(), name.end());
    }

    private void questionMark() {
        String name = "?" + (positional + namedMarks + 1);
        if (given.containsKey(name)) {
            namedMarks++;
            number(name, at + 1);
        } else {
            positional++;
            copyTo(at + 1);
            afterValue = true;
        }
    }

    private void number(String name, int end) {
        if (!names.contains(name)) {
            names.add(name);
        }
        String number = "$" + (names.indexOf(name) + 1);
        SqlValue value = given.get(name);
        if (value != null && value.json()) {
            number = "(" + number + "::JSON)";
        }
        numbered.append(number);
        // Padding keeps what follows where it stood, so that the engine's positions are the user's.
        numbered.append(" ".repeat(Math.max(0, end - at - number.length())));
        at = end;
        afterValue = true;
    }

    private void symbol(char c) {
        switch (c) {
            case '(', '[' -> open.push(c);
            case '{' -> open.push('k');
            case ')', ']', '}' -> open.poll();
            case ',' -> {
                if (open.peek() != null && open.peek() == '{') {
                    open.pop();
                    open.push('k');
                }
            }
            case ';' -> semicolon = true;
            default -> {}
        }
        if (!Character.isWhitespace(c)) {
            textAfterSemicolon |= semicolon && c != ';';
            afterValue = c == ')' || c == ']' || c == '}' || Character.isDigit(c);
        }
        copyTo(at + 1);
    }

    private void word() {
        textAfterSemicolon |= semicolon;
        int end = at;
        while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
            end++;
        }
        afterValue = !OPERATORS.contains(sql.substring(at, end).toLowerCase(Locale.ROOT));
        copyTo(end);
    }

    private void quoted(char quote, boolean escapes) {
        int end = at + 1;
        while (end < sql.length() && sql.charAt(end) != quote) {
            end += escapes && sql.charAt(end) == '\\' ? 2 : 1;
        }
        copyTo(Math.min(end + 1, sql.length()));
        afterValue = true;
    }

    private void comment() {
        int depth = 0;
        int end = at;
        do {
            if (sql.startsWith("/*", end)) {
                depth++;
                end += 2;
            } else if (sql.startsWith("*/", end)) {
                depth--;
                end += 2;
            } else {
                end++;
            }
        } while (depth > 0 && end < sql.length());
        copyTo(Math.min(end, sql.length()));
    }

    private void dollar() {
        Matcher start = DOLLAR_QUOTE.matcher(sql).region(at, sql.length());
        if (start.lookingAt()) {
            int end = sql.indexOf(start.group(), start.end());
            copyTo(end < 0 ? sql.length() : end + start.group().length());
        } else {
            copyTo(at + 1);
        }
        afterValue = true;
    }

    private int lineEnd() {
        int end = sql.indexOf('\n', at);
        return end < 0 ? sql.length() : end;
    }

    private void copyTo(int end) {
        numbered.append(sql, at, end);
        at = end;
    }
}
