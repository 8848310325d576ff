package dev.analyticsplatform.sandbox.rockset;

import java.util.regex.Pattern;

/** What can be told of a statement by its words alone. */
final class SqlText {
    private static final Pattern NOT_CODE =
            Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern INNERMOST = Pattern.compile("\\([^()]*\\)");
    private static final Pattern LIMIT = Pattern.compile("\\blimit\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern STAR = Pattern.compile(
            "\\bselect\\s+(?:distinct\\s+)?(?:[^;]*?,\\s*)?(?:[\\w$]+\\s*\\.\\s*)*\\*\\s*(?:,|from\\b|$)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern INSERT = Pattern.compile("^\\s*insert\\s+into\\b", Pattern.CASE_INSENSITIVE);

    private SqlText() {}

    /** Returns whether the statement itself, and not a part of it in parentheses, sets a limit. */
    static boolean hasLimit(String sql) {
        return LIMIT.matcher(outermost(sql)).find();
    }

    /** Returns whether the statement asks for all columns. */
    static boolean selectsStar(String sql) {
        return STAR.matcher(outermost(sql)).find();
    }

    static boolean isInsert(String sql) {
        return INSERT.matcher(NOT_CODE.matcher(sql).replaceAll(" ")).find();
    }

    private static String outermost(String sql) {
        String code = NOT_CODE.matcher(sql).replaceAll(" x ");
        String shorter = INNERMOST.matcher(code).replaceAll(" x ");
        while (!shorter.equals(code)) {
            code = shorter;
            shorter = INNERMOST.matcher(code).replaceAll(" x ");
        }
        return code.strip();
    }
}
