package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.ErrorText;
import dev.analyticsplatform.sandbox.store.ResourceHooks;
import dev.analyticsplatform.sandbox.store.ResourceKind;
import dev.analyticsplatform.sandbox.store.ResourceStore;
import dev.analyticsplatform.sandbox.store.Stamp;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;

/** Tag Custom Roles. Roles are kept; nothing is allowed or forbidden by them. */
final class RolesHandler implements ResourceHooks {
    RolesHandler(Org org, Handlers handlers) {
        ResourceKind kind = ResourceKind.named("Role")
                .id("role_name", "roleName")
                .create("createRole")
                .read("getRole")
                .list("listRoles")
                .update("updateRole")
                .delete("deleteRole")
                .template("""
                        {"role_name":null,"description":null,"owner_email":null,"created_by":null,
                         "created_at":null,"privileges":[]}""")
                .stamp("owner_email", Stamp.USER)
                .stamp("created_by", Stamp.USER)
                .stamp("created_at", Stamp.NOW)
                .notFound(new ErrorText(
                        404, "NOTFOUND", "Role '{id}' not found", "{\"message_key\":\"ROLE_NOT_FOUND_NAME\"}"))
                .conflict(new ErrorText(409, "ALREADYEXISTS", "Role '{id}' already exists"))
                .hooks(this);
        new ResourceStore(kind, org.setup).serve(handlers);
    }

    @Override
    public void beforeCreate(Exchange exchange, ObjectNode made) {
        if (!made.path("role_name").isTextual()) {
            throw RocksetErrors.invalid("role_name is missing");
        }
        Names.check("role", made.path("role_name").textValue());
    }
}
