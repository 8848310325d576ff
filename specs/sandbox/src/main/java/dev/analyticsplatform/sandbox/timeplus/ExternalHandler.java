package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Tags External streams and External tables. They are kept and hold their names; the sandbox reaches no other system,
 * so there is nothing in them.
 */
final class ExternalHandler {
    private final Workspace workspace;

    ExternalHandler(Workspace workspace, Handlers handlers) {
        this.workspace = workspace;
        DatasetStats stats = new DatasetStats(workspace);
        serve(handlers, "ExternalStream", Dataset.Kind.EXTERNAL_STREAM);
        serve(handlers, "ExternalTable", Dataset.Kind.EXTERNAL_TABLE);
        handlers.on(
                        "getExternalStreamStats",
                        exchange -> Answer.ok(stats.of(
                                workspace.datasets.require(exchange.path("name"), Dataset.Kind.EXTERNAL_STREAM),
                                exchange)))
                .on("previewExternalStream", exchange -> {
                    type(exchange.body());
                    return Answer.ok(Json.array());
                });
    }

    private void serve(Handlers handlers, String noun, Dataset.Kind kind) {
        handlers.on("list" + noun + "s", exchange -> Answer.ok(workspace.datasets.list(kind)))
                .on("create" + noun, exchange -> create(exchange, kind))
                .on(
                        "get" + noun,
                        exchange -> Answer.ok(
                                workspace.datasets.shown(workspace.datasets.require(exchange.path("name"), kind))))
                .on("delete" + noun, exchange -> {
                    workspace.datasets.drop(workspace.datasets.require(exchange.path("name"), kind));
                    return Answer.empty(204);
                });
    }

    private Answer create(Exchange exchange, Dataset.Kind kind) {
        ObjectNode definition = exchange.body();
        String name = definition.path("name").asText();
        Datasets.checkName(name);
        type(definition);
        ObjectNode members = Json.object().put("name", name);
        members.put("description", Json.text(definition, "description", ""));
        members.set("settings", definition.get("settings").deepCopy());
        workspace.created(members, exchange.caller());
        List<StreamColumn> columns = new ArrayList<>();
        for (JsonNode each : definition.path("columns")) {
            columns.add(new StreamColumn(
                    each.path("name").asText(),
                    TypeName.parse(each.path("type").asText()),
                    Json.text(each, "default", ""),
                    Json.text(each, "codec", "")));
        }
        Dataset dataset = new Dataset(kind, members, columns, null, null);
        workspace.datasets.add(dataset);
        return Answer.of(201, workspace.datasets.shown(dataset));
    }

    /** The one setting without which the server does not know what lies outside. */
    private static void type(ObjectNode definition) {
        for (JsonNode setting : definition.path("settings")) {
            if (setting.path("key").asText().equals("type")) {
                return;
            }
        }
        throw TimeplusErrors.engine(36, "The setting 'type' is missing");
    }
}
