package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.singlestore.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Names the columns of a SELECT after their own text, as MySQL does, where the statement itself gives no name. */
final class SelectNames {
    private final String sql;
    private final List<Token> words;
    private final List<Token> named = new ArrayList<>();

    private SelectNames(String sql, List<Token> words) {
        this.sql = sql;
        this.words = words;
    }

    /** Returns the words with a name added to each expression of the first list that is more than a column. */
    static List<Token> add(String sql, List<Token> words) {
        return words.get(0).is("SELECT") ? new SelectNames(sql, words).add() : words;
    }

    private List<Token> add() {
        int at = 1;
        while (words.get(at).is("DISTINCT") || words.get(at).is("ALL")) {
            at++;
        }
        named.addAll(words.subList(0, at));
        int depth = 0;
        int start = at;
        while (true) {
            Token word = words.get(at);
            boolean end = word.kind() == Kind.END || (depth == 0 && endsList(word));
            if (end || (depth == 0 && word.isSymbol(","))) {
                item(words.subList(start, at), word.at());
                start = at + 1;
                if (end) {
                    named.addAll(words.subList(at, words.size()));
                    return named;
                }
                named.add(word);
            }
            depth += word.isSymbol("(") ? 1 : word.isSymbol(")") ? -1 : 0;
            at++;
        }
    }

    private static boolean endsList(Token word) {
        return switch (word.keyword()) {
            case "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "INTERSECT", "EXCEPT" -> true;
            default -> false;
        };
    }

    private void item(List<Token> item, int end) {
        named.addAll(item);
        if (item.isEmpty() || !isUnnamed(item)) {
            return;
        }
        int start = item.get(0).at();
        named.add(new Token(Kind.WORD, "AS", start));
        named.add(new Token(Kind.QUOTED_NAME, sql.substring(start, end).strip(), start));
    }

    /** Tells whether it surely has no name; where a word could be one, the engine is left to name the column. */
    private static boolean isUnnamed(List<Token> item) {
        Token last = item.get(item.size() - 1);
        if (item.size() == 1) {
            return !last.isName() && !last.isSymbol("*");
        }
        Token before = item.get(item.size() - 2);
        return switch (last.kind()) {
            case NUMBER, PARAMETER, BYTES -> true;
            case SYMBOL -> last.isSymbol(")");
            case TEXT -> before.kind() == Kind.SYMBOL && !before.isSymbol(")");
            default -> before.kind() == Kind.SYMBOL && !before.isSymbol(")") && !before.isSymbol(".");
        };
    }
}
