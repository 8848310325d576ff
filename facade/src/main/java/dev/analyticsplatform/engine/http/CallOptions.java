package dev.analyticsplatform.engine.http;

import java.time.Duration;
import java.util.Optional;

/**
 * What one call wants differently. Immutable.
 *
 * @param safety replaces the operation's own safety, for example for a SELECT sent through an operation that can write
 * @param attemptLimit replaces {@code Timeouts.attempt}; for a stream it has no default other than the total limit
 * @param totalLimit replaces {@code Timeouts.total}
 */
public record CallOptions(Optional<Safety> safety, Optional<Duration> attemptLimit, Optional<Duration> totalLimit) {

    /** Nothing differs. */
    public static final CallOptions NONE = new CallOptions(Optional.empty(), Optional.empty(), Optional.empty());

    /** Checks that limits are positive. */
    public CallOptions {
        requirePositive("attemptLimit", attemptLimit);
        requirePositive("totalLimit", totalLimit);
    }

    /**
     * Options with a safety.
     *
     * @param safety replaces the operation's own
     * @return the options
     */
    public static CallOptions safety(Safety safety) {
        return NONE.withSafety(safety);
    }

    /**
     * The same with a safety.
     *
     * @param value replaces the operation's own
     * @return a copy
     */
    public CallOptions withSafety(Safety value) {
        return new CallOptions(Optional.of(value), attemptLimit, totalLimit);
    }

    /**
     * The same with a limit of an attempt.
     *
     * @param limit replaces the configured one
     * @return a copy
     */
    public CallOptions withAttemptLimit(Duration limit) {
        return new CallOptions(safety, Optional.of(limit), totalLimit);
    }

    /**
     * The same with a limit of the whole call.
     *
     * @param limit replaces the configured one
     * @return a copy
     */
    public CallOptions withTotalLimit(Duration limit) {
        return new CallOptions(safety, attemptLimit, Optional.of(limit));
    }

    private static void requirePositive(String name, Optional<Duration> limit) {
        if (limit.isPresent() && (limit.get().isNegative() || limit.get().isZero())) {
            throw new IllegalArgumentException(name + " must be positive, not " + limit.get());
        }
    }
}
