package dev.analyticsplatform.singlestore;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BasicCredentials;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/**
 * A SingleStore on loopback whose Management API knows the workspaces of a test, and whose Data API says what the test
 * wrote down. Both planes are at one address, so that a test sees the order of all requests.
 */
final class SingleStoreServer extends Dispatcher implements AutoCloseable {

    static final String KEY = "canary-management-key";
    static final String PASSWORD = "canary-sql-password";
    static final String GROUP = "5d4c1f0e-32fb-4f5c-8f0e-0e2c1de8a001";

    /** What was asked: method and path, and the body of SQL. */
    record Asked(String path, String authorization, JsonObject body) {
        String sql() {
            return body.get("sql").getAsString();
        }

        String args() {
            return String.valueOf(body.get("args"));
        }
    }

    private final ScriptedServer server = new ScriptedServer();
    private final Deque<MockResponse> answers = new ArrayDeque<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile String workspaces = "";

    SingleStoreServer() {
        server.dispatcher(this);
        workspaces(workspace(1, "main", "ACTIVE", address()));
    }

    String address() {
        return server.url().substring("http://".length());
    }

    /** The same server by another name. */
    String otherAddress() {
        return address().replace("127.0.0.1", "localhost");
    }

    static String id(int number) {
        return "7c0a1b2c-0000-4000-8000-00000000000" + number;
    }

    static String workspace(int number, String name, String state, String endpoint) {
        return """
                {"name":"%s","workspaceID":"%s","workspaceGroupID":"%s","size":"S-00","state":"%s","createdAt":"2024","endpoint":"%s"}""".formatted(name, id(number), GROUP, state, endpoint);
    }

    SingleStoreServer workspaces(String... each) {
        workspaces = String.join(",", each);
        return this;
    }

    SingleStoreServer answer(int status, String type, String body) {
        synchronized (answers) {
            answers.add(ScriptedServer.bytes(status, type, body.getBytes(StandardCharsets.UTF_8)));
        }
        return this;
    }

    SingleStoreServer json(String body) {
        return answer(200, "application/json", body);
    }

    SingleStoreServer refuse(int status, String text) {
        return answer(status, "text/plain", text);
    }

    /** Columns as {@code name TYPE} and rows as JSON lists. */
    SingleStoreServer tuples(List<String> columns, String... rows) {
        var list = columns.stream()
                .map(column -> column.split(" ", 2))
                .map(part -> "{\"name\":\"" + part[0] + "\",\"dataType\":\"" + part[1] + "\",\"nullable\":true}")
                .toList();
        return json("{\"results\":[{\"columns\":[" + String.join(",", list) + "],\"rows\":[" + String.join(",", rows)
                + "]}]}");
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        String path = request.getMethod() + " " + request.getUrl().encodedPath();
        String text = ScriptedServer.body(request);
        asked.add(new Asked(
                path,
                Objects.requireNonNullElse(request.getHeaders().get("Authorization"), ""),
                text.isEmpty() ? new JsonObject() : JsonParser.parseString(text).getAsJsonObject()));
        if (path.equals("GET /v1/workspaceGroups")) {
            return ScriptedServer.json(
                    200, "[{\"workspaceGroupID\":\"" + GROUP + "\",\"name\":\"g\",\"state\":\"ACTIVE\"}]");
        } else if (path.equals("GET /v1/workspaces")) {
            return ScriptedServer.json(200, "[" + workspaces + "]");
        } else if (path.startsWith("GET /v1/workspaces/")) {
            String id = path.substring("GET /v1/workspaces/".length());
            for (var each : JsonParser.parseString("[" + workspaces + "]").getAsJsonArray()) {
                if (each.getAsJsonObject().get("workspaceID").getAsString().equals(id)) {
                    return ScriptedServer.json(200, each.toString());
                }
            }
            return ScriptedServer.bytes(404, "text/plain", "workspace not found".getBytes(StandardCharsets.UTF_8));
        }
        synchronized (answers) {
            var next = answers.poll();
            return next != null ? next : ScriptedServer.json(500, "\"the test has no answer for this\"");
        }
    }

    PlatformConfig config() {
        return PlatformConfig.of("singlestore")
                .endpoint(server.url())
                .credentials(ApiKey.of(KEY))
                .sqlCredentials(BasicCredentials.of("admin", PASSWORD))
                .namespace("shop")
                .time(server.time());
    }

    AnalyticsPlatform open() {
        return AnalyticsPlatform.open(config());
    }

    List<Asked> asked() {
        return asked;
    }

    /** What was asked of the Data API. */
    List<Asked> sql() {
        return asked.stream().filter(each -> each.path().contains("/api/v2/")).toList();
    }

    long lookUps() {
        return asked.stream()
                .filter(each -> each.path().contains("/v1/workspaces"))
                .count();
    }

    @Override
    public void close() {
        super.close();
        server.close();
    }
}
