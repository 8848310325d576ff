package dev.analyticsplatform.singlestore;

import static dev.analyticsplatform.singlestore.SingleStoreServer.id;
import static dev.analyticsplatform.singlestore.SingleStoreServer.workspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BasicCredentials;
import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.ConfigurationException;
import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.ServerException;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.client.singlestore.api.HttpApi;
import dev.analyticsplatform.client.singlestore.api.RegionsApi;
import dev.analyticsplatform.client.singlestore.api.WorkspacesApi;
import java.util.List;
import okhttp3.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleStoreWorkspacesTest {

    private final SingleStoreServer server = new SingleStoreServer();

    @AfterEach
    void close() {
        server.close();
    }

    private void answers(int count) {
        for (int i = 0; i < count; i++) {
            server.tuples(List.of("n INT(11)"), "[1]");
        }
    }

    private static void query(AnalyticsPlatform platform) {
        assertThat(platform.queries().run("select 1").toList()).hasSize(1);
    }

    private String refusal(PlatformConfig config, Class<? extends AnalyticsException> type) {
        try (var platform = AnalyticsPlatform.open(config)) {
            platform.queries().run("select 1").close();
            throw new AssertionError("no error");
        } catch (AnalyticsException e) {
            assertThat(e).isExactlyInstanceOf(type);
            assertThat(server.sql()).isEmpty();
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    @DisplayName("promise: each plane gets its own credentials and never the other's; the address is looked up once")
    void credentialsOfEachPlane() {
        answers(3);
        try (var platform = server.open()) {
            assertThat(server.asked()).isEmpty();
            query(platform);
            query(platform);
            query(platform);
        }

        assertThat(server.lookUps()).isEqualTo(1);
        assertThat(server.asked())
                .allSatisfy(asked -> assertThat(asked.authorization())
                        .isEqualTo(
                                asked.path().contains("/api/v2/")
                                        ? Credentials.basic("admin", SingleStoreServer.PASSWORD)
                                        : "Bearer " + SingleStoreServer.KEY));
    }

    @Test
    void workspaceByIdOrName() {
        server.workspaces(
                workspace(1, "main", "ACTIVE", "127.0.0.1:1"),
                workspace(2, "reports", "Active", server.address()),
                workspace(3, "old", "SUSPENDED", "127.0.0.1:1"));
        answers(3);
        try (var platform = AnalyticsPlatform.open(server.config().compute("reports"))) {
            query(platform);
        }
        try (var platform = AnalyticsPlatform.open(server.config().compute("main"))) {
            var statement = Statement.of("select 1");
            assertThat(platform.queries().run(statement.compute(id(2))).toList())
                    .hasSize(1);
            assertThat(platform.queries().run(statement.compute("reports")).toList())
                    .hasSize(1);
        }
    }

    @Test
    @DisplayName("A workspace that is not alone of its name, not there or not running is an error that says so")
    void workspacesThatCannotBeUsed() {
        server.workspaces(
                workspace(1, "main", "ACTIVE", server.address()),
                workspace(2, "main", "ACTIVE", server.address()),
                workspace(3, "old", "SUSPENDED", server.address()),
                workspace(4, "new", "PENDING", server.address()),
                workspace(5, "gone", "TERMINATED", server.address()));
        var config = server.config();

        assertThat(refusal(config, ConfigurationException.class))
                .contains("compute: missing", "main (" + id(1) + ") ACTIVE", "old (" + id(3) + ") SUSPENDED");
        assertThat(refusal(config.compute("main"), ConfigurationException.class))
                .contains("several workspaces named main", id(1), id(2));
        assertThat(refusal(config.compute("nowhere"), NotFoundException.class)).contains("id or name nowhere");
        assertThat(refusal(config.compute(id(9)), NotFoundException.class)).contains("workspace not found");
        assertThat(refusal(config.compute("old"), ConflictException.class)).contains("SUSPENDED; resume it");
        assertThat(refusal(config.compute("new"), ConflictException.class)).contains("PENDING");
        assertThat(refusal(config.compute(id(5)), NotFoundException.class)).contains("terminated");
    }

    @Test
    void noWorkspaceAtAll() {
        server.workspaces();

        assertThat(refusal(server.config(), ConfigurationException.class)).contains("there are none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.com",
                "singlestore.com.example.com",
                "u:p@svc.singlestore.com",
                "a b",
                "10.0.0.1:80"
            })
    @DisplayName("An address that leads elsewhere is not followed; the password does not leave")
    void strangeAddresses(String endpoint) {
        server.workspaces(workspace(1, "main", "ACTIVE", endpoint));

        assertThat(refusal(server.config(), ProtocolException.class)).doesNotContain("canary");
    }

    @Test
    @DisplayName("After a suspension the state is told, and after a resume elsewhere the new address is found")
    void suspendedAndResumedElsewhere() {
        answers(1);
        try (var platform = server.open()) {
            query(platform);
            server.workspaces(workspace(1, "main", "SUSPENDED", server.address()));
            for (int i = 0; i < 3; i++) {
                server.refuse(503, "The workspace is suspended.");
            }
            assertThatExceptionOfType(ServerException.class)
                    .isThrownBy(() -> query(platform))
                    .withMessageContaining("The workspace is suspended.")
                    .withMessageContaining("its state is SUSPENDED; resume it");
            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(() -> query(platform))
                    .withMessageContaining("SUSPENDED");

            server.workspaces(workspace(1, "main", "ACTIVE", server.otherAddress()));
            answers(1);
            query(platform);
        }
    }

    @Test
    @DisplayName("A query finds a workspace that moved; an INSERT that may have arrived is not sent to the new address")
    void movedWorkspace() {
        String elsewhere = server.otherAddress();
        answers(1);
        try (var platform = server.open()) {
            query(platform);
            server.workspaces(workspace(1, "main", "ACTIVE", elsewhere));
            server.refuse(503, "moved").refuse(503, "moved").refuse(503, "moved");
            answers(1);
            query(platform);
            assertThat(server.lookUps()).isEqualTo(2);

            int before = server.sql().size();
            server.workspaces(workspace(1, "main", "ACTIVE", server.address()));
            server.refuse(503, "moved");
            assertThatExceptionOfType(ServerException.class)
                    .isThrownBy(() -> platform.queries().run("insert into t values (1)"));
            assertThat(server.sql()).hasSize(before + 1);
        }
    }

    @Test
    void fixedAddressNeedsNoLookUp() {
        answers(2);
        String url = "http://" + server.address();
        try (var platform = AnalyticsPlatform.open(server.config().option("sql.endpoint", url))) {
            query(platform);
        }
        var user = PlatformConfig.of("singlestore")
                .credentials(BasicCredentials.of("admin", SingleStoreServer.PASSWORD))
                .option("sql.endpoint", url + "/");
        try (var platform = AnalyticsPlatform.open(user)) {
            query(platform);
            assertThat(platform.api(HttpApi.class)).isNotNull();
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> platform.api(WorkspacesApi.class))
                    .withMessageContaining("Management API");
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() ->
                            platform.queries().run(Statement.of("select 1").compute("main")));
        }
        assertThat(server.lookUps()).isZero();
        assertThat(server.sql())
                .extracting(SingleStoreServer.Asked::authorization)
                .containsOnly(Credentials.basic("admin", SingleStoreServer.PASSWORD));
    }

    @Test
    void jwtOfTheDatabaseUser() {
        answers(1);
        try (var platform = AnalyticsPlatform.open(server.config().sqlCredentials(BearerToken.of("jwt")))) {
            query(platform);
            assertThat(platform.api(RegionsApi.class)).isSameAs(platform.api(RegionsApi.class));
        }
        assertThat(server.sql().get(0).authorization()).isEqualTo("Bearer jwt");
    }

    private static String problemOf(PlatformConfig config) {
        try (var platform = AnalyticsPlatform.open(config)) {
            throw new AssertionError("it was opened: " + platform);
        } catch (ConfigurationException problems) {
            return String.valueOf(problems.getMessage());
        }
    }

    @Test
    @DisplayName("All problems of a configuration come in one exception, without a secret")
    void configuration() {
        var empty = PlatformConfig.of("singlestore");
        var basic = BasicCredentials.of("admin", "canary-1");
        var key = ApiKey.of("canary-2");

        assertThat(problemOf(
                        empty.option("colour", "blue").option("region", "x").endpoint("http://example.com")))
                .contains("credentials: missing")
                .contains("sqlCredentials: missing; SQL is run by a database user")
                .contains("endpoint: is plain http")
                .contains("option colour: unknown; SingleStore has [sql.endpoint]")
                .contains("option region: unknown");
        assertThat(problemOf(empty.credentials(basic).sqlCredentials(key)))
                .contains("credentials: the Management API takes an API key")
                .contains("sqlCredentials: a database user has a name")
                .doesNotContain("canary");
        assertThat(problemOf(empty.credentials(key)
                        .sqlCredentials(basic)
                        .compute("main")
                        .option("sql.endpoint", "http://canary.example.com")))
                .contains("option sql.endpoint: is plain http")
                .contains("compute: stands beside option sql.endpoint")
                .doesNotContain("canary");
        assertThat(problemOf(empty.credentials(key).option("sql.endpoint", "https://example.com")))
                .contains("sqlCredentials: missing; the API key does not run SQL");
        assertThat(problemOf(empty.credentials(basic)
                        .endpoint("https://api.singlestore.com")
                        .option("sql.endpoint", "https://example.com")))
                .contains("endpoint: is the Management API");
    }
}
