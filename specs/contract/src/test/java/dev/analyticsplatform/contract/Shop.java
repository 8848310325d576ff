package dev.analyticsplatform.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The small document of the tests, and requests for it. */
final class Shop {
    static final String BASE = "/base/acme";
    static final String TRACE = "6f1c8c52-3a55-4c2f-9d0e-0d9f3f6f8a10";
    static final String ORDER = "{\"amount\":1.5,\"made\":\"2024-03-01\"";

    private Shop() {}

    static String text() {
        try (InputStream stream = Objects.requireNonNull(Shop.class.getResourceAsStream("shop.yaml"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static ApiDocument document() {
        return ApiDocument.parse("shop", text());
    }

    /** A request with all that the document wants besides a body. */
    static ApiRequest request(String method, String target) {
        return new ApiRequest(
                method,
                BASE + target,
                Map.of("X-Shop-Token", List.of("hunter2"), "X-Trace", List.of(TRACE)),
                new byte[0]);
    }

    static ApiRequest order(String json) {
        return body(request("POST", "/orders"), "application/json", json);
    }

    static ApiRequest body(ApiRequest request, String contentType, String text) {
        ApiRequest typed = request.withHeader("Content-Type", contentType);
        return new ApiRequest(typed.method(), typed.target(), typed.headers(), text.getBytes(StandardCharsets.UTF_8));
    }

    static ApiRequest without(ApiRequest request, String header) {
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        headers.keySet().removeIf(header::equalsIgnoreCase);
        return new ApiRequest(request.method(), request.target(), headers, request.body());
    }
}
