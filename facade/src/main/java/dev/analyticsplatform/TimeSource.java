package dev.analyticsplatform;

import java.time.Duration;
import java.time.Instant;

/**
 * Time as the library sees it: for waits between retries and polls, and for deadlines. A test puts its own in, so that
 * waits take no real time. Implementations must be thread-safe.
 */
public interface TimeSource {

    /**
     * Wall-clock time; used only to read dates that a server sends.
     *
     * @return the instant
     */
    Instant now();

    /**
     * Monotonic time, in nanoseconds from an arbitrary origin; all durations are measured with it.
     *
     * @return nanoseconds
     */
    long nanoTime();

    /**
     * Waits.
     *
     * @param duration how long
     * @throws InterruptedException if the thread is interrupted; its wait ends at once
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * The clocks of this machine.
     *
     * @return the default time source
     */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
