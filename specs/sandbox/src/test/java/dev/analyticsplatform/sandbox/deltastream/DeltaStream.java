package dev.analyticsplatform.sandbox.deltastream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.contract.ApiOperation;
import dev.analyticsplatform.contract.ApiResponse;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A plain HTTP client for tests that checks every answer against its document. */
final class DeltaStream {
    static final ApiDocument CONTROL = ApiDocument.named("deltastream/control-plane");
    static final ApiDocument DATA = ApiDocument.named("deltastream/data-plane");
    static final OkHttpClient CLIENT = new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .readTimeout(Duration.ofMinutes(2))
            .build();
    private static final MediaType JSON = MediaType.get("application/json");
    private static final MediaType RECORDS = MediaType.get("application/vnd.kafka.json.v2+json");

    private final Sandbox sandbox;
    private final Optional<String> authorization;

    record Reply(int status, JsonNode body) {
        Reply expect(int wanted) {
            assertThat(status).as("%s", body).isEqualTo(wanted);
            return this;
        }

        Reply expectState(String sqlState) {
            expect(200);
            assertThat(body.path("sqlState").asText()).as("%s", body).isEqualTo(sqlState);
            return this;
        }

        String id() {
            return body.path("statementID").asText();
        }

        JsonNode rows() {
            expectState("00000");
            return body.path("data");
        }

        JsonNode elsewhere() {
            expectState("00000");
            return body.path("metadata").path("dataplaneRequest");
        }
    }

    private DeltaStream(Sandbox sandbox, Optional<String> authorization) {
        this.sandbox = sandbox;
        this.authorization = authorization;
    }

    static DeltaStream of(Sandbox sandbox) {
        return new DeltaStream(sandbox, Optional.of("Bearer " + sandbox.key()));
    }

    DeltaStream authorization(Optional<String> header) {
        return new DeltaStream(sandbox, header);
    }

    String url(String path) {
        return sandbox.url().resolve("/" + path).toString();
    }

    /** Sends a statement in the context with which the sandbox starts. */
    Reply sql(String statement) {
        return sql(
                statement,
                "{\"database\":\"demo\",\"schema\":\"public\",\"store\":\"sandbox_store\","
                        + "\"computePool\":\"sandbox_pool\"}");
    }

    Reply sql(String statement, String context) {
        ObjectNode request = Json.object(context).put("statement", statement);
        return post("v2/statements", RequestBody.create(request.toString().getBytes(StandardCharsets.UTF_8), JSON));
    }

    Reply post(String path, RequestBody body) {
        return send(request(url(path)).post(body).build(), CONTROL);
    }

    Reply get(String path) {
        return send(request(url(path)).get().build(), CONTROL);
    }

    /** Runs a query that ends, and returns the data plane's answer. */
    Reply query(String statement) {
        JsonNode elsewhere = sql(statement).elsewhere();
        assertThat(elsewhere.path("requestType").asText()).isEqualTo("result-set");
        return data(elsewhere, "");
    }

    Reply data(JsonNode elsewhere, String query) {
        return data(
                elsewhere.path("uri").asText() + query, elsewhere.path("token").asText());
    }

    Reply data(String url, String token) {
        return send(
                new Request.Builder()
                        .url(url)
                        .header("Authorization", "Bearer " + token)
                        .build(),
                DATA);
    }

    Reply produce(String topic, String... values) {
        StringBuilder records = new StringBuilder("{\"records\":[");
        for (String value : values) {
            records.append(records.length() > 12 ? "," : "")
                    .append("{\"value\":")
                    .append(value)
                    .append('}');
        }
        return send(
                request(url("topics/" + topic))
                        .post(RequestBody.create(
                                records.append("]}").toString().getBytes(StandardCharsets.UTF_8), RECORDS))
                        .build(),
                CONTROL);
    }

    Request.Builder request(String url) {
        Request.Builder request = new Request.Builder().url(url);
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    static Reply send(Request request, ApiDocument document) {
        try (Response response = CLIENT.newCall(request).execute()) {
            byte[] bytes = response.body().bytes();
            Optional<ApiOperation> operation =
                    document.match(request.method(), request.url().encodedPath());
            operation.ifPresent(found -> assertThat(document.checkResponse(
                            found,
                            new ApiResponse(response.code(), response.headers().toMultimap(), bytes)))
                    .as("%s answers %s", found.operationId(), new String(bytes, StandardCharsets.UTF_8))
                    .isEmpty());
            String type = response.header("Content-Type", "");
            return new Reply(
                    response.code(),
                    type.contains("json")
                            ? Json.MAPPER.readTree(bytes)
                            : Json.MAPPER.getNodeFactory().textNode(new String(bytes, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
