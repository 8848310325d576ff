package dev.analyticsplatform.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;

class ContractExtensionTest {
    @RegisterExtension
    static final ContractExtension CONTRACT = ContractExtension.of("rockset/api");

    @Test
    void everyTestHasAServer(ContractServer server) throws Exception {
        assertThat(server).isSameAs(CONTRACT.server());
        assertThat(get(CONTRACT.url() + "v1/orgs/self/queries").statusCode()).isEqualTo(200);
    }

    @Test
    void theTestThatSentABadRequestFailsAndTheNextOneStartsAnew() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Users.class))
                .execute()
                .testEvents()
                .assertStatistics(
                        statistics -> statistics.started(3).succeeded(1).failed(2))
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test("sendsABadRequest"),
                                finishedWithFailure(
                                        instanceOf(AssertionError.class),
                                        message(text ->
                                                text.contains("GET /v1/nothing: no operation of rockset/api")))))
                .haveExactly(
                        1,
                        event(
                                test("failsAnyway"),
                                finishedWithFailure(message(text -> text.equals("the test's own failure")))));
    }

    @Test
    void thereIsNoServerOutsideATest() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ContractExtension.of("rockset/api").server());
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "ApiKey key")
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Run by the test above only: its name is none that the build looks for. */
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class Users {
        @RegisterExtension
        final ContractExtension contract = ContractExtension.of("rockset/api");

        @Test
        @Order(1)
        void sendsABadRequest() throws Exception {
            contract.server().answerUnchecked("listActiveQueries", ApiResponse.empty(503));
            get(contract.url() + "v1/nothing");
        }

        @Test
        @Order(2)
        void failsAnyway() throws Exception {
            get(contract.url() + "v1/nothing");
            throw new IllegalStateException("the test's own failure");
        }

        @Test
        @Order(3)
        void startsAnew() throws Exception {
            assertThat(get(contract.url() + "v1/orgs/self/queries").statusCode())
                    .isEqualTo(200);
        }
    }
}
