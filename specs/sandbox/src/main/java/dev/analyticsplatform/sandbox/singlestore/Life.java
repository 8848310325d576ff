package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.store.Timeline;
import java.time.Duration;
import java.time.Instant;

/** The states of something, worked out when somebody looks. Immutable. */
record Life(Timeline timeline, Instant since) {
    static final String PENDING = "PENDING";
    static final String ACTIVE = "ACTIVE";
    static final String SUSPENDED = "SUSPENDED";
    static final String TERMINATED = "TERMINATED";

    /** Is in a state for good. */
    static Life in(String state, Instant since) {
        return new Life(Timeline.in(state), since);
    }

    /** Is pending until it reaches a state. */
    static Life to(String state, Duration later, Instant since) {
        return new Life(Timeline.in(PENDING).then(later, state), since);
    }

    String at(Instant now) {
        return timeline.after(Duration.between(since, now));
    }

    /** Returns when the last state begins. */
    Instant settles() {
        return since.plus(timeline.settled());
    }

    /** Returns the state that it ends in. */
    String aim() {
        return timeline.after(timeline.settled());
    }

    /** Tells whether it is terminated, or about to be. */
    boolean isEnding() {
        return aim().equals(TERMINATED);
    }
}
