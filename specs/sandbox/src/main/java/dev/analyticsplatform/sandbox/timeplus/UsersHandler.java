package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tag Users: those of a self-hosted installation. Roles are kept; nothing is allowed or forbidden by them. */
final class UsersHandler {
    /** The user whose passwords are the keys of the sandbox, until somebody gives this one another password. */
    static final String ADMIN = "admin";

    private static final List<String> ROLES = List.of("admin", "read_only");

    private record User(String role, String password) {}

    private final Map<String, User> users = new LinkedHashMap<>();

    UsersHandler(Workspace workspace, Handlers handlers) {
        users.put(ADMIN, new User("admin", ""));
        handlers.on("listRoles", exchange -> Answer.ok(roles()))
                .on("listUsers", exchange -> Answer.ok(list()))
                .on("getUser", exchange -> Answer.ok(shown(exchange.path("name"), require(exchange))))
                .on("createUser", this::create)
                .on("updateUser", this::update)
                .on("deleteUser", this::delete);
    }

    synchronized boolean knows(String name, String password) {
        User user = users.get(name);
        return user != null && !user.password().isEmpty() && Access.same(user.password(), password);
    }

    private static ArrayNode roles() {
        ArrayNode roles = Json.array();
        ROLES.forEach(roles::add);
        return roles;
    }

    private synchronized ArrayNode list() {
        ArrayNode list = Json.array();
        users.forEach((name, user) -> list.add(shown(name, user)));
        return list;
    }

    private static ObjectNode shown(String name, User user) {
        return Json.object().put("username", name).put("role", user.role());
    }

    private synchronized User require(Exchange exchange) {
        User user = users.get(exchange.path("name"));
        if (user == null) {
            throw TimeplusErrors.notFound();
        }
        return user;
    }

    private static String role(Exchange exchange, String standard) {
        String role = Json.text(exchange.body(), "role", standard);
        if (!ROLES.contains(role)) {
            throw TimeplusErrors.invalid("unknown role '" + role + "'");
        }
        return role;
    }

    private synchronized Answer create(Exchange exchange) {
        String name = exchange.body().path("username").asText();
        String password = exchange.body().path("password").asText();
        if (name.isBlank() || name.contains(":") || password.isEmpty()) {
            throw TimeplusErrors.invalid("username and password are required; a username has no colon");
        }
        if (users.containsKey(name)) {
            throw TimeplusErrors.invalid("user '" + name + "' exists");
        }
        users.put(name, new User(role(exchange, "read_only"), password));
        return Answer.empty(201);
    }

    private synchronized Answer update(Exchange exchange) {
        User user = require(exchange);
        String password = Json.text(exchange.body(), "password", user.password());
        users.put(exchange.path("name"), new User(role(exchange, user.role()), password));
        return Answer.empty(200);
    }

    private synchronized Answer delete(Exchange exchange) {
        require(exchange);
        if (exchange.path("name").equals(ADMIN)) {
            throw new Refusal(500, "", "user '" + ADMIN + "' cannot be deleted");
        }
        users.remove(exchange.path("name"));
        return Answer.empty(204);
    }
}
