package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Roles, who has them, what they may do, and the state of the account, of tag IAM. All of it is kept and told; none of
 * it keeps a caller from anything.
 */
final class RolesHandler {
    private record Assignment(long user, String role) {}

    private record Permission(String role, String resource, String kind, String action) {}

    private final Roles roles;
    private final Set<Assignment> assignments = new LinkedHashSet<>();
    private final Map<Permission, Boolean> permissions = new LinkedHashMap<>();

    RolesHandler(Roles roles, Handlers handlers) {
        this.roles = roles;
        assignments.add(new Assignment(Tenant.ACCOUNT, Roles.ACCOUNT_ADMIN));
        handlers.on("listRoles", this::list)
                .on("listAssignments", this::assignments)
                .on("assignRole", this::assign)
                .on("unassignRole", this::unassign)
                .on("grantPermission", this::grant)
                .on("revokePermission", this::revoke)
                .on("listPermissions", this::permissions)
                .on("getAccountStatus", RolesHandler::status);
    }

    private Answer list(Exchange exchange) {
        ObjectNode body = Replies.success(Json.object());
        ArrayNode list = body.putObject("data").putArray("roles");
        roles.names().forEach(name -> list.addObject().put("name", name));
        body.putObject("meta").put("total", list.size());
        return Answer.ok(body);
    }

    private void requireRole(String role) {
        if (!roles.exists(role)) {
            throw ByteHouseErrors.notFound("The role " + role + " does not exist in the account.");
        }
    }

    private Assignment assignment(Exchange exchange) {
        ObjectNode body = exchange.body();
        if (!body.hasNonNull("UserID") || !body.hasNonNull("RoleName")) {
            throw ByteHouseErrors.invalid("UserID and RoleName are needed");
        }
        Assignment assignment = new Assignment(
                body.path("UserID").asLong(), body.path("RoleName").asText());
        requireRole(assignment.role());
        return assignment;
    }

    private static ObjectNode json(Assignment assignment) {
        return Json.object().put("UserID", assignment.user()).put("RoleName", assignment.role());
    }

    private Answer assignments(Exchange exchange) {
        List<Assignment> all;
        synchronized (assignments) {
            all = new ArrayList<>(assignments);
        }
        ObjectNode data = Json.object();
        ArrayNode list = data.putArray("assignments");
        String user = exchange.query("UserID").orElse("");
        all.stream()
                .filter(each -> roles.exists(each.role()))
                .filter(each -> user.isEmpty() || user.equals(String.valueOf(each.user())))
                .forEach(each -> list.add(json(each)));
        return Replies.reported(data);
    }

    private Answer assign(Exchange exchange) {
        Assignment wanted = assignment(exchange);
        synchronized (assignments) {
            assignments.add(wanted);
        }
        return Replies.reported(json(wanted));
    }

    private Answer unassign(Exchange exchange) {
        Assignment gone = assignment(exchange);
        synchronized (assignments) {
            if (!assignments.remove(gone)) {
                throw ByteHouseErrors.notFound(
                        "The user " + gone.user() + " does not have the role " + gone.role() + ".");
            }
        }
        return Replies.reported(json(gone));
    }

    private Permission permission(Exchange exchange) {
        ObjectNode body = exchange.body();
        List<String> values = new ArrayList<>();
        for (String member : List.of("RoleName", "ByteHouseResourceID", "SecureObjectTypeName", "ActionName")) {
            if (!body.hasNonNull(member)) {
                throw ByteHouseErrors.invalid(member + " is needed");
            }
            values.add(body.path(member).asText());
        }
        requireRole(values.get(0));
        return new Permission(values.get(0), values.get(1), values.get(2), values.get(3));
    }

    private Answer grant(Exchange exchange) {
        Permission permission = permission(exchange);
        boolean option = exchange.body().path("GrantOption").asBoolean();
        synchronized (permissions) {
            permissions.put(permission, option);
        }
        return Replies.reported(Json.object()
                .put("RoleName", permission.role())
                .put("ByteHouseResourceID", permission.resource())
                .put("SecureObjectTypeName", permission.kind())
                .put("ActionName", permission.action())
                .put("GrantOption", option));
    }

    private Answer revoke(Exchange exchange) {
        Permission permission = permission(exchange);
        synchronized (permissions) {
            if (permissions.remove(permission) == null) {
                throw ByteHouseErrors.notFound("The role " + permission.role() + " does not have the permission "
                        + permission.action() + " on " + permission.resource() + ".");
            }
        }
        return Replies.done();
    }

    private Answer permissions(Exchange exchange) {
        String role = exchange.query("RoleName").orElse("");
        requireRole(role);
        ObjectNode data = Json.object();
        ArrayNode list = data.putArray("permissions");
        synchronized (permissions) {
            permissions.forEach((each, option) -> {
                if (each.role().equals(role)
                        && each.resource()
                                .equals(exchange.query("ByteHouseResourceID").orElse(""))
                        && each.kind()
                                .equals(exchange.query("SecureObjectTypeName").orElse(""))) {
                    list.addObject().put("ActionName", each.action()).put("GrantOption", option);
                }
            });
        }
        return Replies.reported(data);
    }

    private static Answer status(Exchange exchange) {
        return Replies.reported(Json.object().put("accountID", Tenant.ACCOUNT).put("status", "ACTIVE"));
    }
}
