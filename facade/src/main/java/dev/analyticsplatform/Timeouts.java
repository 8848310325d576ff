package dev.analyticsplatform;

import java.time.Duration;
import java.util.Objects;

/**
 * Time limits of a call. All are positive.
 *
 * @param connect until the connection stands, TLS included; 10 s by default
 * @param attempt of one attempt of a control call, from first byte sent to last byte read; 30 s by default
 * @param total of a call with all its attempts, waits and the body; for a query, until its first byte arrives; 2
 *     minutes by default
 * @param idle between two pieces of a stream of rows, which has no total limit; 1 minute by default
 */
public record Timeouts(Duration connect, Duration attempt, Duration total, Duration idle) {

    /** 10 s, 30 s, 2 minutes, 1 minute. */
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(1));

    /** Checks that all limits are positive. */
    public Timeouts {
        requirePositive("connect", connect);
        requirePositive("attempt", attempt);
        requirePositive("total", total);
        requirePositive("idle", idle);
    }

    /**
     * The same with another limit.
     *
     * @param limit the limit to connect
     * @return a copy
     */
    public Timeouts withConnect(Duration limit) {
        return new Timeouts(limit, attempt, total, idle);
    }

    /**
     * The same with another limit.
     *
     * @param limit the limit of an attempt
     * @return a copy
     */
    public Timeouts withAttempt(Duration limit) {
        return new Timeouts(connect, limit, total, idle);
    }

    /**
     * The same with another limit.
     *
     * @param limit the limit of a whole call
     * @return a copy
     */
    public Timeouts withTotal(Duration limit) {
        return new Timeouts(connect, attempt, limit, idle);
    }

    /**
     * The same with another limit.
     *
     * @param limit the limit between two pieces of a stream
     * @return a copy
     */
    public Timeouts withIdle(Duration limit) {
        return new Timeouts(connect, attempt, total, limit);
    }

    private static void requirePositive(String name, Duration limit) {
        Objects.requireNonNull(limit, name);
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, not " + limit);
        }
    }
}
