package dev.analyticsplatform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Time that passes only when somebody waits; it remembers the waits. */
public final class TestTime implements TimeSource {

    private static final Instant START = Instant.parse("2024-03-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final Consumer<Duration> onWait;

    public TestTime() {
        this(wait -> {});
    }

    /** Tells each wait to somebody else, such as the clock of a sandbox. */
    public TestTime(Consumer<Duration> onWait) {
        this.onWait = onWait;
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos.get());
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        waits.add(duration);
        nanos.addAndGet(duration.toNanos());
        onWait.accept(duration);
    }

    public List<Duration> waits() {
        return waits;
    }
}
