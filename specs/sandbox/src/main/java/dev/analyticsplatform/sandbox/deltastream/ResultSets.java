package dev.analyticsplatform.sandbox.deltastream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts statements into the vendor's answers. Thread-safe. */
final class ResultSets {
    /** How long an answer of the data plane waits for the rows before it tells to ask again. */
    private static final long PATIENCE = 2_000;

    private final Organization organization;

    ResultSets(Organization organization) {
        this.organization = organization;
    }

    private static Answer running(Statement statement) {
        return Answer.of(202, statement.head(SqlState.RUNNING, "The statement is not yet complete"));
    }

    private static Answer failure(Statement statement, SqlError error) {
        ObjectNode body = statement.head(error.state(), error.text());
        body.set(
                "metadata",
                metadata(Json.array(), List.of())
                        .set("context", statement.context().json()));
        return Answer.ok(body.set("data", Json.array()));
    }

    private static ObjectNode metadata(ArrayNode partitions, List<Column> columns) {
        ObjectNode metadata = Json.object().put("encoding", "json");
        metadata.set("partitionInfo", partitions);
        metadata.set("columns", Column.json(columns));
        return metadata;
    }

    private static ArrayNode partitions(List<Integer> counts) {
        ArrayNode partitions = Json.array();
        counts.forEach(count -> partitions.add(Json.object().put("rowCount", count)));
        return partitions;
    }

    /** Answers on the control plane. */
    Answer control(Statement statement, int partition, ZoneId zone, URI dataPlane) {
        SqlError error = statement.error();
        if (error != null) {
            return failure(statement, error);
        }
        Instant now = organization.now();
        if (now.isBefore(statement.readyAt())) {
            return running(statement);
        }
        DataplaneJob job = statement.outcome().elsewhere();
        ObjectNode body = statement.head(SqlState.SUCCESS, "The statement succeeded");
        if (job != null) {
            body.set("metadata", elsewhere(statement, job, dataPlane, now));
            return Answer.ok(body.set("data", Json.array()));
        }
        List<List<@Nullable String>> rows = statement.outcome().rows();
        List<Integer> counts = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += RowSpool.PARTITION) {
            counts.add(Math.min(RowSpool.PARTITION, rows.size() - from));
        }
        requirePartition(counts, partition);
        List<Column> columns = statement.outcome().columns();
        ArrayNode data = Json.array();
        int from = partition * RowSpool.PARTITION;
        for (List<@Nullable String> row : rows.subList(from, Math.min(rows.size(), from + RowSpool.PARTITION))) {
            ArrayNode cells = Json.array();
            row.forEach(cells::add);
            data.add(Texts.sameInUtc(columns, zone) ? cells : Texts.inZone(cells, columns, zone));
        }
        body.set(
                "metadata",
                metadata(partitions(counts), columns)
                        .set("context", statement.context().json()));
        return Answer.ok(body.set("data", data));
    }

    private static void requirePartition(List<Integer> counts, int partition) {
        if (partition > 0 && partition >= counts.size()) {
            throw new Refusal(400, "", "There is no partition " + partition + "; the statement has " + counts.size());
        }
    }

    private ObjectNode elsewhere(Statement statement, DataplaneJob job, URI dataPlane, Instant now) {
        boolean streaming = job instanceof StreamJob;
        String uri = streaming
                ? "ws://" + dataPlane.getAuthority() + "/v2/print/" + statement.id()
                : dataPlane.resolve("v2/statements/" + statement.id()).toString();
        ObjectNode request = Json.object()
                .put("token", organization.tokens.forStatement(statement.id(), job.requestType(), now))
                .put("uri", uri)
                .put("statementID", statement.id())
                .put("requestType", job.requestType());
        ObjectNode metadata = Json.object().put("encoding", "json");
        if (streaming) {
            metadata.putNull("partitionInfo").putNull("columns");
        } else {
            metadata.setAll(metadata(Json.array(), job.columns()));
        }
        metadata.set("dataplaneRequest", request);
        return metadata.set("context", statement.context().json());
    }

    /** Answers on the data plane. */
    Answer data(Statement statement, FiniteJob job, int partition, ZoneId zone) {
        RowSpool rows;
        try {
            var found = job.rows(PATIENCE);
            if (found.isEmpty()) {
                ObjectNode head = statement.head(SqlState.RUNNING, "The statement is not yet complete");
                return Answer.of(202, head.without("statementIDs"));
            }
            rows = found.get();
        } catch (SqlError error) {
            ObjectNode body = statement.head(error.state(), error.text()).without("statementIDs");
            body.set("metadata", metadata(Json.array(), List.of()));
            return Answer.ok(body.set("data", Json.array()));
        }
        requirePartition(rows.partitions(), partition);
        ObjectNode head =
                statement.head(SqlState.SUCCESS, "The statement succeeded").without("statementIDs");
        head.set("metadata", metadata(partitions(rows.partitions()), job.columns()));
        return Answer.streamed(200, json -> {
            json.writeStartObject();
            for (var member : head.properties()) {
                json.writeFieldName(member.getKey());
                json.writeTree(member.getValue());
            }
            json.writeFieldName("data");
            json.writeStartArray();
            write(rows.read(partition), json, job.columns(), zone);
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(InputStream rows, JsonGenerator json, List<Column> columns, ZoneId zone)
            throws IOException {
        boolean same = Texts.sameInUtc(columns, zone);
        try (InputStream array =
                        new SequenceInputStream(Collections.enumeration(List.of(bytes("["), rows, bytes("]"))));
                JsonParser in = Json.MAPPER.createParser(array)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.START_ARRAY) {
                if (same) {
                    json.copyCurrentStructure(in);
                } else {
                    // The mapper would take the row after this one for a mistake.
                    ArrayNode row = Json.array();
                    while (in.nextToken() != JsonToken.END_ARRAY) {
                        row.add(in.currentToken() == JsonToken.VALUE_NULL ? null : in.getText());
                    }
                    json.writeTree(Texts.inZone(row, columns, zone));
                }
            }
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
