package dev.analyticsplatform.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContractServerTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String ORDER = "{\"id\":\"1\",\"amount\":1.5,\"made\":\"2024-03-01\"}";

    private final ContractServer server = ContractServer.start(Shop.document());

    @AfterEach
    void stop() {
        server.reset();
        server.close();
    }

    @Test
    void answersWithTheExampleOfTheLowestSuccess() throws Exception {
        HttpResponse<String> made = send("POST", "orders", Shop.ORDER + "}");
        HttpResponse<String> stream = send("GET", "orders/recent", "");
        HttpResponse<String> gone = send("DELETE", "orders/a%2Fb", "");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(made.body()).contains("\"made\":\"2024-03-01\"");
        assertThat(stream.body()).isEqualTo("data: {}\n\n");
        assertThat(gone.statusCode()).isEqualTo(204);
        assertThat(gone.body()).isEmpty();
        assertThat(server.requests())
                .extracting(ApiRequest::path)
                .containsExactly("/base/acme/orders", "/base/acme/orders/recent", "/base/acme/orders/a%2Fb");
        server.verify();
    }

    @Test
    void aBadRequestIsAnsweredWith400AndFailsTheTestWithMethodPathFaultAndPlace() throws Exception {
        HttpResponse<String> answer = send("POST", "orders", "{\"amount\":\"much\",\"made\":\"2024-03-01\"}");
        send("GET", "nothing?token=hunter2", "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("at /amount")
                .contains("#/components/schemas/Order/allOf/1/properties/amount");
        assertThatThrownBy(server::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 violation(s) of shop")
                .hasMessageContaining("POST /base/acme/orders: request body at /amount: instance type (string)")
                .hasMessageContaining("(#/components/schemas/Order/allOf/1/properties/amount)")
                .hasMessageContaining("GET /base/acme/nothing: no operation of shop has this path (#/paths)");
    }

    @Test
    void noSecretIsShown() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "orders?limt=1"))
                .header("X-Shop-Token", "hunter2")
                .header("Authorization", "Basic hunter2")
                .header("Cookie", "a=hunter2")
                .header("x-api-key", "hunter2")
                .build();
        HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("hunter2");
        assertThat(server.requests().toString() + server.violations() + server).doesNotContain("hunter2");
        assertThatThrownBy(server::verify)
                .hasMessageContaining("limt")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void scriptedAnswersComeInTheirOrderAndThenTheExample() throws Exception {
        server.answer("createOrder", ApiResponse.empty(202), ApiResponse.json(400, "{\"message\":\"m\"}"));

        assertThat(send("POST", "orders", Shop.ORDER + "}").statusCode()).isEqualTo(202);
        assertThat(send("POST", "orders", Shop.ORDER + "}").body()).isEqualTo("{\"message\":\"m\"}");
        assertThat(send("POST", "orders", Shop.ORDER + "}").statusCode()).isEqualTo(201);
    }

    @Test
    void aFunctionSeesTheRequestAndItsAnswerIsHeldAgainstTheDocument() throws Exception {
        server.answer(
                "getOrder",
                request -> request.path().endsWith("/1") ? ApiResponse.json(200, ORDER) : ApiResponse.json(200, "{}"));

        assertThat(send("GET", "orders/1", "").body()).isEqualTo(ORDER);
        assertThat(send("GET", "orders/2", "").statusCode()).isEqualTo(500);
        assertThat(server.violations())
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .contains("response body of status 200: object has missing required");
    }

    @Test
    void aScriptedAnswerThatBreaksTheDocumentIsRefusedUnlessThatIsMeant() throws Exception {
        ApiResponse off = ApiResponse.json(503, "{}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.answer("createOrder", off))
                .withMessageContaining("answerUnchecked")
                .withMessageContaining("status 503 is not in the document");
        server.answerUnchecked("createOrder", off);
        assertThat(send("POST", "orders", Shop.ORDER + "}").statusCode()).isEqualTo(503);
        server.verify();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.answer("nothing", off))
                .withMessage("shop has no operation 'nothing'");
    }

    @Test
    void aFunctionThatFailsFailsTheTest() throws Exception {
        server.answer("getOrder", request -> {
            throw new IllegalStateException("broken script");
        });

        assertThat(send("GET", "orders/1", "").statusCode()).isEqualTo(500);
        assertThatThrownBy(server::verify).hasMessageContaining("broken script");
    }

    @Test
    void resetForgetsScriptsRequestsAndViolations() throws Exception {
        server.answerUnchecked("createOrder", ApiResponse.empty(503));
        send("GET", "nothing", "");
        server.reset();

        assertThat(server.requests()).isEmpty();
        server.verify();
        assertThat(send("POST", "orders", Shop.ORDER + "}").statusCode()).isEqualTo(201);
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        assertThat(URI.create(server.url()).getHost()).isEqualTo("127.0.0.1");
        assertThat(server.url()).endsWith("/base/acme/");
    }

    private HttpResponse<String> send(String method, String target, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + target))
                .header("X-Shop-Token", "hunter2")
                .header("X-Trace", Shop.TRACE);
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
