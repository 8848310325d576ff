package dev.analyticsplatform.sandbox.timeplus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.contract.ApiOperation;
import dev.analyticsplatform.contract.ApiResponse;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A plain HTTP client for tests. Every answer that is no event stream is checked against the document. */
final class Timeplus {
    static final ApiDocument DOCUMENT = ApiDocument.named("timeplus/api");

    private static final OkHttpClient CLIENT = new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .readTimeout(Duration.ofMinutes(2))
            .build();

    private final Sandbox sandbox;
    private final Map<String, String> credentials;

    record Reply(int status, JsonNode body, String text) {
        Reply expect(int wanted) {
            assertThat(status).as(text).isEqualTo(wanted);
            return this;
        }

        Reply expectError(int wanted, int code) {
            expect(wanted);
            assertThat(body.path("code").asInt()).as(text).isEqualTo(code);
            return this;
        }

        String message() {
            return body.path("message").asText();
        }
    }

    private Timeplus(Sandbox sandbox, Map<String, String> credentials) {
        this.sandbox = sandbox;
        this.credentials = credentials;
    }

    static Timeplus of(Sandbox sandbox) {
        return new Timeplus(sandbox, Map.of("X-Api-Key", sandbox.key()));
    }

    Timeplus with(String header, String value) {
        return new Timeplus(sandbox, Map.of(header, value));
    }

    Timeplus withoutCredentials() {
        return new Timeplus(sandbox, Map.of());
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

    Reply ingest(String stream, String contentType, String body) {
        return send(request("POST", "streams/" + stream + "/ingest", Optional.of(body), contentType));
    }

    Reply send(String method, String path, Optional<String> body) {
        return send(request(method, path, body, "application/json"));
    }

    /** Runs a statement that returns no rows. */
    void run(String sql) {
        post("queries", "{\"sql\":" + Json.MAPPER.getNodeFactory().textNode(sql) + "}")
                .expect(204);
    }

    /** Runs a statement that is refused before it starts. */
    Reply refused(String sql) {
        Reply reply = post("queries", "{\"sql\":" + Json.MAPPER.getNodeFactory().textNode(sql) + "}");
        assertThat(reply.status()).as(reply.text()).isGreaterThanOrEqualTo(400);
        return reply;
    }

    /** Begins a query that returns rows; close it. */
    Events query(String sql) {
        return query(sql, "");
    }

    Events query(String sql, String more) {
        return open(CLIENT, sql, more);
    }

    Events open(OkHttpClient client, String sql, String more) {
        String body = "{\"sql\":" + Json.MAPPER.getNodeFactory().textNode(sql) + more + "}";
        try {
            Response response = client.newCall(request("POST", "queries", Optional.of(body), "application/json"))
                    .execute();
            assertThat(response.code()).as(sql).isEqualTo(200);
            assertThat(response.header("Content-Type")).isEqualTo("text/event-stream");
            return new Events(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a finite query and returns its rows as JSON text. */
    String rows(String sql) {
        try (Events events = query(sql)) {
            return events.toEnd().toString();
        }
    }

    Request request(String method, String path, Optional<String> body, String contentType) {
        RequestBody sent = body.map(text -> text.isEmpty()
                        ? RequestBody.create(new byte[0], null)
                        : RequestBody.create(
                                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), MediaType.get(contentType)))
                .orElse(null);
        String target = path.startsWith("/") ? path : "/workspac/api/v1beta2/" + path;
        Request.Builder request = new Request.Builder()
                .url(sandbox.url().resolve(target).toString())
                .method(method, sent);
        credentials.forEach(request::header);
        return request.build();
    }

    Reply send(Request request) {
        try (Response response = CLIENT.newCall(request).execute()) {
            byte[] bytes = response.body().bytes();
            ApiResponse answer =
                    new ApiResponse(response.code(), response.headers().toMultimap(), bytes);
            Optional<ApiOperation> operation =
                    DOCUMENT.match(request.method(), request.url().encodedPath());
            String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
            operation.ifPresent(found -> assertThat(DOCUMENT.checkResponse(found, answer))
                    .as("%s answers %s", found.operationId(), text)
                    .isEmpty());
            boolean json = String.valueOf(response.header("Content-Type")).startsWith("application/json");
            return new Reply(response.code(), json ? Json.MAPPER.readTree(bytes) : Json.object(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
