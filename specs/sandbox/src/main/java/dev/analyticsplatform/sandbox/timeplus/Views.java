package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes views: plain ones, which are queries, and materialized ones, which are fed as rows come. Thread-safe. */
final class Views {
    private final Workspace workspace;
    private final Streams streams;

    Views(Workspace workspace, Streams streams) {
        this.workspace = workspace;
        this.streams = streams;
    }

    /** Refuses a query that no view can have. */
    QueryPlan check(String query, boolean materialized) {
        StatementReader in = new StatementReader(query);
        if (!in.isWord("SELECT") && !in.isWord("WITH") && !in.isSign("(")) {
            throw in.error();
        }
        QueryPlan plan = workspace.planner.plan(query);
        if (materialized && plan.limit() >= 0) {
            throw TimeplusErrors.notModelled("LIMIT in a materialized view");
        }
        return plan;
    }

    /**
     * Makes a view.
     *
     * @param definition as a request has it
     */
    Dataset create(ObjectNode definition, Caller caller) {
        String name = definition.path("name").asText();
        Datasets.checkName(name);
        workspace.datasets.requireFree(name);
        boolean materialized = definition.path("materialized").asBoolean();
        String query = definition.path("query").asText();
        QueryPlan plan = check(query, materialized);
        ObjectNode members = Json.object().put("name", name);
        members.put("description", Json.text(definition, "description", ""));
        members.put("query", query);
        members.put("materialized", materialized);
        members.put("target_stream", Json.text(definition, "target_stream", ""));
        Streams.retention(members, definition);
        workspace.created(members, caller);
        Dataset view = materialized
                ? materialized(members, plan)
                : new Dataset(Dataset.Kind.VIEW, members, plan.header(), null, null);
        try {
            workspace.datasets.add(view);
        } catch (RuntimeException e) {
            view.pump().ifPresent(Pump::close);
            if (view.ownsRows()) {
                view.table().ifPresent(StreamTable::drop);
            }
            throw e;
        }
        return view;
    }

    private Dataset materialized(ObjectNode members, QueryPlan plan) {
        String target = members.path("target_stream").asText();
        StreamTable table = target.isEmpty() ? own(members, plan) : streams.writable(target);
        List<String> selected = selected(table, plan);
        requireNoCircle(table, plan);
        Pump pump = new Pump(plan, (of, from, to) -> {
            table.insert(selected, Inlined.sql(of, from, to));
        });
        try {
            if (!plan.isStreaming()) {
                table.insert(selected, plan.sql());
            }
        } catch (SqlFailure e) {
            if (target.isEmpty()) {
                table.drop();
            }
            throw TimeplusErrors.of(e, plan.original(), -1);
        }
        workspace.start(pump);
        workspace.ingested();
        return new Dataset(Dataset.Kind.MATERIALIZED_VIEW, members, table.columns(), table, pump);
    }

    private StreamTable own(ObjectNode members, QueryPlan plan) {
        List<StreamColumn> columns = new ArrayList<>(plan.header());
        if (columns.stream().noneMatch(column -> column.name().equals(StreamColumn.TIME))) {
            columns.add(StreamColumn.time(""));
        }
        long names = columns.stream().map(StreamColumn::name).distinct().count();
        if (names < columns.size()) {
            throw TimeplusErrors.engine(15, "Two columns of the view have the same name");
        }
        return workspace.table(members.path("name").asText(), columns);
    }

    /** The columns of a query go where the stream has columns of their names. */
    private List<String> selected(StreamTable table, QueryPlan plan) {
        Set<String> given = plan.header().stream().map(StreamColumn::name).collect(Collectors.toSet());
        for (String name : given) {
            if (table.column(name) == null) {
                throw TimeplusErrors.engine(
                        TimeplusErrors.NO_SUCH_COLUMN, "No such column " + name + " in stream default." + table.name());
            }
        }
        Map<String, String> defaults = streams.defaults(table);
        List<String> selected = new ArrayList<>();
        for (StreamColumn column : table.columns()) {
            String name = SqlTexts.name(column.name());
            String fallback = column.name().equals(StreamColumn.TIME)
                    ? "CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP_MS)"
                    : defaults.getOrDefault(column.name(), "NULL");
            String cast = "CAST(q." + name + " AS " + column.type().sql() + ")";
            String value = column.type().isNullable() ? cast : "coalesce(" + cast + ", " + fallback + ")";
            selected.add((given.contains(column.name()) ? value : fallback) + " AS " + name);
        }
        return selected;
    }

    private void requireNoCircle(StreamTable table, QueryPlan plan) {
        for (StreamTable source : plan.sources()) {
            boolean feedsItself = source == table
                    || workspace.datasets.all(Dataset.Kind.MATERIALIZED_VIEW).stream()
                            .filter(view ->
                                    view.table().filter(own -> own == source).isPresent())
                            .anyMatch(view -> view.pump()
                                    .filter(pump -> reads(pump, table))
                                    .isPresent());
            if (feedsItself) {
                throw TimeplusErrors.engine(36, "The view would read what it writes into default." + table.name());
            }
        }
    }

    private boolean reads(Pump pump, StreamTable table) {
        return pump.plan().sources().contains(table)
                || pump.plan().sources().stream()
                        .flatMap(source -> workspace.datasets.all(Dataset.Kind.MATERIALIZED_VIEW).stream()
                                .filter(view -> view.table()
                                        .filter(own -> own == source)
                                        .isPresent()))
                        .anyMatch(view -> view.pump()
                                .filter(deeper -> deeper != pump && reads(deeper, table))
                                .isPresent());
    }
}
