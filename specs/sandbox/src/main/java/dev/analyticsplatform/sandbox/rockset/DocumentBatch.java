package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.analyticsplatform.sandbox.sql.Document;
import dev.analyticsplatform.sandbox.sql.DocumentStore;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The documents of one request: completed with {@code _id} and {@code _event_time} where they lack these, transformed,
 * and written; each gets its own status.
 */
final class DocumentBatch {
    private static final DateTimeFormatter EVENT_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int LONGEST_ID = 512;

    private final Org org;
    private final List<String> collection;
    private long inserted;
    private long overwritten;

    DocumentBatch(Org org, List<String> collection) {
        this.org = org;
        this.collection = collection;
    }

    /** Returns how many bytes were written. */
    long inserted() {
        return inserted;
    }

    /** Returns how many bytes of these took the place of others. */
    long overwritten() {
        return overwritten;
    }

    /** Writes documents and returns a status for each, in order. */
    ArrayNode write(JsonNode data) {
        IngestTransformation transformation = IngestTransformation.of(org, collection);
        List<ObjectNode> statuses = new ArrayList<>();
        List<ObjectNode> good = new ArrayList<>();
        for (JsonNode document : data) {
            try {
                ObjectNode complete = complete((ObjectNode) document);
                good.add(complete);
                statuses.add(DocumentsHandler.status(collection, complete.get("_id"), "ADDED", null));
            } catch (PatchFailure e) {
                statuses.add(DocumentsHandler.status(collection, document.get("_id"), "ERROR", e.text()));
            }
        }
        try {
            tell(store(transformation.apply(good)), statuses);
        } catch (SqlFailure e) {
            // One document spoils the batch: go through them one by one to tell which.
            for (ObjectNode document : good) {
                tell(storeAlone(transformation, document), statuses);
            }
        }
        return Json.array().addAll(statuses);
    }

    private ObjectNode complete(ObjectNode document) throws PatchFailure {
        JsonNode id = document.get("_id");
        if (id != null
                && (!id.isTextual()
                        || id.textValue().isEmpty()
                        || id.textValue().length() > LONGEST_ID)) {
            throw new PatchFailure("_id has to be a text of 1 to " + LONGEST_ID + " characters");
        }
        ObjectNode complete = Json.object();
        complete.set("_id", id == null ? new TextNode(Names.uuid()) : id);
        complete.setAll(RocksetValues.plain(document));
        return complete;
    }

    /** Stores documents and returns the outcome for each identity. */
    private Map<String, String> store(List<ObjectNode> documents) {
        List<Document> batch = new ArrayList<>();
        for (ObjectNode document : documents) {
            if (!document.path("_event_time").isTextual()) {
                document.put("_event_time", EVENT_TIME.format(org.setup.now()));
            }
            String id = document.path("_id").isTextual() ? document.path("_id").textValue() : Names.uuid();
            batch.add(new Document(id, document));
        }
        DocumentStore store = org.documents(collection);
        List<DocumentStore.Outcome> outcomes;
        synchronized (store) {
            outcomes = store.putAll(batch);
        }
        Map<String, String> byId = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            String outcome = outcomes.get(i).name();
            int size = batch.get(i).members().toString().getBytes(StandardCharsets.UTF_8).length;
            inserted += size;
            overwritten += outcome.equals("REPLACED") ? size : 0;
            byId.put(batch.get(i).id(), outcome);
        }
        return byId;
    }

    private Map<String, String> storeAlone(IngestTransformation transformation, ObjectNode document) {
        try {
            return store(transformation.apply(List.of(document)));
        } catch (SqlFailure e) {
            return Map.of(document.path("_id").asText(), "ERROR:" + e.getMessage());
        }
    }

    private void tell(Map<String, String> outcomes, List<ObjectNode> statuses) {
        for (ObjectNode status : statuses) {
            String outcome = outcomes.get(status.path("_id").asText());
            if (outcome != null && !status.path("status").asText().equals("ERROR")) {
                if (outcome.startsWith("ERROR:")) {
                    String message = outcome.substring("ERROR:".length());
                    status.put("status", "ERROR");
                    status.set("error", RocksetErrors.body(RocksetErrors.invalid(message)));
                } else {
                    status.put("status", outcome);
                }
            }
        }
    }
}
