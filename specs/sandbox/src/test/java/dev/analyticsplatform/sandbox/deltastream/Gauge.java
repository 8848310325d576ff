package dev.analyticsplatform.sandbox.deltastream;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Stands between the server and one of its readers, and measures what waits to be sent. */
final class Gauge extends WebSocketListener {
    private final StreamSocket reader;
    private final AtomicLong mostQueued = new AtomicLong();
    private final AtomicLong longestFrame = new AtomicLong();
    private final CountDownLatch full = new CountDownLatch(1);

    Gauge(StreamSocket reader) {
        this.reader = reader;
    }

    /** Is opened once more waits than the server lets wait. */
    CountDownLatch full() {
        return full;
    }

    /** Returns the most bytes that have waited at any time. */
    long mostQueued() {
        return mostQueued.get();
    }

    long longestFrame() {
        return longestFrame.get();
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        reader.onMessage(new Measured(socket), text);
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
        reader.onClosing(socket, code, reason);
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
        reader.onFailure(socket, failure, response);
    }

    private final class Measured implements WebSocket {
        private final WebSocket socket;

        Measured(WebSocket socket) {
            this.socket = socket;
        }

        @Override
        public boolean send(String text) {
            boolean taken = socket.send(text);
            longestFrame.accumulateAndGet(text.length(), Math::max);
            long queued = mostQueued.accumulateAndGet(socket.queueSize(), Math::max);
            if (queued > StreamSocket.MOST_QUEUED) {
                full.countDown();
            }
            return taken;
        }

        @Override
        public boolean send(ByteString bytes) {
            return socket.send(bytes);
        }

        @Override
        public Request request() {
            return socket.request();
        }

        @Override
        public long queueSize() {
            return socket.queueSize();
        }

        @Override
        public boolean close(int code, @Nullable String reason) {
            return socket.close(code, reason);
        }

        @Override
        public void cancel() {
            socket.cancel();
        }
    }
}
