package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tag Sinks. The query of a running sink is run on what comes, and its rows are counted as delivered; they are sent
 * nowhere.
 */
final class SinksHandler {
    private static final class Sink {
        final ObjectNode members;
        final Map<Instant, Long> bytesByMinute = new LinkedHashMap<>();

        @Nullable
        Pump pump;

        long delivered;

        Sink(ObjectNode members) {
            this.members = members;
        }
    }

    private final Workspace workspace;
    private final Map<String, Sink> sinks = new LinkedHashMap<>();

    SinksHandler(Workspace workspace, Handlers handlers) {
        this.workspace = workspace;
        handlers.on("listSinks", exchange -> Answer.ok(list()))
                .on("createSink", this::create)
                .on("getSink", exchange -> Answer.ok(shown(require(exchange))))
                .on("updateSink", exchange -> update(exchange, true))
                .on("patchSink", exchange -> update(exchange, false))
                .on("deleteSink", this::delete)
                .on("startSink", exchange -> {
                    start(require(exchange));
                    return Answer.empty(204);
                })
                .on("stopSink", exchange -> {
                    stop(require(exchange));
                    return Answer.empty(204);
                })
                .on("getSinkStats", exchange -> Answer.ok(stats(require(exchange))));
    }

    synchronized ArrayNode list() {
        ArrayNode list = Json.array();
        sinks.values().forEach(sink -> list.add(shown(sink)));
        return list;
    }

    private synchronized ObjectNode shown(Sink sink) {
        ObjectNode shown = sink.members.deepCopy();
        Pump pump = sink.pump;
        String failure = pump == null ? null : pump.failure();
        shown.put("status", pump == null ? "stopped" : failure == null ? "running" : "failed");
        return shown.put("message", failure == null ? "" : failure);
    }

    private synchronized Sink require(Exchange exchange) {
        Sink sink = sinks.get(exchange.path("id"));
        if (sink == null) {
            throw TimeplusErrors.notFound();
        }
        return sink;
    }

    private Answer create(Exchange exchange) {
        ObjectNode members = Json.object().put("id", UUID.randomUUID().toString());
        describe(members, exchange.body(), true);
        Datasets.checkName(members.path("name").asText());
        workspace.created(members, exchange.caller());
        Sink sink = new Sink(members);
        start(sink);
        synchronized (this) {
            sinks.put(members.path("id").asText(), sink);
        }
        return Answer.of(201, shown(sink));
    }

    private void describe(ObjectNode members, ObjectNode request, boolean whole) {
        for (String name : List.of("name", "type", "query", "description")) {
            if (whole || request.has(name)) {
                members.put(name, Json.text(request, name, ""));
            }
        }
        if (whole || request.has("properties")) {
            members.set(
                    "properties", request.path("properties").isObject() ? request.get("properties") : Json.object());
        }
    }

    private Answer update(Exchange exchange, boolean whole) {
        Sink sink = require(exchange);
        if (whole) {
            unbounded(exchange.body().path("query").asText());
        }
        boolean running;
        synchronized (this) {
            running = sink.pump != null;
            describe(sink.members, exchange.body(), whole);
            workspace.updated(sink.members, exchange.caller());
        }
        if (running && whole) {
            stop(sink);
            start(sink);
        }
        return Answer.ok(shown(sink));
    }

    private QueryPlan unbounded(String query) {
        return workspace.planner.plan(query);
    }

    private synchronized void start(Sink sink) {
        if (sink.pump == null) {
            QueryPlan plan = unbounded(sink.members.path("query").asText());
            sink.members.set("plan", plan.analysis());
            sink.pump = workspace.start(new Pump(plan, (of, from, to) -> deliver(sink, of, from, to)));
        }
    }

    private void deliver(Sink sink, QueryPlan plan, long[] from, long[] to) {
        try (Cursor cursor = workspace.engine.query(plan.sql(), plan.between(from, to));
                CountingStream counted = new CountingStream(OutputStream.nullOutputStream());
                JsonGenerator json = Json.MAPPER.createGenerator(counted)) {
            long rows = 0;
            while (cursor.next()) {
                List<@Nullable Object> values = cursor.values();
                json.writeStartArray();
                for (int i = 0; i < values.size(); i++) {
                    CellWriter.write(json, values.get(i), plan.header().get(i).type());
                }
                json.writeEndArray();
                rows++;
            }
            json.flush();
            Instant now = workspace.now();
            Instant minute = Instant.ofEpochSecond(now.getEpochSecond() / 60 * 60);
            synchronized (sink) {
                sink.delivered += rows;
                sink.bytesByMinute.merge(minute, counted.count(), Long::sum);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void stop(Sink sink) {
        if (sink.pump != null) {
            sink.pump.close();
            sink.pump = null;
        }
    }

    private Answer delete(Exchange exchange) {
        Sink sink = require(exchange);
        stop(sink);
        synchronized (this) {
            sinks.remove(exchange.path("id"));
        }
        return Answer.empty(204);
    }

    private synchronized ObjectNode stats(Sink sink) {
        ObjectNode stats = Json.object();
        Pump pump = sink.pump;
        String failure = pump == null ? null : pump.failure();
        ArrayNode errors = stats.putArray("errors");
        if (failure != null) {
            errors.addObject()
                    .put("message", failure)
                    .put("time", workspace.now().toString());
        }
        synchronized (sink) {
            stats.put("success_count", sink.delivered);
            stats.put("failure_count", errors.size());
            ArrayNode throughput = stats.putArray("throughput");
            sink.bytesByMinute.forEach((minute, bytes) -> throughput
                    .addObject()
                    .put("time", minute.toString())
                    .put("value", bytes / (double) Duration.ofMinutes(1).toSeconds()));
        }
        return stats;
    }
}
