package dev.analyticsplatform.sandbox.rockset;

import dev.analyticsplatform.sandbox.sql.SqlColumn;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One query from its submission on. Thread-safe.
 *
 * <p>An asynchronous one runs for real in the background, but the clock has to agree to what callers see: it is
 * {@code QUEUED} for at least 100 ms and not done before 300 ms, so that a test with a clock of its own sees each
 * state.
 */
final class QueryRun {
    /** Results are kept for exactly this long. */
    static final Duration KEPT = Duration.ofHours(24);

    private static final Duration QUEUED = Duration.ofMillis(100);
    private static final Duration RUNNING = Duration.ofMillis(200);

    final String id;
    final QuerySpec spec;
    final Instant submitted;
    final QuerySources sources;

    private final VendorSetup setup;
    private final CountDownLatch done = new CountDownLatch(1);
    private final long startNanos = System.nanoTime();

    private @Nullable Runnable stop;
    private @Nullable Future<?> limit;
    private @Nullable ResultSpool results;
    private @Nullable Refusal failure;
    private @Nullable String lastOffset;
    private List<SqlColumn> columns = List.of();
    private boolean started;
    private boolean finished;
    private boolean told;
    private boolean cancelled;
    private boolean timedOut;
    private long elapsedMillis;
    private long rows;

    QueryRun(String id, QuerySpec spec, QuerySources sources, VendorSetup setup) {
        this.id = id;
        this.spec = spec;
        this.sources = sources;
        this.setup = setup;
        submitted = setup.now();
    }

    /** Takes what will stop the query after its time, so that it can be called off. */
    synchronized void limitedBy(Future<?> timeout) {
        limit = timeout;
    }

    /** Notes that the engine is at work, and how to stop it; stops it at once if that was asked for before. */
    synchronized void started(Runnable stopping) {
        started = true;
        stop = stopping;
        if (cancelled || timedOut) {
            stopping.run();
        }
    }

    synchronized void columns(List<SqlColumn> found) {
        columns = found;
    }

    synchronized List<SqlColumn> columns() {
        return columns;
    }

    synchronized void lastOffset(String offset) {
        lastOffset = offset;
    }

    synchronized @Nullable String lastOffset() {
        return lastOffset;
    }

    synchronized void succeeded(@Nullable ResultSpool spool, long count) {
        if (finished) {
            return;
        }
        results = spool;
        rows = count;
        finish();
    }

    synchronized void failed(Refusal refusal) {
        if (finished) {
            return;
        }
        failure = refusal;
        finish();
    }

    private void finish() {
        finished = true;
        stop = null;
        if (limit != null) {
            limit.cancel(false);
        }
        elapsedMillis = elapsed();
        done.countDown();
    }

    private long elapsed() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    /** Stops the query because it took too long, if it still runs. */
    synchronized void timeOut() {
        if (!finished) {
            timedOut = true;
            stop();
        }
    }

    /** Stops the query because somebody asked for it, if it still runs; callers see this at once. */
    synchronized void cancel() {
        if (isActive()) {
            cancelled = true;
            stop();
        }
    }

    private void stop() {
        Runnable stopping = stop;
        if (stopping != null) {
            stopping.run();
        }
    }

    /** Returns why the query was stopped from outside; null if it was not. */
    synchronized @Nullable Refusal stopReason() {
        if (cancelled) {
            return new Refusal(400, "QUERY_CANCELLED", "The query was cancelled");
        }
        return timedOut ? SqlErrors.timeout(spec.timeoutMillis(), id) : null;
    }

    /** Waits until the query has ended; returns whether it has. */
    boolean await(long millis) {
        try {
            return done.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Notes that the end was told in the first answer, so that nobody is to see an earlier state from then on. */
    synchronized void told() {
        told = true;
    }

    synchronized String status() {
        Duration age = Duration.between(submitted, setup.now());
        boolean hurried = told || !spec.async();
        if (cancelled) {
            return "CANCELLED";
        }
        boolean waits = !started && !finished;
        if (waits || (!hurried && age.compareTo(setup.scaled(QUEUED)) < 0)) {
            return "QUEUED";
        }
        if (!finished || (!hurried && age.compareTo(setup.scaled(QUEUED.plus(RUNNING))) < 0)) {
            return "RUNNING";
        }
        return failure != null ? "ERROR" : "COMPLETED";
    }

    boolean isActive() {
        String status = status();
        return status.equals("QUEUED") || status.equals("RUNNING");
    }

    synchronized @Nullable Refusal failure() {
        return failure;
    }

    synchronized @Nullable ResultSpool results() {
        return results;
    }

    synchronized long rows() {
        return rows;
    }

    synchronized long elapsedMillis() {
        return finished ? elapsedMillis : elapsed();
    }

    Instant expires() {
        return submitted.plus(KEPT);
    }

    boolean isExpired() {
        return !setup.now().isBefore(expires());
    }

    /** Stops the query and lets go of its results. */
    synchronized void discard() {
        cancel();
        if (results != null) {
            results.close();
        }
    }
}
