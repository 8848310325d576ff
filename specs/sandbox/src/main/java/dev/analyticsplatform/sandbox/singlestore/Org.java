package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Listener;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The one organization of a sandbox. Everything of it is guarded by its lock, which is the object itself. */
final class Org {
    static final String NAME = "sandbox";

    private static final Duration GROUP_CREATION = Duration.ofSeconds(30);
    private static final Duration WORKSPACE_CREATION = Duration.ofMinutes(3);
    private static final Duration TERMINATION = Duration.ofSeconds(30);

    final VendorSetup setup;
    final String id = UUID.randomUUID().toString();
    final Instant createdAt;
    final Regions regions = new Regions();
    final Map<String, Group> groups = new LinkedHashMap<>();
    final Map<String, Workspace> workspaces = new LinkedHashMap<>();

    Org(VendorSetup setup) {
        this.setup = setup;
        createdAt = setup.now();
        Life active = Life.in(Life.ACTIVE, createdAt);
        Group group = add(NAME, regions.first(), new Users(setup.keys()), active);
        group.settings.put("allowAllTraffic", true);
        group.settings.putArray("firewallRanges").add("0.0.0.0/0");
        add(group, NAME, "S-00", true, active);
    }

    Instant now() {
        return setup.now();
    }

    /** Adds a group that takes its time. */
    synchronized Group createGroup(String name, String region, String password) {
        regions.require(region);
        return add(
                name, region, new Users(List.of(password)), Life.to(Life.ACTIVE, setup.scaled(GROUP_CREATION), now()));
    }

    private Group add(String name, String region, Users users, Life life) {
        Group group = new Group(name, region, new DatabaseServer(users), new Stage(life.since()), life);
        group.settings.put("allowAllTraffic", false).put("deploymentType", "PRODUCTION");
        group.settings.putArray("firewallRanges");
        group.settings.set("updateWindow", Json.object().put("hour", 3).put("day", 0));
        groups.put(group.id, group);
        return group;
    }

    /** Adds a workspace that takes its time, after that of its group. */
    synchronized Workspace createWorkspace(Group group, String name, String size, boolean kai) {
        Instant start = now();
        Instant groupReady = group.life.settles().isAfter(start) ? group.life.settles() : start;
        Duration takes = Duration.between(start, groupReady).plus(setup.scaled(WORKSPACE_CREATION));
        return add(group, name, size, kai, Life.to(Life.ACTIVE, takes, start));
    }

    private Workspace add(Group group, String name, String size, boolean kai, Life life) {
        Workspace workspace = new Workspace(group, name, size, kai, life);
        workspace.listener = setup.listen(new DataService(setup::now, group.server, () -> use(workspace)));
        workspaces.put(workspace.id, workspace);
        return workspace;
    }

    /** Takes no lock: whoever closes the address of a workspace holds it, and waits for the requests on their way. */
    private boolean use(Workspace workspace) {
        Instant now = now();
        Instant expiry = workspace.group.expiresAt;
        boolean active = workspace.life.at(now).equals(Life.ACTIVE)
                && (expiry == null || now.isBefore(expiry))
                && workspace
                        .autoSuspend
                        .due(workspace.lastUsed)
                        .filter(due -> !now.isBefore(due))
                        .isEmpty();
        if (active) {
            workspace.lastUsed = now;
        }
        return active;
    }

    /** Returns a group, terminated ones too. */
    synchronized Group group(String wanted) {
        settle();
        Group group = groups.get(wanted);
        if (group == null) {
            throw new Refusal(404, "", "The workspace group " + wanted + " was not found");
        }
        return group;
    }

    /** Returns a group that is there to stay. */
    synchronized Group liveGroup(String wanted) {
        Group group = group(wanted);
        if (group.life.isEnding()) {
            throw new Refusal(404, "", "The workspace group " + wanted + " is terminated");
        }
        return group;
    }

    /** Finds what a request names where the document knows no 404: what is not there makes the request faulty. */
    static <T> T named(Supplier<T> finding) {
        try {
            return finding.get();
        } catch (Refusal e) {
            throw new Refusal(400, "", e.text());
        }
    }

    /** Returns a workspace, terminated ones too. */
    synchronized Workspace workspace(String wanted) {
        settle();
        Workspace workspace = workspaces.get(wanted);
        if (workspace == null) {
            throw new Refusal(404, "", "The workspace " + wanted + " was not found");
        }
        return workspace;
    }

    /** Returns a workspace that is there to stay. */
    synchronized Workspace liveWorkspace(String wanted) {
        Workspace workspace = workspace(wanted);
        if (workspace.life.isEnding()) {
            throw new Refusal(404, "", "The workspace " + wanted + " is terminated");
        }
        return workspace;
    }

    /** Returns the workspaces of a group, terminated ones too, oldest first. */
    synchronized List<Workspace> workspacesOf(Group group) {
        settle();
        return workspaces.values().stream()
                .filter(workspace -> workspace.group == group)
                .toList();
    }

    synchronized void terminate(Workspace workspace) {
        if (!workspace.life.isEnding()) {
            workspace.enter(Life.to(Life.TERMINATED, setup.scaled(TERMINATION), now()));
        }
        settle();
    }

    synchronized void terminate(Group group, Instant from) {
        Life ending = Life.to(Life.TERMINATED, setup.scaled(TERMINATION), from);
        for (Workspace workspace : workspaces.values()) {
            if (workspace.group == group && !workspace.life.isEnding()) {
                workspace.enter(ending);
            }
        }
        group.life = ending;
        settle();
    }

    /** Does what has become due since somebody last looked. */
    synchronized void settle() {
        Instant now = now();
        for (Group group : groups.values()) {
            Instant expiry = group.expiresAt;
            if (expiry != null && !group.life.isEnding() && !now.isBefore(expiry)) {
                group.expiresAt = null;
                terminate(group, expiry);
            }
        }
        for (Workspace workspace : workspaces.values()) {
            suspendIfDue(workspace, now);
            Listener listener = workspace.listener;
            if (listener != null && workspace.life.at(now).equals(Life.TERMINATED)) {
                workspace.listener = null;
                listener.close();
            }
        }
        for (Group group : groups.values()) {
            if (group.life.at(now).equals(Life.TERMINATED)) {
                group.server.close();
            }
        }
    }

    private void suspendIfDue(Workspace workspace, Instant now) {
        if (workspace.life.at(now).equals(Life.ACTIVE)) {
            workspace
                    .autoSuspend
                    .due(workspace.lastUsed)
                    .filter(due -> !now.isBefore(due))
                    .ifPresent(due -> {
                        workspace.enter(Life.to(Life.SUSPENDED, setup.scaled(WorkspacesHandler.SUSPENSION), due));
                        workspace.autoSuspend.happened();
                    });
        }
    }

    synchronized void close() {
        for (Workspace workspace : workspaces.values()) {
            Listener listener = workspace.listener;
            if (listener != null) {
                listener.close();
            }
        }
        groups.values().forEach(group -> group.server.close());
    }
}
