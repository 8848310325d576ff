package dev.analyticsplatform.sandbox.timeplus;

import java.util.concurrent.TimeUnit;

/** Wakes those who wait for something to happen: rows, a cancellation, the end of the sandbox. Thread-safe. */
final class RowSignal {
    private long raised;

    /** Returns how often it was raised: to be read before looking whether there is anything to do. */
    synchronized long seen() {
        return raised;
    }

    synchronized void raise() {
        raised++;
        notifyAll();
    }

    /** Waits until it is raised again, or for some milliseconds of real time. */
    synchronized void await(long seen, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (raised == seen) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }
}
