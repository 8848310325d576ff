package dev.analyticsplatform.sandbox.rockset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/**
 * A plain HTTP client for tests. Every answer is checked against the document, and every error against the vendor's
 * form.
 */
final class Rockset {
    static final ApiDocument DOCUMENT = ApiDocument.named("rockset/api");
    static final String SELF = "v1/orgs/self/";
    static final String COMMONS = SELF + "ws/commons/";

    private static final MediaType JSON = MediaType.get("application/json");
    private static final OkHttpClient CLIENT = new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .readTimeout(Duration.ofMinutes(2))
            .build();

    private final Sandbox sandbox;
    private final Optional<String> authorization;

    record Reply(int status, JsonNode body, String text) {
        JsonNode data() {
            assertThat(status).as(text).isBetween(200, 299);
            return body.path("data");
        }

        Reply expect(int wanted) {
            assertThat(status).as(text).isEqualTo(wanted);
            return this;
        }

        Reply expectError(int wanted, String type) {
            expect(wanted);
            assertThat(body.path("type").asText()).as(text).isEqualTo(type);
            return this;
        }

        String message() {
            return body.path("message").asText();
        }
    }

    private Rockset(Sandbox sandbox, Optional<String> authorization) {
        this.sandbox = sandbox;
        this.authorization = authorization;
    }

    static Rockset of(Sandbox sandbox) {
        return new Rockset(sandbox, Optional.of("ApiKey " + sandbox.key()));
    }

    Rockset authorization(String value) {
        return new Rockset(sandbox, Optional.of(value));
    }

    Rockset withoutKey() {
        return new Rockset(sandbox, Optional.empty());
    }

    Reply get(String path) {
        return send("GET", path, Optional.empty());
    }

    Reply post(String path, String body) {
        return send("POST", path, Optional.of(body));
    }

    Reply post(String path) {
        return send("POST", path, Optional.of(""));
    }

    Reply put(String path, String body) {
        return send("PUT", path, Optional.of(body));
    }

    Reply patch(String path, String body) {
        return send("PATCH", path, Optional.of(body));
    }

    Reply delete(String path) {
        return send("DELETE", path, Optional.empty());
    }

    Reply delete(String path, String body) {
        return send("DELETE", path, Optional.of(body));
    }

    Reply query(String sql) {
        return post(SELF + "queries", "{\"sql\":{\"query\":" + quoted(sql) + "}}");
    }

    static String quoted(String text) {
        return Json.MAPPER.getNodeFactory().textNode(text).toString();
    }

    Request request(String method, String path, Optional<String> body) {
        RequestBody sent = body.map(
                        text -> RequestBody.create(text.getBytes(StandardCharsets.UTF_8), text.isEmpty() ? null : JSON))
                .orElse(null);
        Request.Builder request = new Request.Builder()
                .url(sandbox.url().resolve("/" + path).toString())
                .method(method, sent);
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    Reply send(String method, String path, Optional<String> body) {
        return send(request(method, path, body));
    }

    Reply send(Request request) {
        try (Response response = CLIENT.newCall(request).execute()) {
            byte[] bytes = response.body().bytes();
            ApiResponse answer =
                    new ApiResponse(response.code(), response.headers().toMultimap(), bytes);
            Optional<ApiOperation> operation =
                    DOCUMENT.match(request.method(), request.url().encodedPath());
            operation.ifPresent(found -> assertThat(DOCUMENT.checkResponse(found, answer))
                    .as("%s answers %s", found.operationId(), new String(bytes, StandardCharsets.UTF_8))
                    .isEmpty());
            JsonNode json = Json.MAPPER.readTree(bytes);
            if (response.code() >= 400) {
                assertErrorForm(json);
            }
            return new Reply(response.code(), json, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertErrorForm(JsonNode error) {
        assertThat(error.path("message").asText()).as("message of %s", error).isNotBlank();
        assertThat(error.path("type").asText()).as("type of %s", error).isNotBlank();
        assertThat(error.path("trace_id").asText()).as("trace_id of %s", error).isNotBlank();
        assertThat(error.has("line") && error.has("column") && error.has("query_id"))
                .as("explicit nulls in %s", error)
                .isTrue();
    }

    /** Makes a collection in commons and puts documents into it. */
    void collection(String name, String... documents) {
        post(COMMONS + "collections", "{\"name\":" + quoted(name) + "}").expect(200);
        if (documents.length > 0) {
            JsonNode statuses = add(name, documents).data();
            statuses.forEach(
                    status -> assertThat(status.path("status").asText()).isEqualTo("ADDED"));
        }
    }

    Reply add(String collection, String... documents) {
        return post(
                COMMONS + "collections/" + collection + "/docs", "{\"data\":[" + String.join(",", documents) + "]}");
    }
}
