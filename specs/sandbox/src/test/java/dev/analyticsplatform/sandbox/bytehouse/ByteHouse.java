package dev.analyticsplatform.sandbox.bytehouse;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * A plain HTTP client for tests that knows operations by name alone: methods and paths come from the document. Every
 * answer is checked against the document, and every error against the error form.
 */
final class ByteHouse {
    static final ApiDocument DOCUMENT = ApiDocument.named("bytehouse/api");

    private static final MediaType JSON = MediaType.get("application/json");
    private static final OkHttpClient CLIENT = new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .readTimeout(Duration.ofMinutes(2))
            .build();

    private final Sandbox sandbox;
    private final Map<String, String> headers;

    record Reply(int status, JsonNode body, String text) {
        JsonNode data() {
            assertThat(status).as(text).isEqualTo(200);
            return body.path("data");
        }

        Reply expect(int wanted) {
            assertThat(status).as(text).isEqualTo(wanted);
            return this;
        }

        /** Expects an error of SQL. */
        Reply expectCode(int code) {
            expect(400);
            assertThat(body.path("error").path("code").asInt()).as(text).isEqualTo(code);
            assertThat(message()).startsWith("Code: " + code + ". DB::Exception: ");
            return this;
        }

        String message() {
            return body.path("message").asText();
        }
    }

    private ByteHouse(Sandbox sandbox, Map<String, String> headers) {
        this.sandbox = sandbox;
        this.headers = headers;
    }

    static ByteHouse of(Sandbox sandbox) {
        return new ByteHouse(sandbox, Map.of("Authorization", "Bearer " + sandbox.key()));
    }

    ByteHouse with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ByteHouse(sandbox, more);
    }

    ByteHouse without(String header) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new ByteHouse(sandbox, fewer);
    }

    ByteHouse inSession(String session) {
        return with("X-QuerySession-ID", session);
    }

    /** Calls an operation: values for its path, then others for its query, by name. */
    Reply call(String operationId, Map<String, ?> parameters) {
        return call(operationId, parameters, "");
    }

    Reply call(String operationId) {
        return call(operationId, Map.of(), "");
    }

    Reply call(String operationId, String body) {
        return call(operationId, Map.of(), body);
    }

    Reply call(String operationId, Map<String, ?> parameters, String body) {
        return send(request(operationId, parameters, body));
    }

    Request request(String operationId, Map<String, ?> parameters, String body) {
        ApiOperation operation = DOCUMENT.operation(operationId).orElseThrow();
        HttpUrl.Builder url = HttpUrl.get(sandbox.url()).newBuilder();
        for (String segment : operation.pathTemplate().substring(1).split("/", -1)) {
            String name = segment.replaceAll("[{}]", "");
            url.addPathSegment(segment.startsWith("{") ? String.valueOf((Object) parameters.get(name)) : segment);
        }
        parameters.forEach((name, value) -> {
            if (!operation.pathTemplate().contains("{" + name + "}")) {
                url.addQueryParameter(name, String.valueOf(value));
            }
        });
        boolean post = operation.method().equals("POST")
                || operation.method().equals("PUT")
                || operation.method().equals("PATCH");
        RequestBody sent = body.isEmpty() && !post
                ? null
                : RequestBody.create(body.getBytes(StandardCharsets.UTF_8), body.isEmpty() ? null : JSON);
        String address = url.build().toString().replaceFirst("//v1", "/v1");
        Request.Builder request = new Request.Builder().url(address).method(operation.method(), sent);
        headers.forEach(request::header);
        return request.build();
    }

    Reply send(Request request) {
        try (Response response = CLIENT.newCall(request).execute()) {
            byte[] bytes = response.body().bytes();
            String text = new String(bytes, StandardCharsets.UTF_8);
            ApiResponse answer =
                    new ApiResponse(response.code(), response.headers().toMultimap(), bytes);
            Optional<ApiOperation> operation =
                    DOCUMENT.match(request.method(), request.url().encodedPath());
            operation.ifPresent(found -> assertThat(DOCUMENT.checkResponse(found, answer))
                    .as("%s answers %s", found.operationId(), text)
                    .isEmpty());
            JsonNode json = Json.MAPPER.readTree(bytes);
            if (response.code() >= 400) {
                assertThat(json.path("message").asText()).as(text).isNotBlank();
                assertThat(json.path("error").path("message").asText())
                        .as(text)
                        .isEqualTo(json.path("message").asText());
            }
            return new Reply(response.code(), json, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the body of a request that runs SQL. */
    static ObjectNode query(String sql) {
        return Json.object().put("query", sql).put("mode", "clickhouse_sql");
    }

    Reply sql(String sql) {
        return call("submitSyncQuery", query(sql).toString());
    }

    /** Runs SQL and returns the result of its last statement. */
    JsonNode result(String sql) {
        JsonNode results = sql(sql).data();
        return results.path(results.size() - 1);
    }

    /** Runs SQL and returns the rows of its last statement as JSON text. */
    String rows(String sql) {
        return result(sql).path("data").toString();
    }

    /** Runs SQL and returns the types of the result of its last statement. */
    String types(String sql) {
        StringBuilder types = new StringBuilder();
        result(sql)
                .path("meta")
                .forEach(column -> types.append(types.length() == 0 ? "" : "; ")
                        .append(column.path("name").asText())
                        .append(' ')
                        .append(column.path("type").asText()));
        return types.toString();
    }
}
