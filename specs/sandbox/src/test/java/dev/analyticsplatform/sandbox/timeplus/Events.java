package dev.analyticsplatform.sandbox.timeplus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import okhttp3.Response;
import okio.BufferedSource;

/** Reads the events of a query one by one. */
final class Events implements AutoCloseable {
    private final Response response;
    private final BufferedSource source;
    private final JsonNode started;

    /** @param name empty for rows */
    record Event(String name, JsonNode data) {}

    Events(Response response) {
        this.response = response;
        source = response.body().source();
        Event first = next();
        assertThat(first.name()).isEqualTo("query");
        started = first.data();
        assertThat(started.path("status").asText()).isEqualTo("running");
    }

    String id() {
        return started.path("id").asText();
    }

    /** Returns name and type of each column. */
    String header() {
        StringBuilder header = new StringBuilder();
        for (JsonNode column : started.path("result").path("header")) {
            header.append(header.isEmpty() ? "" : "; ")
                    .append(column.path("name").asText());
            header.append(' ').append(column.path("type").asText());
        }
        return header.toString();
    }

    JsonNode started() {
        return started;
    }

    Event next() {
        try {
            String name = "";
            String line = source.readUtf8LineStrict();
            if (line.startsWith("event: ")) {
                name = line.substring(7);
                line = source.readUtf8LineStrict();
            }
            assertThat(line).startsWith("data: ");
            JsonNode data = Json.MAPPER.readTree(line.substring(6));
            assertThat(source.readUtf8LineStrict()).isEmpty();
            return new Event(name, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the next event of this name, and leaves out others. */
    JsonNode next(String name) {
        Event event = next();
        while (!event.name().equals(name)) {
            event = next();
        }
        return event.data();
    }

    /** Reads rows up to the end of the query, which has to be a good one. */
    ArrayNode toEnd() {
        ArrayNode rows = Json.array();
        Event event = next();
        while (!event.name().equals("query")) {
            if (event.name().isEmpty()) {
                rows.addAll((ArrayNode) event.data());
            }
            event = next();
        }
        assertThat(event.data().path("status").asText())
                .as(event.data().toString())
                .isEqualTo("finished");
        assertEnded();
        return rows;
    }

    void assertEnded() {
        try {
            assertThat(source.exhausted()).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        response.close();
    }
}
