package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of one query while it runs, in the thread of its connection.
 *
 * <p>Rows go from the engine to the connection without being gathered. An unbounded query remembers no more than the
 * numbers of the last rows that it has read, so a client that reads slowly slows down nothing but its own query.
 */
final class QuerySender implements Answer.Content {
    private static final Duration METRICS = Duration.ofSeconds(1);

    /** How long, in real milliseconds, a query waits before it looks at a clock that may have been moved by hand. */
    private static final long LOOK = 50;

    private final Workspace workspace;
    private final QueryRun run;
    private final QueryPlan plan;
    private final int batch;

    /** The numbers after which an unbounded query begins: known before its client hears that it has begun. */
    private final long[] start;

    private Instant metricsDue;

    QuerySender(Workspace workspace, QueryRun run, int batch) {
        this.workspace = workspace;
        this.run = run;
        this.batch = batch;
        plan = run.plan();
        start = plan.fromEarliest() ? new long[plan.sources().size()] : plan.last();
        metricsDue = workspace.now().plus(METRICS);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try {
            event(out, "query", run.json());
            out.flush();
            try {
                if (plan.isStreaming()) {
                    follow(out);
                } else {
                    rows(out, new long[0], new long[0]);
                    run.end(QueryRun.State.FINISHED, "");
                }
            } catch (SqlFailure e) {
                boolean cancelled = e.kind() == SqlFailure.Kind.CANCELLED;
                run.end(
                        cancelled ? QueryRun.State.CANCELED : QueryRun.State.FAILED,
                        cancelled ? "" : "code: " + TimeplusErrors.code(e) + ", message: " + e.getMessage());
            }
            event(out, "metrics", run.metrics());
            event(out, "query", run.json());
            out.flush();
        } finally {
            // Reached while it runs only if the client has gone.
            run.end(QueryRun.State.CANCELED, "the client has closed the connection");
        }
    }

    private void follow(OutputStream out) throws IOException {
        long[] done = start;
        while (true) {
            long seen = workspace.signal.seen();
            if (run.isCancelAsked()) {
                run.end(QueryRun.State.CANCELED, "");
                return;
            }
            if (plan.sources().stream().anyMatch(StreamTable::isDropped)) {
                run.end(QueryRun.State.FAILED, "code: 60, message: a stream of the query was dropped");
                return;
            }
            long[] last = plan.last();
            if (!Arrays.equals(last, done)) {
                rows(out, plan.aggregates() ? start : done, last);
                done = last;
                out.flush();
            }
            if (plan.limit() >= 0 && run.rows() >= plan.limit()) {
                run.end(QueryRun.State.FINISHED, "");
                return;
            }
            metrics(out);
            await(seen);
        }
    }

    private void await(long seen) throws InterruptedIOException {
        try {
            workspace.signal.await(seen, LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The sandbox is closing");
        }
    }

    private void metrics(OutputStream out) throws IOException {
        Instant now = workspace.now();
        if (!now.isBefore(metricsDue)) {
            event(out, "metrics", run.metrics());
            out.flush();
            metricsDue = now.plus(METRICS);
        }
    }

    private void rows(OutputStream out, long[] from, long[] to) throws IOException {
        long left = plan.limit() < 0 ? Long.MAX_VALUE : plan.limit() - run.rows();
        try (Cursor cursor = workspace.engine.query(plan.sql(), plan.between(from, to))) {
            run.reading(cursor);
            long scanned = 0;
            for (int i = 0; i < to.length; i++) {
                scanned += to[i] - from[i];
            }
            run.scanned(scanned);
            boolean more = left > 0 && cursor.next();
            while (more) {
                long size = Math.min(batch, left);
                CountingStream counted = new CountingStream(out);
                long count = 0;
                counted.write("data: [".getBytes(StandardCharsets.US_ASCII));
                try (JsonGenerator json = generator(counted)) {
                    while (more && count < size) {
                        row(json, cursor.values());
                        count++;
                        more = cursor.next();
                    }
                } finally {
                    // Ends the event as well if the query fails now: the last event is still to come.
                    counted.write("]\n\n".getBytes(StandardCharsets.US_ASCII));
                    run.sent(count, counted.count());
                }
                left -= count;
                more &= left > 0;
                metrics(out);
            }
        } finally {
            run.reading(null);
        }
    }

    private static JsonGenerator generator(OutputStream out) throws IOException {
        JsonGenerator json = Json.MAPPER.createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
        json.setRootValueSeparator(new SerializedString(","));
        return json;
    }

    private void row(JsonGenerator json, List<@Nullable Object> values) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < values.size(); i++) {
            CellWriter.write(json, values.get(i), plan.header().get(i).type());
        }
        json.writeEndArray();
    }

    private static void event(OutputStream out, String name, JsonNode data) throws IOException {
        String frame = "event: " + name + "\ndata: " + data + "\n\n";
        out.write(frame.getBytes(StandardCharsets.UTF_8));
    }
}
