package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workspace group. Guarded by its organization's lock, but for what is final or volatile. */
final class Group {
    final String id = UUID.randomUUID().toString();
    final DatabaseServer server;
    final Stage stage;
    final DisasterRecovery recovery;
    final Instant createdAt;

    /** What answers show of it and no rule needs. */
    final ObjectNode settings = Json.object();

    String name;
    String regionId;
    Life life;

    volatile @Nullable Instant expiresAt;

    Group(String name, String regionId, DatabaseServer server, Stage stage, Life life) {
        this.name = name;
        this.regionId = regionId;
        this.server = server;
        this.stage = stage;
        this.life = life;
        this.createdAt = life.since();
        this.recovery = new DisasterRecovery(regionId);
    }

    /** Returns it as answers show it. */
    ObjectNode shown(Instant now) {
        ObjectNode shown = Json.object();
        shown.set("allowAllTraffic", settings.path("allowAllTraffic"));
        shown.put("createdAt", Times.text(createdAt));
        Instant expiry = expiresAt;
        if (expiry != null) {
            shown.put("expiresAt", Times.text(expiry));
        }
        shown.set("firewallRanges", settings.path("firewallRanges"));
        shown.put("name", name);
        shown.put("regionID", regionId);
        shown.put("state", life.at(now));
        if (life.at(now).equals(Life.TERMINATED)) {
            shown.put("terminatedAt", Times.text(life.settles()));
        }
        shown.set("updateWindow", settings.path("updateWindow"));
        shown.put("workspaceGroupID", id);
        return shown;
    }
}
