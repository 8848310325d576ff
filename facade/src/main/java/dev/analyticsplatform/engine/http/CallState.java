package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.CancelledException;
import dev.analyticsplatform.DeadlineExceededException;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.TimeSource;
import dev.analyticsplatform.Timeouts;
import java.time.Duration;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * One call of the user, with all its attempts: its deadline, what stops it, and what is known of its answer. Any thread
 * may stop it; the rest belongs to the thread that makes the call.
 */
final class CallState {

    /** Why a call ended before its answer. */
    enum Stop {
        INTERRUPTED,
        CANCELLED,
        CLOSED,
        IDLE
    }

    private final String vendor;
    private final OperationInfo operation;
    private final CallOptions options;
    private final Timeouts timeouts;
    private final TimeSource time;
    private final boolean streaming;
    private long started;

    // Guarded by this.
    private @Nullable Stop stop;
    private @Nullable Call current;
    private @Nullable Thread sleeper;
    private boolean woken;
    private @Nullable Runnable whenStopped;

    /** The thread that is blocked in I/O for this call, if one is. */
    private volatile @Nullable Thread blocked;

    /** The last byte of the answer has come. */
    volatile boolean bodyRead;

    /** An attempt failed after its connection stood, so nobody knows whether the vendor received it. */
    boolean mayHaveArrived;

    /** Sent so far. */
    int attempts;

    /** The answer's head, once there is one. */
    @Nullable
    AnswerHead answer;

    /** Why no further attempt was made, where that is not plain. */
    @Nullable
    String note;

    CallState(
            String vendor,
            OperationInfo operation,
            CallOptions options,
            Timeouts timeouts,
            TimeSource time,
            boolean streaming) {
        this.vendor = vendor;
        this.operation = operation;
        this.options = options;
        this.timeouts = timeouts;
        this.time = time;
        this.streaming = streaming;
        this.started = time.nanoTime();
    }

    /** What is known of an answer once its headers are there. The path has no query. */
    record AnswerHead(int status, String contentType, String path) {}

    ErrorContext context() {
        return ErrorContext.of(vendor, operation.operationId());
    }

    OperationInfo operation() {
        return operation;
    }

    Safety safety() {
        return options.safety().orElse(operation.safety());
    }

    boolean streaming() {
        return streaming;
    }

    /** An asynchronous call may have queued: its time runs from here. */
    void begin() {
        started = time.nanoTime();
    }

    Duration totalLimit() {
        return options.totalLimit().orElse(timeouts.total());
    }

    Duration idleLimit() {
        return timeouts.idle();
    }

    Duration remaining() {
        return totalLimit().minusNanos(time.nanoTime() - started);
    }

    /** How long the next attempt may take. A stream's first byte may take all that is left: the vendor is working. */
    Duration attemptLimit() {
        var limit = options.attemptLimit().orElse(streaming ? totalLimit() : timeouts.attempt());
        var left = remaining();
        return limit.compareTo(left) < 0 ? limit : left;
    }

    void throwIfOver() {
        throwIfStopped();
        if (Thread.currentThread().isInterrupted()) {
            stop(Stop.INTERRUPTED);
            throwIfStopped();
        }
        if (!remaining().minusNanos(1).isNegative()) {
            return;
        }
        throw new DeadlineExceededException(
                context(), "no answer within " + totalLimit() + " in all" + attemptsMade(), null);
    }

    void throwIfStopped() {
        var reason = stopped();
        if (reason != null) {
            throw ended(reason, null);
        }
    }

    AnalyticsException ended(Stop reason, @Nullable Throwable cause) {
        return switch (reason) {
            case INTERRUPTED -> new CancelledException(context(), "the calling thread was interrupted", cause);
            case CANCELLED -> new CancelledException(context(), "the call was cancelled or its rows closed", cause);
            case CLOSED -> new CancelledException(context(), "the platform was closed", cause);
            case IDLE ->
                new DeadlineExceededException(
                        context(), "no data for " + idleLimit() + "; the idle limit is an option", cause);
        };
    }

    String attemptsMade() {
        return attempts > 1 ? " (" + attempts + " attempts)" : "";
    }

    synchronized @Nullable Stop stopped() {
        return stop;
    }

    /** Ends the call wherever it is: waiting, connecting or reading. Only the first reason counts. */
    void stop(Stop reason) {
        Call running;
        Runnable listener;
        synchronized (this) {
            if (stop == null) {
                stop = reason;
            }
            running = current;
            listener = whenStopped;
            if (sleeper != null) {
                woken = true;
                sleeper.interrupt();
            }
        }
        if (running != null) {
            running.cancel();
        }
        if (listener != null) {
            listener.run();
        }
    }

    /** Runs something when the call is stopped, perhaps more than once; at once if it has been already. */
    void whenStopped(Runnable listener) {
        boolean over;
        synchronized (this) {
            whenStopped = listener;
            over = stop != null;
        }
        if (over) {
            listener.run();
        }
    }

    /** The attempt that runs now; cancelled at once if the call has been stopped. */
    void running(Call attempt) {
        boolean over;
        synchronized (this) {
            current = attempt;
            over = stop != null;
        }
        if (over) {
            attempt.cancel();
        }
    }

    void enterIo() {
        blocked = Thread.currentThread();
    }

    void exitIo() {
        blocked = null;
    }

    boolean inIoOfAnotherThread() {
        var thread = blocked;
        return thread != null && thread != Thread.currentThread();
    }

    /** A thread blocked in a socket does not notice its own interrupt; the watch does, and closes the socket. */
    void stopIfInterrupted() {
        var thread = blocked;
        if (thread != null && thread.isInterrupted()) {
            stop(Stop.INTERRUPTED);
        }
    }

    /** Waits; returns early if the call is stopped. */
    void sleep(Duration wait) {
        synchronized (this) {
            if (stop != null) {
                return;
            }
            sleeper = Thread.currentThread();
        }
        boolean interrupted = false;
        try {
            time.sleep(wait);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        synchronized (this) {
            sleeper = null;
            if (woken) {
                // That interrupt was stop() waking us up, not a message to the thread.
                Thread.interrupted();
                woken = false;
                return;
            }
            if (interrupted) {
                stop = Stop.INTERRUPTED;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
