package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.SqlColumn;
import dev.analyticsplatform.sandbox.store.Stamp;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms in which a query is told: its response, its information, its pages. */
final class QueryAnswers {
    private QueryAnswers() {}

    /** Writes a response up to and with the opening of its rows. */
    static void begin(JsonGenerator json, QueryRun run, List<SqlColumn> columns) throws IOException {
        json.writeStartObject();
        json.writeStringField("query_id", run.id);
        json.writePOJOField("collections", QuerySources.array(run.sources.collections()));
        json.writePOJOField("aliases", QuerySources.array(run.sources.aliases()));
        if (!SqlText.selectsStar(run.spec.sql())) {
            json.writeArrayFieldStart("column_fields");
            for (SqlColumn column : columns) {
                json.writeStartObject();
                json.writeStringField("name", column.name());
                json.writeStringField("type", "");
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeArrayFieldStart("results");
    }

    /** Ends the rows, and what a failure left open within them, and writes the rest of a response. */
    static void end(JsonGenerator json, QueryRun run, long rows, @Nullable Refusal failure, @Nullable ObjectNode paging)
            throws IOException {
        while (!json.getOutputContext().getParent().inRoot()) {
            if (json.getOutputContext().inArray()) {
                json.writeEndArray();
            } else {
                json.writeEndObject();
            }
        }
        json.writeNumberField("results_total_doc_count", rows);
        json.writeStringField("status", failure == null ? "COMPLETED" : "ERROR");
        json.writeFieldName("stats");
        json.writeTree(stats(run));
        json.writeFieldName("query_errors");
        if (failure == null) {
            json.writeNull();
        } else {
            json.writeTree(errors(failure));
        }
        json.writeNullField("warnings");
        json.writeStringField("last_offset", run.lastOffset());
        json.writeStringField("query_lambda_path", run.spec.lambda());
        json.writeFieldName("pagination");
        if (paging == null) {
            json.writeNull();
        } else {
            json.writeTree(paging);
        }
        json.writeEndObject();
    }

    private static ObjectNode stats(QueryRun run) {
        return Json.object().put("elapsed_time_ms", run.elapsedMillis()).put("throttled_time_micros", 0);
    }

    private static ArrayNode errors(Refusal failure) {
        ArrayNode errors = Json.array();
        errors.addObject()
                .put("type", RocksetErrors.type(failure))
                .put("message", failure.text())
                .put("status_code", failure.status());
        return errors;
    }

    /** Returns the first answer of an asynchronous query: no rows yet, not even none. */
    static ObjectNode accepted(QueryRun run, String status) {
        ObjectNode answer = Json.object().put("query_id", run.id).put("status", status);
        answer.set("stats", stats(run));
        return answer;
    }

    /** Returns where a page of stored results stands. */
    static ObjectNode paging(QueryRun run, long start, long end, long pageSize) {
        boolean last = end >= run.rows();
        String next = last ? null : ResultCursor.at(run, end);
        return Json.object()
                .put("current_page_doc_count", end - start)
                .put("start_cursor", ResultCursor.at(run, start))
                .put("next_cursor", next)
                .put("next_cursor_offset", end)
                .put(
                        "next_page_link",
                        next == null
                                ? null
                                : "/v1/orgs/self/queries/" + run.id + "/pages?docs=" + pageSize + "&cursor=" + next);
    }

    static ObjectNode info(QueryRun run) {
        String status = run.status();
        boolean completed = status.equals("COMPLETED");
        ResultSpool results = run.results();
        Refusal failure = run.failure();
        ObjectNode info = Json.object();
        info.put("query_id", run.id);
        info.put("executed_by", run.spec.caller().user());
        info.set("submitted_at", Stamp.NOW.value(run.spec.caller(), run.submitted));
        info.putNull("destination_uri");
        info.put(
                "expires_at",
                completed && results != null
                        ? run.expires().truncatedTo(ChronoUnit.SECONDS).toString()
                        : null);
        ObjectNode stats = info.putObject("stats");
        stats.put("elapsed_time_ms", run.elapsedMillis());
        stats.put("throttled_time_ms", 0);
        stats.put("result_set_document_count", completed ? run.rows() : null);
        stats.put("result_set_bytes_size", completed && results != null ? results.bytes() : null);
        stats.put("result_set_file_count", completed && results != null ? 1L : null);
        info.put("status", status);
        info.set(
                "pagination",
                completed && results != null ? Json.object().put("start_cursor", ResultCursor.at(run, 0)) : null);
        info.set("query_errors", status.equals("ERROR") && failure != null ? errors(failure) : Json.array());
        info.put("sql", run.spec.sql());
        info.put("last_offset", run.lastOffset());
        return info;
    }
}
