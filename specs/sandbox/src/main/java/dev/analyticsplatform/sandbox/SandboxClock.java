package dev.analyticsplatform.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until a test moves it, so that hours of a platform's life pass at once.
 *
 * <p>Thread-safe. Views of it in other zones move with it.
 */
public final class SandboxClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private SandboxClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** Makes a clock that shows a time in UTC. */
    public static SandboxClock at(Instant start) {
        return new SandboxClock(new AtomicReference<>(start), ZoneOffset.UTC);
    }

    /**
     * Moves the time forward, and returns this clock.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public SandboxClock advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time does not run backwards: " + duration);
        }
        now.updateAndGet(time -> time.plus(duration));
        return this;
    }

    @Override
    public Instant instant() {
        Instant time = now.get();
        if (time == null) {
            throw new IllegalStateException("A clock always has a time");
        }
        return time;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SandboxClock(now, other);
    }
}
