package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    private static final String CANARY = "canary-5d1e-secret";

    private static PlatformConfig config() {
        return PlatformConfig.of("rockset").credentials(ApiKey.of(CANARY));
    }

    private static String problemOf(PlatformConfig config) {
        try (var platform = AnalyticsPlatform.open(config)) {
            throw new AssertionError("it was opened: " + platform);
        } catch (ConfigurationException problems) {
            return String.valueOf(problems.getMessage());
        }
    }

    @Test
    @DisplayName("All problems of a configuration come in one exception, each with its key and a hint")
    void allProblemsAtOnce() {
        var config = PlatformConfig.of("rockset")
                .endpoint("http://api.example.com")
                .namespace("")
                .compute("")
                .option("region", "mars1a1")
                .option("colour", "blue");

        assertThat(problemOf(config))
                .contains("credentials: missing; set them")
                .contains("endpoint: is plain http", "use https")
                .contains("namespace: is empty")
                .contains("compute: is empty")
                .contains("option colour: unknown; Rockset has [organization, region]")
                .contains("option region: mars1a1 is unknown; Rockset has [apt2a1, ")
                .contains("option region: stands beside an endpoint");
    }

    @Test
    void unknownVendorNamesTheKnownOnesAndTheOtherProblems() {
        assertThat(problemOf(PlatformConfig.of("rokset").endpoint("ftp://example.com")))
                .contains("rokset")
                .contains("vendor: unknown; known are [bytehouse, deltastream, rockset, singlestore, timeplus]")
                .contains("credentials: missing")
                .contains("endpoint: has the scheme ftp; use https");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.rockset.com",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://10.0.0.1",
                "http://[::2]",
                "HTTP://API.ROCKSET.COM"
            })
    void plainHttpIsRefusedBeyondThisMachine(String endpoint) {
        assertThat(problemOf(config().endpoint(endpoint))).contains("endpoint: is plain http");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://localhost:8080/",
                "http://[::1]:8080",
                "http://127.255.0.1",
                "https://api.example.com",
                "https://api.example.com/rockset/",
                " https://api.example.com\n"
            })
    void goodEndpointsAreAccepted(String endpoint) {
        AnalyticsPlatform.open(config().endpoint(endpoint)).close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:" + CANARY + "@api.example.com",
                "https://api.example.com/?apikey=" + CANARY,
                "https://api.example.com/#" + CANARY,
                "https://api example com/" + CANARY,
                "https://api.example.com:99999/" + CANARY,
                "https:/" + CANARY,
                CANARY,
                ""
            })
    @DisplayName("An endpoint that is not in order is refused, and shown nowhere, since it may hold a secret")
    void badEndpointsAreRefusedUnseen(String endpoint) {
        var config = config().endpoint(endpoint);

        assertThat(problemOf(config)).contains("endpoint: ").doesNotContain(CANARY);
        assertThat(config.toString()).doesNotContain(CANARY);
    }

    @Test
    void credentialsAndOptionsHaveToFitEachOther() {
        var basic = PlatformConfig.of("rockset").credentials(BasicCredentials.of("ann", CANARY));
        var bearer = PlatformConfig.of("rockset").credentials(BearerToken.of(CANARY));

        assertThat(problemOf(basic))
                .contains("credentials: Rockset takes an API key")
                .doesNotContain(CANARY);
        assertThat(problemOf(bearer)).contains("option organization: missing").doesNotContain(CANARY);
        assertThat(problemOf(config().option("organization", "acme")))
                .contains("organization: goes with a bearer token");
        AnalyticsPlatform.open(bearer.option("organization", "acme")).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ac me", "acme\r\nX-Evil: 1", "äcme", "a\0b"})
    void organizationThatCannotStandInAHeaderIsRefused(String organization) {
        var config = PlatformConfig.of("rockset")
                .credentials(BearerToken.of("token"))
                .option("organization", organization);

        assertThat(problemOf(config)).contains("option organization: is empty or has a character");
    }

    @Test
    void configurationIsImmutable() {
        var base = PlatformConfig.of("rockset");
        var changed =
                base.namespace("n").compute("c").option("region", "use1a1").endpoint("https://e.example");

        assertThat(base.namespace()).isEmpty();
        assertThat(base.compute()).isEmpty();
        assertThat(base.endpoint()).isEmpty();
        assertThat(base.options()).isEmpty();
        assertThat(changed.options()).containsEntry("region", "use1a1").isUnmodifiable();
    }

    @Test
    @DisplayName("No toString of a configuration shows a secret, nor the value of an option")
    void toStringShowsNoSecret() {
        var config = config().option("organization", CANARY).endpoint("https://api.example.com");

        assertThat(config.toString())
                .contains("rockset", "https://api.example.com", "organization")
                .doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usw2a1", "use1a1", "euc1a1", "euw1a1", "apt2a1"})
    void regionMakesTheEndpoint(String region) {
        assertThat(hostAsked(config().option("region", region))).isEqualTo("https://api." + region + ".rockset.com");
    }

    @Test
    void withoutRegionTheVendorsFirstOneIsUsed() {
        assertThat(hostAsked(config())).isEqualTo("https://api.usw2a1.rockset.com");
    }

    /** The origin that a call would go to; it never gets there. */
    private static String hostAsked(PlatformConfig config) {
        var asked = new ArrayList<String>();
        var recording = config.retry(RetryPolicy.NONE)
                .http(client -> client.dns(host -> {
                    asked.add("https://" + host);
                    throw new java.net.UnknownHostException(host);
                }));
        try (var platform = AnalyticsPlatform.open(recording)) {
            assertThatExceptionOfType(TransportException.class)
                    .isThrownBy(() -> platform.catalog().namespaces().toList());
        }
        return asked.get(0);
    }

    @Test
    void limitsRefuseWhatIsNoLimit() {
        var zero = Duration.ZERO;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Timeouts.DEFAULT.withConnect(zero))
                .withMessageContaining("connect");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Timeouts.DEFAULT.withAttempt(zero))
                .withMessageContaining("attempt");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Timeouts.DEFAULT.withTotal(zero))
                .withMessageContaining("total");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Timeouts.DEFAULT.withIdle(Duration.ofMillis(-1)))
                .withMessageContaining("idle");
        assertThatIllegalArgumentException().isThrownBy(() -> RetryPolicy.DEFAULT.withAttempts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(1, 1, 1, 0, 1));
    }
}
