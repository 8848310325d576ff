package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.function.Predicate;

/** Tag Queries, but for results: run, validate, list, look at and cancel queries, here and on a virtual instance. */
final class QueriesHandler {
    private final Org org;
    private final QueryRuns runs;

    QueriesHandler(Org org, QueryRuns runs, Handlers handlers) {
        this.org = org;
        this.runs = runs;
        handlers.on("query", exchange -> run(exchange, org.defaultVirtualInstance()))
                .on("queryVirtualInstance", exchange -> run(exchange, virtualInstance(exchange)))
                .on("validate", this::validate)
                .on("listActiveQueries", exchange -> list(run -> true))
                .on("getVirtualInstanceQueries", this::listOfVirtualInstance)
                .on("getQuery", exchange -> info(runs.require(exchange.path("queryId"))))
                .on("cancelQuery", this::cancel);
    }

    private static String virtualInstance(Exchange exchange) {
        return Names.idOf(exchange.path("virtualInstanceId"));
    }

    private Answer run(Exchange exchange, String virtualInstance) {
        JsonNode sql = exchange.body().path("sql");
        return runs.answer(QuerySpec.read(
                exchange.body(),
                sql,
                sql.path("query").asText(),
                QueryParameters.read(sql.path("parameters")),
                virtualInstance,
                null,
                exchange.caller()));
    }

    private Answer validate(Exchange exchange) {
        String sql = exchange.body().path("sql").path("query").asText();
        try {
            org.sql.validate(sql);
            QuerySources sources = QuerySources.of(org, org.sql.referencedTables(sql));
            ObjectNode answer = Json.object();
            answer.putNull("name");
            answer.set("collections", QuerySources.array(sources.collections()));
            answer.set("aliases", QuerySources.array(sources.aliases()));
            answer.set("views", QuerySources.array(sources.views()));
            answer.set("parameters", QuerySources.array(org.sql.namedParameters(sql)));
            return Answer.ok(answer);
        } catch (SqlFailure e) {
            throw SqlErrors.refusal(e, null);
        }
    }

    private Answer listOfVirtualInstance(Exchange exchange) {
        String id = virtualInstance(exchange);
        org.virtualInstances.stored(org.virtualInstances.key(exchange));
        return list(run -> run.spec.virtualInstance().equals(id));
    }

    private Answer list(Predicate<QueryRun> wanted) {
        ArrayNode data = Json.array();
        runs.active().stream().filter(wanted).map(QueryAnswers::info).forEach(data::add);
        return Answer.ok(Json.object().set("data", data));
    }

    private static Answer info(QueryRun run) {
        return Answer.ok(Json.object().set("data", QueryAnswers.info(run)));
    }

    private Answer cancel(Exchange exchange) {
        QueryRun run = runs.require(exchange.path("queryId"));
        run.cancel();
        return info(run);
    }
}
