package dev.analyticsplatform.sandbox.deltastream;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A query as it was written, with the places where its sources stand.
 *
 * <p>Names without quotes are in lower case, as in all of DeltaStream's SQL. Each source is replaced by a SELECT of its
 * rows; the rest is the engine's dialect already.
 */
final class QueryText {
    /** Words after which the query is no filter of one source any more, so that each row depends on others. */
    private static final Set<String> STATEFUL = Set.of(
            "join",
            "group",
            "distinct",
            "over",
            "order",
            "limit",
            "union",
            "except",
            "intersect",
            "having",
            "qualify",
            "window",
            "offset",
            "count",
            "sum",
            "avg",
            "min",
            "max",
            "first",
            "last",
            "any_value",
            "list",
            "array_agg",
            "string_agg",
            "listagg",
            "stddev",
            "stddev_pop",
            "stddev_samp",
            "variance",
            "var_pop",
            "var_samp",
            "median",
            "mode",
            "exists",
            "approx_count_distinct",
            "bool_and",
            "bool_or",
            "count_if",
            "arg_max",
            "arg_min",
            "quantile",
            "corr",
            "product");

    private final List<String> pieces;
    private final List<Source> sources;
    private final boolean stateless;
    private final List<Token> tokens;

    /**
     * A place where rows come from.
     *
     * @param relation what is there
     * @param options what stands in WITH behind it
     * @param window what to put around the SELECT of its rows, with {@code %s} for it
     */
    record Source(Relation relation, Map<String, String> options, String window) {
        boolean earliest(boolean fallback) {
            String position = options.get("starting.position");
            return position == null ? fallback : position.equals("earliest");
        }
    }

    private QueryText(List<String> pieces, List<Source> sources, boolean stateless, List<Token> tokens) {
        this.pieces = pieces;
        this.sources = sources;
        this.stateless = stateless;
        this.tokens = tokens;
    }

    static QueryText read(String sql, List<Token> tokens, Sources names) {
        SourceFinder finder = new SourceFinder(sql, tokens, names);
        finder.run();
        Set<String> words = new HashSet<>();
        long selects = 0;
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.WORD) {
                words.add(token.text());
                selects += token.is("select") ? 1 : 0;
            }
        }
        boolean stateless =
                selects == 1 && finder.sources().size() == 1 && words.stream().noneMatch(STATEFUL::contains);
        return new QueryText(finder.pieces(), finder.sources(), stateless, tokens);
    }

    /** Returns the query of everything in one relation. */
    static QueryText of(Relation relation, Map<String, String> options) {
        return new QueryText(
                List.of("SELECT * FROM ", " AS records"),
                List.of(new Source(relation, options, "%s")),
                true,
                List.of());
    }

    List<Source> sources() {
        return sources;
    }

    /** Tells whether each row of the result comes from one row of the only source. */
    boolean isStateless() {
        return stateless;
    }

    boolean isUnbounded() {
        return sources.stream().anyMatch(source -> source.relation().isUnbounded());
    }

    /** Returns the query with what stands for each source. */
    String with(Function<Source, String> select) {
        StringBuilder sql = new StringBuilder(pieces.get(0));
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            sql.append('(')
                    .append(source.window().replace("%s", select.apply(source)))
                    .append(')')
                    .append(pieces.get(i + 1));
        }
        return sql.toString();
    }

    /** Returns the names by which the query groups, as far as they are plain names. */
    List<String> groups() {
        List<String> groups = new ArrayList<>();
        int at = 0;
        while (at + 1 < tokens.size()
                && !(tokens.get(at).is("group") && tokens.get(at + 1).is("by"))) {
            at++;
        }
        for (int i = at + 2;
                i < tokens.size()
                        && (tokens.get(i).isName()
                                || ",.".contains(tokens.get(i).text()));
                i++) {
            boolean last = i + 1 == tokens.size() || !tokens.get(i + 1).is(".");
            if (tokens.get(i).isName() && last) {
                groups.add(tokens.get(i).text());
            }
        }
        return groups;
    }
}
