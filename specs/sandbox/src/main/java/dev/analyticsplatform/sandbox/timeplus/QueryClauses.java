package dev.analyticsplatform.sandbox.timeplus;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What stands at the end of a query and is not the engine's business.
 *
 * @param body the tokens before it
 * @param settings what SETTINGS says, unknown ones included; names in small letters
 * @param limit the number after a last LIMIT; -1 for none
 */
record QueryClauses(List<SqlToken> body, Map<String, String> settings, long limit) {
    static QueryClauses split(String sql, List<SqlToken> tokens) {
        List<SqlToken> rest = tokens;
        while (!rest.isEmpty() && rest.get(rest.size() - 1).isSign(";")) {
            rest = rest.subList(0, rest.size() - 1);
        }
        Map<String, String> settings = new HashMap<>();
        int at = lastAtTop(rest, "SETTINGS");
        if (at > 0) {
            read(sql, rest.subList(at + 1, rest.size()), settings);
            rest = rest.subList(0, at);
        }
        int emit = lastAtTop(rest, "EMIT");
        if (emit > 0) {
            emission(sql, rest.subList(emit + 1, rest.size()));
            rest = rest.subList(0, emit);
        }
        int size = rest.size();
        if (size > 2
                && rest.get(size - 2).is("LIMIT")
                && rest.get(size - 1).kind() == SqlToken.Kind.NUMBER
                && rest.get(size - 1).text().matches("\\d{1,18}")) {
            return new QueryClauses(
                    rest.subList(0, size - 2),
                    settings,
                    Long.parseLong(rest.get(size - 1).text()));
        }
        return new QueryClauses(rest, settings, -1);
    }

    String setting(String name) {
        return settings.getOrDefault(name, "");
    }

    boolean isTable() {
        return setting("query_mode").equalsIgnoreCase("table");
    }

    /** Emission after each batch of new rows stands for every period; by watermark there is none. */
    private static void emission(String sql, List<SqlToken> clause) {
        if (clause.isEmpty()) {
            throw TimeplusErrors.syntax(sql, sql.length(), "");
        }
        boolean known = clause.get(0).is("PERIODIC")
                || clause.get(0).is("STREAM")
                || (clause.get(0).is("ON") && clause.size() > 1 && clause.get(1).is("UPDATE"));
        if (!known) {
            throw TimeplusErrors.notModelled("EMIT " + clause.get(0).text());
        }
    }

    private static void read(String sql, List<SqlToken> tokens, Map<String, String> settings) {
        int at = 0;
        while (at < tokens.size()) {
            boolean complete = at + 2 < tokens.size()
                    && tokens.get(at).isName()
                    && tokens.get(at + 1).isSign("=");
            if (!complete) {
                throw TimeplusErrors.syntax(sql, tokens.get(at).start(), "");
            }
            String name = tokens.get(at).value().toLowerCase(Locale.ROOT);
            boolean negative = tokens.get(at + 2).isSign("-") && at + 3 < tokens.size();
            settings.put(
                    name,
                    (negative ? "-" : "")
                            + tokens.get(negative ? at + 3 : at + 2).value());
            at += negative ? 4 : 3;
            if (at < tokens.size()) {
                if (!tokens.get(at).isSign(",") || at + 1 == tokens.size()) {
                    throw TimeplusErrors.syntax(sql, tokens.get(at).start(), "");
                }
                at++;
            }
        }
    }

    private static int lastAtTop(List<SqlToken> tokens, String word) {
        int depth = 0;
        for (int i = tokens.size() - 1; i >= 0; i--) {
            SqlToken token = tokens.get(i);
            depth += token.isSign(")") ? 1 : token.isSign("(") ? -1 : 0;
            if (depth == 0 && token.is(word)) {
                return i;
            }
        }
        return -1;
    }
}
