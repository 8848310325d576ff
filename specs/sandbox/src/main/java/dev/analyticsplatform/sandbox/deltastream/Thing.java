package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.store.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Anything with a name that somebody made. Guarded by the organization. */
final class Thing {
    final String name;
    final String owner;
    final Instant createdAt;
    Instant updatedAt;
    final Map<String, String> properties = new LinkedHashMap<>();
    private Timeline life = Timeline.in("ready");
    private Instant since;

    Thing(String name, String owner, Instant now, Map<String, String> properties) {
        this.name = name;
        this.owner = owner;
        createdAt = now;
        updatedAt = now;
        since = now;
        this.properties.putAll(properties);
    }

    /** Begins another life; durations are those of the sandbox. */
    void live(Timeline states, Instant now) {
        life = states;
        since = now;
    }

    String state(Instant now) {
        return life.after(Duration.between(since, now));
    }

    String property(String key, String fallback) {
        return properties.getOrDefault(key, fallback);
    }
}
