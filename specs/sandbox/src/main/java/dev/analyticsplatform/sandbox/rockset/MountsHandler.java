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
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The mounts of collections on virtual instances: {@code CREATING} for 10 s, then {@code ACTIVE}, and suspended with
 * their instance. One that does not exist is a 400 here, not a 404.
 */
final class MountsHandler implements ResourceHooks {
    private static final Duration CREATING = Duration.ofSeconds(10);

    private final Org org;

    MountsHandler(Org org, Handlers handlers) {
        this.org = org;
        ResourceKind kind = ResourceKind.named("Mount")
                .scope("virtualInstanceId")
                .scopeFrom(exchange -> List.of(Names.idOf(exchange.path("virtualInstanceId"))))
                .id("collection_path", "collectionPath")
                .within(org.virtualInstances)
                .read("getCollectionMount")
                .list("listCollectionMounts")
                .delete("unmountCollection")
                .template("""
                        {"id":null,"rrn":null,"collection_path":null,"virtual_instance_id":null,
                         "virtual_instance_rrn":null,"state":"CREATING","created_at":null,
                         "last_refresh_time_millis":null,"snapshot_expiration_time_millis":null,
                         "stats":{"last_queried_ms":null}}""")
                .stamp("created_at", Stamp.NOW)
                .life("state", Timeline.in("CREATING").then(org.setup.scaled(CREATING), "ACTIVE"))
                .deletedState("DELETING")
                .notFound(new ErrorText(
                        400,
                        "INVALIDINPUT",
                        "Collection '{id}' is not mounted on virtual instance '{virtualInstanceId}'"))
                .conflict(new ErrorText(
                        409,
                        "ALREADYEXISTS",
                        "Collection '{id}' is already mounted on virtual instance '{virtualInstanceId}'"))
                .hooks(this);
        org.mounts = new ResourceStore(kind, org.setup).serve(handlers);
        handlers.on("mountCollection", this::mount);
    }

    private Answer mount(Exchange exchange) {
        Resource instance = org.virtualInstances.requireLive(List.of(Names.idOf(exchange.path("virtualInstanceId"))));
        List<String> paths = new ArrayList<>();
        for (JsonNode path : exchange.body().path("collection_paths")) {
            List<String> collection = Names.path(path.asText());
            org.collections.stored(collection);
            paths.add(String.join(".", collection));
        }
        if (paths.isEmpty()) {
            throw RocksetErrors.invalid("collection_paths names no collection");
        }
        ArrayNode data = Json.array();
        for (String path : paths) {
            String id = Names.uuid();
            ObjectNode members = Json.object()
                    .put("id", id)
                    .put("rrn", Names.rrn("mount", id))
                    .put("collection_path", path)
                    .put("virtual_instance_id", instance.id())
                    .put("virtual_instance_rrn", Names.rrn("vi", instance.id()));
            List<String> key = List.of(instance.id(), path);
            org.mounts.add(exchange.caller(), key, members);
            data.add(org.mounts.require(key).members());
        }
        return Answer.ok(Json.object().set("data", data));
    }

    @Override
    public void view(Resource mount) {
        org.virtualInstances.find(List.of(mount.key().get(0))).ifPresent(instance -> {
            String state = instance.members().path("state").asText();
            if (state.startsWith("SUSPEND")) {
                mount.members().put("state", state);
            }
        });
        if (mount.members().path("state").asText().equals("ACTIVE")) {
            mount.members()
                    .put(
                            "last_refresh_time_millis",
                            mount.since().plus(org.setup.scaled(CREATING)).toEpochMilli());
        }
    }
}
