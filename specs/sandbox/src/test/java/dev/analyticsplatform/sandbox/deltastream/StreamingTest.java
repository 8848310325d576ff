package dev.analyticsplatform.sandbox.deltastream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxExtension;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class StreamingTest {
    @RegisterExtension
    final SandboxExtension sandbox =
            SandboxExtension.of(Sandbox.of("deltastream").timeScale(0));

    private DeltaStream client;

    @BeforeEach
    void connect() {
        client = DeltaStream.of(sandbox.sandbox());
        client.produce("t", "{\"n\":1}");
        client.sql("CREATE STREAM s (n BIGINT, text VARCHAR) WITH ('topic' = 't', 'value.format' = 'json')")
                .expectState("00000");
    }

    /** Hands frames to the test; with a queue that holds nothing it reads no further than the test does. */
    private static final class Reader extends WebSocketListener {
        private final BlockingQueue<String> frames;
        private final WebSocket socket;

        Reader(JsonNode elsewhere, BlockingQueue<String> frames) {
            this.frames = frames;
            socket = DeltaStream.CLIENT.newWebSocket(
                    new Request.Builder().url(elsewhere.path("uri").asText()).build(), this);
        }

        Reader authenticate(String token) {
            socket.send("{\"type\":\"auth\",\"accessToken\":\"" + token + "\",\"sessionId\":\"\"}");
            return this;
        }

        JsonNode next() throws InterruptedException, com.fasterxml.jackson.core.JsonProcessingException {
            String frame = frames.poll(30, TimeUnit.SECONDS);
            assertThat(frame).as("a frame within 30 seconds").isNotNull();
            return Json.MAPPER.readTree(frame);
        }

        private void put(String frame) {
            try {
                frames.put(frame);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void onMessage(WebSocket webSocket, String text) {
            put(text);
        }

        @Override
        public void onClosing(WebSocket webSocket, int code, String reason) {
            put("{\"closed\":" + code + "}");
            webSocket.close(code, null);
        }

        @Override
        public void onFailure(WebSocket webSocket, Throwable failure, Response response) {
            put("{\"failed\":" + (response == null ? 0 : response.code()) + "}");
        }
    }

    private static Reader open(JsonNode elsewhere) {
        return new Reader(elsewhere, new LinkedBlockingQueue<>())
                .authenticate(elsewhere.path("token").asText());
    }

    @Test
    @DisplayName("A stream gives the records that come after the statement, whenever the reader connects")
    void fromLatest() throws Exception {
        DeltaStream.Reply reply = client.sql("SELECT n * 2 AS twice FROM s WHERE n <> 3");
        assertThat(reply.body().path("metadata").path("columns").isNull()).isTrue();
        assertThat(reply.elsewhere().path("requestType").asText()).isEqualTo("streaming");
        client.produce("t", "{\"n\":2}", "{\"n\":3}");
        Reader reader = open(reply.elsewhere());
        JsonNode metadata = reader.next();
        assertThat(metadata.path("type").asText()).isEqualTo("metadata");
        assertThat(metadata.path("columns").path(0).path("name").asText()).isEqualTo("twice");
        assertThat(reader.next().path("data")).hasToString("[\"4\"]");
        client.produce("t", "{\"n\":4}");
        assertThat(reader.next().path("data")).hasToString("[\"8\"]");
        reader.socket.cancel();
    }

    @Test
    @DisplayName("From the earliest position come all records; groups come anew whenever they change")
    void fromEarliest() throws Exception {
        client.produce("t", "{\"n\":2}");
        Reader all = open(client.sql("SELECT n FROM s WITH ('starting.position' = 'earliest')")
                .elsewhere());
        all.next();
        assertThat(all.next().path("data")).hasToString("[\"1\"]");
        assertThat(all.next().path("data")).hasToString("[\"2\"]");
        Reader sums =
                open(client.sql("SELECT sum(n) AS n FROM s WITH ('starting.position' = 'earliest') HAVING sum(n) > 0")
                        .elsewhere());
        sums.next();
        assertThat(sums.next().path("data")).hasToString("[\"3\"]");
        client.produce("t", "{\"n\":10}");
        assertThat(sums.next().path("data")).hasToString("[\"13\"]");
        Reader printed = open(client.sql("PRINT ENTITY t WITH ('starting.position' = 'earliest')")
                .elsewhere());
        printed.next();
        assertThat(printed.next().path("data")).hasToString("[null,\"{\\\"n\\\":1}\"]");
        all.socket.cancel();
        sums.socket.cancel();
        printed.socket.cancel();
    }

    @Test
    @DisplayName("Whoever does not begin with a valid token for this stream gets an error and no data")
    void hostileOrder() throws Exception {
        JsonNode elsewhere = client.sql("SELECT n FROM s WITH ('starting.position' = 'earliest')")
                .elsewhere();
        String token = elsewhere.path("token").asText();
        String another = client.sql("SELECT n FROM s").elsewhere().path("token").asText();
        for (String first : new String[] {"{\"type\":\"data\",\"data\":[\"1\"]}", "no JSON", "{}"}) {
            Reader reader = new Reader(elsewhere, new LinkedBlockingQueue<>());
            reader.socket.send(first);
            reader.authenticate(token);
            assertRefused(reader);
        }
        assertRefused(new Reader(elsewhere, new LinkedBlockingQueue<>()).authenticate(another));
        assertRefused(new Reader(elsewhere, new LinkedBlockingQueue<>())
                .authenticate(sandbox.sandbox().key()));
        JsonNode absent = Json.object()
                .put(
                        "uri",
                        elsewhere.path("uri").asText().replaceAll("[^/]*$", "00000000-0000-0000-0000-000000000000"));
        assertThat(new Reader(absent, new LinkedBlockingQueue<>())
                        .next()
                        .path("failed")
                        .asInt())
                .isEqualTo(404);
    }

    private static void assertRefused(Reader reader) throws Exception {
        JsonNode error = reader.next();
        assertThat(error.path("type").asText()).as("%s", error).isEqualTo("error");
        assertThat(error.path("sqlCode").asText()).isEqualTo("42501");
        assertThat(reader.next().path("closed").asInt()).isEqualTo(1008);
    }

    @Test
    @DisplayName("A reader that takes its time gets every record, though there is more than the server may keep for it")
    void backpressure() throws Exception {
        int rows = 3_000;
        String text = "x".repeat(10_000);
        for (int batch = 0; batch < 10; batch++) {
            String[] records = new String[rows / 10];
            for (int i = 0; i < records.length; i++) {
                records[i] = "{\"n\":" + (batch * records.length + i) + ",\"text\":\"" + text + "\"}";
            }
            client.produce("big", records).expect(200);
        }
        client.sql("CREATE STREAM b (n BIGINT, text VARCHAR) WITH ('topic' = 'big', 'value.format' = 'json')")
                .expectState("00000");
        JsonNode elsewhere = client.sql("SELECT * FROM b WITH ('starting.position' = 'earliest')")
                .elsewhere();
        Reader reader = new Reader(elsewhere, new SynchronousQueue<>())
                .authenticate(elsewhere.path("token").asText());
        assertThat(reader.next().path("type").asText()).isEqualTo("metadata");
        // The server would have given up by now if it sent 30 MB into its queue of 16.
        client.sql("LIST STORES").expectState("00000");
        for (int i = 0; i < rows; i++) {
            assertThat(reader.next().path("data").path(0).asText()).isEqualTo(String.valueOf(i));
        }
        reader.socket.cancel();
    }
}
