package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.io.IOException;

/** The forms in which a query is told: its ticket, its status, its kept results. */
final class QueryAnswers {
    private static final long MOST_SECONDS = 3600;

    private QueryAnswers() {}

    /** Returns what a query in the background is known by. */
    static ArrayNode ticket(QueryRun run) {
        ArrayNode tickets = Json.array();
        tickets.addObject().put("id", run.id).put("queryID", run.queryId).put("status", run.status());
        return tickets;
    }

    static ObjectNode status(QueryRun run) {
        ObjectNode status = Json.object()
                .put("id", run.id)
                .put("queryID", run.queryId)
                .put("status", run.status())
                .put("startTime", run.submitted.toString())
                .put("updateTime", run.updated().toString())
                .put("maxExecutionTime", MOST_SECONDS);
        Refusal failure = run.failure();
        if (failure != null && !run.isActive()) {
            status.put("errorMessage", failure.text());
        }
        return status;
    }

    /**
     * Streams results that are kept.
     *
     * @param most most rows of each; 0 for all
     */
    static Answer results(QueryRun run, long most) {
        Spool results = run.results();
        if (results == null) {
            throw new Refusal(500, "", "The results of " + run.queryId + " are gone");
        }
        return Answer.streamed(200, json -> {
            try (JsonParser in = Json.MAPPER.createParser(results.read())) {
                json.writeStartObject();
                json.writeFieldName("data");
                in.nextToken();
                if (most == 0) {
                    json.copyCurrentStructureExact(in);
                } else {
                    json.writeStartArray();
                    while (in.nextToken() == JsonToken.START_OBJECT) {
                        cut(in, json, most);
                    }
                    json.writeEndArray();
                }
                json.writeEndObject();
            }
        });
    }

    private static void cut(JsonParser in, JsonGenerator json, long most) throws IOException {
        long rows = 0;
        json.writeStartObject();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            json.writeFieldName(name);
            in.nextToken();
            if (name.equals("data")) {
                json.writeStartArray();
                while (in.nextToken() == JsonToken.START_ARRAY) {
                    if (rows < most) {
                        rows++;
                        json.copyCurrentStructureExact(in);
                    } else {
                        in.skipChildren();
                    }
                }
                json.writeEndArray();
            } else if (name.equals("rows")) {
                json.writeNumber(rows);
            } else {
                json.copyCurrentStructureExact(in);
            }
        }
        json.writeEndObject();
    }
}
