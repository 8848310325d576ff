package dev.analyticsplatform.engine.http;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okio.AsyncTimeout;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;

/**
 * The body of an answer as it comes from the wire, before it is unpacked. Counts bytes, names failures, and for a
 * stream keeps the idle limit and notices an interrupt of the reading thread. Closing it early closes the connection:
 * the rest of a large body is not worth reading.
 */
final class BodySource extends ForwardingSource {

    private final CallState state;
    private final Call attempt;
    private final boolean stream;
    private final AsyncTimeout idle;
    private final Runnable atClose;
    private long bytes;
    private boolean failed;

    BodySource(Source wire, CallState state, Call attempt, boolean stream, Runnable atClose) {
        super(wire);
        this.state = state;
        this.attempt = attempt;
        this.stream = stream;
        this.atClose = atClose;
        this.idle = new Idle(state);
    }

    long bytes() {
        return bytes;
    }

    boolean failed() {
        return failed;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        if (stream) {
            state.enterIo();
            idle.enter();
        }
        try {
            long count = super.read(sink, byteCount);
            if (count < 0) {
                state.bodyRead = true;
            } else {
                bytes += count;
            }
            return count;
        } catch (IOException e) {
            failed = true;
            atClose.run();
            throw named(e);
        } finally {
            if (stream) {
                idle.exit();
                state.exitIo();
            }
        }
    }

    private IOException named(IOException e) {
        if (Thread.currentThread().isInterrupted()) {
            state.stop(CallState.Stop.INTERRUPTED);
        }
        var reason = state.stopped();
        return reason == null ? new BodyFailure(bytes, e) : new CarriedFailure(state.ended(reason, e));
    }

    @Override
    public void close() throws IOException {
        if (!state.bodyRead) {
            attempt.cancel();
        }
        try {
            super.close();
        } finally {
            atClose.run();
        }
    }

    /** Ends a call when a read takes too long. */
    static final class Idle extends AsyncTimeout {
        private final CallState state;

        Idle(CallState state) {
            this.state = state;
            timeout(Progress.nanos(state.idleLimit()), TimeUnit.NANOSECONDS);
        }

        @Override
        protected void timedOut() {
            state.stop(CallState.Stop.IDLE);
        }
    }
}
