package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Json;

/** The envelopes of the document: data alone, or with message and error. */
final class Replies {
    private Replies() {}

    /** Adds message and error to what is there. */
    static ObjectNode success(ObjectNode body) {
        body.put("message", "Success");
        body.putObject("error");
        return body;
    }

    /** Answers with message and error alone. */
    static Answer done() {
        return Answer.ok(success(Json.object()));
    }

    /** Answers with message, error and data. */
    static Answer reported(JsonNode data) {
        ObjectNode body = success(Json.object());
        body.set("data", data);
        return Answer.ok(body);
    }

    /** Answers with data alone. */
    static Answer data(JsonNode data) {
        ObjectNode body = Json.object();
        body.set("data", data);
        return Answer.ok(body);
    }

    static Answer empty() {
        return Answer.ok(Json.object());
    }
}
