package dev.analyticsplatform;

import static dev.analyticsplatform.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static final String CANARY = "canary91c4";

    @ParameterizedTest
    @ValueSource(
            strings = {
                CANARY + "\n",
                CANARY + "\r\nX-Evil=yes",
                CANARY + " x",
                " " + CANARY,
                CANARY + "\t",
                CANARY + "\0",
                CANARY + "ü",
                CANARY + "\u2028",
                CANARY + "\ud83d\ude00",
                CANARY + "\u007f"
            })
    @DisplayName("A secret that cannot stand in a header is refused when the object is made, without being shown")
    void unfitSecretsAreRefusedUnseen(String secret) {
        List<Function<String, Credentials>> kinds =
                List.of(ApiKey::of, BearerToken::of, user -> BasicCredentials.of(user, "password"));
        for (var kind : kinds) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> kind.apply(secret))
                    .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(CANARY))
                    .withMessageContaining("at position");
        }
    }

    private static String stackTrace(Throwable thrown) {
        var text = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    @Test
    void emptySecretsAreRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> ApiKey.of(""))
                .withMessageContaining("the API key is empty");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> BearerToken.of(""))
                .withMessageContaining("the bearer token is empty");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> BasicCredentials.of("an:n", "x"))
                .withMessageContaining("colon");
    }

    @Test
    void missingEnvironmentVariableIsNamed() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> ApiKey.fromEnv("ANALYTICS_PLATFORM_NOT_SET"))
                .withMessageContaining("ANALYTICS_PLATFORM_NOT_SET is not set");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> BearerToken.fromEnv("ANALYTICS_PLATFORM_NOT_SET"))
                .withMessageContaining("ANALYTICS_PLATFORM_NOT_SET is not set");
    }

    @Test
    @DisplayName("No toString of credentials shows a secret")
    void toStringIsRedacted() {
        var asked = new AtomicInteger();
        var refreshing = RefreshingCredentials.of(() -> {
            asked.incrementAndGet();
            return ApiKey.of(CANARY);
        });
        var all = List.of(ApiKey.of(CANARY), BearerToken.of(CANARY), BasicCredentials.of(CANARY, CANARY), refreshing);

        assertThat(all)
                .allSatisfy(
                        each -> assertThat(each.toString()).contains("redacted").doesNotContain(CANARY));
        assertThat(asked).hasValue(0);
    }

    @Test
    void apiKeyTravelsInRocksetsHeader() throws InterruptedException {
        try (var server = new ScriptedServer().rows();
                var platform = server.open()) {
            platform.queries().run("select 1").toList();

            assertThat(server.take().getHeaders().get("Authorization")).isEqualTo("ApiKey " + ScriptedServer.KEY);
        }
    }

    @Test
    void bearerTokenTravelsWithItsOrganization() throws InterruptedException {
        try (var server = new ScriptedServer().rows();
                var platform = AnalyticsPlatform.open(
                        server.config().credentials(BearerToken.of("tok")).option("organization", "acme"))) {
            platform.queries().run("select 1").toList();

            var headers = server.take().getHeaders();
            assertThat(headers.get("Authorization")).isEqualTo("Bearer tok");
            assertThat(headers.get("organization")).isEqualTo("acme");
        }
    }

    @Test
    @DisplayName("A supplier that gives a kind the vendor does not take is a configuration error; nothing is sent")
    void refreshingCredentialsOfTheWrongKind() {
        try (var server = new ScriptedServer();
                var platform = AnalyticsPlatform.open(server.config()
                        .credentials(RefreshingCredentials.of(() -> BasicCredentials.of("ann", CANARY))))) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> platform.catalog().namespaces().toList())
                    .withMessageContaining("not user name and password")
                    .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(CANARY));
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void refusedKeyIsATypedErrorThatDoesNotShowIt() {
        String echo = "{\"type\":\"AUTHEXCEPTION\",\"message\":\"no such key: " + ScriptedServer.KEY
                + "\",\"trace_id\":\"t-1\"}";
        try (var server = new ScriptedServer().answer(json(401, echo)).answer(json(401, echo));
                var platform = server.open()) {
            assertThatExceptionOfType(UnauthenticatedException.class)
                    .isThrownBy(() -> platform.queries().run("select 1"))
                    .satisfies(e -> {
                        assertThat(stackTrace(e)).doesNotContain(ScriptedServer.KEY);
                        assertThat(e.context().httpStatus()).hasValue(401);
                        assertThat(e.context().vendorCode()).hasValue("AUTHEXCEPTION");
                        assertThat(e.context().requestId()).hasValue("t-1");
                    });
        }
    }
}
