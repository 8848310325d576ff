package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.analyticsplatform.client.rockset.Operation;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {

    @Test
    void tableIsTotalAndUnmodifiable() {
        try (var server = new ScriptedServer();
                var platform = server.open()) {
            assertThat(platform.capabilities().table())
                    .containsOnlyKeys(Capability.values())
                    .isUnmodifiable();
            assertThat(platform.vendor()).isEqualTo("rockset");
        }
    }

    @Test
    void tableWithAGapIsRefused() {
        var table = new EnumMap<Capability, Support>(Capability.class);
        for (var capability : Capability.values()) {
            table.put(capability, Support.natively("op"));
        }
        table.remove(Capability.QUERY_LIST);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Capabilities.of("x", table))
                .withMessageContaining("the capability table of x lacks [QUERY_LIST]");
    }

    @Test
    void laterChangesOfTheGivenTableDoNotShow() {
        var table = new EnumMap<Capability, Support>(Capability.class);
        for (var capability : Capability.values()) {
            table.put(capability, Support.natively("op"));
        }
        var capabilities = Capabilities.of("x", table);
        table.put(Capability.QUERY_RUN, Support.unsupported("changed"));

        assertThat(capabilities.supports(Capability.QUERY_RUN)).isTrue();
    }

    @Test
    @DisplayName("require names everything that is missing, each with its reason")
    void requireNamesAllMissing() {
        var table = new EnumMap<Capability, Support>(Capability.class);
        for (var capability : Capability.values()) {
            table.put(capability, Support.emulated("somehow"));
        }
        table.put(Capability.QUERY_STREAMING, Support.unsupported("queries end"));
        table.put(Capability.DATASET_DROP, Support.unsupported("nothing is ever dropped"));
        var capabilities = Capabilities.of("x", table);

        assertThatExceptionOfType(UnsupportedCapabilityException.class)
                .isThrownBy(() -> capabilities.require(
                        List.of(Capability.QUERY_RUN, Capability.DATASET_DROP, Capability.QUERY_STREAMING)))
                .withMessageContaining("DATASET_DROP (nothing is ever dropped)")
                .withMessageContaining("QUERY_STREAMING (queries end)")
                .withMessageNotContaining("QUERY_RUN");
        capabilities.require(List.of(Capability.QUERY_RUN, Capability.QUERY_LIST));
    }

    @Test
    void whatIsUnsupportedThrowsWithTheReasonAndSendsNothing() {
        try (var server = new ScriptedServer();
                var platform = server.open()) {
            assertThatExceptionOfType(UnsupportedCapabilityException.class)
                    .isThrownBy(() -> platform.queries().subscribe(Statement.of("select 1")))
                    .withMessageContaining("every Rockset query ends")
                    .satisfies(e -> assertThat(e.retryable()).isFalse());
            assertThatExceptionOfType(UnsupportedCapabilityException.class)
                    .isThrownBy(() -> platform.require(Capability.QUERY_RUN, Capability.QUERY_STREAMING))
                    .withMessageContaining("QUERY_STREAMING");
            assertThat(platform.require(Capability.QUERY_RUN)).isSameAs(platform);
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    @DisplayName("Each operation that the capability table names is one of the generated client")
    void namedOperationsExist() throws ClassNotFoundException {
        Set<String> known = Stream.of(
                        "Queries",
                        "VirtualInstances",
                        "Workspaces",
                        "Collections",
                        "Views",
                        "Aliases",
                        "Documents",
                        "QueryLambdas")
                .map(CapabilitiesTest::api)
                .flatMap(api -> Arrays.stream(api.getMethods()))
                .map(method -> method.getAnnotation(Operation.class).id())
                .collect(Collectors.toSet());
        try (var server = new ScriptedServer();
                var platform = server.open()) {
            platform.capabilities().table().forEach((capability, support) -> {
                if (support instanceof Support.Native natively) {
                    assertThat(known).as(capability.name()).containsAll(natively.operationIds());
                }
            });
        }
    }

    private static Class<?> api(String name) {
        try {
            return Class.forName("dev.analyticsplatform.client.rockset.api." + name + "Api");
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
