package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import java.util.List;

/** Tag Streams, but for the rows. */
final class StreamsHandler {
    /** What a request may change of a stream or view. */
    private static final List<String> CHANGEABLE =
            List.of("description", "logstore_retention_bytes", "logstore_retention_ms", "ttl_expression");

    private final Workspace workspace;
    private final Streams streams;
    private final DatasetStats stats;

    StreamsHandler(Workspace workspace, Streams streams, Handlers handlers) {
        this.workspace = workspace;
        this.streams = streams;
        stats = new DatasetStats(workspace);
        handlers.on("listStreams", exchange -> Answer.ok(workspace.datasets.list(Dataset.Kind.STREAM)))
                .on("createStream", this::create)
                .on("getStream", exchange -> Answer.ok(workspace.datasets.shown(require(exchange))))
                .on("updateStream", this::update)
                .on("deleteStream", this::delete)
                .on("getStreamStats", exchange -> Answer.ok(stats.of(require(exchange), exchange)));
    }

    private Dataset require(Exchange exchange) {
        return workspace.datasets.require(exchange.path("name"), Dataset.Kind.STREAM);
    }

    private Answer create(Exchange exchange) {
        Dataset stream = streams.create(exchange.body(), exchange.caller());
        return Answer.of(201, workspace.datasets.shown(stream));
    }

    private Answer update(Exchange exchange) {
        Dataset stream = require(exchange);
        change(workspace, stream, exchange);
        return Answer.ok(workspace.datasets.shown(stream));
    }

    static void change(Workspace workspace, Dataset dataset, Exchange exchange) {
        ObjectNode change = exchange.body();
        workspace.datasets.change(dataset, members -> {
            CHANGEABLE.stream().filter(change::has).forEach(name -> members.set(name, change.get(name)));
            if (members.has("ttl")) {
                members.put("ttl", members.path("ttl_expression").asText());
            }
            workspace.updated(members, exchange.caller());
        });
    }

    private Answer delete(Exchange exchange) {
        workspace.datasets.drop(require(exchange));
        workspace.signal.raise();
        return Answer.empty(204);
    }
}
