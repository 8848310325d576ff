package dev.analyticsplatform.sandbox.bytehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.contract.ApiOperation;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Every operation of the document is answered to its example request")
final class EveryOperationTest {
    @RegisterExtension
    static final SandboxExtension SANDBOX =
            SandboxExtension.of(Sandbox.of("bytehouse").timeScale(0));

    /** What the query string needs, for operations that need anything. */
    private static final Map<String, Map<String, Object>> QUERY = Map.of(
            "getStorageUsage", Map.of("startTime", "2021-11-23T09:23:55.840932013Z", "endTime", "2021-11-24T09:23:55Z"),
            "getVirtualWarehouseUsage",
                    Map.of("startTime", "2021-11-23T09:23:55.840932013Z", "endTime", "2021-11-24T09:23:55Z"),
            "listPermissions",
                    Map.of(
                            "RoleName",
                            "analyst",
                            "ByteHouseResourceID",
                            "vw-123456789-vwname",
                            "SecureObjectTypeName",
                            "VirtualWarehouse"),
            "getKafkaConsumingStatus", Map.of("partition", 0, "period", "1h", "granularity", "2m"));

    private static final Map<String, Integer> ANSWERED = new TreeMap<>();

    private static ByteHouse byteHouse;
    private static ExampleWorld world;

    static List<String> operations() {
        return ByteHouse.DOCUMENT.operations().stream()
                .map(ApiOperation::operationId)
                .toList();
    }

    @BeforeAll
    static void prepare() {
        byteHouse = ByteHouse.of(SANDBOX.sandbox())
                .with("X-Account-ID", "2100042608")
                .with("X-User-ID", "2100042608")
                .with("X-Bytehouse-Token", "eyJhbGciOiJSUzI1Ni")
                .with("X-User-ActiveRole", "AccountAdmin");
        world = new ExampleWorld(byteHouse);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answers(String operationId) throws InterruptedException {
        ApiOperation operation = ByteHouse.DOCUMENT.operation(operationId).orElseThrow();
        world.restore();
        Map<String, Object> parameters = new HashMap<>(world.parameters(operation));
        parameters.putAll(QUERY.getOrDefault(operationId, Map.of()));
        Optional<String> body = operation.requestExample().map(example -> world.body(operationId, example));
        ByteHouse.Reply reply;
        if (operationId.equals("abortSyncQuery")) {
            reply = abort();
        } else {
            awaitEnd(operationId, parameters);
            reply = byteHouse.call(operationId, parameters, body.orElse(""));
        }
        ANSWERED.put(operationId, reply.status());
        reply.expect(operation.successStatus());
    }

    private static void awaitEnd(String operationId, Map<String, Object> parameters) {
        if (operationId.equals("getAsyncQueryResults")) {
            while (!byteHouse
                    .call("getAsyncQueryStatus", parameters)
                    .data()
                    .path("status")
                    .asText()
                    .equals("Finished")) {
                Thread.onSpinWait();
            }
        }
    }

    /** Something has to run for an abort to find it. */
    private static ByteHouse.Reply abort() throws InterruptedException {
        ByteHouse session = byteHouse.inSession("long");
        Thread runs = new Thread(() -> session.sql("SELECT count(*) FROM numbers(100000000000) WHERE number % 7 = 8"));
        runs.start();
        ByteHouse.Reply reply = session.call("abortSyncQuery");
        while (reply.status() == 400) {
            reply = session.call("abortSyncQuery");
        }
        runs.join(TimeUnit.MINUTES.toMillis(1));
        return reply;
    }

    @AfterAll
    static void report() {
        Set<String> refused = new TreeSet<>();
        ANSWERED.forEach((operation, status) -> {
            if (status == 501) {
                refused.add(operation);
            }
        });
        System.out.println(
                "bytehouse sandbox: " + ANSWERED.size() + " operations, " + (ANSWERED.size() - refused.size())
                        + " modelled, " + refused.size() + " answer 501" + (refused.isEmpty() ? "" : " " + refused));
        assertThat(ANSWERED).hasSize(71);
        assertThat(refused).isEmpty();
    }
}
