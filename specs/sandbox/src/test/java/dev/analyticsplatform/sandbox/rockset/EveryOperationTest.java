package dev.analyticsplatform.sandbox.rockset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.contract.ApiOperation;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
            SandboxExtension.of(Sandbox.of("rockset").timeScale(0));

    /** Operations that are known to answer 501; the README lists them. */
    private static final Set<String> NOT_MODELLED = Set.of();

    /** Operations other than deletions after which something is missing that others need. */
    private static final Set<String> TAKING = Set.of("suspendVirtualInstance", "updateDeploymentSettings");

    private static final Map<String, Integer> ANSWERED = new TreeMap<>();

    private static ExampleWorld world;
    private static boolean incomplete = true;

    static List<String> operations() {
        return Rockset.DOCUMENT.operations().stream()
                .map(ApiOperation::operationId)
                .toList();
    }

    @BeforeAll
    static void prepare() {
        world = new ExampleWorld(Rockset.of(SANDBOX.sandbox()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answers(String operationId) {
        ApiOperation operation = Rockset.DOCUMENT.operation(operationId).orElseThrow();
        if (incomplete) {
            world.restore();
        }
        incomplete = operation.method().equals("DELETE") || TAKING.contains(operationId);
        String path = world.path(operation);
        Optional<String> body = operation.requestExample().map(example -> world.body(operationId, example));
        Rockset.Reply reply = Rockset.of(SANDBOX.sandbox())
                .send(
                        operation.method(),
                        path,
                        body.or(() -> operation.method().equals("POST") ? Optional.of("") : Optional.empty()));
        ANSWERED.put(operationId, reply.status());
        if (NOT_MODELLED.contains(operationId)) {
            reply.expectError(501, "NOTIMPLEMENTEDYET");
        } else {
            reply.expect(operation.successStatus());
        }
    }

    @AfterAll
    static void report() {
        Set<String> refused = new TreeSet<>();
        ANSWERED.forEach((operation, status) -> {
            if (status == 501) {
                refused.add(operation);
            }
        });
        System.out.println("rockset sandbox: " + ANSWERED.size() + " operations, " + (ANSWERED.size() - refused.size())
                + " modelled, " + refused.size() + " answer 501" + (refused.isEmpty() ? "" : " " + refused));
        assertThat(refused).isEqualTo(NOT_MODELLED);
    }
}
