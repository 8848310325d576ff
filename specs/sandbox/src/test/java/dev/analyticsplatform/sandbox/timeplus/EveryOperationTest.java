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

    static List<String> operations() {
        return Timeplus.DOCUMENT.operations().stream()
                .map(ApiOperation::operationId)
                .toList();
    }

    @BeforeEach
    void prepare() {
        timeplus.post("streams", "{\"name\":\"car_live_data\"," + COLUMNS + "}");
    }

    /** Makes what an operation needs, under a new name where names count, and returns its name or id. */
    private String one(String kind) {
        String name = "one" + ++fresh;
        String external = ",\"settings\":[{\"key\":\"type\",\"value\":\"kafka\"}]}";
        String named = "{\"name\":\"" + name + "\",";
        return switch (kind) {
            case "streams" -> make(kind, named + COLUMNS + "}", "name");
            case "views", "materialized_views" -> make(kind, named + "\"query\":\"" + SQL + "\"}", "name");
            case "external_streams", "external_tables" -> make(kind, "{\"name\":\"" + name + "\"" + external, "name");
            case "alerts" ->
                make(kind, named + "\"action\":\"slack\",\"severity\":1,\"trigger_sql\":\"" + SQL + "\"}", "id");
            case "auth/api_keys" -> make(kind, "{}", "id");
            case "dashboards" -> make(kind, "{\"name\":\"d\"}", "id");
            case "savedqueries" -> make(kind, named + "\"sql\":\"SELECT 1\"}", "id");
            case "schemas" -> make(kind, named + "\"type\":\"Protobuf\",\"content\":\"x\"}", "name");
            case "udfs" -> make(kind, named + "\"type\":\"javascript\"}", "name");
            case "sinks" -> make(kind, named + "\"type\":\"http\",\"query\":\"" + SQL + "\"}", "id");
            case "sources" -> {
                String id = make(kind, named + "\"type\":\"stream_generator\",\"stream\":\"car_live_data\"}", "id");
                timeplus.post("sources/" + id + "/stop").expect(204);
                yield id;
            }
            case "invitations" -> {
                timeplus.post(kind, "{\"email\":\"grace@example.com\"}").expect(201);
                yield timeplus.get(kind).body().path(0).path("id").asText();
            }
            case "users" -> {
                timeplus.post(kind, "{\"username\":\"" + name + "\",\"password\":\"p\"}")
                        .expect(201);
                yield name;
            }
            case "queries" -> {
                try (Events events = timeplus.query("SELECT 1 AS one")) {
                    events.toEnd();
                    yield events.id();
                }
            }
            default -> throw new IllegalArgumentException(kind);
        };
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
            path = path.replaceFirst("\\{\\w+}", one(path.substring(0, parameter)));
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
        body.remove("event_time_column");
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
        long refused =
                ANSWERED.values().stream().filter(status -> status == 501).count();
        System.out.println("timeplus sandbox: " + ANSWERED.size() + " operations, " + (ANSWERED.size() - refused)
                + " modelled, " + refused + " answer 501");
        assertThat(refused).isZero();
    }
}
