package dev.analyticsplatform.engine;

import dev.analyticsplatform.CancelledException;
import dev.analyticsplatform.DeadlineExceededException;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Waits for something at the vendor by asking again and again: 100 ms at first, then half as long again each time up to
 * 5 s, never past the limit. Thread-safe.
 */
public final class Poller {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final TimeSource time;

    /**
     * A poller.
     *
     * @param time clock and sleeper
     */
    public Poller(TimeSource time) {
        this.time = time;
    }

    /**
     * Asks until there is an answer.
     *
     * @param context for errors
     * @param awaited what is awaited, for errors
     * @param limit how long to wait in all
     * @param question asked at once and after each wait; throws what ends the wait
     * @param <T> the answer
     * @return the answer
     * @throws DeadlineExceededException if the limit passes
     * @throws CancelledException if the thread is interrupted; its flag is kept
     */
    public <T> T await(ErrorContext context, String awaited, Duration limit, Supplier<Optional<T>> question) {
        long start = time.nanoTime();
        Duration wait = FIRST;
        while (true) {
            Optional<T> answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            Duration left = limit.minusNanos(time.nanoTime() - start);
            if (left.isNegative() || left.isZero()) {
                throw new DeadlineExceededException(
                        context, "waited " + limit.toMillis() / 1000.0 + " s in vain for " + awaited, null);
            }
            try {
                time.sleep(wait.compareTo(left) < 0 ? wait : left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CancelledException(context, "interrupted while waiting for " + awaited, interrupted);
            }
            Duration longer = wait.multipliedBy(3).dividedBy(2);
            wait = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        }
    }
}
