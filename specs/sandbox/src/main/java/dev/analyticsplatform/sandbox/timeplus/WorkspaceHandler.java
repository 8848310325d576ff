package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.Resource;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tags Workspace, Subscription, Metrics and Topology: the workspace as a whole. */
final class WorkspaceHandler {
    private final Workspace workspace;
    private final PlainResources plain;
    private final SinksHandler sinks;
    private final SourcesHandler sources;
    private final ObjectNode about;

    WorkspaceHandler(
            Workspace workspace, PlainResources plain, SinksHandler sinks, SourcesHandler sources, Handlers handlers) {
        this.workspace = workspace;
        this.plain = plain;
        this.sinks = sinks;
        this.sources = sources;
        Caller owner = new Caller(Workspace.OWNER, null);
        about = workspace.created(Json.object().put("id", "default").put("name", "default"), owner);
        about.set("settings", workspace.created(Json.object().put("enabled_user_tracking", true), owner));
        handlers.on("getWorkspace", exchange -> Answer.ok(about()))
                .on("updateWorkspace", this::update)
                .on("getSubscription", exchange -> Answer.ok(subscription()))
                .on("getGlobalMetrics", exchange -> Answer.ok(Json.object().put("storage", storage())))
                .on("getTopology", this::topology);
    }

    private synchronized ObjectNode about() {
        return about.deepCopy();
    }

    private synchronized Answer update(Exchange exchange) {
        JsonNode settings = exchange.body().path("settings");
        ObjectNode kept = about.withObject("/settings");
        if (settings.path("enabled_user_tracking").isBoolean()) {
            kept.set("enabled_user_tracking", settings.get("enabled_user_tracking"));
        }
        workspace.updated(kept, exchange.caller());
        workspace.updated(about, exchange.caller());
        return Answer.empty(204);
    }

    private long storage() {
        return workspace.datasets.all(Dataset.Kind.STREAM, Dataset.Kind.MATERIALIZED_VIEW).stream()
                .filter(Dataset::ownsRows)
                .mapToLong(dataset -> dataset.table().map(StreamTable::bytes).orElse(0L))
                .sum();
    }

    private ObjectNode subscription() {
        ObjectNode subscription = Json.object().put("subscription_plan", "Enterprise");
        subscription.putObject("customer").put("name", Workspace.OWNER).put("email", Workspace.OWNER);
        subscription
                .putObject("spec")
                .put("cpu", 4000)
                .put("memory", 16)
                .put("storage_size", 1L << 40)
                .put("invitations", plain.invitations.count(List.of()));
        return subscription;
    }

    private Answer topology(Exchange exchange) {
        ObjectNode graph = Json.object();
        ArrayNode nodes = graph.putArray("nodes");
        ArrayNode edges = graph.putArray("edges");
        ArrayNode dependencies = graph.putArray("dependencies");
        if (exchange.query("db").orElse("default").equals("default")) {
            for (Dataset dataset : workspace.datasets.all(Dataset.Kind.values())) {
                node(nodes, dataset.name(), dataset.name(), type(dataset), dataset.members());
                for (String read : read(dataset)) {
                    boolean view = dataset.kind() == Dataset.Kind.VIEW;
                    edge(view ? dependencies : edges, read, dataset.name());
                }
                String target = dataset.members().path("target_stream").asText();
                if (!target.isEmpty()) {
                    edge(edges, dataset.name(), target);
                }
            }
            connectors(nodes, edges);
        }
        if (exchange.query("extraResources").orElse("").contains("dashboard")) {
            for (Resource each : plain.dashboards.within(List.of())) {
                node(nodes, each.id(), each.members().path("name").asText(), "dashboard", each.members());
            }
        }
        return Answer.ok(graph);
    }

    private void connectors(ArrayNode nodes, ArrayNode edges) {
        for (JsonNode sink : sinks.list()) {
            node(nodes, sink.path("id").asText(), sink.path("name").asText(), "sink", sink);
            for (JsonNode column : sink.path("plan").path("required_columns")) {
                edge(edges, column.path("table").asText(), sink.path("id").asText());
            }
        }
        for (JsonNode source : sources.list()) {
            node(nodes, source.path("id").asText(), source.path("name").asText(), "source", source);
            edge(edges, source.path("id").asText(), source.path("stream").asText());
        }
    }

    /** Returns what a view reads; nothing once what it read is gone. */
    private Set<String> read(Dataset dataset) {
        if (dataset.pump().isPresent()) {
            return dataset.pump().get().plan().used().keySet();
        } else if (dataset.kind() != Dataset.Kind.VIEW) {
            return Set.of();
        }
        QueryNames names = new QueryNames(workspace.datasets::relationIfAny);
        new SqlRewriter(names, workspace.now(), true).rewrite(SqlToken.read(dataset.query()));
        return names.used.keySet();
    }

    private static String type(Dataset dataset) {
        return dataset.kind().name().toLowerCase(Locale.ROOT);
    }

    private static void node(ArrayNode nodes, String id, String name, String type, JsonNode members) {
        ObjectNode node = nodes.addObject().put("id", id).put("name", name).put("type", type);
        node.set("ownership", members.path("created_by").deepCopy());
        ObjectNode properties = node.putObject("properties");
        for (String property : List.of("mode", "materialized", "is_external", "status")) {
            if (members.has(property)) {
                properties.set(property, members.get(property));
            }
        }
    }

    private static void edge(ArrayNode edges, String from, String to) {
        ObjectNode edge = Json.object().put("source", from).put("target", to);
        for (JsonNode each : edges) {
            if (each.equals(edge)) {
                return;
            }
        }
        edges.add(edge);
    }
}
