package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.sql.SqlColumn;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** Runs queries on the engine: into an answer while it is sent, or into a spool from which pages are read. */
final class QueryExecution {
    private static final Logger LOGGER = System.getLogger(QueryExecution.class.getName());
    private static final long MOST_IN_ONE_ANSWER = 4_000_000;

    private final Org org;

    QueryExecution(Org org) {
        this.org = org;
    }

    /** Runs a query and keeps its rows; how it ended is told by the run. Never throws. */
    void store(QueryRun run) {
        ResultSpool spool = ResultSpool.create();
        try {
            if (SqlText.isInsert(run.spec.sql())) {
                insert(run, spool);
            } else {
                select(run, spool);
            }
            spool.finish();
            run.succeeded(spool, spool.rows());
        } catch (SqlFailure | Refusal | IOException e) {
            spool.close();
            run.failed(refusal(run, e));
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, "The sandbox failed on query " + run.id, e);
            spool.close();
            run.failed(refusal(run, e));
        }
    }

    private void select(QueryRun run, ResultSpool spool) throws IOException {
        try (Cursor cursor = open(run)) {
            run.columns(cursor.columns());
            long limit = limit(run);
            while (spool.rows() < limit && cursor.next()) {
                spool.add(cursor::writeRow);
            }
        }
    }

    private void insert(QueryRun run, ResultSpool spool) throws IOException {
        InsertInto.Outcome outcome = InsertInto.run(org, run.spec.sql(), run.spec.parameters(), run::started);
        run.lastOffset(outcome.offset());
        run.columns(List.of(new SqlColumn("num_docs_inserted", "BIGINT")));
        ObjectNode row = Json.object().put("num_docs_inserted", outcome.documents());
        spool.add(json -> Json.MAPPER.writeTree(json, row));
    }

    private Cursor open(QueryRun run) {
        Cursor cursor = org.sql.query(run.spec.sql(), run.spec.parameters());
        run.started(cursor::cancel);
        return cursor;
    }

    private static long limit(QueryRun run) {
        return SqlText.hasLimit(run.spec.sql())
                ? Long.MAX_VALUE
                : run.spec.rowLimit().orElse(Long.MAX_VALUE);
    }

    /** Answers with the first rows of what was kept, or with the failure. */
    Answer firstPage(QueryRun run) {
        Refusal failure = run.failure();
        ResultSpool results = run.results();
        if (failure != null || results == null) {
            throw failure == null ? new Refusal(500, "INTERNALERROR", "The query has no results") : failure;
        }
        int end = Math.min(run.spec.firstPage().orElse(results.rows()), results.rows());
        ObjectNode paging =
                QueryAnswers.paging(run, 0, end, run.spec.firstPage().orElse(results.rows()));
        return Answer.streamed(200, json -> {
            QueryAnswers.begin(json, run, run.columns());
            results.write(json, 0, end);
            QueryAnswers.end(
                    json, run, results.rows(), null, run.spec.firstPage().isPresent() ? paging : null);
        });
    }

    /** Answers while the query runs; only what fails before the first row can still change the status. */
    Answer stream(QueryRun run) {
        Cursor cursor = null;
        try {
            cursor = open(run);
            run.columns(cursor.columns());
            boolean any = limit(run) > 0 && cursor.next();
            Cursor rows = cursor;
            return Answer.streamed(200, json -> write(json, run, rows, any));
        } catch (SqlFailure e) {
            if (cursor != null) {
                cursor.close();
            }
            Refusal refusal = refusal(run, e);
            run.failed(refusal);
            throw refusal;
        }
    }

    private void write(JsonGenerator json, QueryRun run, Cursor cursor, boolean any) throws IOException {
        long count = 0;
        Refusal failure = null;
        try (cursor) {
            QueryAnswers.begin(json, run, cursor.columns());
            long limit = limit(run);
            try {
                boolean more = any;
                while (more) {
                    if (count == MOST_IN_ONE_ANSWER) {
                        throw new Refusal(
                                400, "RESOURCEEXCEEDED", "One answer has at most " + MOST_IN_ONE_ANSWER + " documents");
                    }
                    cursor.writeRow(json);
                    count++;
                    more = count < limit && cursor.next();
                }
            } catch (SqlFailure | Refusal e) {
                failure = refusal(run, e);
            }
        } catch (IOException e) {
            run.failed(new Refusal(400, "CLIENT_CONNECTION_ERROR", "The client went away"));
            throw e;
        }
        if (failure == null) {
            run.succeeded(null, count);
        } else {
            run.failed(failure);
        }
        QueryAnswers.end(json, run, count, failure, null);
    }

    private static Refusal refusal(QueryRun run, Exception e) {
        Refusal stopped = run.stopReason();
        if (stopped != null) {
            return stopped;
        }
        if (e instanceof SqlFailure failure) {
            return SqlErrors.refusal(failure, run.id);
        }
        return e instanceof Refusal refusal
                ? refusal
                : new Refusal(
                        500,
                        "INTERNALERROR",
                        "The query failed: " + e,
                        Json.object().put("query_id", run.id));
    }
}
