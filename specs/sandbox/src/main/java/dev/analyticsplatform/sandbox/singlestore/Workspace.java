package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Listener;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workspace. Guarded by its organization's lock, but for what is final or volatile. */
final class Workspace {
    final String id = UUID.randomUUID().toString();
    final Group group;
    final String name;
    final Instant createdAt;
    final boolean kai;
    final AutoSuspend autoSuspend = new AutoSuspend();
    final Usage usage = new Usage();

    String size;
    double cacheConfig = 1;
    volatile Life life;
    volatile Instant lastUsed;

    @Nullable
    Listener listener;

    @Nullable
    Instant lastResumedAt;

    @Nullable
    ArrayNode attachments;

    @Nullable
    Resizing resizing;

    /** A change of size on its way. */
    record Resizing(String from, Instant since, Duration takes) {
        boolean isDone(Instant now) {
            return !now.isBefore(since.plus(takes));
        }

        long percent(Instant now) {
            long nanos = Math.max(1, takes.toNanos());
            return isDone(now) ? 100 : Duration.between(since, now).toNanos() * 100 / nanos;
        }
    }

    Workspace(Group group, String name, String size, boolean kai, Life life) {
        this.group = group;
        this.name = name;
        this.size = size;
        this.kai = kai;
        this.life = life;
        createdAt = life.since();
        lastUsed = life.since();
        usage.changed(this, life.settles());
    }

    /** Begins another part of its life. */
    void enter(Life next) {
        life = next;
        usage.changed(this, next.aim().equals(Life.ACTIVE) ? next.settles() : next.since());
    }

    boolean isChanging(Instant now) {
        return life.at(now).equals(Life.PENDING) || (resizing != null && !resizing.isDone(now));
    }

    /** Returns it as answers show it. */
    ObjectNode shown(Instant now) {
        String state = life.at(now);
        boolean terminated = state.equals(Life.TERMINATED);
        ObjectNode shown = Json.object();
        shown.set("autoSuspend", autoSuspend.shown());
        shown.put("cacheConfig", cacheConfig);
        shown.put("createdAt", Times.text(createdAt));
        shown.set("deploymentType", group.settings.path("deploymentType"));
        if (listener != null && !terminated) {
            shown.put("endpoint", listener.url().getAuthority());
        }
        if (lastResumedAt != null) {
            shown.put("lastResumedAt", Times.text(lastResumedAt));
        }
        shown.put("name", name);
        if (attachments != null) {
            shown.set("resumeAttachments", attachments);
        }
        if (resizing != null) {
            shown.put("scalingProgress", resizing.percent(now));
        }
        shown.put("size", resizing == null || resizing.isDone(now) ? size : resizing.from());
        shown.put("state", state);
        if (terminated) {
            shown.put("terminatedAt", Times.text(life.settles()));
        }
        shown.put("workspaceGroupID", group.id);
        shown.put("workspaceID", id);
        return shown;
    }
}
