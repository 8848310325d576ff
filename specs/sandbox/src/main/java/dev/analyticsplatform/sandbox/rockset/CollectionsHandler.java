package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.ErrorText;
import dev.analyticsplatform.sandbox.store.Resource;
import dev.analyticsplatform.sandbox.store.ResourceHooks;
import dev.analyticsplatform.sandbox.store.ResourceKind;
import dev.analyticsplatform.sandbox.store.ResourceStore;
import dev.analyticsplatform.sandbox.store.Stamp;
import dev.analyticsplatform.sandbox.store.Timeline;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.time.Duration;
import java.util.List;

/**
 * Tag Collections. A new one is {@code CREATED} for 15 s, then {@code READY}; a deleted one can be read for 25 s more.
 *
 * <p>It can be written and queried from the start. An ingest transformation is checked and applied to each document
 * that is added; retention, clustering and compression are kept without effect.
 */
final class CollectionsHandler implements ResourceHooks {
    private static final Duration UNTIL_READY = Duration.ofSeconds(15);
    private static final Duration UNTIL_GONE = Duration.ofSeconds(25);

    private final Org org;

    CollectionsHandler(Org org, Handlers handlers) {
        this.org = org;
        ResourceKind kind = ResourceKind.named("Collection")
                .scope("workspace")
                .id("name", "collection")
                .within(org.workspaces)
                .create("createCollection")
                .read("getCollection")
                .list("listCollections")
                .list("workspaceCollections")
                .update("updateCollection")
                .delete("deleteCollection")
                .ignore("sources", "source_download_soft_limit_bytes", "event_time_info")
                .template("""
                        {"created_at":null,"created_by":null,"created_by_apikey_name":null,"rrn":null,"name":null,
                         "description":null,"workspace":"","status":"CREATED","sources":[],"stats":null,
                         "retention_secs":null,"field_mappings":[],"field_mapping_query":null,"clustering_key":[],
                         "aliases":[],"field_schemas":null,"ingest_virtual_instance_id":null,"read_only":false,
                         "insert_only":false,"storage_compression_type":"LZ4","bulk_stats":null}""")
                .stamp("created_at", Stamp.NOW)
                .stamp("created_by", Stamp.USER)
                .stamp("created_by_apikey_name", Stamp.CREDENTIAL)
                .life("status", Timeline.in("CREATED").then(org.setup.scaled(UNTIL_READY), "READY"))
                .lingers(org.setup.scaled(UNTIL_GONE))
                .notFound(new ErrorText(
                        404,
                        "NOTFOUND",
                        "Collection '{workspace}.{id}' not found",
                        "{\"message_key\":\"COLLECTION_DOES_NOT_EXIST\"}"))
                .conflict(new ErrorText(409, "ALREADYEXISTS", "Collection '{workspace}.{id}' already exists"))
                .hooks(this);
        org.collections = new ResourceStore(kind, org.setup).serve(handlers);
    }

    @Override
    public void beforeCreate(Exchange exchange, ObjectNode made) {
        String name = made.path("name").asText();
        if (!made.path("name").isTextual()) {
            throw RocksetErrors.invalid("name is missing");
        }
        Names.check("collection", name);
        org.requireFree(List.of(exchange.path("workspace"), name));
        IngestTransformation.check(org, made);
        exchange.body().path("sources").forEach(source -> SourcesHandler.check(org, source));
        made.put("rrn", Names.rrn("collection", Names.uuid()));
    }

    @Override
    public void afterCreate(Exchange exchange, Resource made) {
        org.createDocuments(made.key());
        for (JsonNode source : exchange.body().path("sources")) {
            SourcesHandler.add(org, made.key(), (ObjectNode) source.deepCopy());
        }
    }

    @Override
    public void beforeUpdate(Exchange exchange, Resource before, ObjectNode after) {
        IngestTransformation.check(org, after);
    }

    @Override
    public void beforeDelete(Exchange exchange, Resource collection) {
        String path = String.join(".", collection.key());
        for (Resource view : org.views.within(List.of())) {
            if (contains(view.members().path("entities"), path)) {
                throw RocksetErrors.inUse("Collection '" + path + "' is used by view " + String.join(".", view.key()));
            }
        }
        for (Resource alias : Aliases.of(org, path)) {
            throw RocksetErrors.inUse("Collection '" + path + "' is used by alias " + String.join(".", alias.key()));
        }
    }

    private static boolean contains(JsonNode array, String text) {
        for (JsonNode element : array) {
            if (element.asText().equals(text)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void afterDelete(Exchange exchange, Resource collection) {
        List<String> key = collection.key();
        org.sources.within(key).forEach(source -> org.sources.remove(source.key()));
        org.dropDocuments(key);
    }

    @Override
    public void view(Resource collection) {
        ObjectNode members = collection.members();
        ObjectNode stats = Json.object();
        WriteLog writes = org.writes(collection.key());
        org.findDocuments(collection.key())
                .ifPresentOrElse(
                        documents -> writes.describe(stats, documents.count(), documents.bytes()),
                        () -> writes.describe(stats, 0, 0));
        members.set("stats", stats);
        ArrayNode sources = members.putArray("sources");
        org.sources.within(collection.key()).forEach(source -> sources.add(source.members()));
        ArrayNode aliases = members.putArray("aliases");
        Aliases.of(org, String.join(".", collection.key())).forEach(alias -> aliases.add(alias.members()));
    }
}
