package dev.analyticsplatform.sandbox.vendor;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What the server sends back: a status, headers and a body. Immutable.
 *
 * <p>A streamed answer is written while it is produced, so its size does not matter; its status is on the wire before
 * the first byte of the body, so what fails later has to be told inside the body; where the writer throws instead, the
 * failure is logged and the connection cut, so that the client sees an answer that broke off. What is written reaches
 * the client in pieces of its own size, or when the stream is flushed. Once the client is gone, writing and flushing
 * fail.
 */
public final class Answer {
    private static final String JSON = "application/json";

    /** Writes a JSON body; runs once. */
    @FunctionalInterface
    public interface Body {
        /** Writes one JSON value. */
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Writes a body of any kind; runs once. */
    @FunctionalInterface
    public interface Content {
        /** Writes the bytes; need not close the stream. */
        void writeTo(OutputStream out) throws IOException;
    }

    private final int status;
    private final Map<String, String> headers;
    private final Content content;
    private final boolean streamed;
    private final @Nullable WebSocketListener socket;

    private Answer(
            int status,
            Map<String, String> headers,
            Content content,
            boolean streamed,
            @Nullable WebSocketListener socket) {
        this.status = status;
        this.headers = headers;
        this.content = content;
        this.streamed = streamed;
        this.socket = socket;
    }

    /** Answers with a body that is at hand. */
    public static Answer of(int status, JsonNode body) {
        return new Answer(
                status, Map.of("Content-Type", JSON), json(json -> Json.MAPPER.writeTree(json, body)), false, null);
    }

    /** Answers 200 with a body that is at hand. */
    public static Answer ok(JsonNode body) {
        return of(200, body);
    }

    /** Answers without a body. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), out -> {}, false, null);
    }

    /** Answers with bytes that are at hand. */
    public static Answer bytes(int status, String contentType, ByteString body) {
        return new Answer(status, Map.of("Content-Type", contentType), body::write, false, null);
    }

    /** Answers with text that is at hand, in UTF-8. */
    public static Answer text(int status, String contentType, String body) {
        return bytes(status, contentType, ByteString.encodeUtf8(body));
    }

    /** Answers with a JSON body that is written while it is produced. */
    public static Answer streamed(int status, Body body) {
        return streamed(status, JSON, json(body));
    }

    /** Answers with a body of any kind that is written while it is produced. */
    public static Answer streamed(int status, String contentType, Content body) {
        return new Answer(status, Map.of("Content-Type", contentType), body, true, null);
    }

    /** Turns the connection into a websocket; the request has to ask for one. */
    public static Answer webSocket(WebSocketListener socket) {
        return new Answer(101, Map.of(), out -> {}, false, socket);
    }

    /** Returns the same answer with one more header; a second value replaces the first. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, content, streamed, socket);
    }

    private static Content json(Body body) {
        return out -> {
            try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
                // Without this, closing the generator would end the brackets of a body that broke off half-way, and so
                // make it look whole.
                json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
                body.writeTo(json);
            }
        };
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the headers that the handler set, content type included. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns whether the body is produced while it is sent. */
    public boolean isStreamed() {
        return streamed;
    }

    /** Returns what writes the body. */
    public Content content() {
        return content;
    }

    /** Returns what speaks on the websocket, if the connection becomes one. */
    public Optional<WebSocketListener> socket() {
        return Optional.ofNullable(socket);
    }
}
