package dev.analyticsplatform.sandbox.vendor;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * What the server sends back: a status and a JSON body.
 *
 * <p>A streamed answer is written while it is produced, so its size does not matter; its status is on the wire before
 * the first byte of the body, so what fails later has to be told inside the body.
 */
public final class Answer {
    /** Writes a body; runs once. */
    @FunctionalInterface
    public interface Body {
        /** Writes one JSON value. */
        void writeTo(JsonGenerator json) throws IOException;
    }

    private final int status;
    private final Body body;
    private final boolean streamed;

    private Answer(int status, Body body, boolean streamed) {
        this.status = status;
        this.body = body;
        this.streamed = streamed;
    }

    /** Answers with a body that is at hand. */
    public static Answer of(int status, JsonNode body) {
        return new Answer(status, json -> Json.MAPPER.writeTree(json, body), false);
    }

    /** Answers 200 with a body that is at hand. */
    public static Answer ok(JsonNode body) {
        return of(200, body);
    }

    /** Answers with a body that is written while it is produced. */
    public static Answer streamed(int status, Body body) {
        return new Answer(status, body, true);
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns whether the body is produced while it is sent. */
    public boolean isStreamed() {
        return streamed;
    }

    /** Returns what writes the body. */
    public Body body() {
        return body;
    }
}
