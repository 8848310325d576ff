package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Tag Alerts. The queries of a running alert are run on what comes: a row of the first makes it fire, a row of the
 * second, or a call, makes it ready to fire again. Its action is not taken.
 */
final class AlertsHandler {
    private static final class Alert {
        final ObjectNode members;
        final List<Pump> pumps = new ArrayList<>();
        boolean fired;

        Alert(ObjectNode members) {
            this.members = members;
        }
    }

    private final Workspace workspace;
    private final Map<String, Alert> alerts = new LinkedHashMap<>();

    AlertsHandler(Workspace workspace, Handlers handlers) {
        this.workspace = workspace;
        handlers.on("listAlerts", exchange -> Answer.ok(list()))
                .on("createAlert", this::create)
                .on("getAlert", exchange -> Answer.ok(shown(require(exchange))))
                .on("updateAlert", this::update)
                .on("deleteAlert", this::delete)
                .on("resolveAlert", exchange -> {
                    turn(require(exchange), false);
                    return Answer.empty(204);
                })
                .on("startAlert", exchange -> {
                    start(require(exchange));
                    return Answer.empty(204);
                })
                .on("stopAlert", exchange -> {
                    stop(require(exchange));
                    return Answer.empty(204);
                });
    }

    private synchronized ArrayNode list() {
        ArrayNode list = Json.array();
        alerts.values().forEach(alert -> list.add(shown(alert)));
        return list;
    }

    private synchronized ObjectNode shown(Alert alert) {
        synchronized (alert) {
            return alert.members.deepCopy().put("status", alert.pumps.isEmpty() ? "stopped" : "running");
        }
    }

    private synchronized Alert require(Exchange exchange) {
        Alert alert = alerts.get(exchange.path("id"));
        if (alert == null) {
            throw TimeplusErrors.notFound();
        }
        return alert;
    }

    private synchronized Answer create(Exchange exchange) {
        ObjectNode members = Json.object().put("id", UUID.randomUUID().toString());
        describe(members, exchange.body(), exchange.caller());
        workspace.created(members, exchange.caller());
        ObjectNode incident = members.putObject("instance");
        incident.put("id", UUID.randomUUID().toString()).put("status", "resolved");
        incident.putArray("timeline");
        Alert alert = new Alert(members);
        start(alert);
        alerts.put(members.path("id").asText(), alert);
        return Answer.of(201, shown(alert));
    }

    private void describe(ObjectNode members, ObjectNode request, Caller caller) {
        for (String name : List.of("name", "action", "description", "trigger_sql", "resolve_sql")) {
            members.put(name, Json.text(request, name, ""));
        }
        members.put("severity", request.path("severity").asLong());
        members.put("message", "");
        members.set("properties", request.path("properties").isObject() ? request.get("properties") : Json.object());
        members.set("trigger_query", query(members.path("trigger_sql").asText(), caller));
        String resolve = members.path("resolve_sql").asText();
        members.set("resolve_query", resolve.isEmpty() ? Json.MAPPER.nullNode() : query(resolve, caller));
    }

    private ObjectNode query(String sql, Caller caller) {
        return new QueryRun(workspace, Json.object(), workspace.planner.plan(sql), caller).json();
    }

    private synchronized Answer update(Exchange exchange) {
        Alert alert = require(exchange);
        ObjectNode changed = Json.object();
        describe(changed, exchange.body(), exchange.caller());
        workspace.updated(changed, exchange.caller());
        synchronized (alert) {
            alert.members.setAll(changed);
        }
        if (!alert.pumps.isEmpty()) {
            stop(alert);
            start(alert);
        }
        return Answer.ok(shown(alert));
    }

    private synchronized Answer delete(Exchange exchange) {
        stop(require(exchange));
        alerts.remove(exchange.path("id"));
        return Answer.empty(204);
    }

    private synchronized void start(Alert alert) {
        if (alert.pumps.isEmpty()) {
            watch(alert, alert.members.path("trigger_sql").asText(), true);
            String resolve = alert.members.path("resolve_sql").asText();
            if (!resolve.isEmpty()) {
                watch(alert, resolve, false);
            }
        }
    }

    private void watch(Alert alert, String sql, boolean fires) {
        alert.pumps.add(workspace.start(new Pump(workspace.planner.plan(sql), (plan, from, to) -> {
            boolean any;
            try (Cursor cursor = workspace.engine.query(plan.sql(), plan.between(from, to))) {
                any = cursor.next();
            }
            if (any) {
                turn(alert, fires);
            }
        })));
    }

    private synchronized void stop(Alert alert) {
        alert.pumps.forEach(Pump::close);
        alert.pumps.clear();
    }

    private void turn(Alert alert, boolean fires) {
        synchronized (alert) {
            if (alert.fired == fires) {
                return;
            }
            alert.fired = fires;
            String type = fires ? "triggered" : "resolved";
            ObjectNode incident = alert.members.withObject("/instance");
            incident.put("status", type);
            incident.withArray("timeline")
                    .addObject()
                    .put("timestamp", workspace.now().getEpochSecond())
                    .put("type", type);
        }
    }
}
