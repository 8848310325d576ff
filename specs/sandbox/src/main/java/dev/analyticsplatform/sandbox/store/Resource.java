package dev.analyticsplatform.sandbox.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One resource as it was found. Immutable, but for the members: these are a copy that the reader may change.
 *
 * @param key the values of the path parameters that lead to it, its own identifier last
 * @param members what it holds, its present state included
 * @param since when it began its timeline
 * @param timeline the states that it passes through
 */
public record Resource(List<String> key, ObjectNode members, Instant since, Timeline timeline) {
    /** Returns its own identifier. */
    public String id() {
        return key.get(key.size() - 1);
    }

    /** Returns its state at a time. */
    public String stateAt(Instant now) {
        return timeline.after(Duration.between(since, now));
    }
}
