package dev.analyticsplatform.timeplus;

import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.Row;
import dev.analyticsplatform.TestTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;

/** A Timeplus on loopback that says what a test wrote down for it, and remembers what it was asked. */
final class TimeplusServer implements AutoCloseable {

    static final String KEY = "canary-51c0-key";
    static final String ID = "e3d2b1a0-7c4f-4d1e-9a55-0c2f6b8d9e11";

    private static final Logger REQUEST_LOG = Logger.getLogger(MockWebServer.class.getName());

    private final MockWebServer server = new MockWebServer();
    private final TestTime time = new TestTime();

    TimeplusServer() {
        REQUEST_LOG.setLevel(Level.WARNING);
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PlatformConfig config() {
        return PlatformConfig.of("timeplus")
                .endpoint("http://127.0.0.1:" + server.getPort())
                .credentials(ApiKey.of(KEY))
                .time(time);
    }

    AnalyticsPlatform open() {
        return AnalyticsPlatform.open(config());
    }

    TimeplusServer answer(int status, String json) {
        return answer(status, "application/json", json);
    }

    TimeplusServer answer(int status, String type, String body) {
        return answer(new MockResponse.Builder()
                .code(status)
                .headers(Headers.of("Content-Type", type))
                .body(body)
                .build());
    }

    TimeplusServer answer(MockResponse response) {
        server.enqueue(response);
        return this;
    }

    TimeplusServer empty(int status) {
        return answer(new MockResponse.Builder().code(status).build());
    }

    TimeplusServer events(String... frames) {
        return answer(200, "text/event-stream", String.join("", frames));
    }

    /** The event that begins a query; a column is a name and a type. */
    static String begin(String... columns) {
        return "event: query\ndata: " + query("running", "", columns) + "\n\n";
    }

    static String end(String status, String message) {
        return "event: query\ndata: " + query(status, message) + "\n\n";
    }

    static String finished() {
        return end("finished", "");
    }

    static String rows(String... rows) {
        return "data: [" + String.join(",", rows) + "]\n\n";
    }

    private static String query(String status, String message, String... columns) {
        var header = new StringBuilder();
        for (int i = 0; i < columns.length; i += 2) {
            header.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"" + columns[i] + "\",\"type\":\"" + columns[i + 1] + "\"}");
        }
        return "{\"id\":\"" + ID + "\",\"sql\":\"SELECT 1\",\"status\":\"" + status + "\",\"message\":\"" + message
                + "\",\"result\":{\"header\":[" + header + "]}}";
    }

    /** What a value of a column becomes. */
    Object value(AnalyticsPlatform platform, String type, String json) {
        events(begin("v", type), rows("[" + json + "]"), finished());
        List<Row> read = platform.queries().run("SELECT 1").toList();
        if (read.size() != 1) {
            throw new AssertionError("one row was expected, not " + read);
        }
        return java.util.Objects.requireNonNull(read.get(0).get("v"));
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

    static String line(RecordedRequest request) {
        return request.getMethod() + " " + request.getUrl().encodedPath();
    }

    static String body(RecordedRequest request) {
        var body = request.getBody();
        return body == null ? "" : body.utf8();
    }

    @Override
    public void close() {
        server.close();
    }
}
