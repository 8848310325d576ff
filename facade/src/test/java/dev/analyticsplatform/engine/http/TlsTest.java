package dev.analyticsplatform.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.TransportException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Row 3: what TLS refuses is refused at once, also for calls that are safe to repeat. */
class TlsTest {

    private final FakeTime time = new FakeTime();
    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();

    private HeldCertificate.Builder certificate() {
        return new HeldCertificate.Builder().signedBy(authority).addSubjectAlternativeName("localhost");
    }

    private static MockWebServer server(HeldCertificate certificate, HeldCertificate authority) throws Exception {
        var server = new MockWebServer();
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate, authority.certificate())
                .build()
                .sslSocketFactory());
        server.start(InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1}), 0);
        return server;
    }

    private Transport trusting(MockWebServer server) {
        var trusted = new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority.certificate())
                .build();
        return Fixture.open(
                "https://localhost:" + server.getPort() + "/",
                time,
                config -> config.http(
                        builder -> builder.sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager())));
    }

    private void assertRefused(MockWebServer server, Transport transport) {
        try (server;
                transport) {
            Fixture.failure(
                    TransportException.class,
                    () -> transport.call(transport.api(TestApi.class).safeGet()));
            assertThat(server.getRequestCount()).isZero();
            assertThat(time.sleeps).isEmpty();
        }
    }

    @Test
    @DisplayName("row 3: an authority that the user added is trusted")
    void ownAuthority() throws Exception {
        try (var server = server(certificate().build(), authority);
                var transport = trusting(server)) {
            server.enqueue(new MockResponse.Builder().body("{}").build());
            assertThat(transport.call(transport.api(TestApi.class).safeGet())).isNotNull();
        }
    }

    @Test
    @DisplayName("row 3: expired")
    void expired() throws Exception {
        var server = server(certificate().validityInterval(1, 2).build(), authority);
        assertRefused(server, trusting(server));
    }

    @Test
    @DisplayName("row 3: wrong host")
    void wrongHost() throws Exception {
        var other = new HeldCertificate.Builder()
                .signedBy(authority)
                .addSubjectAlternativeName("other.invalid")
                .duration(1, TimeUnit.DAYS)
                .build();
        var server = server(other, authority);
        assertRefused(server, trusting(server));
    }

    @Test
    @DisplayName("row 3: self-signed, nothing added by the user")
    void selfSigned() throws Exception {
        var server = server(certificate().build(), authority);
        assertRefused(server, Fixture.open("https://localhost:" + server.getPort() + "/", time));
    }

    @Test
    @DisplayName(
            "row 1: a handshake that breaks off or hangs is tried again, even for an unsafe call: nothing was sent")
    void brokenHandshake() throws Exception {
        try (var server = new MockWebServer()) {
            // Speaks no TLS: hangs up at the first bytes of it, or waits for more.
            server.start();
            var transport = Fixture.open(
                    "https://" + server.getHostName() + ":" + server.getPort() + "/",
                    time,
                    config -> config.timeouts(config.timeouts().withConnect(Duration.ofMillis(500))));
            Fixture.failure(
                    AnalyticsException.class,
                    () -> transport.call(transport.api(TestApi.class).unsafePost(new TestApi.Thing())));
            assertThat(time.sleeps).hasSize(2);
            transport.close();
        }
    }
}
