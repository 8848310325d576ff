package dev.analyticsplatform.sandbox.singlestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A plain HTTP client for tests of both planes. Every answer is checked against its document. */
final class SingleStore {
    static final ApiDocument MANAGEMENT = ApiDocument.named("singlestore/management");
    static final ApiDocument DATA = ApiDocument.named("singlestore/data");
    static final String GROUPS = "/v1/workspaceGroups";
    static final String WORKSPACES = "/v1/workspaces";

    private static final MediaType JSON = MediaType.get("application/json");
    static final OkHttpClient CLIENT = new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .readTimeout(Duration.ofMinutes(2))
            .build();

    private final Sandbox sandbox;
    private final String user;
    private final String password;
    private final Optional<String> endpoint;

    record Reply(int status, String text, Response response) {
        JsonNode json() {
            try {
                return Json.MAPPER.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Reply expect(int wanted) {
            assertThat(status).as(text).isEqualTo(wanted);
            return this;
        }

        Reply expectError(int wanted, String message) {
            expect(wanted);
            assertThat(text).contains(message);
            return this;
        }

        /** Returns the rows of the only result, of rows or tuples. */
        JsonNode rows() {
            expect(200);
            assertThat(json().has("error")).as(text).isFalse();
            return json().path("results").path(0).path("rows");
        }
    }

    private SingleStore(Sandbox sandbox, String user, String password, Optional<String> endpoint) {
        this.sandbox = sandbox;
        this.user = user;
        this.password = password;
        this.endpoint = endpoint;
    }

    static SingleStore of(Sandbox sandbox) {
        return new SingleStore(sandbox, "admin", sandbox.key(), Optional.empty());
    }

    SingleStore as(String otherUser, String otherPassword) {
        return new SingleStore(sandbox, otherUser, otherPassword, endpoint);
    }

    /** Returns a client whose statements go to another workspace. */
    SingleStore at(String otherEndpoint) {
        return new SingleStore(sandbox, user, password, Optional.of(otherEndpoint));
    }

    /** Returns the identifier of the group that comes with the sandbox. */
    String group() {
        return get(GROUPS).json().path(0).path("workspaceGroupID").asText();
    }

    /** Returns the workspace that comes with the sandbox. */
    JsonNode workspace() {
        return get(WORKSPACES + "?workspaceGroupID=" + group()).json().path(0);
    }

    Reply get(String path) {
        return manage("GET", path, Optional.empty());
    }

    Reply post(String path, String body) {
        return manage("POST", path, Optional.of(body));
    }

    Reply patch(String path, String body) {
        return manage("PATCH", path, Optional.of(body));
    }

    Reply delete(String path) {
        return manage("DELETE", path, Optional.empty());
    }

    Reply manage(String method, String path, Optional<String> body) {
        RequestBody sent = body.map(
                        text -> RequestBody.create(text.getBytes(StandardCharsets.UTF_8), text.isEmpty() ? null : JSON))
                .orElse(null);
        return send(MANAGEMENT, managing(path).method(method, sent).build());
    }

    Request.Builder managing(String path) {
        return new Request.Builder()
                .url(sandbox.url().resolve(path).toString())
                .header("Authorization", "Bearer " + sandbox.key());
    }

    Reply exec(String sql, @Nullable Object... args) {
        return data("exec", "shop", sql, args);
    }

    Reply tuples(String sql, @Nullable Object... args) {
        return data("query/tuples", "shop", sql, args);
    }

    Reply rows(String sql, @Nullable Object... args) {
        return data("query/rows", "shop", sql, args);
    }

    /** Sends a statement; an empty database is none. */
    Reply data(String kind, String database, String sql, @Nullable Object... args) {
        return send(DATA, statement(kind, database, sql, args));
    }

    Request statement(String kind, String database, String sql, @Nullable Object... args) {
        ObjectNode body = Json.object().put("sql", sql);
        ArrayNode values = body.putArray("args");
        for (@Nullable Object arg : args) {
            values.add(Json.MAPPER.<JsonNode>valueToTree(arg));
        }
        if (!database.isEmpty()) {
            body.put("database", database);
        }
        return atEndpoint("/api/v2/" + kind)
                .header("Authorization", Credentials.basic(user, password, StandardCharsets.UTF_8))
                .post(RequestBody.create(body.toString().getBytes(StandardCharsets.UTF_8), JSON))
                .build();
    }

    Request.Builder atEndpoint(String path) {
        String host = endpoint.orElseGet(() -> workspace().path("endpoint").asText());
        return new Request.Builder().url("http://" + host + path);
    }

    static Reply send(ApiDocument document, Request request) {
        try (Response response = CLIENT.newCall(request).execute()) {
            byte[] bytes = response.body().bytes();
            String text = new String(bytes, StandardCharsets.UTF_8);
            Optional<ApiOperation> operation =
                    document.match(request.method(), request.url().encodedPath());
            ApiResponse answer =
                    new ApiResponse(response.code(), response.headers().toMultimap(), bytes);
            operation.ifPresent(found -> assertThat(document.checkResponse(found, answer))
                    .as("%s answers %d %s", found.operationId(), response.code(), text)
                    .isEmpty());
            return new Reply(response.code(), text, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
