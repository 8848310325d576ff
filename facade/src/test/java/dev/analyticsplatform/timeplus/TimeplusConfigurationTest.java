package dev.analyticsplatform.timeplus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BasicCredentials;
import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.Capability;
import dev.analyticsplatform.ConfigurationException;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.SavedQuery;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.Support;
import dev.analyticsplatform.UnsupportedCapabilityException;
import dev.analyticsplatform.client.timeplus.Operation;
import dev.analyticsplatform.client.timeplus.api.ExternalStreamsApi;
import dev.analyticsplatform.client.timeplus.api.ExternalTablesApi;
import dev.analyticsplatform.client.timeplus.api.MaterializedViewsApi;
import dev.analyticsplatform.client.timeplus.api.QueriesApi;
import dev.analyticsplatform.client.timeplus.api.SavedQueriesApi;
import dev.analyticsplatform.client.timeplus.api.StreamsApi;
import dev.analyticsplatform.client.timeplus.api.ViewsApi;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration must hold, where it leads, and what is refused before anything is sent. */
class TimeplusConfigurationTest {

    private static final String CANARY = "canary-99a1";

    private static PlatformConfig config() {
        return PlatformConfig.of("timeplus").credentials(ApiKey.of(CANARY));
    }

    @Test
    @DisplayName("All problems are told at once, and no secret")
    void allProblems() {
        var config = PlatformConfig.of("timeplus")
                .credentials(BearerToken.of(CANARY))
                .sqlCredentials(BasicCredentials.of("ann", CANARY))
                .namespace("other")
                .compute("big")
                .option("region", "eu");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> AnalyticsPlatform.open(config))
                .withMessageContaining("credentials: Timeplus takes an API key")
                .withMessageContaining("sqlCredentials: ")
                .withMessageContaining("namespace: is other")
                .withMessageContaining("compute: ")
                .withMessageContaining("option region: unknown")
                .withMessageContaining("option workspace: missing")
                .withMessageNotContaining(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "..", "ab c", "ab?c"})
    void badWorkspaces(String workspace) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> AnalyticsPlatform.open(config().option("workspace", workspace)))
                .withMessageContaining("option workspace: is no id");
    }

    @Test
    void workspaceBesideAPath() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> AnalyticsPlatform.open(
                        config().endpoint("https://example.com/ab12/api").option("workspace", "ab12")))
                .withMessageContaining("option workspace: stands beside an endpoint with a path");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, ab12cd34, https://us.timeplus.cloud/ab12cd34/api/",
                "https://us-west-2.timeplus.cloud, ab12cd34, https://us-west-2.timeplus.cloud/ab12cd34/api/",
                "http://localhost:8000, -, http://localhost:8000/default/api/",
                "http://localhost:8000/, -, http://localhost:8000/default/api/",
                "https://example.com/ab12/api, -, https://example.com/ab12/api/",
                "https://example.com/ab12/api/, -, https://example.com/ab12/api/"
            })
    void addresses(@Nullable String endpoint, @Nullable String workspace, String url) {
        var config = config();
        config = endpoint == null ? config : config.endpoint(endpoint);
        config = workspace == null ? config : config.option("workspace", workspace);
        AnalyticsPlatform.open(config).close();
        assertThat(TimeplusDriver.baseUrl(config)).hasToString(url);
    }

    @Test
    @DisplayName("What is unsupported throws, and sends nothing")
    void unsupported() {
        try (var server = new TimeplusServer();
                var platform = server.open()) {
            var bound = Statement.of("SELECT :a").bind("a", 1);
            var name = QualifiedName.of("q");
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> platform.queries().run(bound),
                    () -> platform.queries().subscribe(bound),
                    () -> platform.queries().submit(Statement.of("SELECT 1")),
                    () -> platform.queries().job("id"),
                    () -> platform.queries().validate(bound),
                    () -> platform.savedQueries().save(SavedQuery.of(name, bound)),
                    () -> platform.savedQueries().run(name, Map.of("a", 1)),
                    () -> platform.catalog().createNamespace("x"),
                    () -> platform.catalog().dropNamespace("default"),
                    () -> platform.require(Capability.QUERY_RUN, Capability.QUERY_CANCEL))) {
                assertThatExceptionOfType(UnsupportedCapabilityException.class).isThrownBy(call);
            }
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() ->
                            platform.queries().run(Statement.of("SELECT 1").compute("big")))
                    .withMessageContaining("no compute");
            assertThatIllegalArgumentException().isThrownBy(() -> platform.api(Runnable.class));
            assertThat(platform.api(QueriesApi.class)).isSameAs(platform.api(QueriesApi.class));
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    @DisplayName("Each operation that the capability table names is one of the generated client")
    void namedOperationsExist() {
        var known = Stream.of(
                        QueriesApi.class,
                        StreamsApi.class,
                        ViewsApi.class,
                        MaterializedViewsApi.class,
                        ExternalStreamsApi.class,
                        ExternalTablesApi.class,
                        SavedQueriesApi.class)
                .flatMap(api -> Arrays.stream(api.getMethods()))
                .map(method -> method.getAnnotation(Operation.class).id())
                .collect(Collectors.toSet());
        new TimeplusProvider().capabilities().table().forEach((capability, support) -> {
            if (support instanceof Support.Native natively) {
                assertThat(known).as(capability.name()).containsAll(natively.operationIds());
            }
        });
    }
}
