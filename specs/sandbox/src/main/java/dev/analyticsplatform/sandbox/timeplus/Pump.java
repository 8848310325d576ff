package dev.analyticsplatform.sandbox.timeplus;

import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Runs an unbounded query on each batch of new rows, in the thread that brings them, and hands them on. Thread-safe.
 */
final class Pump {
    /** Does something with the rows of a plan between two numbers. */
    @FunctionalInterface
    interface Target {
        void take(QueryPlan plan, long[] from, long[] to);
    }

    private final QueryPlan plan;
    private final Target target;
    private final long[] start;
    private long[] done;
    private boolean closed;
    private @Nullable String failure;
    private Runnable onClose = () -> {};

    Pump(QueryPlan plan, Target target) {
        this.plan = plan;
        this.target = target;
        start = plan.fromEarliest() ? new long[plan.sources().size()] : plan.last();
        done = start.clone();
    }

    void onClose(Runnable action) {
        onClose = action;
    }

    QueryPlan plan() {
        return plan;
    }

    boolean reads(String name) {
        return plan.used().containsKey(name);
    }

    /**
     * Takes what has come since the last time; a failure stops it for good.
     *
     * @return whether there was anything
     */
    synchronized boolean run() {
        if (closed || failure != null) {
            return false;
        }
        long[] to = plan.last();
        if (Arrays.equals(to, done)) {
            return false;
        }
        try {
            target.take(plan, plan.aggregates() ? start : done, to);
            done = to;
            return true;
        } catch (SqlFailure | Refusal e) {
            failure = String.valueOf(e.getMessage());
            return false;
        }
    }

    synchronized @Nullable String failure() {
        return failure;
    }

    synchronized void close() {
        closed = true;
        onClose.run();
    }
}
