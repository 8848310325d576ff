package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.DocumentStore;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tag Documents. The answer is 200 with one status for each document, in order: what is wrong with one document is told
 * in its status and stops no other one.
 */
final class DocumentsHandler {
    static final long LARGEST_REQUEST = 10L << 20;
    static final int MOST_DOCUMENTS = 20_000;

    private final Org org;

    DocumentsHandler(Org org, Handlers handlers) {
        this.org = org;
        handlers.on("addDocuments", this::add).on("patchDocuments", this::patch).on("deleteDocuments", this::delete);
    }

    private Answer add(Exchange exchange) {
        List<String> collection = writable(exchange);
        DocumentBatch batch = new DocumentBatch(org, collection);
        ArrayNode statuses = batch.write(exchange.body().path("data"));
        return answer(collection, statuses, batch.inserted(), batch.overwritten());
    }

    private Answer patch(Exchange exchange) {
        List<String> collection = writable(exchange);
        DocumentStore documents = org.documents(collection);
        ArrayNode statuses = Json.array();
        for (JsonNode entry : exchange.body().path("data")) {
            ObjectNode status;
            try {
                patch(documents, entry.path("_id").asText(), entry.path("patch"));
                status = status(collection, entry.get("_id"), "PATCHED", null);
            } catch (PatchFailure e) {
                status = status(collection, entry.get("_id"), "ERROR", e.text());
            }
            status.put("patch_id", Names.uuid());
            statuses.add(status);
        }
        return answer(collection, statuses, 0, 0);
    }

    private static void patch(DocumentStore documents, String id, JsonNode operations) throws PatchFailure {
        // Reading, patching and writing back is one step, or one of two patches at once could be lost.
        synchronized (documents) {
            ObjectNode document =
                    documents.get(id).orElseThrow(() -> new PatchFailure("There is no document with _id '" + id + "'"));
            documents.put(id, JsonPatch.apply(document, operations));
        }
    }

    /** A document that is not there is deleted as well as one that is. */
    private Answer delete(Exchange exchange) {
        List<String> collection = writable(exchange);
        DocumentStore documents = org.documents(collection);
        ArrayNode statuses = Json.array();
        List<String> ids = new ArrayList<>();
        exchange.body().path("data").forEach(entry -> ids.add(entry.path("_id").asText()));
        documents.deleteAll(ids);
        for (JsonNode entry : exchange.body().path("data")) {
            statuses.add(status(collection, entry.get("_id"), "DELETED", null));
        }
        return answer(collection, statuses, 0, 0);
    }

    private List<String> writable(Exchange exchange) {
        List<String> path = List.of(exchange.path("workspace"), exchange.path("collection"));
        if (org.aliases.isLive(path) || org.views.isLive(path)) {
            throw RocksetErrors.invalid("'" + String.join(".", path)
                    + "' is an alias or a view, and these cannot be written to; write to the collection");
        }
        org.workspaces.stored(path.subList(0, 1));
        org.collections.stored(path);
        if (exchange.size() > LARGEST_REQUEST) {
            throw new Refusal(
                    413,
                    "CONTENTTOOLARGE",
                    "The request has " + exchange.size() + " bytes; the limit is " + LARGEST_REQUEST);
        }
        int count = exchange.body().path("data").size();
        if (count > MOST_DOCUMENTS) {
            throw RocksetErrors.invalid("The request has " + count + " documents; the limit is " + MOST_DOCUMENTS);
        }
        return path;
    }

    private Answer answer(List<String> collection, ArrayNode statuses, long inserted, long overwritten) {
        ObjectNode answer = Json.object();
        answer.set("data", statuses);
        answer.put("last_offset", org.writes(collection).commit(org.setup.now(), inserted, overwritten));
        return Answer.ok(answer);
    }

    static ObjectNode status(List<String> collection, @Nullable JsonNode id, String status, @Nullable String error) {
        ObjectNode answer = Json.object();
        answer.put("_collection", String.join(".", collection));
        answer.put("_id", id != null && id.isTextual() ? id.textValue() : null);
        answer.putNull("patch_id");
        answer.put("status", status);
        answer.set("error", error == null ? null : RocksetErrors.body(RocksetErrors.invalid(error)));
        return answer;
    }
}
