package dev.analyticsplatform.sandbox.rockset;

import static dev.analyticsplatform.sandbox.rockset.Rockset.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.SandboxExtension;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class LoadTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 12;

    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of("rockset");

    @Test
    @DisplayName("Eight threads that add, patch and query at once lose nothing")
    void eightThreads() throws InterruptedException, ExecutionException {
        Rockset rockset = Rockset.of(sandbox.sandbox());
        rockset.collection("events", "{\"_id\":\"counter\",\"n\":0}");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            all.add(threads.submit(() -> work(rockset, number)));
        }
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
        JsonNode result = rockset.query("SELECT count(*) AS documents, max(n) AS n FROM events")
                .body()
                .path("results")
                .path(0);
        assertThat(result.path("documents").asInt()).isEqualTo(1 + THREADS * ROUNDS * 2);
        assertThat(result.path("n").asInt()).isEqualTo(THREADS * ROUNDS);
    }

    private static void work(Rockset rockset, int thread) {
        for (int round = 0; round < ROUNDS; round++) {
            String id = thread + "-" + round;
            rockset.add("events", "{\"_id\":\"" + id + "\",\"thread\":" + thread + "}", "{\"thread\":" + thread + "}")
                    .expect(200);
            rockset.patch(
                            Rockset.COMMONS + "collections/events/docs",
                            "{\"data\":[{\"_id\":\"counter\",\"patch\":[{\"op\":\"INCREMENT\",\"path\":\"/n\",\"value\":1}]}]}")
                    .expect(200);
            JsonNode own = rockset.query("SELECT count(*) AS n FROM events WHERE thread = " + thread)
                    .expect(200)
                    .body();
            assertThat(own.path("results").path(0).path("n").asInt())
                    .as("what this thread has written so far")
                    .isEqualTo(2 * (round + 1));
        }
    }

    @Test
    @DisplayName("A million rows are sent while the engine makes them, and can be read while they are sent")
    void aMillionRows() throws IOException {
        Rockset rockset = Rockset.of(sandbox.sandbox());
        Request request = rockset.request(
                "POST",
                SELF + "queries",
                Optional.of(
                        "{\"sql\":{\"query\":\"SELECT range AS n, 'row ' || range AS text FROM range(1000000)\"}}"));
        OkHttpClient client = new OkHttpClient();
        try (Response response = client.newCall(request).execute();
                JsonParser json = Json.MAPPER.createParser(response.body().byteStream())) {
            assertThat(response.header("Transfer-Encoding")).isEqualTo("chunked");
            long rows = 0;
            long sum = 0;
            long total = -1;
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    if (name.equals("n")) {
                        rows++;
                        sum += json.nextLongValue(0);
                    } else if (name.equals("results_total_doc_count")) {
                        total = json.nextLongValue(0);
                    }
                }
            }
            assertThat(rows).isEqualTo(1_000_000);
            assertThat(sum).isEqualTo(499_999_500_000L);
            assertThat(total).isEqualTo(1_000_000);
        }
    }

    @Test
    @DisplayName("A client that goes away in the middle of an answer ends its query")
    void aClientGoesAway() throws IOException {
        Rockset rockset = Rockset.of(sandbox.sandbox());
        Request request = rockset.request(
                "POST",
                SELF + "queries",
                Optional.of("{\"sql\":{\"query\":\"SELECT repeat('x', 1000) AS x FROM range(100000000)\"}}"));
        OkHttpClient client = new OkHttpClient();
        try (Response response = client.newCall(request).execute()) {
            assertThat(response.body().source().readByte()).isEqualTo((byte) '{');
            assertThat(rockset.get(SELF + "queries").data()).hasSize(1);
        }
        client.connectionPool().evictAll();
        while (!rockset.get(SELF + "queries").data().isEmpty()) {
            Thread.onSpinWait();
        }
    }
}
