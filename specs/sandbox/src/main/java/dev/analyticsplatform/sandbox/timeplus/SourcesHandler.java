package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Tag Sources. They start and stop; no rows come from them. The generator can show what it would make. */
final class SourcesHandler {
    private static final Set<String> TYPES =
            Set.of("stream_generator", "websocket", "nats", "nats_jetstream", "redpanda_connect", "kafka");

    private final Workspace workspace;
    private final Map<String, ObjectNode> sources = new LinkedHashMap<>();

    SourcesHandler(Workspace workspace, Handlers handlers) {
        this.workspace = workspace;
        handlers.on("listSources", exchange -> Answer.ok(list()))
                .on("createSource", this::create)
                .on("getSource", exchange -> Answer.ok(require(exchange).deepCopy()))
                .on("updateSource", this::update)
                .on("patchSource", this::update)
                .on("deleteSource", this::delete)
                .on("startSource", exchange -> turn(exchange, true))
                .on("stopSource", exchange -> turn(exchange, false))
                .on("getSourceStats", this::stats)
                .on("previewSource", SourcesHandler::preview);
    }

    synchronized ArrayNode list() {
        ArrayNode list = Json.array();
        sources.values().forEach(source -> list.add(source.deepCopy()));
        return list;
    }

    private synchronized ObjectNode require(Exchange exchange) {
        ObjectNode source = sources.get(exchange.path("id"));
        if (source == null) {
            throw TimeplusErrors.notFound();
        }
        return source;
    }

    private static void requireType(String type) {
        if (!TYPES.contains(type)) {
            throw TimeplusErrors.invalid("unknown source type '" + type + "'");
        }
    }

    private synchronized Answer create(Exchange exchange) {
        ObjectNode request = exchange.body();
        Datasets.checkName(request.path("name").asText());
        requireType(request.path("type").asText());
        requireStream(request.path("stream").asText());
        ObjectNode source = Json.object().put("id", UUID.randomUUID().toString());
        source.put("type", request.path("type").asText()).put("description", "");
        source.set("properties", Json.object());
        describe(source, request);
        workspace.created(source, exchange.caller());
        source.put("message", "").put("status", "running");
        source.put("start_time", workspace.now().getEpochSecond());
        sources.put(source.path("id").asText(), source);
        return Answer.of(201, source.deepCopy());
    }

    private void requireStream(String name) {
        if (workspace.datasets.find(name).isEmpty()) {
            throw TimeplusErrors.unknownStream(name);
        }
    }

    private static void describe(ObjectNode source, ObjectNode request) {
        for (String name : List.of("name", "description", "stream", "properties")) {
            if (request.has(name)) {
                source.set(name, request.get(name).deepCopy());
            }
        }
    }

    private synchronized Answer update(Exchange exchange) {
        ObjectNode source = require(exchange);
        if (source.path("status").asText().equals("running")) {
            throw TimeplusErrors.invalid("the source is running; stop it before it is changed");
        }
        if (exchange.body().has("stream")) {
            requireStream(exchange.body().path("stream").asText());
        }
        describe(source, exchange.body());
        workspace.updated(source, exchange.caller());
        return Answer.ok(source.deepCopy());
    }

    private synchronized Answer turn(Exchange exchange, boolean on) {
        ObjectNode source = require(exchange);
        if (on && !source.path("status").asText().equals("running")) {
            source.put("start_time", workspace.now().getEpochSecond());
        }
        source.put("status", on ? "running" : "stopped");
        return Answer.empty(204);
    }

    private synchronized Answer delete(Exchange exchange) {
        require(exchange);
        sources.remove(exchange.path("id"));
        return Answer.empty(204);
    }

    private Answer stats(Exchange exchange) {
        require(exchange);
        ObjectNode stats = Json.object().put("success_count", 0).put("failure_count", 0);
        stats.putArray("errors");
        stats.putArray("throughput");
        return Answer.ok(stats);
    }

    private static Answer preview(Exchange exchange) {
        ObjectNode request = exchange.body();
        String type = request.path("type").asText();
        requireType(type);
        ArrayNode events = Json.array();
        if (type.equals("stream_generator")) {
            int size = Math.min(100, Math.max(1, request.path("size").asInt(3)));
            String template = Json.text(request.path("properties"), "template", "iot");
            for (int number = 0; number < size; number++) {
                events.add(event(template, number));
            }
        }
        return Answer.ok(events);
    }

    private static ObjectNode event(String template, int number) {
        return switch (template) {
            case "iot" ->
                Json.object()
                        .put("device", "device_" + number % 5)
                        .put("temperature", 20 + number % 10)
                        .put("number", number);
            case "user_logins" ->
                Json.object().put("user", "user_" + number).put("city", "Oslo").put("success", number % 7 != 0);
            case "devops" ->
                Json.object()
                        .put("hostname", "host_" + number % 3)
                        .put("usage_user", number % 100)
                        .put("usage_system", number % 50);
            default -> throw TimeplusErrors.invalid("unknown template '" + template + "'");
        };
    }
}
