package dev.analyticsplatform;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How often and how patiently a call is repeated. What may be repeated at all is not an option: an operation that is
 * not safe to repeat is never sent twice unless the server refused it unseen (429, or 503 with a valid Retry-After) or
 * no connection could be made.
 *
 * @param attempts attempts in all, at least 1; 3 by default
 * @param firstWait upper bound of the first wait; it doubles with each attempt; 250 ms by default
 * @param maxWait cap of the doubled bound; 8 s by default
 * @param jitter gives a fraction from 0 (inclusive) to 1; the wait is that fraction of the bound; random by default
 */
public record RetryPolicy(int attempts, Duration firstWait, Duration maxWait, DoubleSupplier jitter) {

    /** 3 attempts, 250 ms, 8 s, full jitter. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(
            3,
            Duration.ofMillis(250),
            Duration.ofSeconds(8),
            () -> ThreadLocalRandom.current().nextDouble());

    /** Every call is sent once. */
    public static final RetryPolicy NONE = DEFAULT.withAttempts(1);

    /** Checks the bounds. */
    public RetryPolicy {
        Objects.requireNonNull(jitter, "jitter");
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
        }
        if (firstWait.isNegative() || maxWait.compareTo(firstWait) < 0) {
            throw new IllegalArgumentException("waits must not be negative and maxWait not below firstWait");
        }
    }

    /**
     * The same with another number of attempts.
     *
     * @param number attempts in all
     * @return a copy
     */
    public RetryPolicy withAttempts(int number) {
        return new RetryPolicy(number, firstWait, maxWait, jitter);
    }

    /**
     * The wait before the next attempt.
     *
     * @param attempt the number of the attempt that failed, from 1
     * @return a wait between zero and the bound of that attempt
     */
    public Duration waitAfter(int attempt) {
        long bound = firstWait.toNanos();
        for (int i = 1; i < attempt && bound < maxWait.toNanos(); i++) {
            bound = Math.min(bound * 2, maxWait.toNanos());
        }
        return Duration.ofNanos((long) (Math.min(bound, maxWait.toNanos()) * jitter.getAsDouble()));
    }
}
