package dev.analyticsplatform.sandbox.deltastream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.io.UncheckedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** A client of a stream that reads hardly further than the test does. */
final class Reader extends WebSocketListener implements AutoCloseable {
    private final BlockingQueue<String> frames = new ArrayBlockingQueue<>(2);
    private final WebSocket socket;
    private volatile boolean closed;

    private Reader(String url) {
        socket = DeltaStream.CLIENT.newWebSocket(new Request.Builder().url(url).build(), this);
    }

    /** Connects and says nothing yet. */
    static Reader connect(String url) {
        return new Reader(url);
    }

    /** Connects to where a statement leads, with the token of its answer. */
    static Reader open(JsonNode elsewhere) {
        return connect(elsewhere.path("uri").asText())
                .authenticate(elsewhere.path("token").asText());
    }

    Reader authenticate(String token) {
        return send("{\"type\":\"auth\",\"accessToken\":\"" + token + "\",\"sessionId\":\"\"}");
    }

    Reader send(String frame) {
        socket.send(frame);
        return this;
    }

    JsonNode next() throws InterruptedException {
        String frame = frames.poll(60, TimeUnit.SECONDS);
        assertThat(frame).as("a frame within a minute").isNotNull();
        try {
            return Json.MAPPER.readTree(frame);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(String frame) {
        try {
            if (!closed) {
                frames.put(frame);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        put(text);
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
        put("{\"closed\":" + code + "}");
        webSocket.close(code, null);
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
        put("{\"failed\":" + (response == null ? 0 : response.code()) + "}");
    }

    /** Leaves, and lets go of the thread that waits for the test to take a frame. */
    @Override
    public void close() {
        closed = true;
        socket.cancel();
        frames.clear();
    }
}
