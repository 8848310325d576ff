package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The record of one query: what was asked, how it stands, what it has sent. Thread-safe. */
final class QueryRun {
    enum State {
        RUNNING,
        FINISHED,
        CANCELED,
        FAILED
    }

    private final String id = UUID.randomUUID().toString();
    private final Workspace workspace;
    private final ObjectNode request;
    private final QueryPlan plan;
    private final ObjectNode stamps;
    private final Instant start;
    private State state = State.RUNNING;
    private @Nullable Instant end;
    private @Nullable Instant firstRow;
    private @Nullable Instant lastRow;
    private String message = "";
    private long rows;
    private long bytes;
    private long scanned;
    private boolean cancelAsked;
    private @Nullable Cursor cursor;

    QueryRun(Workspace workspace, ObjectNode request, QueryPlan plan, Caller caller) {
        this.workspace = workspace;
        this.request = request;
        this.plan = plan;
        start = workspace.now();
        stamps = workspace.created(Json.object(), caller);
    }

    String id() {
        return id;
    }

    QueryPlan plan() {
        return plan;
    }

    synchronized boolean isRunning() {
        return state == State.RUNNING;
    }

    boolean hasTag(String tag) {
        for (var each : request.path("tags")) {
            if (each.asText().equals(tag)) {
                return true;
            }
        }
        return false;
    }

    /** Asks it to end; nothing if it has ended. */
    void cancel() {
        synchronized (this) {
            cancelAsked = true;
            if (cursor != null) {
                cursor.cancel();
            }
        }
        workspace.signal.raise();
    }

    synchronized boolean isCancelAsked() {
        return cancelAsked;
    }

    /** Tells what a cancellation has to stop; null for nothing. */
    synchronized void reading(@Nullable Cursor present) {
        cursor = present;
        if (present != null && cancelAsked) {
            present.cancel();
        }
    }

    synchronized void end(State last, String reason) {
        if (state == State.RUNNING) {
            state = last;
            message = reason;
            end = workspace.now();
        }
    }

    synchronized void sent(long count, long size) {
        if (firstRow == null) {
            firstRow = workspace.now();
        }
        lastRow = workspace.now();
        rows += count;
        bytes += size;
    }

    synchronized void scanned(long more) {
        scanned += more;
    }

    synchronized long rows() {
        return rows;
    }

    private long millis() {
        Instant until = end == null ? workspace.now() : end;
        return Duration.between(start, until).toMillis();
    }

    private long responseTime() {
        return firstRow == null ? 0 : Duration.between(start, firstRow).toMillis();
    }

    synchronized ObjectNode json() {
        ObjectNode json = Json.object().put("id", id);
        json.put("name", Json.text(request, "name", ""));
        json.put("description", Json.text(request, "description", ""));
        json.put("sql", plan.original());
        json.put("status", state.name().toLowerCase(java.util.Locale.ROOT));
        json.put("message", message);
        json.put("start_time", start.getEpochSecond());
        json.put("end_time", end == null ? 0 : end.getEpochSecond());
        json.put("duration", millis() / 1000);
        json.put("response_time", responseTime());
        json.set("tags", request.path("tags").isArray() ? request.get("tags") : Json.array());
        json.set("analysis", plan.analysis());
        json.set("result", Json.object().set("header", plan.headerJson()));
        json.set("timeColumns", timeColumns());
        json.set("sinks", Json.object());
        return json.setAll(stamps);
    }

    private ObjectNode timeColumns() {
        int event = -1;
        for (int i = 0; i < plan.header().size(); i++) {
            if (plan.header().get(i).name().equals(StreamColumn.TIME)) {
                event = i;
            }
        }
        return Json.object().put("eventTime", event).put("windowStart", -1).put("windowEnd", -1);
    }

    /** Returns the data of an event named metrics. */
    synchronized ObjectNode metrics() {
        long millis = Math.max(1, millis());
        ObjectNode metrics = Json.object().put("count", rows);
        metrics.put("eps", rows * 1000 / millis);
        metrics.put("processing_time", millis());
        metrics.put("last_event_time", lastRow == null ? 0 : lastRow.toEpochMilli());
        metrics.put("response_time", responseTime());
        metrics.put("scanned_rows", Math.max(scanned, plan.isStreaming() ? 0 : rows));
        return metrics.put("scanned_bytes", bytes);
    }

    /** Returns the steps of the query in a line: its sources, what is done with the rows, and the sending of them. */
    synchronized ObjectNode pipeline() {
        ArrayNode nodes = Json.array();
        ArrayNode edges = Json.array();
        plan.used().keySet().forEach(name -> node(nodes, "Source(" + name + ")"));
        int sources = nodes.size();
        int step = node(nodes, plan.aggregates() ? "Aggregating" : "Expression");
        for (int source = 0; source < sources; source++) {
            edges.addObject().put("from", source).put("to", step);
        }
        edges.addObject().put("from", step).put("to", node(nodes, "Output"));
        ObjectNode pipeline = Json.object();
        pipeline.set("nodes", nodes);
        pipeline.set("edges", edges);
        return pipeline;
    }

    private int node(ArrayNode nodes, String name) {
        int number = nodes.size();
        ObjectNode node = nodes.addObject().put("id", number).put("name", name);
        node.put("status", state == State.RUNNING ? "Executing" : "Finished");
        node.putObject("metric").put("processed_bytes", bytes).put("processing_time_ns", millis() * 1_000_000);
        return number;
    }
}
