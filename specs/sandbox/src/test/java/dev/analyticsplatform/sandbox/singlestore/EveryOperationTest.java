package dev.analyticsplatform.sandbox.singlestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.contract.ApiOperation;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import okhttp3.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Every operation of both documents is answered to its example request")
final class EveryOperationTest {
    @RegisterExtension
    static final SandboxExtension SANDBOX =
            SandboxExtension.of(Sandbox.of("singlestore").timeScale(0));

    private static final Map<String, Integer> ANSWERED = new TreeMap<>();

    static Stream<String> management() {
        return operations(SingleStore.MANAGEMENT);
    }

    static Stream<String> data() {
        return operations(SingleStore.DATA);
    }

    private static Stream<String> operations(ApiDocument document) {
        return document.operations().stream().map(ApiOperation::operationId);
    }

    @ParameterizedTest
    @MethodSource("management")
    void manages(String operationId) {
        ApiOperation operation = SingleStore.MANAGEMENT.operation(operationId).orElseThrow();
        ExampleWorld world = new ExampleWorld(SingleStore.of(SANDBOX.sandbox()), operationId);
        Request request = world.request(operation);
        int status = SingleStore.send(SingleStore.MANAGEMENT, request)
                .expect(operation.successStatus())
                .status();
        ANSWERED.put(operationId, status);
    }

    @ParameterizedTest
    @MethodSource("data")
    void runs(String operationId) {
        ApiOperation operation = SingleStore.DATA.operation(operationId).orElseThrow();
        SingleStore client = SingleStore.of(SANDBOX.sandbox());
        client.data("exec", "", "CREATE DATABASE IF NOT EXISTS shop").expect(200);
        client.exec("CREATE TABLE IF NOT EXISTS orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, total DECIMAL(20,6),"
                        + " placed DATETIME(6), note VARCHAR(50), gift BOOL, tags JSON, country CHAR(2))")
                .expect(200);
        client.data("exec", "", "SET GLOBAL jwks_endpoint = 'https://keys.example.com/jwks.json'")
                .expect(200);
        JsonNode example = operation.requestExample().orElse(null);
        Request template = client.statement("exec", "", "SELECT 1");
        Request.Builder request = client.atEndpoint(operation.pathTemplate())
                .header("Authorization", String.valueOf(template.header("Authorization")));
        if (operation.method().equals("POST")) {
            request.post(ExampleWorld.json(example == null ? "" : example.toString()));
        }
        int status = SingleStore.send(SingleStore.DATA, request.build())
                .expect(operation.successStatus())
                .status();
        ANSWERED.put(operationId, status);
    }

    @AfterAll
    static void report() {
        long refused =
                ANSWERED.values().stream().filter(status -> status == 501).count();
        System.out.println("singlestore sandbox: " + ANSWERED.size() + " operations, " + (ANSWERED.size() - refused)
                + " modelled, " + refused + " answer 501");
        assertThat(refused).isZero();
    }
}
