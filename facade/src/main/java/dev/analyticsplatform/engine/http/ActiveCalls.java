package dev.analyticsplatform.engine.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The calls that run now, streams that are still read included. Closing stops them all. A thread of its own looks for
 * callers that were interrupted while they block in a socket; it sleeps while there are no calls.
 */
final class ActiveCalls implements AutoCloseable {

    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    private final Set<CallState> calls = ConcurrentHashMap.newKeySet();
    private final Thread watch;
    private volatile boolean closed;
    private volatile boolean parked;

    ActiveCalls(String vendor) {
        watch = new Thread(this::look, "analytics-platform-" + vendor + "-interrupts");
        watch.setDaemon(true);
        watch.start();
    }

    void add(CallState call) {
        calls.add(call);
        if (closed) {
            call.stop(CallState.Stop.CLOSED);
        }
        if (parked) {
            LockSupport.unpark(watch);
        }
    }

    void remove(CallState call) {
        calls.remove(call);
    }

    boolean isClosed() {
        return closed;
    }

    private void look() {
        while (!closed) {
            parked = true;
            if (calls.isEmpty()) {
                LockSupport.park(this);
            }
            parked = false;
            LockSupport.parkNanos(this, LOOK_NANOS);
            calls.forEach(CallState::stopIfInterrupted);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watch);
        calls.forEach(call -> call.stop(CallState.Stop.CLOSED));
    }
}
