package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Refusal;

/** Pages of stored results. A page is named by its position, so the same cursor gives the same page again. */
final class QueryResultsHandler {
    private static final long DEFAULT_DOCS = 10_000;
    private static final long MOST_DOCS = 100_000;

    private final QueryRuns runs;

    QueryResultsHandler(QueryRuns runs, Handlers handlers) {
        this.runs = runs;
        handlers.on("getQueryResults", this::page);
    }

    private Answer page(Exchange exchange) {
        QueryRun run = runs.require(exchange.path("queryId"));
        ResultSpool results = results(run);
        long docs = number(exchange, "docs", DEFAULT_DOCS);
        if (docs > MOST_DOCS) {
            throw RocksetErrors.invalid("docs is " + docs + "; a page has at most " + MOST_DOCS);
        }
        long from = exchange.query("cursor")
                        .filter(cursor -> !cursor.isEmpty())
                        .map(cursor -> ResultCursor.position(run, cursor))
                        .orElse(0L)
                + number(exchange, "offset", 0);
        int start = (int) Math.min(from, results.rows());
        int end = (int) Math.min(start + docs, results.rows());
        ObjectNode paging = QueryAnswers.paging(run, start, end, docs);
        return Answer.streamed(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("results");
            results.write(json, start, end);
            json.writeEndArray();
            json.writeNumberField("results_total_doc_count", results.rows());
            json.writeFieldName("pagination");
            json.writeTree(paging);
            json.writeEndObject();
        });
    }

    private static ResultSpool results(QueryRun run) {
        String status = run.status();
        ResultSpool results = run.results();
        Refusal failure = run.failure();
        if (status.equals("ERROR") && failure != null) {
            throw failure;
        }
        if (!status.equals("COMPLETED")) {
            throw new Refusal(400, "NOT_READY", "Query " + run.id + " is " + status + " and has no results");
        }
        if (results == null) {
            throw RocksetErrors.notFound("The results of query " + run.id
                    + " were not stored; run it asynchronously or with max_initial_results");
        }
        return results;
    }

    private static long number(Exchange exchange, String name, long fallback) {
        String text = exchange.query(name).orElse("");
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with the negative ones
        }
        throw RocksetErrors.invalid(name + " is '" + text + "'; it has to be a number from 0 on");
    }
}
