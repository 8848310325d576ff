package dev.analyticsplatform.sandbox.timeplus;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Lays a statement out: keywords in capitals, each clause on a line of its own. */
final class SqlFormat {
    private static final Set<String> CLAUSES = Set.of(
            "select",
            "from",
            "where",
            "group",
            "having",
            "order",
            "limit",
            "union",
            "settings",
            "emit",
            "with",
            "insert",
            "values");
    private static final Set<String> KEYWORDS = Set.of(
            "as",
            "by",
            "and",
            "or",
            "not",
            "in",
            "is",
            "null",
            "join",
            "left",
            "right",
            "inner",
            "full",
            "on",
            "all",
            "distinct",
            "asc",
            "desc",
            "into",
            "create",
            "stream",
            "view",
            "materialized",
            "drop",
            "case",
            "when",
            "then",
            "else",
            "end",
            "between",
            "like",
            "interval",
            "over",
            "partition",
            "if",
            "exists");

    private SqlFormat() {}

    static String format(String sql) {
        StringBuilder out = new StringBuilder();
        List<SqlToken> tokens = SqlToken.read(sql);
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            String word = token.kind() == SqlToken.Kind.WORD ? token.text().toLowerCase(Locale.ROOT) : "";
            depth += token.isSign("(") ? 1 : token.isSign(")") ? -1 : 0;
            boolean clause = CLAUSES.contains(word) && depth == 0;
            boolean glued = i > 0 && tokens.get(i - 1).end() == token.start();
            if (i > 0) {
                out.append(clause ? "\n" : glued || token.isSign(",") ? "" : " ");
            }
            if (i > 0 && glued && tokens.get(i - 1).isSign(",")) {
                out.append(' ');
            }
            boolean keyword = CLAUSES.contains(word) || KEYWORDS.contains(word);
            out.append(keyword ? token.text().toUpperCase(Locale.ROOT) : token.text());
        }
        return out.toString();
    }
}
