package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.Optional;

/** Tags Queries and Statistics. */
final class QueriesHandler {
    private final Tenant tenant;
    private final Queries queries;

    QueriesHandler(Tenant tenant, Queries queries, Handlers handlers) {
        this.tenant = tenant;
        this.queries = queries;
        handlers.on("submitSyncQuery", exchange -> queries.run(QuerySpec.read(exchange, false)))
                .on("abortSyncQuery", this::abort)
                .on("killSyncQuery", exchange -> kill(exchange, false))
                .on("submitAsyncQuery", this::submit)
                .on("killAsyncQuery", exchange -> kill(exchange, true))
                .on("getAsyncQueryStatus", exchange -> Replies.data(QueryAnswers.status(inBackground(exchange))))
                .on("getAsyncQueryResults", this::results)
                .on("checkQueryTables", this::tables)
                .on(
                        "listDialects",
                        exchange -> Replies.data(Json.array().add("ansi_sql").add("clickhouse_sql")))
                .on("getQueryStatistic", this::statistic);
    }

    private Answer submit(Exchange exchange) {
        return Replies.data(QueryAnswers.ticket(queries.submit(QuerySpec.read(exchange, true))));
    }

    private QueryRun require(Exchange exchange) {
        String id = exchange.path("id");
        return queries.find(id).orElseThrow(() -> ByteHouseErrors.notFound("The query " + id + " does not exist."));
    }

    private QueryRun inBackground(Exchange exchange) {
        QueryRun run = require(exchange);
        if (!run.isInBackground()) {
            throw ByteHouseErrors.notFound("The query " + exchange.path("id") + " does not run in the background.");
        }
        return run;
    }

    private Answer abort(Exchange exchange) {
        String session = exchange.header("X-QuerySession-ID")
                .orElseThrow(() -> ByteHouseErrors.invalid("The header X-QuerySession-ID says what to abort"));
        Optional<QueryRun> run = queries.running(session);
        if (run.isEmpty() || !run.get().cancel()) {
            throw ByteHouseErrors.invalid("The session " + session + " runs nothing");
        }
        return killed(run.get());
    }

    private Answer kill(Exchange exchange, boolean background) {
        QueryRun run = require(exchange);
        if (run.isInBackground() != background) {
            throw ByteHouseErrors.notFound("The query " + exchange.path("id") + " is not "
                    + (background ? "an asynchronous" : "a synchronous") + " one.");
        }
        run.cancel();
        return killed(run);
    }

    private static Answer killed(QueryRun run) {
        return Replies.data(Json.object().put("queryID", run.queryId).put("status", run.status()));
    }

    private Answer results(Exchange exchange) {
        QueryRun run = inBackground(exchange);
        if (run.isActive()) {
            throw ByteHouseErrors.invalid("The query " + run.queryId + " is not finished: it is " + run.status());
        }
        Refusal failure = run.failure();
        if (failure != null) {
            throw failure;
        }
        return QueryAnswers.results(run, Paging.number(exchange, "maxRowsReturn", 0));
    }

    private Answer tables(Exchange exchange) {
        ObjectNode found = Json.object();
        ArrayNode tables = found.putArray("tables");
        ArrayNode views = found.putArray("views");
        ArrayNode materialized = found.putArray("materializedViews");
        Session session = new Session();
        Script script = new Script(exchange.body().path("query").asText());
        for (Optional<Script.Statement> next = script.next(); next.isPresent(); next = script.next()) {
            Tokens tokens = next.get().read();
            if (tokens.accept("USE")) {
                session.use(tenant.catalog.database(tokens.name()).name);
                continue;
            }
            tokens.until("SELECT", "WITH");
            if (tokens.atEnd()) {
                continue;
            }
            for (TableName name : referenced(tokens, session)) {
                TableDefinition table = tenant.catalog.table(name);
                (switch (table.kind) {
                            case VIEW -> views;
                            case MATERIALIZED_VIEW -> materialized;
                            default -> tables;
                        })
                        .add(name.toString());
            }
        }
        return Replies.data(found);
    }

    private Iterable<TableName> referenced(Tokens tokens, Session session) {
        try {
            return tenant.statements.tables(tokens.rest(), session.database());
        } catch (SqlFailure e) {
            throw ByteHouseErrors.sql(e);
        }
    }

    private Answer statistic(Exchange exchange) {
        QueryRun run = require(exchange);
        return Replies.reported(Json.object()
                .put("queryID", run.queryId)
                .put("durationMs", run.durationMillis())
                .put("readRows", run.readRows())
                .put("readBytes", run.readBytes())
                .put("resultRows", run.resultRows()));
    }
}
