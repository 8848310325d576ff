package dev.analyticsplatform.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseCheckTest {
    private static final ApiDocument SHOP = Shop.document();
    private static final String ORDER = "{\"id\":\"1\",\"amount\":1.5,\"made\":\"2024-03-01\"";

    static Stream<Arguments> fitting() {
        return Stream.of(
                arguments("createOrder", ApiResponse.json(201, ORDER + "}")),
                arguments("createOrder", ApiResponse.json(201, ORDER + ",\"addedLater\":{\"x\":1}}")),
                arguments("createOrder", ApiResponse.of(201, "application/json;charset=utf-8", ORDER + "}")),
                arguments("createOrder", ApiResponse.empty(202)),
                arguments("listOrders", ApiResponse.json(200, "{\"data\":[]}").withHeader("x-total", "0")),
                arguments("listOrders", ApiResponse.json(418, "{\"message\":\"m\"}")),
                arguments("token", ApiResponse.json(500, "{\"message\":\"m\"}")),
                arguments("recentOrders", ApiResponse.of(200, "text/event-stream", "data: 1\n\n")),
                arguments("login", ApiResponse.of(200, "application/octet-stream", "any")));
    }

    @ParameterizedTest
    @MethodSource
    void fitting(String operation, ApiResponse response) {
        assertThat(SHOP.checkResponse(SHOP.operation(operation).orElseThrow(), response))
                .isEmpty();
    }

    static Stream<Arguments> broken() {
        String created = "#/paths/~1orders/post/responses/201";
        return Stream.of(
                arguments(
                        "createOrder",
                        ApiResponse.json(200, ORDER + "}"),
                        "status 200 is not in the document",
                        "#/paths/~1orders/post/responses"),
                arguments(
                        "createOrder",
                        ApiResponse.of(201, "text/html", "x"),
                        "content type 'text/html'",
                        created + "/content"),
                arguments("createOrder", ApiResponse.empty(201), "no Content-Type", created + "/content"),
                arguments(
                        "createOrder", ApiResponse.json(201, ""), "not well-formed JSON", "#/components/schemas/Order"),
                arguments(
                        "createOrder",
                        ApiResponse.json(202, "{}"),
                        "has a body",
                        "#/paths/~1orders/post/responses/202"),
                arguments(
                        "createOrder",
                        ApiResponse.json(201, "{\"amount\":1.5,\"made\":\"2024-03-01\"}"),
                        "required properties ([\"id\"])",
                        "#/components/schemas/Order/allOf/1"),
                arguments(
                        "createOrder",
                        ApiResponse.json(201, ORDER + ",\"state\":\"LOST\"}"),
                        "at /state",
                        "#/components/schemas/State"),
                arguments(
                        "createOrder",
                        ApiResponse.json(400, "{}"),
                        "missing required",
                        "#/components/responses/Error/content/application~1json/schema"),
                arguments(
                        "listOrders",
                        ApiResponse.json(200, "{\"data\":[]}"),
                        "header 'X-Total' is required",
                        "#/paths/~1orders/get/responses/200/headers/X-Total"),
                arguments(
                        "listOrders",
                        ApiResponse.json(200, "{\"data\":[]}").withHeader("X-Total", "x"),
                        "header 'X-Total'",
                        "#/paths/~1orders/get/responses/200/headers/X-Total/schema"),
                arguments(
                        "orderLines",
                        ApiResponse.of(200, "text/plain", "much longer than twenty"),
                        "too long",
                        "#/paths/~1orders~1{id}~1lines~1{from}-{to}/get/responses/200/content/text~1plain/schema"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource
    void broken(String operation, ApiResponse response, String message, String where) {
        assertThat(SHOP.checkResponse(SHOP.operation(operation).orElseThrow(), response))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.message()).contains(message);
                    assertThat(violation.where()).isEqualTo(where);
                });
    }
}
