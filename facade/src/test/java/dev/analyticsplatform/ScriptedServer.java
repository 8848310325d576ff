package dev.analyticsplatform;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okio.Buffer;

/** A Rockset on loopback that says what a test wrote down for it, and remembers what it was asked. */
public final class ScriptedServer implements AutoCloseable {

    static final String KEY = "canary-7f3a-key";

    private static final Logger REQUEST_LOG = Logger.getLogger(MockWebServer.class.getName());

    private final MockWebServer server = new MockWebServer();
    private final TestTime time = new TestTime();

    public ScriptedServer() {
        REQUEST_LOG.setLevel(Level.WARNING);
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    public TestTime time() {
        return time;
    }

    PlatformConfig config() {
        return PlatformConfig.of("rockset")
                .endpoint(url())
                .credentials(ApiKey.of(KEY))
                .time(time);
    }

    AnalyticsPlatform open() {
        return AnalyticsPlatform.open(config());
    }

    ScriptedServer answer(String json) {
        return answer(200, json);
    }

    ScriptedServer answer(int status, String json) {
        return answer(json(status, json));
    }

    ScriptedServer answer(MockResponse response) {
        server.enqueue(response);
        return this;
    }

    /** An answer to a query that holds these rows, each a JSON text. */
    ScriptedServer rows(String... rows) {
        return answer("{\"query_id\":\"q1\",\"results\":[" + String.join(",", rows) + "],\"status\":\"COMPLETED\"}");
    }

    public void dispatcher(Dispatcher dispatcher) {
        server.setDispatcher(dispatcher);
    }

    public static MockResponse json(int status, String json) {
        return bytes(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public static MockResponse bytes(int status, String type, byte[] body) {
        return new MockResponse.Builder()
                .code(status)
                .headers(Headers.of("Content-Type", type))
                .body(new Buffer().write(body))
                .build();
    }

    int requests() {
        return server.getRequestCount();
    }

    RecordedRequest take() throws InterruptedException {
        var request = server.takeRequest(10, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("the server was not asked");
        }
        return request;
    }

    public static String body(RecordedRequest request) {
        var body = request.getBody();
        return body == null ? "" : body.utf8();
    }

    static JsonObject bodyJson(RecordedRequest request) {
        return JsonParser.parseString(body(request)).getAsJsonObject();
    }

    /** Runs a query whose one row is this JSON text. */
    Row row(AnalyticsPlatform platform, String row) {
        rows(row);
        List<Row> read = platform.queries().run("select 1").toList();
        if (read.size() != 1) {
            throw new AssertionError("one row was expected, not " + read);
        }
        return read.get(0);
    }

    @Override
    public void close() {
        server.close();
    }
}
