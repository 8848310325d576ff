package dev.analyticsplatform.bytehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BasicCredentials;
import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.Capability;
import dev.analyticsplatform.ConfigurationException;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.SavedQuery;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.Support;
import dev.analyticsplatform.UnsupportedCapabilityException;
import dev.analyticsplatform.client.bytehouse.Operation;
import dev.analyticsplatform.client.bytehouse.api.DatabasesApi;
import dev.analyticsplatform.client.bytehouse.api.QueriesApi;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ByteHouseConfigurationTest {

    private final ByteHouseServer server = new ByteHouseServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @DisplayName("All problems of a configuration come in one exception, each with its key, none with a secret")
    void problems() {
        var config = PlatformConfig.of("bytehouse")
                .credentials(BasicCredentials.of("someone", ByteHouseServer.KEY))
                .sqlCredentials(BasicCredentials.of("someone", ByteHouseServer.KEY))
                .option("mode", "ansi")
                .option("role", "two\nlines")
                .option("organization", "acme");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> AnalyticsPlatform.open(config))
                .withMessageContainingAll(
                        "endpoint: missing; each ByteHouse tenant has its own",
                        "credentials: ByteHouse takes an API key or a bearer token",
                        "sqlCredentials: ByteHouse has one user",
                        "option mode: ansi is unknown; ByteHouse has [ansi_sql, clickhouse_sql]",
                        "option role: is empty or has a character",
                        "option organization: unknown; ByteHouse has [mode, role]")
                .satisfies(e -> assertThat(e).hasMessageNotContaining(ByteHouseServer.KEY));
    }

    @Test
    @DisplayName("Key, role, warehouse, dialect and namespace go where the document wants them")
    void requests() throws InterruptedException {
        var config = server.config()
                .credentials(BearerToken.of("token-1"))
                .compute("vw-1-main")
                .namespace("sales")
                .option("role", "Account Admin")
                .option("mode", "ansi_sql");
        try (var platform = AnalyticsPlatform.open(config)) {
            server.cells("Int8", "1")
                    .cells("Int8", "1")
                    .cells("String", "\"CREATE TABLE t\"")
                    .done();
            platform.queries().run("SELECT 1").toList();
            platform.queries().run(Statement.of("SELECT 1").compute("vw-2")).toList();
            platform.catalog().drop(QualifiedName.of("nothing"));
        }
        var first = server.take();
        assertThat(first.getHeaders().get("Authorization")).isEqualTo("Bearer token-1");
        assertThat(first.getHeaders().get("X-User-ActiveRole")).isEqualTo("Account Admin");
        assertThat(first.getTarget()).isEqualTo("/v1/sql/sync");
        assertThat(first.getBody() == null ? "" : first.getBody().utf8())
                .isEqualTo("{\"query\":\"USE `sales`;\\nSELECT 1\",\"mode\":\"ansi_sql\",\"vwID\":\"vw-1-main\","
                        + "\"maxRowsReturn\":0}");
        assertThat(server.takeJson().get("vwID").getAsString()).isEqualTo("vw-2");
        var own = server.takeJson();
        assertThat(own.get("mode").getAsString()).isEqualTo("clickhouse_sql");
        assertThat(own.get("query").getAsString()).isEqualTo("SHOW CREATE TABLE `sales`.`nothing`");
        assertThat(server.takeSql()).isEqualTo("DROP TABLE `sales`.`nothing`");
    }

    @Test
    @DisplayName("What ByteHouse lacks is refused with a way out, and nothing is sent")
    void unsupported() {
        try (var platform = server.open()) {
            Map<Capability, Runnable> calls = Map.of(
                    Capability.QUERY_PARAMETERS,
                    () -> platform.queries().run(Statement.of("SELECT :a").bind("a", 1)),
                    Capability.QUERY_LIST,
                    () -> platform.queries().list().toList(),
                    Capability.QUERY_STREAMING,
                    () -> platform.queries().subscribe(Statement.of("SELECT 1")),
                    Capability.SAVED_QUERY_LIST,
                    () -> platform.savedQueries().list().toList(),
                    Capability.SAVED_QUERY_SAVE,
                    () -> platform.savedQueries().save(SavedQuery.of(QualifiedName.of("q"), Statement.of("SELECT 1"))),
                    Capability.SAVED_QUERY_RUN,
                    () -> platform.savedQueries().run(QualifiedName.of("q"), Map.of()));
            calls.forEach((capability, call) -> {
                assertThat(platform.capabilities().supports(capability))
                        .as(capability.name())
                        .isFalse();
                assertThatExceptionOfType(UnsupportedCapabilityException.class)
                        .as(capability.name())
                        .isThrownBy(call::run)
                        .withMessageContaining("; ");
            });
        }
        assertThat(server.requests()).isZero();
    }

    @Test
    @DisplayName("Every operation that the capability table names is one of the document")
    void operations() {
        List<String> known = Stream.of(QueriesApi.class, DatabasesApi.class)
                .flatMap(api -> Arrays.stream(api.getMethods()))
                .map(method -> method.getAnnotation(Operation.class))
                .map(Operation::id)
                .collect(Collectors.toList());
        try (var platform = server.open()) {
            assertThat(platform.capabilities().table().values().stream()
                            .filter(Support.Native.class::isInstance)
                            .flatMap(support -> ((Support.Native) support).operationIds().stream()))
                    .isNotEmpty()
                    .allSatisfy(id -> assertThat(known).contains(id));
        }
    }

    @Test
    void secretsAreNotShown() {
        var config = server.config().credentials(ApiKey.of(ByteHouseServer.KEY));
        assertThat(config.toString()).doesNotContain(ByteHouseServer.KEY);
        try (var platform = AnalyticsPlatform.open(config)) {
            assertThat(platform.toString()).doesNotContain(ByteHouseServer.KEY);
        }
    }
}
