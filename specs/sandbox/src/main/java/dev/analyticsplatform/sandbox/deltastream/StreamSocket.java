package dev.analyticsplatform.sandbox.deltastream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/**
 * One reader of a stream.
 *
 * <p>The first frame has to bring the token. Rows are read from the log only while little waits to be sent, so a slow
 * reader costs no memory, and the reader goes on where it was.
 */
final class StreamSocket extends WebSocketListener {
    /** Bytes that wait to be sent; one frame may come on top. */
    static final long MOST_QUEUED = 256 << 10;

    private static final int GOING_AWAY = 1001;
    private static final int POLICY_VIOLATION = 1008;
    private static final long LOOK_AGAIN_MILLIS = 100;
    private static final long QUEUE_MILLIS = 2;

    private final Organization organization;
    private final String statementId;
    private final StreamJob job;
    private final Executor executor;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    StreamSocket(Organization organization, String statementId, StreamJob job, Executor executor) {
        this.organization = organization;
        this.statementId = statementId;
        this.job = job;
        this.executor = executor;
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        if (!authenticates(text)) {
            if (closed.compareAndSet(false, true)) {
                fail(
                        socket,
                        SqlState.NO_PRIVILEGE,
                        "The first frame has to be auth with a valid token, and the only one");
            }
        } else if (begun.compareAndSet(false, true)) {
            executor.execute(() -> run(socket));
        }
    }

    private boolean authenticates(String text) {
        try {
            JsonNode frame = Json.MAPPER.readTree(text);
            return frame.path("type").asText().equals("auth")
                    && organization
                            .tokens
                            .grant(frame.path("accessToken").asText(), organization.now())
                            .filter(grant -> grant.statementId().equals(statementId))
                            .isPresent();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private void run(WebSocket socket) {
        ObjectNode metadata = frame("metadata");
        metadata.set("columns", Column.json(job.columns()));
        send(socket, metadata.toString());
        List<Long> from = job.start();
        try {
            while (!closed.get() && !organization.isClosed()) {
                Optional<StreamJob.Step> step = next(from);
                if (step.isPresent()) {
                    send(socket, step.get());
                    from = step.get().to();
                }
            }
            socket.close(GOING_AWAY, null);
        } catch (InterruptedException e) {
            // The sandbox is being closed. The web server's side of a websocket cannot be cancelled.
            socket.close(GOING_AWAY, null);
        } catch (SqlFailure failure) {
            if (organization.isClosed()) {
                socket.close(GOING_AWAY, null);
                return;
            }
            fail(socket, SqlError.of(failure).state(), String.valueOf(failure.getMessage()));
        } catch (RuntimeException e) {
            // The engine says nothing better of a database that is closed.
            if (!organization.isClosed()) {
                fail(socket, SqlState.INTERNAL, "The sandbox failed: " + e);
                throw e;
            }
            socket.close(GOING_AWAY, null);
        }
    }

    private Optional<StreamJob.Step> next(List<Long> from) throws InterruptedException {
        synchronized (organization) {
            organization.pump();
            Optional<StreamJob.Step> step = job.next(from);
            if (step.isEmpty()) {
                // Continuous queries start by the clock, of which nobody tells; hence the limit.
                organization.wait(LOOK_AGAIN_MILLIS);
            }
            return step;
        }
    }

    private void send(WebSocket socket, StreamJob.Step step) throws InterruptedException {
        try (Cursor rows = organization.engine.rows(step.sql(), job.fields())) {
            while (!closed.get() && rows.next()) {
                String row = String.valueOf(rows.text());
                send(socket, "{\"type\":\"data\",\"headers\":{},\"data\":" + row + "}");
                while (socket.queueSize() > MOST_QUEUED && !closed.get()) {
                    Thread.sleep(QUEUE_MILLIS);
                }
            }
        }
    }

    private static ObjectNode frame(String type) {
        return Json.object().put("type", type).set("headers", Json.object());
    }

    private void send(WebSocket socket, String frame) {
        if (!socket.send(frame)) {
            closed.set(true);
        }
    }

    private void fail(WebSocket socket, String state, String message) {
        socket.send(frame("error").put("message", message).put("sqlCode", state).toString());
        socket.close(POLICY_VIOLATION, null);
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
        closed.set(true);
        socket.close(code, null);
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
        closed.set(true);
    }
}
