package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.store.ErrorText;
import dev.analyticsplatform.sandbox.store.Resource;
import dev.analyticsplatform.sandbox.store.ResourceHooks;
import dev.analyticsplatform.sandbox.store.ResourceKind;
import dev.analyticsplatform.sandbox.store.ResourceStore;
import dev.analyticsplatform.sandbox.store.Stamp;
import dev.analyticsplatform.sandbox.store.Timeline;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import java.time.Duration;
import java.util.List;

/** Tag Views. {@code SYNCING} for 10 s after it was made and after each change; it can be queried at once. */
final class ViewsHandler implements ResourceHooks {
    private static final Duration SYNCING = Duration.ofSeconds(10);

    private final Org org;
    private final Timeline syncing;

    ViewsHandler(Org org, Handlers handlers) {
        this.org = org;
        syncing = Timeline.in("SYNCING").then(org.setup.scaled(SYNCING), "CREATED");
        ResourceKind kind = ResourceKind.named("View")
                .scope("workspace")
                .id("name", "view")
                .within(org.workspaces)
                .create("createView")
                .read("getView")
                .list("listViews")
                .list("workspaceViews")
                .update("updateView")
                .delete("deleteView")
                .rename("query", "query_sql")
                .template("""
                        {"path":null,"name":null,"description":null,"workspace":"","creator_email":null,
                         "owner_email":null,"created_by_apikey_name":null,"query_sql":null,"entities":[],
                         "state":"SYNCING","created_at":null,"modified_at":null}""")
                .stamp("creator_email", Stamp.USER)
                .stamp("owner_email", Stamp.USER)
                .stamp("created_by_apikey_name", Stamp.CREDENTIAL)
                .stamp("created_at", Stamp.NOW)
                .stampEachTime("modified_at", Stamp.NOW)
                .life("state", syncing)
                .notFound(new ErrorText(404, "NOTFOUND", "View '{workspace}.{id}' not found"))
                .conflict(new ErrorText(409, "ALREADYEXISTS", "View '{workspace}.{id}' already exists"))
                .hooks(this);
        org.views = new ResourceStore(kind, org.setup).serve(handlers);
    }

    @Override
    public void beforeCreate(Exchange exchange, ObjectNode made) {
        String workspace = exchange.path("workspace");
        String name = made.path("name").asText();
        Names.check("view", name);
        org.requireFree(List.of(workspace, name));
        made.put("path", workspace + "." + name);
        define(workspace, name, made, false);
    }

    @Override
    public void beforeUpdate(Exchange exchange, Resource before, ObjectNode after) {
        define(before.key().get(0), before.id(), after, true);
    }

    private void define(String workspace, String name, ObjectNode members, boolean again) {
        String sql = members.path("query_sql").asText();
        try {
            org.sql.validate(sql);
            if (again) {
                org.sql.dropView(workspace, name);
            }
            org.sql.createView(workspace, name, sql);
            ArrayNode entities = members.putArray("entities");
            org.sql.referencedTables(sql).forEach(entities::add);
        } catch (SqlFailure e) {
            throw SqlErrors.refusal(e, null);
        }
    }

    @Override
    public void afterUpdate(Exchange exchange, Resource changed) {
        org.views.enter(changed.key(), syncing);
    }

    @Override
    public void afterDelete(Exchange exchange, Resource view) {
        org.sql.dropView(view.key().get(0), view.id());
    }
}
