package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.analyticsplatform.sandbox.store.ErrorText;
import dev.analyticsplatform.sandbox.store.ResourceHooks;
import dev.analyticsplatform.sandbox.store.ResourceKind;
import dev.analyticsplatform.sandbox.store.ResourceStore;
import dev.analyticsplatform.sandbox.store.Stamp;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import java.util.UUID;

/** Tags Dashboards, Saved queries, Schemas, UDFs and Invitations: what is only kept. */
final class PlainResources {
    private static final Stamp TIME = (caller, now) -> TextNode.valueOf(Workspace.stamp(now));
    private static final Stamp OWNER = (caller, now) -> Workspace.owner(caller);

    /** Gives each new one an identifier, unless it has a name for one. */
    private static final ResourceHooks IDENTIFIED = new ResourceHooks() {
        @Override
        public void beforeCreate(Exchange exchange, ObjectNode made) {
            if (made.has("id")) {
                made.put("id", UUID.randomUUID().toString());
            }
            if (made.has("user_id")) {
                made.put("user_id", UUID.randomUUID().toString());
            }
        }
    };

    private final Workspace workspace;
    private final Handlers handlers;

    final ResourceStore dashboards;
    final ResourceStore invitations;

    PlainResources(Workspace workspace, Handlers handlers) {
        this.workspace = workspace;
        this.handlers = handlers;
        dashboards = store(kind("Dashboard", "Dashboards", "Dashboard", "id")
                .template("{\"id\":\"\",\"name\":\"\",\"description\":\"\",\"panels\":[]}")
                .replace("updateDashboard"));
        store(kind("SavedQuery", "SavedQueries", "SavedQuery", "id")
                .template("{\"id\":\"\",\"name\":\"\",\"description\":\"\",\"sql\":\"\",\"tags\":[]}")
                .replace("updateSavedQuery"));
        store(kind("Schema", "Schemas", "Schema", "name")
                .template("{\"name\":\"\",\"type\":\"Protobuf\",\"content\":\"\"}")
                .replace("updateSchema"));
        store(kind("Udf", "Udfs", "Udf", "name")
                .template("{\"name\":\"\",\"type\":\"\",\"description\":\"\",\"arguments\":[],\"return_type\":\"\","
                        + "\"is_aggregation\":false,\"source\":\"\",\"url\":\"\",\"auth_method\":\"none\"}")
                .replace("updateUdf"));
        // Nobody reads the mail, so an invitation stays pending.
        invitations = new ResourceStore(
                stamped("Invitation", "id")
                        .list("listInvitations")
                        .delete("deleteInvitation")
                        .answers(204, "deleteInvitation")
                        .bare("listInvitations", "createInvitation")
                        .create("createInvitation")
                        .template("{\"id\":\"\",\"email\":\"\",\"status\":\"pending\",\"user_id\":\"\"}"),
                workspace.setup);
        Handlers raw = new Handlers();
        invitations.serve(raw);
        raw.operationIds()
                .forEach(id -> handlers.on(id, exchange -> {
                    Answer answer = raw.of(id).orElseThrow().handle(exchange);
                    return id.equals("createInvitation") ? Answer.empty(201) : answer;
                }));
    }

    private static ResourceKind stamped(String noun, String id) {
        return ResourceKind.named(noun)
                .id(id, id)
                .stamp("created_at", TIME)
                .stamp("created_by", OWNER)
                .stampEachTime("last_updated_at", TIME)
                .stampEachTime("last_updated_by", OWNER)
                .notFound(new ErrorText(404, "", "not found"))
                .conflict(new ErrorText(400, "", noun + " '{id}' exists"))
                .hooks(IDENTIFIED);
    }

    private static ResourceKind kind(String one, String many, String noun, String id) {
        return stamped(noun, id)
                .create("create" + one)
                .read("get" + one)
                .list("list" + many)
                .delete("delete" + one)
                .bare("create" + one, "get" + one, "list" + many, "update" + one)
                .answers(201, "create" + one)
                .answers(204, "delete" + one);
    }

    private ResourceStore store(ResourceKind kind) {
        return new ResourceStore(kind, workspace.setup).serve(handlers);
    }
}
