package dev.analyticsplatform.sandbox.timeplus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What a query and the views in it name, and what else was seen of them while they were rewritten. One thread's. */
final class QueryNames {
    private final Function<String, Relation> relations;
    private final Set<String> open = new HashSet<>();

    /** What the query names, itself or through views. */
    final Map<String, Relation> used = new LinkedHashMap<>();

    /** The streams of which the query reads what comes, once for each time that they are named. */
    final List<StreamTable> sources = new ArrayList<>();

    boolean aggregates;
    boolean windows;
    boolean unions;
    boolean fromEarliest;
    int joins;

    /** @param relations finds what a name stands for; refuses a name that stands for nothing */
    QueryNames(Function<String, Relation> relations) {
        this.relations = relations;
    }

    /**
     * Returns what to write into FROM for a name.
     *
     * @param whole whether it is read as what it holds
     */
    String text(String name, boolean whole, Instant now) {
        Relation relation = relations.apply(name);
        used.put(name, relation);
        if (relation instanceof Relation.OfView view) {
            if (!open.add(name)) {
                throw TimeplusErrors.engine(36, "View default." + name + " reads itself");
            }
            QueryClauses clauses = QueryClauses.split(view.query(), SqlToken.read(view.query()));
            String query = new SqlRewriter(this, now, whole || clauses.isTable()).rewrite(clauses.body());
            open.remove(name);
            return "(" + query + (clauses.limit() < 0 ? "" : " LIMIT " + clauses.limit()) + ")";
        }
        StreamTable table = ((Relation.OfStream) relation).table();
        if (whole) {
            return table.all();
        }
        sources.add(table);
        return table.part(sources.size() - 1);
    }
}
