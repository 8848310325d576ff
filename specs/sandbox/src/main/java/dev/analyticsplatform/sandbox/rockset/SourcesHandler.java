package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.ErrorText;
import dev.analyticsplatform.sandbox.store.Resource;
import dev.analyticsplatform.sandbox.store.ResourceHooks;
import dev.analyticsplatform.sandbox.store.ResourceKind;
import dev.analyticsplatform.sandbox.store.ResourceStore;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Tag Sources. A new one is {@code INITIALIZING} for 10 s, then {@code WATCHING}; it brings no data. Suspended, it
 * resumes by itself after an hour, or after the time that was asked for.
 */
final class SourcesHandler implements ResourceHooks {
    private static final Duration INITIALIZING = Duration.ofSeconds(10);
    private static final Duration SUSPENDED = Duration.ofHours(1);

    private final Org org;

    SourcesHandler(Org org, Handlers handlers) {
        this.org = org;
        ResourceKind kind = ResourceKind.named("Source")
                .scope("workspace", "collection")
                .id("id", "source")
                .within(org.collections)
                .create("createSource")
                .read("getSource")
                .list("listCollectionSources")
                .update("updateSource")
                .mergesDeeply()
                .delete("deleteSource")
                .template("""
                        {"id":null,"integration_name":null,"s3":null,"kinesis":null,"gcs":null,
                         "azure_blob_storage":null,"azure_service_bus":null,"azure_event_hubs":null,"dynamodb":null,
                         "file_upload":null,"kafka":null,"mongodb":null,"snowflake":null,"system":null,"snapshot":null,
                         "write_api":null,"format_params":null,"ingest_transformation":null,"suspended_at":null,
                         "resume_at":null,"status":null}""")
                .notFound(new ErrorText(
                        404, "NOTFOUND", "Source '{id}' of collection '{workspace}.{collection}' not found"))
                .hooks(this);
        org.sources = new ResourceStore(kind, org.setup).serve(handlers);
        handlers.on("suspendSource", this::suspend).on("resumeSource", this::resume);
    }

    static void check(Org org, JsonNode source) {
        JsonNode integration = source.path("integration_name");
        if (integration.isTextual()) {
            org.integrations.stored(List.of(integration.textValue()));
        }
    }

    static void add(Org org, List<String> collection, ObjectNode source) {
        String id = Names.uuid();
        List<String> key = new ArrayList<>(collection);
        key.add(id);
        org.sources.add(org.owner(), key, source.put("id", id));
    }

    @Override
    public void beforeCreate(Exchange exchange, ObjectNode made) {
        check(org, made);
        made.put("id", Names.uuid());
        made.putNull("suspended_at").putNull("resume_at").putNull("status");
    }

    private Answer suspend(Exchange exchange) {
        List<String> key = org.sources.key(exchange);
        String asked = Json.text(exchange.body(), "resume_after_duration", "");
        Duration duration = asked.isEmpty() ? SUSPENDED : Durations.parse(asked);
        Instant now = org.setup.now().truncatedTo(ChronoUnit.SECONDS);
        org.sources.stored(key);
        org.sources.change(
                key,
                source -> source.put("suspended_at", now.toString())
                        .put("resume_at", now.plus(duration).toString()));
        return org.sources.enveloped(exchange, org.sources.require(key));
    }

    private Answer resume(Exchange exchange) {
        List<String> key = org.sources.key(exchange);
        org.sources.stored(key);
        org.sources.change(key, source -> source.putNull("suspended_at").putNull("resume_at"));
        return org.sources.enveloped(exchange, org.sources.require(key));
    }

    @Override
    public void view(Resource source) {
        ObjectNode members = source.members();
        Instant now = org.setup.now();
        boolean suspended = members.path("resume_at").isTextual()
                && now.isBefore(Instant.parse(members.path("resume_at").textValue()));
        if (!suspended) {
            members.putNull("suspended_at").putNull("resume_at");
        }
        boolean young = Duration.between(source.since(), now).compareTo(org.setup.scaled(INITIALIZING)) < 0;
        members.putObject("status")
                .put("state", suspended ? "SUSPENDED" : young ? "INITIALIZING" : "WATCHING")
                .putNull("message")
                .putNull("last_processed_at")
                .putNull("last_processed_item")
                .put("total_processed_items", 0)
                .put("detected_size_bytes", 0);
    }
}
