package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.ErrorText;
import dev.analyticsplatform.sandbox.store.Resource;
import dev.analyticsplatform.sandbox.store.ResourceHooks;
import dev.analyticsplatform.sandbox.store.ResourceKind;
import dev.analyticsplatform.sandbox.store.ResourceStore;
import dev.analyticsplatform.sandbox.store.Stamp;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.List;

/** Tag Workspaces. {@code commons} is there from the start; a workspace goes only when it is empty. */
final class WorkspacesHandler implements ResourceHooks {
    private final Org org;

    WorkspacesHandler(Org org, Handlers handlers) {
        this.org = org;
        ResourceKind kind = ResourceKind.named("Workspace")
                .id("name", "workspace")
                .create("createWorkspace")
                .read("getWorkspace")
                .list("listWorkspaces")
                .delete("deleteWorkspace")
                .template("""
                        {"created_at":null,"created_by":null,"name":null,"description":null,"collection_count":0}""")
                .stamp("created_at", Stamp.NOW)
                .stamp("created_by", Stamp.USER)
                .notFound(new ErrorText(
                        404, "NOTFOUND", "Workspace '{id}' not found", "{\"message_key\":\"WORKSPACE_NOT_FOUND\"}"))
                .conflict(new ErrorText(409, "ALREADYEXISTS", "Workspace '{id}' already exists"))
                .hooks(this);
        org.workspaces = new ResourceStore(kind, org.setup).serve(handlers);
        org.workspaces.add(org.owner(), List.of(Names.COMMONS), Json.object().put("name", Names.COMMONS));
    }

    @Override
    public void beforeCreate(Exchange exchange, ObjectNode made) {
        Names.check("workspace", made.path("name").asText());
    }

    @Override
    public void afterCreate(Exchange exchange, Resource made) {
        org.sql.createSchema(made.id());
    }

    @Override
    public void beforeDelete(Exchange exchange, Resource workspace) {
        List<String> scope = workspace.key();
        boolean empty = org.collections.within(scope).isEmpty()
                && org.views.within(scope).isEmpty()
                && org.aliases.within(scope).isEmpty();
        if (!empty) {
            throw RocksetErrors.inUse("Workspace '" + workspace.id() + "' still has collections, views or aliases");
        }
        if (workspace.id().equals(Names.COMMONS)) {
            throw RocksetErrors.invalid("Workspace 'commons' cannot be deleted");
        }
    }

    @Override
    public void afterDelete(Exchange exchange, Resource workspace) {
        org.sql.dropSchema(workspace.id());
    }

    @Override
    public void view(Resource workspace) {
        workspace.members().put("collection_count", org.collections.count(workspace.key()));
    }
}
