package dev.analyticsplatform.sandbox.sql;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the engine says about a failure: its kind, its first sentence, and where its caret points. */
final class Failures {
    private static final Pattern PREFIX = Pattern.compile("^([A-Za-z ]+?) Error: ");
    private static final Pattern PLACE = Pattern.compile("\n+LINE (\\d+): ([^\n]*)\n( *)\\^");

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Failures() {}

    static SqlFailure of(SQLException failure) {
        return of(failure, null);
    }

    /** @param sql the statement that was run; its characters stand where they stood in the user's text */
    static SqlFailure of(SQLException failure, @Nullable String sql) {
        String text = String.valueOf(failure.getMessage());
        Matcher prefix = PREFIX.matcher(text);
        String family = prefix.find() ? prefix.group(1) : "";
        String body = family.isEmpty() ? text : text.substring(prefix.end());
        int end = body.indexOf('\n');
        String sentence = end < 0 ? body : body.substring(0, end);
        SqlFailure.Kind kind = kind(family, sentence);
        if (kind == SqlFailure.Kind.CANCELLED) {
            sentence = "The statement was cancelled.";
        }
        Matcher place = PLACE.matcher(text);
        if (sql == null || !place.find()) {
            return new SqlFailure(kind, sentence, 0, 0, failure);
        }
        int line = Integer.parseInt(place.group(1));
        String shown = place.group(2);
        int caret = place.group(3).length() - ("LINE " + line + ": ").length();
        return new SqlFailure(kind, sentence, line, column(sql, line, shown, caret), failure);
    }

    /**
     * The line is shown cut at either end and with its spaces squeezed; finds the place in the line. Zero if it cannot.
     */
    private static int column(String sql, int line, String shown, int caret) {
        String[] lines = sql.split("\n", -1);
        if (line > lines.length || caret < 0 || caret > shown.length()) {
            return 0;
        }
        boolean cut = shown.startsWith("...");
        String seen = cut ? shown.substring(3) : shown;
        seen = seen.endsWith("...") ? seen.substring(0, seen.length() - 3) : seen;
        int before = withoutSpaces(seen.substring(0, Math.min(seen.length(), Math.max(0, caret - (cut ? 3 : 0)))))
                .length();
        int start = withoutSpaces(lines[line - 1]).indexOf(withoutSpaces(seen));
        return start < 0 ? 0 : nth(lines[line - 1], start + before) + 1;
    }

    private static String withoutSpaces(String text) {
        return SPACES.matcher(text).replaceAll("");
    }

    /** Returns where the character stands that so many others that are no spaces stand before. */
    private static int nth(String text, int others) {
        int seen = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i)) && seen++ == others) {
                return i;
            }
        }
        return text.length();
    }

    private static SqlFailure.Kind kind(String family, String sentence) {
        return switch (family) {
            case "Parser", "Syntax" -> SqlFailure.Kind.SYNTAX;
            case "Catalog" -> {
                if (sentence.contains("already exists")) {
                    yield SqlFailure.Kind.ALREADY_EXISTS;
                }
                yield sentence.contains("Function with name")
                        ? SqlFailure.Kind.NO_SUCH_FUNCTION
                        : SqlFailure.Kind.NO_SUCH_TABLE;
            }
            case "Binder" -> binder(sentence);
            case "Conversion", "Out of Range", "Invalid Type" -> SqlFailure.Kind.VALUE;
            case "Mismatch Type" -> SqlFailure.Kind.TYPE;
            case "Constraint" -> SqlFailure.Kind.VALUE;
            case "Permission", "Not implemented" -> SqlFailure.Kind.NOT_ALLOWED;
            case "INTERRUPT" -> SqlFailure.Kind.CANCELLED;
            default ->
                sentence.contains("prepared statement parameters") ? SqlFailure.Kind.BINDING : SqlFailure.Kind.RUNTIME;
        };
    }

    private static SqlFailure.Kind binder(String sentence) {
        if (sentence.startsWith("Referenced column")
                || sentence.contains("does not have a column named")
                || sentence.startsWith("Could not find key")
                || sentence.startsWith("Ambiguous reference to column")) {
            return SqlFailure.Kind.NO_SUCH_COLUMN;
        }
        if (sentence.startsWith("Referenced table")) {
            return SqlFailure.Kind.NO_SUCH_TABLE;
        }
        if (sentence.startsWith("No function matches")) {
            return SqlFailure.Kind.NO_SUCH_FUNCTION;
        }
        return SqlFailure.Kind.TYPE;
    }
}
