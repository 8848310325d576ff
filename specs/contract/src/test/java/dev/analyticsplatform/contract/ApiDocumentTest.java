package dev.analyticsplatform.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiDocumentTest {
    private static final ApiDocument SHOP = Shop.document();

    @Test
    void anOperationHasItsNamesAndExtensions() {
        ApiOperation operation = SHOP.operation("recentOrders").orElseThrow();

        assertThat(operation.method()).isEqualTo("GET");
        assertThat(operation.pathTemplate()).isEqualTo("/orders/recent");
        assertThat(operation.safety()).isEqualTo(Safety.SAFE);
        assertThat(operation.streaming()).isTrue();
        assertThat(operation.tag()).isEmpty();
        assertThat(SHOP.operation("createOrder").orElseThrow().tag()).isEqualTo("Orders");
        assertThat(SHOP.operations().get(0).operationId()).isEqualTo("listOrders");
        assertThat(SHOP.operation("none")).isEmpty();
    }

    @Test
    void aLiteralPathGoesBeforeOneWithParameters() {
        assertThat(SHOP.match("GET", "/base/acme/orders/recent"))
                .get()
                .hasToString("recentOrders (GET /orders/recent)");
        assertThat(SHOP.match("GET", "/base/other/orders/recen")).get().hasToString("getOrder (GET /orders/{id})");
        assertThat(SHOP.match("DELETE", "/base/acme/orders/recent"))
                .get()
                .extracting(ApiOperation::operationId)
                .isEqualTo("deleteOrder");
        assertThat(SHOP.match("GET", "/base/acme/orders//")).isEmpty();
        assertThat(SHOP.match("GET", "/orders/recent")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a%2Fb, a/b",
        "rrn:vi:usw2a1:7, rrn:vi:usw2a1:7",
        "rrn%3Avi, rrn:vi",
        "me+you@example.com, me+you@example.com",
        "me%2Byou%40example.com, me+you@example.com",
        "commons.orders, commons.orders",
        "%C3%BC%20%25, ü %",
    })
    void aPathParameterIsDecoded(String sent, String value) {
        ApiOperation operation = SHOP.match("GET", "/base/acme/orders/" + sent).orElseThrow();

        assertThat(operation.pathParameters("/base/acme/orders/" + sent)).isEqualTo(Map.of("id", value));
    }

    @Test
    void severalParametersInOneSegmentAreTakenApart() {
        ApiOperation operation = SHOP.operation("orderLines").orElseThrow();

        assertThat(operation.pathParameters("/base/t/orders/x%2Dy/lines/1-2"))
                .isEqualTo(Map.of("id", "x-y", "from", "1", "to", "2"));
        assertThatIllegalArgumentException().isThrownBy(() -> operation.pathParameters("/orders"));
    }

    @Test
    void aDocumentThatCannotBeUsedIsRefusedWithTheReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiDocument.parse("x", Shop.text().replace("x-safety: unsafe", "x-safety: maybe")))
                .withMessageContaining(
                        "operation createOrder (POST /orders) needs x-safety: safe, idempotent or unsafe, not \"maybe\"")
                .withMessageContaining("operation upload");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ApiDocument.parse("x", Shop.text().replace("operationId: token", "operationId: upload")))
                .withMessage("x: operationId upload is at POST /files and at POST /token");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiDocument.parse("x", Shop.text().replace("operationId: token", "summary: token")))
                .withMessage("x: POST /token has no operationId");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiDocument.parse("x", Shop.text().replace("3.0.3", "3.1.0")))
                .withMessage("x: openapi is '3.1.0'; OpenAPI 3.0 is understood");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiDocument.parse("x", "a: 1\na: 2"))
                .withMessageStartingWith("x, line 2: Duplicate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiDocument.named("nobody/api"))
                .withMessageContaining("dev/analyticsplatform/specs/nobody/api.yaml");
    }

    @Test
    void aReferenceThatLeadsNowhereIsNamed() {
        ApiDocument document = ApiDocument.parse("x", Shop.text().replace("responses/Error'", "responses/Erorr'"));
        ApiOperation operation = document.operation("createOrder").orElseThrow();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> document.checkResponse(operation, ApiResponse.empty(400)))
                .withMessageContaining("#/components/responses/Erorr leads nowhere");
    }

    @Test
    void aNamedDocumentIsReadOnce() {
        assertThat(ApiDocument.named("rockset/api")).isSameAs(ApiDocument.named("rockset/api"));
        assertThat(ApiDocument.named("rockset/api").name()).isEqualTo("rockset/api");
    }

    @Test
    void messagesShowNeitherHeadersNorBodies() {
        ApiResponse response = ApiResponse.json(200, "{\"key\":\"hunter2\"}").withHeader("Set-Cookie", "hunter2");

        assertThat(response).hasToString("200 (17 bytes)");
        assertThat(Shop.request("GET", "/orders?secret=hunter2")).hasToString("GET /base/acme/orders (0 bytes)");
        assertThat(response.headers().get("content-type")).isEqualTo(List.of("application/json"));
    }
}
