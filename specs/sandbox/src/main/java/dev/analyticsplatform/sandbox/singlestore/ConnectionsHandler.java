package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.Timeline;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** Tag Private Connections, with Kai and the outbound allow list. They have states; nothing is connected. */
final class ConnectionsHandler {
    private static final String DELETED = "DELETED";
    private static final Duration CREATION = Duration.ofMinutes(5);
    private static final Duration DELETION = Duration.ofSeconds(30);

    /** A private connection. Guarded by the organization's lock. */
    private static final class Connection {
        final String id = UUID.randomUUID().toString();
        final ObjectNode settings;
        final Instant createdAt;
        final Instant activeAt;
        Life life;
        Instant updatedAt;

        Connection(ObjectNode settings, Life life) {
            this.settings = settings;
            this.life = life;
            createdAt = life.since();
            updatedAt = life.since();
            activeAt = life.settles();
        }

        boolean isDeleted() {
            return life.aim().equals(DELETED);
        }

        ObjectNode shown(Instant now) {
            ObjectNode shown = settings.deepCopy();
            String status = life.at(now);
            if (!now.isBefore(activeAt)) {
                shown.put("activeAt", Times.text(activeAt));
            }
            if (status.equals(DELETED)) {
                shown.put("deletedAt", Times.text(life.settles()));
            }
            return shown.put("createdAt", Times.text(createdAt))
                    .put("privateConnectionID", id)
                    .put("status", status)
                    .put("updatedAt", Times.text(updatedAt));
        }
    }

    private final Org org;
    private final Map<String, Connection> connections = new LinkedHashMap<>();

    ConnectionsHandler(Org org, Handlers handlers) {
        this.org = org;
        handlers.on("createPrivateConnection", this::create)
                .on("getPrivateConnection", this::get)
                .on("updatePrivateConnection", this::update)
                .on("deletePrivateConnection", this::delete)
                .on("listWorkspaceGroupPrivateConnections", this::listOfGroup)
                .on("listWorkspacePrivateConnections", this::listOfWorkspace)
                .on("getWorkspaceKaiInfo", this::kai)
                .on("getWorkspaceOutboundAllowList", this::outbound);
    }

    private Connection connection(Exchange exchange) {
        String id = exchange.path("connectionID");
        Connection connection = connections.get(id);
        if (connection == null) {
            throw new Refusal(404, "", "The private connection " + id + " was not found");
        }
        return connection;
    }

    private Connection live(Exchange exchange) {
        Connection connection = connection(exchange);
        if (connection.isDeleted()) {
            throw new Refusal(404, "", "The private connection " + connection.id + " is deleted");
        }
        return connection;
    }

    private static Answer reference(Connection connection) {
        return Answer.ok(Json.object().put("privateConnectionID", connection.id));
    }

    private Answer create(Exchange exchange) {
        ObjectNode body = exchange.body();
        synchronized (org) {
            ObjectNode settings = Json.object();
            Group group =
                    Org.named(() -> org.liveGroup(body.path("workspaceGroupID").asText()));
            settings.put("workspaceGroupID", group.id);
            if (body.hasNonNull("workspaceID")) {
                Workspace workspace = Org.named(
                        () -> org.liveWorkspace(body.path("workspaceID").asText()));
                if (workspace.group != group) {
                    throw new Refusal(400, "", "The workspace " + workspace.id + " is of another workspace group");
                }
                settings.put("workspaceID", workspace.id);
            }
            settings.put("allowList", Json.text(body, "allowList", ""));
            settings.put("type", Json.text(body, "type", "INBOUND"));
            settings.put("outboundAllowList", account(group));
            Connection connection =
                    new Connection(settings, Life.to(Life.ACTIVE, org.setup.scaled(CREATION), org.now()));
            settings.put("serviceName", Json.text(body, "serviceName", serviceName(connection.id)));
            connections.put(connection.id, connection);
            return reference(connection);
        }
    }

    private Answer get(Exchange exchange) {
        synchronized (org) {
            return Answer.ok(Fields.trim(exchange, connection(exchange).shown(org.now())));
        }
    }

    private Answer update(Exchange exchange) {
        synchronized (org) {
            Connection connection = live(exchange);
            if (exchange.body().hasNonNull("allowList")) {
                connection.settings.set("allowList", exchange.body().get("allowList"));
            }
            connection.updatedAt = org.now();
            return reference(connection);
        }
    }

    private Answer delete(Exchange exchange) {
        synchronized (org) {
            Connection connection = live(exchange);
            Instant now = org.now();
            Timeline ending = Timeline.in(connection.life.at(now)).then(org.setup.scaled(DELETION), DELETED);
            connection.life = new Life(ending, now);
            connection.updatedAt = now;
            return reference(connection);
        }
    }

    private Answer listOfGroup(Exchange exchange) {
        synchronized (org) {
            String group = org.group(exchange.path("workspaceGroupID")).id;
            return list(
                    exchange,
                    settings -> settings.path("workspaceGroupID").asText().equals(group));
        }
    }

    private Answer listOfWorkspace(Exchange exchange) {
        synchronized (org) {
            String workspace = org.workspace(exchange.path("workspaceID")).id;
            return list(
                    exchange, settings -> settings.path("workspaceID").asText().equals(workspace));
        }
    }

    private Answer list(Exchange exchange, Predicate<ObjectNode> wanted) {
        ArrayNode shown = Json.array();
        for (Connection connection : connections.values()) {
            if (wanted.test(connection.settings)) {
                shown.add(connection.shown(org.now()));
            }
        }
        return Answer.ok(Fields.trim(exchange, shown));
    }

    private Answer kai(Exchange exchange) {
        synchronized (org) {
            Workspace workspace = org.liveWorkspace(exchange.path("workspaceID"));
            if (!workspace.kai) {
                throw new Refusal(404, "", "The workspace " + workspace.id + " was created without Kai");
            }
            return Answer.ok(Json.object().put("serviceName", serviceName(workspace.id)));
        }
    }

    private Answer outbound(Exchange exchange) {
        synchronized (org) {
            Workspace workspace = org.liveWorkspace(exchange.path("workspaceID"));
            ArrayNode accounts = Json.array();
            accounts.addObject().put("outboundAllowList", account(workspace.group));
            return Answer.ok(accounts);
        }
    }

    private static String serviceName(String id) {
        return "com.amazonaws.vpce.us-east-1.vpce-svc-" + id.replace("-", "").substring(0, 17);
    }

    /** Made from the organization, so that it stays the same; nobody owns it. */
    private String account(Group group) {
        return switch (org.regions.provider(group.regionId)) {
            case "AWS" -> "arn:aws:iam::" + "%012d".formatted(Math.abs((long) org.id.hashCode())) + ":root";
            case "GCP" -> "sandbox-" + org.id.substring(0, 8);
            default -> org.id;
        };
    }
}
