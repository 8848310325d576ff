package dev.analyticsplatform.deltastream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.BearerToken;
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

/** A control plane and a data plane on loopback that say what a test wrote down for them. */
final class TwoPlanes implements AutoCloseable {

    static final String KEY = "canary-5d2e-key";
    static final String TOKEN = "canary-9c41-token";
    static final String ID = "0191f2c4-7a3e-7c55-9b1d-3f60a2c8e417";

    private static final Logger REQUEST_LOG = Logger.getLogger(MockWebServer.class.getName());

    final MockWebServer control = new MockWebServer();
    final MockWebServer data = new MockWebServer();
    final TestTime time = new TestTime();

    TwoPlanes() {
        REQUEST_LOG.setLevel(Level.WARNING);
        try {
            control.start(InetAddress.getLoopbackAddress(), 0);
            data.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With every name of the context, so that none is asked for. */
    PlatformConfig config() {
        return bare().namespace("shop.public").compute("small_pool").option("store", "orders_kafka");
    }

    PlatformConfig bare() {
        return PlatformConfig.of("deltastream")
                .endpoint("http://127.0.0.1:" + control.getPort() + "/v2")
                .credentials(BearerToken.of(KEY))
                .time(time);
    }

    AnalyticsPlatform open() {
        return AnalyticsPlatform.open(config());
    }

    String dataUrl(String path) {
        return "http://127.0.0.1:" + data.getPort() + path;
    }

    static MockResponse json(int status, String json) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body(json)
                .build();
    }

    static MockResponse running() {
        return json(202, head("03000", "The statement is not yet complete.") + "}");
    }

    static MockResponse failed(String sqlState, String message) {
        return json(200, head(sqlState, message) + ",\"metadata\":{\"encoding\":\"\"}}");
    }

    /** One column n of type BIGINT; {@code counts} has the rows of each part, separated by commas. */
    static MockResponse numbers(String counts, String... cells) {
        var partitions = new StringBuilder();
        for (String count : counts.isEmpty() ? new String[0] : counts.split(",", -1)) {
            partitions.append(partitions.isEmpty() ? "" : ",").append("{\"rowCount\":" + count + "}");
        }
        var rows = new StringBuilder();
        for (String cell : cells) {
            rows.append(rows.isEmpty() ? "" : ",").append("[" + cell + "]");
        }
        return result(
                "[" + partitions + "]", "[{\"name\":\"n\",\"type\":\"BIGINT\",\"nullable\":true}]", "[" + rows + "]");
    }

    static MockResponse result(String partitions, String columns, String data) {
        return json(
                200,
                head("00000", "") + ",\"metadata\":{\"encoding\":\"json\",\"partitionInfo\":" + partitions
                        + ",\"columns\":" + columns + "},\"data\":" + data + "}");
    }

    static MockResponse elsewhere(String type, String uri) {
        return json(
                200,
                head("00000", "") + ",\"metadata\":{\"encoding\":\"json\",\"partitionInfo\":null,\"columns\":null,"
                        + "\"dataplaneRequest\":{\"token\":\"" + TOKEN + "\",\"uri\":\"" + uri + "\",\"statementID\":\""
                        + ID + "\",\"requestType\":\"" + type + "\"}},\"data\":[]}");
    }

    private static String head(String sqlState, String message) {
        return "{\"sqlState\":\"" + sqlState + "\",\"message\":\"" + message + "\",\"statementID\":\"" + ID
                + "\",\"statementIDs\":[\"" + ID + "\"],\"createdOn\":1745318400";
    }

    static RecordedRequest take(MockWebServer server) throws InterruptedException {
        var request = server.takeRequest(10, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("the server was not asked");
        }
        return request;
    }

    /** The document of the form's one part. */
    static JsonObject statement(RecordedRequest request) {
        var body = request.getBody();
        String text = body == null ? "" : body.utf8();
        return JsonParser.parseString(text.substring(text.indexOf('{'), text.lastIndexOf('}') + 1))
                .getAsJsonObject();
    }

    @Override
    public void close() {
        control.close();
        data.close();
    }
}
