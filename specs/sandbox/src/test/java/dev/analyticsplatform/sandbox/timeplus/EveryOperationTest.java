package dev.analyticsplatform.sandbox.timeplus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.contract.ApiOperation;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxExtension;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Every operation of the document is answered as it says")
final class EveryOperationTest {
    private static final Map<String, Integer> ANSWERED = new TreeMap<>();

    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of(Sandbox.of("timeplus"));

    private static final String COLUMNS = "\"columns\":[{\"name\":\"cid\",\"type\":\"string\"},"
            + "{\"name\":\"speed_kmh\",\"type\":\"nullable(float64)\"},{\"name\":\"tags\",\"type\":\"array(string)\"}]";
    private static final String SQL = "SELECT cid, speed_kmh FROM car_live_data WHERE speed_kmh > 100";

    private static int fresh;

    private final Timeplus timeplus = Timeplus.of(SANDBOX.sandbox());
    private final Map<String, String> ids = new TreeMap<>();

    static List<String> operations() {
        return Timeplus.DOCUMENT.operations().stream()
                .map(ApiOperation::operationId)
                .toList();
    }

    /** Makes one of each, under new names where there is one already. */
    @BeforeEach
    void prepare() {
        timeplus.post("streams", "{\"name\":\"car_live_data\"," + COLUMNS + "}");
        String name = "one" + ++fresh;
        ids.put("streams", make("streams", "{\"name\":\"" + name + "\"," + COLUMNS + "}", "name"));
        ids.put("views", make("views", "{\"name\":\"v" + name + "\",\"query\":\"" + SQL + "\"}", "name"));
        ids.put(
                "materialized_views",
                make("materialized_views", "{\"name\":\"m" + name + "\",\"query\":\"" + SQL + "\"}", "name"));
        String settings = ",\"settings\":[{\"key\":\"type\",\"value\":\"kafka\"}]}";
        ids.put("external_streams", make("external_streams", "{\"name\":\"e" + name + "\"" + settings, "name"));
        ids.put("external_tables", make("external_tables", "{\"name\":\"t" + name + "\"" + settings, "name"));
        ids.put(
                "alerts",
                make("alerts", "{\"name\":\"a\",\"action\":\"slack\",\"severity\":1,\"trigger_sql\":\"" + SQL + "\"}", "id"));
        ids.put("auth/api_keys", make("auth/api_keys", "{}", "id"));
        ids.put("dashboards", make("dashboards", "{\"name\":\"d\"}", "id"));
        ids.put("savedqueries", make("savedqueries", "{\"name\":\"q\",\"sql\":\"SELECT 1\"}", "id"));
        ids.put("schemas", make("schemas", "{\"name\":\"" + name + "\",\"type\":\"Protobuf\",\"content\":\"x\"}", "name"));
        ids.put("udfs", make("udfs", "{\"name\":\"" + name + "\",\"type\":\"javascript\"}", "name"));
        ids.put("sinks", make("sinks", "{\"name\":\"s\",\"type\":\"http\",\"query\":\"" + SQL + "\"}", "id"));
        ids.put(
                "sources",
                make("sources", "{\"name\":\"s\",\"type\":\"stream_generator\",\"stream\":\"car_live_data\"}", "id"));
        timeplus.post("sources/" + ids.get("sources") + "/stop").expect(204);
        timeplus.post("invitations", "{\"email\":\"grace@example.com\"}").expect(201);
        ids.put("invitations", timeplus.get("invitations").body().path(0).path("id").asText());
        timeplus.post("users", "{\"username\":\"" + name + "\",\"password\":\"p\"}").expect(201);
        ids.put("users", name);
        try (Events events = timeplus.query("SELECT 1 AS one")) {
            ids.put("queries", events.id());
            events.toEnd();
        }
    }

    private String make(String path, String body, String id) {
        return timeplus.post(path, body).expect(201).body().path(id).asText();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answers(String operationId) {
        ApiOperation operation = Timeplus.DOCUMENT.operation(operationId).orElseThrow();
        String path = operation.pathTemplate().substring("/v1beta2/".length());
        int parameter = path.indexOf("/{");
        if (parameter >= 0) {
            String of = path.substring(0, parameter);
            path = path.replaceFirst("\\{\\w+}", String.valueOf(ids.get(of)));
        }
        if (path.matches("(sinks|sources)/.*/stats")) {
            path += "?metrics_time_range=1d&error_log_time_range=1d";
        }
        if (operationId.equals("runQuery")) {
            try (Events events = timeplus.query("SELECT cid FROM table(car_live_data)")) {
                events.toEnd();
            }
            ANSWERED.put(operationId, 200);
            return;
        }
        Optional<String> body = operation.requestExample().map(example -> body(operationId, example));
        Timeplus.Reply reply = timeplus.send(
                operation.method(),
                path,
                body.or(() -> operation.method().equals("POST") ? Optional.of("") : Optional.empty()));
        ANSWERED.put(operationId, reply.status());
        assertThat(reply.status()).as(reply.text()).isBetween(200, 299);
        if (!path.contains("/stop") && !path.contains("/start")) {
            reply.expect(operation.successStatus());
        }
        if (operation.method().equals("DELETE")) {
            timeplus.send("DELETE", path, Optional.empty()).expect(404);
        }
    }

    /** Returns the example with names that are free here, and with streams that exist. */
    private static String body(String operationId, JsonNode example) {
        if (!example.isObject()) {
            return example.toString();
        }
        ObjectNode body = example.deepCopy();
        if (operationId.startsWith("create") && body.has("name")) {
            body.put("name", "fresh" + ++fresh);
        }
        if (body.has("username")) {
            body.put("username", "fresh" + ++fresh);
        }
        for (String sql : List.of("query", "trigger_sql", "resolve_sql", "sql")) {
            if (body.path(sql).isTextual() && !operationId.startsWith("update")) {
                body.put(sql, SQL);
            }
        }
        if (operationId.equals("updateAlert")) {
            body.put("trigger_sql", SQL).put("resolve_sql", SQL);
        }
        for (String sql : List.of("query")) {
            if (operationId.startsWith("update") && body.has(sql)) {
                body.put(sql, SQL);
            }
        }
        body.remove("target_stream");
        if (body.has("expire_at")) {
            body.remove("expire_in");
            body.put("expire_at", "2999-01-01T00:00:00Z");
        }
        if (operationId.contains("External")) {
            body.withArray("settings").add(Json.object().put("key", "type").put("value", "kafka"));
        }
        return body.toString();
    }

    @AfterAll
    static void report() {
        long refused = ANSWERED.values().stream().filter(status -> status == 501).count();
        System.out.println("timeplus sandbox: " + ANSWERED.size() + " operations, " + (ANSWERED.size() - refused)
                + " modelled, " + refused + " answer 501");
        assertThat(refused).isZero();
    }
}
