package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One text of SQL from its arrival on. Thread-safe.
 *
 * <p>One in the background runs for real, but the clock has to agree to what callers see: it is {@code NotStarted} for
 * at least 100 ms and not done before 300 ms, so that a test with a clock of its own sees each state.
 */
final class QueryRun {
    /** Results are kept for exactly this long. */
    static final Duration KEPT = Duration.ofHours(24);

    private static final Duration WAITS = Duration.ofMillis(100);
    private static final Duration RUNS = Duration.ofMillis(200);

    final String id = UUID.randomUUID().toString();
    final QuerySpec spec;
    final String queryId;
    final Instant submitted;

    private final VendorSetup setup;
    private final CountDownLatch done = new CountDownLatch(1);
    private final long startNanos = System.nanoTime();

    private boolean background;
    private boolean finished;
    private boolean cancelled;
    private @Nullable Refusal failure;
    private @Nullable Spool results;
    private @Nullable Cursor cursor;
    private Instant updated;
    private long nanos;
    private long readRows;
    private long readBytes;
    private long resultRows;

    QueryRun(QuerySpec spec, VendorSetup setup) {
        this.spec = spec;
        this.setup = setup;
        queryId = spec.queryId().isEmpty() ? id : spec.queryId();
        submitted = setup.now();
        updated = submitted;
        background = spec.async();
    }

    /** Takes the rows that are read now, so that they can be stopped; refuses them if that was asked for before. */
    synchronized void reads(@Nullable Cursor now) {
        cursor = now;
        if (now != null && cancelled) {
            now.cancel();
        }
    }

    /** Goes on in the background: results are fetched later. */
    synchronized void detach() {
        background = true;
    }

    synchronized boolean isInBackground() {
        return background;
    }

    synchronized void read(long rows, long bytes) {
        readRows += rows;
        readBytes += bytes;
    }

    synchronized void gave(long rows) {
        resultRows += rows;
    }

    synchronized void succeeded(@Nullable Spool spool) {
        results = spool;
        finish();
    }

    synchronized void failed(Refusal refusal) {
        failure = refusal;
        finish();
    }

    private void finish() {
        if (!finished) {
            finished = true;
            cursor = null;
            nanos = System.nanoTime() - startNanos;
            updated = setup.now();
            done.countDown();
        }
    }

    /** Stops it if it still runs; callers see this at once. Tells whether it did. */
    synchronized boolean cancel() {
        if (!isActive()) {
            return false;
        }
        cancelled = true;
        updated = setup.now();
        if (cursor != null) {
            cursor.cancel();
        }
        return true;
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Waits until it has ended; tells whether it has. */
    boolean await(long seconds) {
        try {
            return done.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    synchronized String status() {
        if (cancelled) {
            return "Killed";
        }
        Duration age = Duration.between(submitted, setup.now());
        if (spec.async() && age.compareTo(setup.scaled(WAITS)) < 0) {
            return "NotStarted";
        }
        if (!finished || (spec.async() && age.compareTo(setup.scaled(WAITS.plus(RUNS))) < 0)) {
            return "Running";
        }
        return failure == null ? "Finished" : "Failed";
    }

    boolean isActive() {
        String status = status();
        return status.equals("NotStarted") || status.equals("Running");
    }

    synchronized @Nullable Refusal failure() {
        return cancelled ? stopped() : failure;
    }

    static Refusal stopped() {
        return ByteHouseErrors.sql(ByteHouseErrors.Code.QUERY_WAS_CANCELLED, "Query was cancelled");
    }

    synchronized @Nullable Spool results() {
        return results;
    }

    synchronized Instant updated() {
        return updated;
    }

    synchronized long durationMillis() {
        return TimeUnit.NANOSECONDS.toMillis(finished ? nanos : System.nanoTime() - startNanos);
    }

    synchronized long readRows() {
        return readRows;
    }

    synchronized long readBytes() {
        return readBytes;
    }

    synchronized long resultRows() {
        return resultRows;
    }

    boolean isExpired() {
        return !setup.now().isBefore(submitted.plus(KEPT));
    }

    /** Stops it and lets go of its results. */
    synchronized void discard() {
        cancel();
        if (results != null) {
            results.close();
        }
    }
}
