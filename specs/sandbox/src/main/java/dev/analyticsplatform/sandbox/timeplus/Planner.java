package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.sql.SqlColumn;
import dev.analyticsplatform.sandbox.sql.SqlEngine;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** From the text of a query to its plan. Thread-safe. */
final class Planner {
    private final SqlEngine engine;
    private final VendorSetup setup;
    private final Function<String, Relation> relations;

    /** @param relations finds what a name stands for; refuses a name that stands for nothing */
    Planner(SqlEngine engine, VendorSetup setup, Function<String, Relation> relations) {
        this.engine = engine;
        this.setup = setup;
        this.relations = relations;
    }

    /** Reads a query that is to run as it says. */
    QueryPlan plan(String sql) {
        return plan(sql, false);
    }

    /**
     * Reads a query.
     *
     * @param finite whether streams are read as what they hold even if the query does not say so
     * @throws Refusal if it cannot run
     */
    QueryPlan plan(String sql, boolean finite) {
        List<SqlToken> tokens = SqlToken.read(sql);
        if (tokens.isEmpty() || tokens.get(0).isSign(";")) {
            throw TimeplusErrors.syntax(sql, sql.length(), "");
        }
        QueryClauses clauses = QueryClauses.split(sql, tokens);
        QueryNames names = new QueryNames(relations);
        SqlRewriter rewriter = new SqlRewriter(names, setup.now(), finite || clauses.isTable());
        String body = rewriter.rewrite(clauses.body());
        boolean streaming = !names.sources.isEmpty();
        if (streaming && names.windows) {
            throw TimeplusErrors.notModelled("OVER in an unbounded query");
        }
        if (names.sources.size() > 1 && names.joins > 0) {
            throw TimeplusErrors.notModelled("A join of two unbounded streams");
        }
        boolean counted = streaming && !names.aggregates;
        if (clauses.limit() >= 0 && !counted) {
            body += " LIMIT " + clauses.limit();
        }
        QueryPlan draft = new QueryPlan(
                sql,
                body,
                List.copyOf(names.sources),
                Map.copyOf(names.used),
                List.of(),
                names.aggregates,
                names.fromEarliest || clauses.setting("seek_to").equalsIgnoreCase("earliest"),
                counted ? clauses.limit() : -1,
                Json.object());
        List<StreamColumn> header = header(draft, rewriter, clauses.setting("join_use_nulls"));
        return new QueryPlan(
                sql,
                body,
                draft.sources(),
                draft.used(),
                header,
                draft.aggregates(),
                draft.fromEarliest(),
                draft.limit(),
                analysis(draft, header, names));
    }

    private List<StreamColumn> header(QueryPlan draft, SqlRewriter rewriter, String joinUseNulls) {
        long[] nothing = new long[draft.sources().size()];
        try (Cursor cursor = engine.query(draft.sql(), draft.between(nothing, nothing))) {
            List<SqlColumn> columns = cursor.columns();
            ResultHeader header = new ResultHeader(engine, draft.used().values());
            boolean nulls = joinUseNulls.equals("1") || joinUseNulls.equalsIgnoreCase("true");
            return header.of(draft.sql(), columns, nulls);
        } catch (SqlFailure e) {
            int column = e.column().orElse(0) - 1;
            int position = column < 0 || e.line().orElse(1) > 1 ? -1 : rewriter.position(column);
            throw TimeplusErrors.of(e, draft.original(), position);
        }
    }

    private static ObjectNode analysis(QueryPlan plan, List<StreamColumn> header, QueryNames names) {
        ObjectNode analysis = Json.object();
        analysis.put("has_aggr", names.aggregates);
        analysis.put("has_table_join", names.joins > 0);
        analysis.put("has_union", names.unions);
        analysis.put("has_subquery", plan.original().matches("(?is).*\\(\\s*(select|with)\\b.*"));
        analysis.put("is_streaming", plan.isStreaming());
        analysis.put("query_type", "SELECT");
        analysis.put("original_query", plan.original());
        analysis.put("rewritten_query", plan.original());
        analysis.set("group_by_columns", GroupBy.columns(plan.original()));
        ArrayNode required = analysis.putArray("required_columns");
        List<String> words =
                SqlToken.read(plan.original()).stream().map(SqlToken::value).toList();
        boolean star = words.contains("*");
        plan.used()
                .forEach((name, relation) -> relation.columns().stream()
                        .filter(column -> star || words.contains(column.name()))
                        .forEach(column -> required.add(column(column, name, relation))));
        ArrayNode results = analysis.putArray("result_columns");
        header.forEach(column -> results.addObject()
                .put("column", column.name())
                .put("column_type", column.type().toString())
                .put("database", "")
                .put("is_view", false)
                .put("table", ""));
        return analysis;
    }

    private static ObjectNode column(StreamColumn column, String table, Relation relation) {
        return Json.object()
                .put("column", column.name())
                .put("column_type", column.type().toString())
                .put("database", "default")
                .put("is_view", relation instanceof Relation.OfView)
                .put("table", table);
    }
}
