package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tag Workspace Groups, but for disaster recovery: create, change and terminate. */
final class GroupsHandler {
    private static final int SHORTEST_PASSWORD = 8;
    private static final Pattern RANGE =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}(/([0-2]?\\d|3[0-2]))?|[0-9a-fA-F:]+(/\\d{1,3})?");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Org org;

    GroupsHandler(Org org, Handlers handlers) {
        this.org = org;
        handlers.on("listWorkspaceGroups", this::list)
                .on("createWorkspaceGroup", this::create)
                .on("getWorkspaceGroup", this::get)
                .on("updateWorkspaceGroup", this::update)
                .on("deleteWorkspaceGroup", this::delete);
    }

    private static ObjectNode reference(Group group) {
        return Json.object().put("workspaceGroupID", group.id);
    }

    private Answer list(Exchange exchange) {
        synchronized (org) {
            org.settle();
            boolean all = exchange.query("includeTerminated").orElse("").equals("true");
            ArrayNode shown = Json.array();
            for (Group group : org.groups.values()) {
                if (all || !group.life.at(org.now()).equals(Life.TERMINATED)) {
                    shown.add(group.shown(org.now()));
                }
            }
            return Answer.ok(Fields.trim(exchange, shown));
        }
    }

    private Answer get(Exchange exchange) {
        synchronized (org) {
            Group group = org.group(exchange.path("workspaceGroupID"));
            return Answer.ok(Fields.trim(exchange, group.shown(org.now())));
        }
    }

    private Answer create(Exchange exchange) {
        ObjectNode body = exchange.body();
        check(body);
        boolean given = body.path("adminPassword").isTextual();
        String password = given ? body.path("adminPassword").textValue() : generated();
        synchronized (org) {
            Instant expiry = expiry(body);
            Group group = org.createGroup(
                    body.path("name").asText(), body.path("regionID").asText(), password);
            group.expiresAt = expiry;
            keep(body, group);
            ObjectNode answer = reference(group);
            return Answer.ok(given ? answer : answer.put("adminPassword", password));
        }
    }

    private static String generated() {
        byte[] random = new byte[18];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }

    private Answer update(Exchange exchange) {
        ObjectNode body = exchange.body();
        check(body);
        synchronized (org) {
            Group group = org.liveGroup(exchange.path("workspaceGroupID"));
            if (body.path("expiresAt").isTextual()) {
                group.expiresAt = expiry(body);
            }
            if (body.path("adminPassword").isTextual()) {
                group.server.users.password(
                        Users.ADMIN, body.path("adminPassword").textValue());
            }
            group.name = Json.text(body, "name", group.name);
            keep(body, group);
            return Answer.ok(reference(group));
        }
    }

    private Answer delete(Exchange exchange) {
        boolean force = exchange.query("force").orElse("").equals("true");
        synchronized (org) {
            Group group = org.liveGroup(exchange.path("workspaceGroupID"));
            List<Workspace> live = org.workspacesOf(group).stream()
                    .filter(workspace -> !workspace.life.isEnding())
                    .toList();
            if (!force && !live.isEmpty()) {
                throw new Refusal(
                        400,
                        "",
                        "The workspace group has " + live.size() + " workspaces; terminate them, or send force=true");
            }
            org.terminate(group, org.now());
            return Answer.ok(reference(group));
        }
    }

    private @Nullable Instant expiry(ObjectNode body) {
        String text = Json.text(body, "expiresAt", "");
        if (text.isEmpty()) {
            return null;
        }
        Instant expiry = Times.readExpiry("expiresAt", text, org.now());
        if (!expiry.isAfter(org.now())) {
            throw new Refusal(400, "", "expiresAt is in the past: " + Times.text(expiry));
        }
        return expiry;
    }

    /** Keeps what is sent; what is not sent stays. */
    private static void keep(ObjectNode body, Group group) {
        for (String member : List.of("allowAllTraffic", "firewallRanges", "updateWindow")) {
            if (body.hasNonNull(member)) {
                group.settings.set(member, body.get(member));
            }
        }
    }

    private static void check(ObjectNode body) {
        if (body.path("name").isTextual() && body.path("name").textValue().isBlank()) {
            throw new Refusal(400, "", "The name of a workspace group is not empty");
        }
        String password = Json.text(body, "adminPassword", "long enough");
        if (password.length() < SHORTEST_PASSWORD) {
            throw new Refusal(400, "", "adminPassword has at least " + SHORTEST_PASSWORD + " characters");
        }
        for (JsonNode range : body.path("firewallRanges")) {
            if (!RANGE.matcher(range.asText()).matches()) {
                throw new Refusal(400, "", "'" + range.asText() + "' is no CIDR range");
            }
        }
        JsonNode window = body.path("updateWindow");
        if (window.isObject() && !(within(window.path("hour"), 23) && within(window.path("day"), 6))) {
            throw new Refusal(400, "", "updateWindow has an hour of 0 to 23 and a day of 0 to 6");
        }
    }

    private static boolean within(JsonNode number, int most) {
        return number.isNumber() && number.asDouble() >= 0 && number.asDouble() <= most;
    }
}
