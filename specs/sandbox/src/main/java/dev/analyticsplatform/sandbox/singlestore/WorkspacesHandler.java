package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Tag Workspaces: create, change, suspend, resume and terminate. Whatever takes time is only begun. */
final class WorkspacesHandler {
    static final Duration SUSPENSION = Duration.ofSeconds(60);

    private static final Duration RESUMPTION = Duration.ofSeconds(90);
    private static final Duration RESIZING = Duration.ofMinutes(3);
    private static final Pattern SIZE = Pattern.compile("S-(00|0|[1-9]\\d{0,3})");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

    private final Org org;

    WorkspacesHandler(Org org, Handlers handlers) {
        this.org = org;
        handlers.on("listWorkspaces", this::list)
                .on("createWorkspace", this::create)
                .on("getWorkspace", exchange -> answer(exchange, this::get))
                .on("updateWorkspace", exchange -> answer(exchange, this::update))
                .on("deleteWorkspace", exchange -> answer(exchange, this::delete))
                .on("suspendWorkspace", exchange -> answer(exchange, this::suspend))
                .on("resumeWorkspace", exchange -> answer(exchange, this::resume));
    }

    private Answer answer(Exchange exchange, Function<Exchange, JsonNode> handling) {
        synchronized (org) {
            return Answer.ok(handling.apply(exchange));
        }
    }

    private static ObjectNode reference(Workspace workspace) {
        return Json.object().put("workspaceID", workspace.id);
    }

    private Answer list(Exchange exchange) {
        synchronized (org) {
            Group group = org.group(exchange.query("workspaceGroupID").orElse(""));
            boolean all = exchange.query("includeTerminated").orElse("").equals("true");
            ArrayNode shown = Json.array();
            for (Workspace workspace : org.workspacesOf(group)) {
                if (all || !workspace.life.at(org.now()).equals(Life.TERMINATED)) {
                    shown.add(workspace.shown(org.now()));
                }
            }
            return Answer.ok(Fields.trim(exchange, shown));
        }
    }

    private JsonNode get(Exchange exchange) {
        return Fields.trim(exchange, org.workspace(exchange.path("workspaceID")).shown(org.now()));
    }

    private Answer create(Exchange exchange) {
        ObjectNode body = exchange.body();
        synchronized (org) {
            Group group =
                    Org.named(() -> org.liveGroup(body.path("workspaceGroupID").asText()));
            String name = body.path("name").asText();
            if (!NAME.matcher(name).matches()) {
                throw new Refusal(
                        400,
                        "",
                        "The name of a workspace has lower-case letters, digits and hyphens, not '" + name + "'");
            }
            boolean taken =
                    org.workspacesOf(group).stream().anyMatch(each -> each.name.equals(name) && !each.life.isEnding());
            if (taken) {
                throw new Refusal(400, "", "The workspace group has a workspace named '" + name + "' already");
            }
            new AutoSuspend().change(body.path("autoSuspend"), org.now());
            String size = size(Json.text(body, "size", "S-00"));
            double cache = cache(body, 1);
            Workspace workspace = org.createWorkspace(
                    group, name, size, body.path("enableKai").asBoolean());
            workspace.autoSuspend.change(body.path("autoSuspend"), org.now());
            workspace.cacheConfig = cache;
            workspace.lastUsed = workspace.life.settles();
            return Answer.ok(reference(workspace));
        }
    }

    private static String size(String size) {
        if (!SIZE.matcher(size).matches()) {
            throw new Refusal(400, "", "There is no size '" + size + "'; sizes are S-00, S-0, S-1, S-2 and so on");
        }
        return size;
    }

    private static double cache(ObjectNode body, double otherwise) {
        JsonNode sent = body.path("cacheConfig");
        double cache = sent.isNumber() ? sent.asDouble() : otherwise;
        if (cache != 1 && cache != 2 && cache != 4) {
            throw new Refusal(400, "", "cacheConfig is 1, 2 or 4, not " + sent);
        }
        return cache;
    }

    private JsonNode update(Exchange exchange) {
        ObjectNode body = exchange.body();
        Workspace workspace = org.liveWorkspace(exchange.path("workspaceID"));
        Instant now = org.now();
        if (workspace.isChanging(now)) {
            throw new Refusal(
                    409, "", "The workspace " + workspace.id + " is being changed; try again when it is done");
        }
        String size = size(Json.text(body, "size", workspace.size));
        double cache = cache(body, workspace.cacheConfig);
        workspace.autoSuspend.change(body.path("autoSuspend"), now);
        workspace.cacheConfig = cache;
        String deployment = Json.text(body, "deploymentType", "");
        if (!deployment.isEmpty()) {
            workspace.group.settings.put("deploymentType", deployment);
        }
        if (!size.equals(workspace.size)) {
            workspace.resizing = new Workspace.Resizing(workspace.size, now, org.setup.scaled(RESIZING));
            workspace.size = size;
            workspace.usage.changed(workspace, now);
        }
        return reference(workspace);
    }

    private JsonNode delete(Exchange exchange) {
        Workspace workspace = org.liveWorkspace(exchange.path("workspaceID"));
        org.terminate(workspace);
        return reference(workspace);
    }

    private JsonNode suspend(Exchange exchange) {
        Workspace workspace = org.liveWorkspace(exchange.path("workspaceID"));
        if (!workspace.life.aim().equals(Life.SUSPENDED)) {
            requireSettled(workspace);
            workspace.enter(Life.to(Life.SUSPENDED, org.setup.scaled(SUSPENSION), org.now()));
        }
        return reference(workspace);
    }

    private JsonNode resume(Exchange exchange) {
        Workspace workspace = org.liveWorkspace(exchange.path("workspaceID"));
        if (!workspace.life.aim().equals(Life.ACTIVE)) {
            requireSettled(workspace);
            if (exchange.body().path("disableAutoSuspend").asBoolean()) {
                workspace.autoSuspend.disable();
            }
            Life life = Life.to(Life.ACTIVE, org.setup.scaled(RESUMPTION), org.now());
            workspace.enter(life);
            workspace.lastUsed = life.settles();
            workspace.lastResumedAt = life.settles();
            ArrayNode attachments = Json.array();
            for (String database : workspace.group.server.databases.names()) {
                if (!database.equals("information_schema")) {
                    attachments
                            .addObject()
                            .put("attachment", "READWRITE")
                            .put("database", database)
                            .put("success", true);
                }
            }
            workspace.attachments = attachments;
        }
        return reference(workspace);
    }

    private void requireSettled(Workspace workspace) {
        if (workspace.life.at(org.now()).equals(Life.PENDING)) {
            throw new Refusal(
                    400, "", "The workspace " + workspace.id + " is being changed; try again when it is done");
        }
    }
}
