package dev.analyticsplatform.bytehouse;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.TestTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A ByteHouse on loopback that says what a test wrote down for it. */
final class ByteHouseServer implements AutoCloseable {

    static final String KEY = "canary-7f3a-key";

    private static final Logger REQUEST_LOG = Logger.getLogger(MockWebServer.class.getName());

    private final MockWebServer server = new MockWebServer();

    ByteHouseServer() {
        REQUEST_LOG.setLevel(Level.WARNING);
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PlatformConfig config() {
        return PlatformConfig.of("bytehouse")
                .endpoint("http://127.0.0.1:" + server.getPort())
                .credentials(ApiKey.of(KEY))
                .time(new TestTime());
    }

    AnalyticsPlatform open() {
        return AnalyticsPlatform.open(config());
    }

    ByteHouseServer answer(int status, String json) {
        server.enqueue(new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body(json)
                .build());
        return this;
    }

    /** A result with a single column. */
    ByteHouseServer cells(String type, String... values) {
        var rows = new StringBuilder();
        for (String value : values) {
            rows.append(rows.isEmpty() ? "[" : ",[").append(value).append(']');
        }
        return answer(
                200,
                "{\"data\":[{\"meta\":[{\"name\":\"c\",\"type\":\"" + type + "\"}],\"data\":[" + rows + "],\"rows\":"
                        + values.length + "}]}");
    }

    /** What a statement without rows is answered with. */
    ByteHouseServer done() {
        return answer(200, "{\"data\":[{\"meta\":[],\"data\":[],\"rows\":0}]}");
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

    JsonObject takeJson() throws InterruptedException {
        var body = take().getBody();
        return JsonParser.parseString(body == null ? "" : body.utf8()).getAsJsonObject();
    }

    String takeSql() throws InterruptedException {
        return takeJson().get("query").getAsString();
    }

    @Override
    public void close() {
        server.close();
    }
}
