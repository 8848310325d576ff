package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;

/** Tags Views and MaterializedViews; the first shows the materialized ones too. */
final class ViewsHandler {
    private static final Dataset.Kind[] BOTH = {Dataset.Kind.VIEW, Dataset.Kind.MATERIALIZED_VIEW};
    private static final Dataset.Kind[] STORED = {Dataset.Kind.MATERIALIZED_VIEW};

    private final Workspace workspace;
    private final Views views;
    private final DatasetStats stats;

    ViewsHandler(Workspace workspace, Views views, Handlers handlers) {
        this.workspace = workspace;
        this.views = views;
        stats = new DatasetStats(workspace);
        handlers.on("listViews", exchange -> Answer.ok(workspace.datasets.list(BOTH)))
                .on("createView", exchange -> create(exchange, exchange.body()))
                .on("getView", exchange -> read(exchange, BOTH))
                .on("updateView", exchange -> update(exchange, BOTH))
                .on("deleteView", exchange -> delete(exchange, BOTH))
                .on("getViewStats", exchange -> stats(exchange, BOTH))
                .on("listMaterializedViews", exchange -> Answer.ok(workspace.datasets.list(STORED)))
                .on(
                        "createMaterializedView",
                        exchange -> create(exchange, exchange.body().put("materialized", true)))
                .on("getMaterializedView", exchange -> read(exchange, STORED))
                .on("updateMaterializedView", exchange -> update(exchange, STORED))
                .on("deleteMaterializedView", exchange -> delete(exchange, STORED))
                .on("getMaterializedViewStats", exchange -> stats(exchange, STORED));
    }

    private Answer create(Exchange exchange, ObjectNode definition) {
        return Answer.of(201, workspace.datasets.shown(views.create(definition, exchange.caller())));
    }

    private Answer read(Exchange exchange, Dataset.Kind... kinds) {
        return Answer.ok(workspace.datasets.shown(workspace.datasets.require(exchange.path("name"), kinds)));
    }

    /** Another query for a view means another view, so it takes the place of the first. */
    private Answer update(Exchange exchange, Dataset.Kind... kinds) {
        Dataset view = workspace.datasets.require(exchange.path("name"), kinds);
        String query = exchange.body().path("query").asText(view.query());
        if (!query.equals(view.query())) {
            if (view.kind() == Dataset.Kind.MATERIALIZED_VIEW) {
                throw TimeplusErrors.invalid("the query of a materialized view cannot be changed");
            }
            QueryPlan plan = views.check(query, false);
            ObjectNode members = view.members().deepCopy().put("query", query);
            view = workspace.datasets.replace(view, new Dataset(Dataset.Kind.VIEW, members, plan.header(), null, null));
        }
        StreamsHandler.change(workspace, view, exchange);
        return Answer.empty(204);
    }

    private Answer delete(Exchange exchange, Dataset.Kind... kinds) {
        workspace.datasets.drop(workspace.datasets.require(exchange.path("name"), kinds));
        workspace.signal.raise();
        return Answer.empty(204);
    }

    private Answer stats(Exchange exchange, Dataset.Kind... kinds) {
        return Answer.ok(stats.of(workspace.datasets.require(exchange.path("name"), kinds), exchange));
    }
}
