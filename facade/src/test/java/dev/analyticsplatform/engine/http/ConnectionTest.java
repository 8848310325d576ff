package dev.analyticsplatform.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.DeadlineExceededException;
import dev.analyticsplatform.TransportException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionTest {

    private final FakeTime time = new FakeTime();

    /** How a connection ends before an answer. */
    enum End {
        FIN,
        RST
    }

    @ParameterizedTest
    @EnumSource(End.class)
    @DisplayName("rows 6, 7: no response, then FIN or RST: an unsafe call was sent once, a safe one three times")
    void noResponse(End end) throws Exception {
        RawServer.Behaviour behaviour = (number, socket, out) -> {
            if (end == End.RST) {
                socket.setSoLinger(true, 0);
            }
            return false;
        };
        try (var server = new RawServer(behaviour);
                var transport = Fixture.open(server.url(), time)) {
            var api = transport.api(TestApi.class);
            var failure = Fixture.failure(
                    TransportException.class, () -> transport.call(api.unsafePost(new TestApi.Thing())));
            assertThat(server.count()).isEqualTo(1);
            assertThat(failure).hasMessageContaining("may have received");
            Fixture.failure(TransportException.class, () -> transport.call(api.safeGet()));
            assertThat(server.count()).isEqualTo(4);
        }
    }

    @Test
    @DisplayName("row 12: a pooled connection dies after it read the request: safe is repeated, unsafe is not")
    void stalePooledConnection() throws Exception {
        // Every second request of a connection gets no answer.
        RawServer.Behaviour behaviour = (number, socket, out) -> {
            if (number % 2 == 0) {
                return false;
            }
            RawServer.write(out, RawServer.ok("{}"));
            return true;
        };
        try (var server = new RawServer(behaviour);
                var transport = Fixture.open(server.url(), time)) {
            var api = transport.api(TestApi.class);
            transport.call(api.safeGet());
            transport.call(api.safeGet());
            assertThat(server.count()).isEqualTo(3);
            Fixture.failure(TransportException.class, () -> transport.call(api.unsafePost(new TestApi.Thing())));
            assertThat(server.count()).isEqualTo(4);
        }
    }

    @Test
    @DisplayName("row 1: connection refused: tried again even if unsafe, since nothing was sent; names the host")
    void refused() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (var transport = Fixture.open("http://127.0.0.1:" + port + "/", time)) {
            var api = transport.api(TestApi.class);
            var failure = Fixture.failure(
                    TransportException.class, () -> transport.call(api.unsafePost(new TestApi.Thing())));
            assertThat(failure).hasMessageContaining("127.0.0.1:" + port).hasMessageContaining("3 attempts");
            assertThat(failure.getMessage()).doesNotContain("may have received");
            assertThat(time.sleeps).hasSize(2);
        }
    }

    @Test
    @DisplayName("row 1: a name that does not resolve: tried again; names the host")
    void unknownHost() {
        try (var transport = Fixture.open(
                "http://nowhere.invalid/",
                time,
                config -> config.http(builder -> builder.dns(host -> {
                    throw new UnknownHostException(host);
                })))) {
            var failure = Fixture.failure(
                    TransportException.class,
                    () -> transport.call(transport.api(TestApi.class).safeGet()));
            assertThat(failure).hasMessageContaining("nowhere.invalid");
            assertThat(time.sleeps).hasSize(2);
        }
    }

    @Test
    @DisplayName("a host with a dead and a living address is reached at the first attempt")
    void secondAddress() throws Exception {
        try (var server = new RawServer((number, socket, out) -> {
                    RawServer.write(out, RawServer.ok("{}"));
                    return true;
                });
                var transport = Fixture.open(
                        server.url().replace("127.0.0.1", "two.invalid"),
                        time,
                        config -> config.http(builder -> builder.dns(host -> List.of(
                                InetAddress.getByAddress(new byte[] {127, 9, 9, 9}),
                                InetAddress.getLoopbackAddress()))))) {
            transport.call(transport.api(TestApi.class).unsafePost(new TestApi.Thing()));
            assertThat(time.sleeps).isEmpty();
        }
    }

    @Test
    @DisplayName("row 2: a TLS handshake that never ends hits the connect limit, and is tried again: nothing was sent")
    void silentHandshake() throws Exception {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var transport = Fixture.open(
                        "https://127.0.0.1:" + server.getLocalPort() + "/",
                        time,
                        config -> config.timeouts(config.timeouts().withConnect(Duration.ofMillis(200))))) {
            var failure = Fixture.failure(
                    DeadlineExceededException.class,
                    () -> transport.call(transport.api(TestApi.class).unsafePost(new TestApi.Thing())));
            assertThat(failure).hasMessageContaining("no connection to https://127.0.0.1");
            assertThat(time.sleeps).hasSize(2);
        }
    }
}
