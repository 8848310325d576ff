package dev.analyticsplatform.samples;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a platform does not take rows itself but reads topics: writes rows as JSON records to a Kafka REST Proxy, by
 * its public protocol. The sandbox plays one.
 */
final class Topics {

    private static final int BATCH = 500;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI proxy;
    private final String token;

    Topics(URI proxy, String token) {
        this.proxy = proxy;
        this.token = token;
    }

    /** Returns how many records the topic took. */
    int write(String topic, List<Map<String, @Nullable Object>> rows) {
        for (int from = 0; from < rows.size(); from += BATCH) {
            send(topic, rows.subList(from, Math.min(rows.size(), from + BATCH)));
        }
        return rows.size();
    }

    private void send(String topic, List<Map<String, @Nullable Object>> rows) {
        var request = HttpRequest.newBuilder(proxy.resolve("topics/" + topic))
                .header("Content-Type", "application/vnd.kafka.json.v2+json")
                .header("Accept", "application/vnd.kafka.v2+json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(records(rows).toString()))
                .build();
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(
                        "the REST proxy answered " + answer.statusCode() + " to records for topic " + topic);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing to topic " + topic, e);
        }
    }

    private static JsonObject records(List<Map<String, @Nullable Object>> rows) {
        var records = new JsonArray();
        for (var row : rows) {
            var value = new JsonObject();
            row.forEach((name, cell) -> {
                if (cell instanceof BigDecimal || cell instanceof Long) {
                    value.addProperty(name, (Number) cell);
                } else {
                    value.addProperty(name, cell == null ? null : cell.toString());
                }
            });
            var record = new JsonObject();
            record.add("value", value);
            records.add(record);
        }
        var body = new JsonObject();
        body.add("records", records);
        return body;
    }
}
