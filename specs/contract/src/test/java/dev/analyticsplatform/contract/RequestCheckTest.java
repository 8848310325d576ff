package dev.analyticsplatform.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestCheckTest {
    private static final ApiDocument SHOP = Shop.document();
    private static final String MULTIPART = "multipart/form-data; boundary=b";

    static Stream<Arguments> fitting() {
        return Stream.of(
                arguments("plain", Shop.request("GET", "/orders")),
                arguments("typed query", Shop.request("GET", "/orders?limit=100&state=PAID&exact=false")),
                arguments("date-time", Shop.request("GET", "/orders?since=2024-03-01T12:00:00%2B01:00")),
                arguments("repeated list", Shop.request("GET", "/orders?id=1&id=2&id=3")),
                arguments("comma list", Shop.request("GET", "/orders?csv=a,b")),
                arguments("deep object", Shop.request("GET", "/orders?filter%5Bmin%5D=3")),
                arguments("two parameters in a segment", Shop.request("GET", "/orders/x/lines/1-2")),
                arguments("the least body", Shop.order(Shop.ORDER + "}")),
                arguments("null where it may be", Shop.order(Shop.ORDER + ",\"note\":null,\"address\":null}")),
                arguments("either of one", Shop.order(Shop.ORDER + ",\"either\":1}")),
                arguments("either of other", Shop.order(Shop.ORDER + ",\"either\":{\"city\":\"Ulm\"}}")),
                arguments(
                        "free-form members",
                        Shop.order(Shop.ORDER + ",\"extra\":{\"a\":[{\"b\":1}]},\"anything\":[1]}")),
                arguments("map", Shop.order(Shop.ORDER + ",\"labels\":{\"anything\":1}}")),
                arguments("recursion", Shop.order(Shop.ORDER + ",\"parts\":[" + Shop.ORDER + "}]}")),
                arguments("member of all parts", Shop.order(Shop.ORDER + ",\"name\":\"n\",\"password\":\"12345678\"}")),
                arguments(
                        "content type with charset",
                        Shop.body(
                                Shop.request("POST", "/orders"), "application/json; charset=UTF-8", Shop.ORDER + "}")),
                arguments(
                        "bearer instead of key",
                        Shop.without(Shop.request("GET", "/orders"), "X-Shop-Token")
                                .withHeader("authorization", "bearer t")),
                arguments("no credentials wanted", Shop.without(Shop.request("GET", "/orders/recent"), "X-Shop-Token")),
                arguments(
                        "accept",
                        Shop.request("GET", "/orders").withHeader("Accept", "text/html;q=0.5, application/*;q=0.1")),
                arguments(
                        "basic and query",
                        Shop.request("PUT", "/login?secret=s").withHeader("Authorization", "Basic dTpw")),
                arguments(
                        "octets",
                        Shop.body(
                                Shop.request("PUT", "/login?secret=s").withHeader("Authorization", "Basic dTpw"),
                                "application/octet-stream",
                                "any bytes")),
                arguments(
                        "form",
                        Shop.body(
                                Shop.request("POST", "/token"), "application/x-www-form-urlencoded", "user=a+b&ttl=5")),
                arguments(
                        "multipart",
                        Shop.body(
                                Shop.request("POST", "/files"),
                                MULTIPART,
                                part("file", "bytes") + part("meta", "{\"city\":\"Ulm\"}") + "--b--\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void fitting(String name, ApiRequest request) {
        assertThat(SHOP.checkRequest(request)).isEmpty();
    }

    static Stream<Arguments> broken() {
        String orders = "#/paths/~1orders/get";
        String order = "#/components/schemas/Order/allOf/1";
        String properties = order + "/properties/";
        return Stream.of(
                arguments(Shop.request("GET", "/nothing"), "no operation of shop has this path", "#/paths"),
                arguments(
                        new ApiRequest("GET", "/orders", Shop.request("GET", "").headers(), new byte[0]),
                        "no operation of shop has this path",
                        "#/paths"),
                arguments(Shop.request("GET", "/orders/"), "no operation", "#/paths"),
                arguments(Shop.request("PATCH", "/orders"), "the document has [GET, POST]", "#/paths/~1orders"),
                arguments(Shop.request("GET", "/orders?limt=1"), "unknown query parameter 'limt'", orders),
                arguments(
                        Shop.request("GET", "/orders?limit=many"),
                        "query parameter 'limit': ",
                        orders + "/parameters/0/schema"),
                arguments(
                        Shop.request("GET", "/orders?limit=101"),
                        "greater than the required maximum",
                        orders + "/parameters/0/schema"),
                arguments(
                        Shop.request("GET", "/orders?limit="),
                        "query parameter 'limit': ",
                        orders + "/parameters/0/schema"),
                arguments(Shop.request("GET", "/orders?limit=1&limit=2"), "is given 2 times", orders + "/parameters/0"),
                arguments(Shop.request("GET", "/orders?limit=%zz"), "percent-encoding", orders),
                arguments(Shop.request("GET", "/orders?state=LOST"), "not found in enum", "#/components/schemas/State"),
                arguments(
                        Shop.request("GET", "/orders?since=2024-03-01%2012:00:00"),
                        "query parameter 'since'",
                        orders + "/parameters/2/schema"),
                arguments(
                        Shop.request("GET", "/orders?exact=1"),
                        "query parameter 'exact'",
                        orders + "/parameters/6/schema"),
                arguments(
                        Shop.request("GET", "/orders?id=1&id=x"),
                        "query parameter 'id'",
                        orders + "/parameters/3/schema/items"),
                arguments(
                        Shop.request("GET", "/orders?id=1&id=2&id=3&id=4"),
                        "has 4 items",
                        orders + "/parameters/3/schema"),
                arguments(
                        Shop.request("GET", "/orders?csv=a,c"),
                        "not found in enum",
                        orders + "/parameters/4/schema/items"),
                arguments(
                        Shop.request("GET", "/orders?filter[min]=x"),
                        "member 'min'",
                        orders + "/parameters/5/schema/properties/min"),
                arguments(
                        Shop.request("GET", "/orders?filter[max]=1"),
                        "unknown member 'max'",
                        orders + "/parameters/5/schema"),
                arguments(
                        Shop.request("GET", "/orders/x/lines/1-b"),
                        "path parameter 'to'",
                        "#/paths/~1orders~1{id}~1lines~1{from}-{to}/get/parameters/2/schema"),
                arguments(
                        Shop.without(Shop.request("GET", "/orders"), "X-Trace"),
                        "header parameter 'X-Trace' is required and missing",
                        "#/paths/~1orders/parameters/0"),
                arguments(
                        Shop.without(Shop.request("GET", "/orders"), "X-Trace").withHeader("X-Trace", "7"),
                        "header parameter 'X-Trace'",
                        "#/paths/~1orders/parameters/0/schema"),
                arguments(
                        Shop.without(Shop.request("GET", "/orders"), "X-Shop-Token"),
                        "credentials are missing: header 'Authorization: Bearer ...', or header 'X-Shop-Token'",
                        "#/security"),
                arguments(
                        Shop.without(Shop.request("GET", "/orders"), "X-Shop-Token")
                                .withHeader("Authorization", "Basic x"),
                        "credentials are missing",
                        "#/security"),
                arguments(
                        Shop.request("PUT", "/login").withHeader("Authorization", "Basic dTpw"),
                        "query parameter 'secret'",
                        "#/paths/~1login/put/security"),
                arguments(
                        Shop.request("GET", "/orders").withHeader("Accept", "text/html"),
                        "admits none of",
                        orders + "/responses"),
                arguments(
                        Shop.body(Shop.request("DELETE", "/orders/x"), "application/json", "{}"),
                        "takes no request body",
                        "#/paths/~1orders~1{id}/delete"),
                arguments(
                        Shop.request("POST", "/orders"),
                        "body is required and missing",
                        "#/paths/~1orders/post/requestBody"),
                arguments(
                        Shop.without(Shop.order("{}"), "Content-Type"),
                        "no Content-Type",
                        "#/paths/~1orders/post/requestBody"),
                arguments(
                        Shop.body(Shop.request("POST", "/orders"), "text/xml", "<a/>"),
                        "content type 'text/xml'",
                        "#/paths/~1orders/post/requestBody/content"),
                arguments(Shop.order("{\"amount\":"), "not well-formed JSON at line 1", "#/components/schemas/Order"),
                arguments(Shop.order(Shop.ORDER + "} x"), "not well-formed JSON", "#/components/schemas/Order"),
                arguments(
                        Shop.order(Shop.ORDER + ",\"amount\":2}"),
                        "not well-formed JSON",
                        "#/components/schemas/Order"),
                arguments(Shop.order("{\"amount\":1}"), "missing required properties ([\"made\"])", order),
                arguments(
                        Shop.order("{\"amount\":\"1\",\"made\":\"2024-03-01\"}"),
                        "at /amount: instance type (string)",
                        properties + "amount"),
                arguments(Shop.order("{\"amount\":0.5,\"made\":\"2024-03-01\"}"), "at /amount", properties + "amount"),
                arguments(Shop.order("{\"amount\":1,\"made\":\"1 March\"}"), "at /made", properties + "made"),
                arguments(Shop.order(Shop.ORDER + ",\"quantity\":7}"), "at /quantity", properties + "quantity"),
                arguments(Shop.order(Shop.ORDER + ",\"quantity\":\"5\"}"), "at /quantity", properties + "quantity"),
                arguments(
                        Shop.order(Shop.ORDER + ",\"quantity\":9223372036854775810}"),
                        "overflow",
                        properties + "quantity"),
                arguments(Shop.order(Shop.ORDER + ",\"code\":\"nope\"}"), "at /code", properties + "code"),
                arguments(Shop.order(Shop.ORDER + ",\"state\":\"LOST\"}"), "at /state", "#/components/schemas/State"),
                arguments(
                        Shop.order(Shop.ORDER + ",\"name\":null}"),
                        "at /name: instance type (null)",
                        "#/components/schemas/Person/properties/name"),
                arguments(
                        Shop.order(Shop.ORDER + ",\"address\":{\"city\":\"U\"}}"),
                        "at /address/city",
                        "#/components/schemas/Address/properties/city"),
                arguments(
                        Shop.order(Shop.ORDER + ",\"address\":{}}"),
                        "at /address: object has missing required",
                        "#/components/schemas/Address"),
                arguments(Shop.order(Shop.ORDER + ",\"either\":true}"), "at /either", properties + "either"),
                arguments(Shop.order(Shop.ORDER + ",\"tags\":[\"a\"]}"), "at /tags", properties + "tags"),
                arguments(
                        Shop.order(Shop.ORDER + ",\"tags\":[\"a\",\"muchtoolong\"]}"),
                        "at /tags/1",
                        properties + "tags/items"),
                arguments(
                        Shop.order(Shop.ORDER + ",\"labels\":{\"a\":\"x\"}}"),
                        "at /labels/a",
                        properties + "labels/additionalProperties"),
                arguments(Shop.order(Shop.ORDER + ",\"extra\":1}"), "at /extra", properties + "extra"),
                arguments(
                        Shop.order(Shop.ORDER + ",\"amuont\":1}"),
                        "unknown member 'amuont'",
                        "#/components/schemas/Order"),
                arguments(
                        Shop.order(Shop.ORDER + ",\"parts\":[{\"amount\":1,\"made\":\"2024-03-01\",\"x\":1}]}"),
                        "at /parts/0: unknown member 'x'",
                        "#/components/schemas/Order"),
                arguments(
                        Shop.body(
                                Shop.request("PUT", "/login?secret=s").withHeader("Authorization", "Basic dTpw"),
                                "text/plain",
                                "toolong"),
                        "too long",
                        "#/paths/~1login/put/requestBody/content/text~1plain/schema"),
                arguments(
                        Shop.body(Shop.request("POST", "/token"), "application/x-www-form-urlencoded", "ttl=5"),
                        "field 'user' is required",
                        "#/paths/~1token/post/requestBody/content/application~1x-www-form-urlencoded/schema"),
                arguments(
                        Shop.body(Shop.request("POST", "/token"), "application/x-www-form-urlencoded", "user=a&ttl=x"),
                        "field 'ttl'",
                        "#/paths/~1token/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/ttl"),
                arguments(
                        Shop.body(Shop.request("POST", "/token"), "application/x-www-form-urlencoded", "user=a&x=y"),
                        "unknown field 'x'",
                        "#/paths/~1token/post/requestBody/content/application~1x-www-form-urlencoded/schema"),
                arguments(
                        Shop.body(Shop.request("POST", "/files"), MULTIPART, part("count", "1") + "--b--\r\n"),
                        "field 'file' is required",
                        "#/paths/~1files/post/requestBody/content/multipart~1form-data/schema"),
                arguments(
                        Shop.body(
                                Shop.request("POST", "/files"),
                                MULTIPART,
                                part("file", "") + part("count", "x") + "--b--\r\n"),
                        "part 'count'",
                        "#/paths/~1files/post/requestBody/content/multipart~1form-data/schema/properties/count"),
                arguments(
                        Shop.body(
                                Shop.request("POST", "/files"),
                                MULTIPART,
                                part("file", "") + part("meta", "{}") + "--b--\r\n"),
                        "part 'meta': object has missing",
                        "#/components/schemas/Address"),
                arguments(
                        Shop.body(Shop.request("POST", "/files"), "multipart/form-data", part("file", "")),
                        "without a boundary",
                        "#/paths/~1files/post/requestBody/content/multipart~1form-data/schema"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void broken(ApiRequest request, String message, String where) {
        assertThat(SHOP.checkRequest(request)).singleElement().satisfies(violation -> {
            assertThat(violation.method()).isEqualTo(request.method());
            assertThat(violation.path()).isEqualTo(request.path());
            assertThat(violation.message()).contains(message);
            assertThat(violation.where()).isEqualTo(where);
        });
    }

    @Test
    void everyFaultOfARequestIsReported() {
        ApiRequest request = Shop.without(Shop.order("{\"amount\":\"x\",\"y\":1}"), "X-Trace");

        assertThat(SHOP.checkRequest(request))
                .extracting(Violation::message)
                .hasSize(4)
                .anyMatch(message -> message.contains("X-Trace"))
                .anyMatch(message -> message.contains("/amount"))
                .anyMatch(message -> message.contains("made"))
                .anyMatch(message -> message.contains("'y'"));
    }

    @Test
    void whatTheValidatorDoesNotSeeOfFreeFormValuesMovesNoPlace() {
        String free = ",\"extra\":{\"a\":{\"b\":[1,{}]}},\"anything\":[[{\"c\":1}]]";
        ApiRequest request = Shop.order(Shop.ORDER + free + ",\"parts\":[" + Shop.ORDER + free + "}," + Shop.ORDER
                + free + ",\"state\":\"LOST\"}]}");

        assertThat(SHOP.checkRequest(request))
                .singleElement()
                .extracting(Violation::message)
                .asString()
                .contains("at /parts/1/state: ");
    }

    @Test
    void noMessageQuotesASecret() {
        ApiRequest password = Shop.order(Shop.ORDER + ",\"password\":\"hunter2\"}");
        ApiRequest broken = Shop.order("{\"password\":\"hunter2\" \"a\"");

        assertThat(List.of(SHOP.checkRequest(password), SHOP.checkRequest(broken)))
                .allSatisfy(violations -> assertThat(violations).isNotEmpty())
                .allSatisfy(violations -> assertThat(violations.toString()).doesNotContain("hunter2"));
        assertThat(password.toString()).doesNotContain("hunter2");
    }

    private static String part(String name, String text) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + text + "\r\n";
    }
}
