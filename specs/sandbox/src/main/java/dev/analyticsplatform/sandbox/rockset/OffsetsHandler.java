package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.List;

/** Whether writes can be seen yet, on a collection and on its mount: here a write can be seen once it is answered. */
final class OffsetsHandler {
    private final Org org;

    OffsetsHandler(Org org, Handlers handlers) {
        this.org = org;
        handlers.on("getCollectionOffsets", exchange -> ofCollection(org.collections.key(exchange), exchange))
                .on("getMountOffsets", this::ofMount);
    }

    private Answer ofMount(Exchange exchange) {
        org.mounts.stored(org.mounts.key(exchange));
        return ofCollection(Names.path(exchange.path("collectionPath")), exchange);
    }

    private Answer ofCollection(List<String> collection, Exchange exchange) {
        org.collections.stored(collection);
        WriteLog writes = org.writes(collection);
        boolean passed = true;
        String fence = writes.offset();
        for (JsonNode name : exchange.body().path("name")) {
            String offset = name.asText();
            passed &= writes.covers(offset)
                    .orElseThrow(() -> RocksetErrors.invalid("'" + offset + "' is no offset of a collection"));
            fence = offset;
        }
        ObjectNode answer = Json.object();
        answer.putObject("data").put("passed", passed).put("fence", fence);
        answer.putObject("offsets").put("commit", writes.offset());
        return Answer.ok(answer);
    }
}
