package dev.analyticsplatform.engine.stream;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.engine.http.WebSocketReceiver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Messages between the thread that reads them off the wire and the one that takes them. */
final class Inbox implements WebSocketReceiver {

    private static final int MOST_MESSAGES = 64;
    private static final long MOST_CHARS = 256 << 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();

    // Guarded by the lock.
    private final Queue<String> messages = new ArrayDeque<>();
    private long chars;
    private boolean open;
    private boolean over;
    private @Nullable AnalyticsException failure;

    void awaitOpen() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!open && !over) {
                change.await();
            }
            if (!open && failure != null) {
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next message, or null after a normal end. */
    @Nullable
    String take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (messages.isEmpty() && !over) {
                change.await();
            }
            boolean wasFull = !roomy();
            var message = messages.poll();
            if (message != null) {
                chars -= message.length();
                if (wasFull && roomy()) {
                    change.signalAll();
                }
                return message;
            }
            if (failure != null) {
                throw failure;
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void opened() {
        lock.lock();
        try {
            open = true;
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void message(String text) {
        lock.lock();
        try {
            if (!over) {
                if (messages.isEmpty()) {
                    change.signalAll();
                }
                messages.add(text);
                chars += text.length();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void over(@Nullable AnalyticsException reason, boolean atOnce) {
        lock.lock();
        try {
            if (!over) {
                failure = reason;
            }
            over = true;
            if (atOnce) {
                messages.clear();
                chars = 0;
                // Messages that were dropped must not look like an end.
                failure = failure == null ? reason : failure;
            }
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean hasRoom() {
        lock.lock();
        try {
            return over || roomy();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void awaitRoom(Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = most.toNanos();
            while (!over && !roomy() && nanos > 0) {
                nanos = change.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean roomy() {
        return messages.size() < MOST_MESSAGES && chars < MOST_CHARS;
    }
}
