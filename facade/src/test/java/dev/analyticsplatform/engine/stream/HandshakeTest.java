package dev.analyticsplatform.engine.stream;

import static dev.analyticsplatform.engine.stream.StreamFixture.failure;
import static dev.analyticsplatform.engine.stream.StreamFixture.transport;
import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.CancelledException;
import dev.analyticsplatform.DeadlineExceededException;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.PermissionDeniedException;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.QueryFailedException;
import dev.analyticsplatform.RetryPolicy;
import dev.analyticsplatform.ServerException;
import dev.analyticsplatform.TransportException;
import dev.analyticsplatform.UnauthenticatedException;
import dev.analyticsplatform.engine.http.WebSocketRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How a websocket begins, and how it fails to. */
@Timeout(60)
class HandshakeTest {

    private static final String UPGRADE = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n";

    private static WebSocketRequest request(String url) {
        return WebSocketRequest.of("watch", HttpUrl.get(url));
    }

    static Stream<Arguments> refusals() {
        var page = "!".repeat(100_000);
        return Stream.of(
                Arguments.of("HTTP/1.1 401 No\r\n\r\ntoken expired", UnauthenticatedException.class, "token expired"),
                Arguments.of(
                        "HTTP/1.1 403 No\r\n\r\nnot for you" + page, PermissionDeniedException.class, "not for you!!"),
                Arguments.of("HTTP/1.1 500 No\r\n\r\n", ServerException.class, "gave no reason"),
                Arguments.of(
                        "HTTP/1.1 503 No\r\nRetry-After: 99999999999999\r\n\r\nbusy", ServerException.class, "busy"),
                Arguments.of("HTTP/1.1 503 No\r\nRetry-After: 0\r\n\r\nbusy", ServerException.class, "busy"),
                Arguments.of(
                        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:1/login\r\n\r\n",
                        ProtocolException.class,
                        "redirects to http://127.0.0.2:1, which is never followed"),
                Arguments.of(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Log in" + page,
                        ProtocolException.class,
                        "not a websocket (content type text/html); it begins with: <html>Log in!!"),
                Arguments.of(
                        "HTTP/1.1 200 OK\r\n\r\n{\"code\":\"4711\",\"message\":\"statement is gone\"}",
                        QueryFailedException.class,
                        "statement is gone"),
                Arguments.of(
                        UPGRADE + "Connection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n",
                        ProtocolException.class,
                        "Sec-WebSocket-Accept"),
                Arguments.of(UPGRADE + "\r\n", ProtocolException.class, "not a websocket"),
                Arguments.of(
                        UPGRADE + "Connection: Upgrade\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n",
                        ProtocolException.class,
                        "compresses"),
                Arguments.of("", TransportException.class, "127.0.0.1"),
                Arguments.of("HTTP/1.1 1", TransportException.class, "127.0.0.1"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    @DisplayName("rows 14, 15, 16, 28, 34, 71: a refused handshake is typed, with an excerpt, and is made once")
    void refused(String answer, Class<? extends AnalyticsException> type, String text) throws Exception {
        try (var server = new StreamServer(peer -> peer.write(answer));
                var transport = transport(server.url())) {
            var failure = failure(type, () -> WebSocketMessages.open(transport, request(server.url())));
            assertThat(failure.getMessage())
                    .contains("acme watch")
                    .contains(text)
                    .hasSizeLessThan(2600);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    @DisplayName("a handshake is a safe call: it is retried, and the websocket then works")
    void retried() throws Exception {
        try (var server = new StreamServer(peer -> {
                    if (peer.server().requests.size() < 3) {
                        peer.write("HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                    } else {
                        peer.upgrade();
                        peer.text("here");
                        peer.awaitGone();
                    }
                });
                var transport = transport(
                        server.url(),
                        config -> config.retry(
                                new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(1), () -> 0.5)));
                var messages = WebSocketMessages.open(transport, request(server.url()))) {
            assertThat(messages.next()).isEqualTo("here");
        }
    }

    @Test
    @DisplayName("the user's hook applies: certificates, names and interceptors; HTTP/2 is not offered")
    void hook() throws Exception {
        var certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("vendor.test")
                .build();
        var certificates = new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(certificate.certificate())
                .build();
        var seen = new AtomicInteger();
        try (var server = new MockWebServer()) {
            server.useHttps(certificates.sslSocketFactory());
            server.enqueue(new MockResponse.Builder()
                    .webSocketUpgrade(new WebSocketListener() {
                        @Override
                        public void onMessage(WebSocket socket, String text) {
                            socket.send("echo " + text);
                        }
                    })
                    .build());
            server.start();
            var url = "https://vendor.test:" + server.getPort() + "/";
            try (var transport = transport(
                            url,
                            config -> config.http(builder -> builder.dns(
                                            name -> List.of(InetAddress.getLoopbackAddress()))
                                    .sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager())
                                    .addInterceptor(chain -> {
                                        seen.incrementAndGet();
                                        return chain.proceed(chain.request());
                                    })));
                    var messages =
                            WebSocketMessages.open(transport, request(url).withFrame("hello"))) {
                assertThat(messages.next()).isEqualTo("echo hello");
                assertThat(seen).hasValue(1);
            }
        }
    }

    @Test
    @DisplayName("open websockets take no place from others, whatever the user's dispatcher allows")
    void many() throws Exception {
        var narrow = new Dispatcher();
        narrow.setMaxRequests(1);
        try (var server = new StreamServer(peer -> {
                    peer.upgrade();
                    peer.text("here");
                    peer.awaitGone();
                });
                var transport = transport(server.url(), config -> config.http(builder -> builder.dispatcher(narrow)));
                var one = WebSocketMessages.open(transport, request(server.url()));
                var two = WebSocketMessages.open(transport, request(server.url()))) {
            assertThat(List.of(String.valueOf(one.next()), String.valueOf(two.next())))
                    .containsExactly("here", "here");
        } finally {
            narrow.executorService().shutdown();
        }
    }

    @Test
    @DisplayName("row 59: no websocket to another origin, and none without encryption off this machine")
    void otherOrigins() {
        try (var transport = transport("https://vendor.example/")) {
            assertThat(failure(
                            InvalidRequestException.class,
                            () -> WebSocketMessages.open(transport, request("https://elsewhere.example/"))))
                    .hasMessageContaining("these credentials are for https://vendor.example:443");
        }
        try (var transport = transport("http://vendor.example/")) {
            assertThat(failure(
                            InvalidRequestException.class,
                            () -> WebSocketMessages.open(transport, request("http://vendor.example/"))))
                    .hasMessageContaining("not be encrypted");
        }
    }

    @Test
    @DisplayName("row 4: a handshake that is never answered hits the limit of an attempt")
    void silence() throws Exception {
        try (var server = new StreamServer(StreamServer.Peer::awaitGone);
                var transport = transport(
                        server.url(),
                        config -> config.timeouts(config.timeouts().withAttempt(Duration.ofMillis(200))))) {
            failure(DeadlineExceededException.class, () -> WebSocketMessages.open(transport, request(server.url())));
            assertThat(server.clientGone.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @DisplayName("row 74: an interrupt ends the wait for the handshake; the flag is kept and the socket freed")
    void interrupted() throws Exception {
        var asked = new CountDownLatch(1);
        try (var server = new StreamServer(peer -> {
                    asked.countDown();
                    peer.awaitGone();
                });
                var transport = transport(server.url())) {
            var blocked = new StreamFixture.Blocked(() -> WebSocketMessages.open(transport, request(server.url())));
            asked.await();
            blocked.thread.interrupt();
            assertThat(blocked.outcome()).isInstanceOf(CancelledException.class).hasMessageContaining("interrupted");
            assertThat(blocked.flagKept()).isTrue();
            assertThat(server.clientGone.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
