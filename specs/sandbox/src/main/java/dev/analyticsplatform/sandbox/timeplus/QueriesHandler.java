package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tag Queries: statements, and the records of those that return rows. */
final class QueriesHandler {
    private static final int LARGEST_BATCH = 10_000;
    private static final int BATCH = 1_000;

    private final Workspace workspace;
    private final Statements statements;
    private final Map<String, QueryRun> runs = new LinkedHashMap<>();

    QueriesHandler(Workspace workspace, Statements statements, Handlers handlers) {
        this.workspace = workspace;
        this.statements = statements;
        handlers.on("runQuery", this::run)
                .on("listQueries", this::list)
                .on("getQuery", exchange -> Answer.ok(require(exchange).json()))
                .on("getQueryPipeline", this::pipeline)
                .on("cancelQuery", this::cancel)
                .on("deleteQuery", this::delete)
                .on("analyzeSql", this::analyze)
                .on("formatQuery", this::format);
        workspace.onClose(this::close);
    }

    private Answer run(Exchange exchange) {
        ObjectNode request = exchange.body();
        Optional<QueryPlan> plan = statements.run(request.path("sql").asText(), exchange.caller());
        if (plan.isEmpty()) {
            return Answer.empty(204);
        }
        QueryRun run = new QueryRun(workspace, request, plan.get(), exchange.caller());
        synchronized (runs) {
            runs.put(run.id(), run);
        }
        long asked = request.path("batching_policy").path("count").asLong(BATCH);
        int batch = (int) Math.min(asked < 1 ? BATCH : asked, LARGEST_BATCH);
        return Answer.streamed(200, "text/event-stream", new QuerySender(workspace, run, batch));
    }

    private Answer list(Exchange exchange) {
        Optional<String> tag = exchange.query("tag");
        ArrayNode list = Json.array();
        synchronized (runs) {
            runs.values().stream()
                    .filter(run -> tag.isEmpty() || run.hasTag(tag.get()))
                    .forEach(run -> list.add(run.json()));
        }
        return Answer.ok(list);
    }

    private Optional<QueryRun> find(Exchange exchange) {
        synchronized (runs) {
            return Optional.ofNullable(runs.get(exchange.path("id")));
        }
    }

    private QueryRun require(Exchange exchange) {
        return find(exchange).orElseThrow(TimeplusErrors::notFound);
    }

    /** The one reading operation that does not declare 404. */
    private Answer pipeline(Exchange exchange) {
        QueryRun run = find(exchange)
                .orElseThrow(() -> new Refusal(500, "", "query " + exchange.path("id") + " is not found"));
        return Answer.ok(run.pipeline());
    }

    private Answer cancel(Exchange exchange) {
        QueryRun run = require(exchange);
        if (run.isRunning()) {
            run.cancel();
        }
        return Answer.empty(204);
    }

    private Answer delete(Exchange exchange) {
        QueryRun run = require(exchange);
        if (run.isRunning()) {
            throw new Refusal(500, "", "query " + run.id() + " is running, cancel it before it is deleted");
        }
        synchronized (runs) {
            runs.remove(run.id());
        }
        return Answer.empty(204);
    }

    private Answer analyze(Exchange exchange) {
        return Answer.ok(
                workspace.planner.plan(Json.text(exchange.body(), "sql", "")).analysis());
    }

    private Answer format(Exchange exchange) {
        String sql = Json.text(exchange.body(), "sql", "");
        return Answer.ok(Json.object().put("sql", SqlFormat.format(sql)));
    }

    private void close() {
        synchronized (runs) {
            runs.values().forEach(QueryRun::cancel);
        }
    }
}
