package dev.analyticsplatform.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.CancelledException;
import dev.analyticsplatform.DeadlineExceededException;
import dev.analyticsplatform.Limits;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.engine.http.Transport;
import dev.analyticsplatform.engine.http.WebSocketRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every stream that stays open, whatever its messages look like on the wire. */
@Timeout(60)
class OpenStreamTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    interface Pull extends AutoCloseable {
        @Nullable
        Object next();

        @Override
        void close();
    }

    enum Kind {
        EVENTS {
            @Override
            Pull open(Transport transport, String url) {
                var events = StreamFixture.events(transport, Limits.DEFAULT);
                return new Pull() {
                    @Override
                    public @Nullable Object next() {
                        return events.next();
                    }

                    @Override
                    public void close() {
                        events.close();
                    }
                };
            }

            @Override
            void start(StreamServer.Peer peer) throws Exception {
                peer.write(StreamServer.EVENT_STREAM);
            }

            @Override
            byte[] message(String text) {
                return ("data: " + text + "\n\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
            }

            @Override
            byte[] keepAlive() {
                return ":\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            }
        },
        WEBSOCKET {
            @Override
            Pull open(Transport transport, String url) {
                var messages = WebSocketMessages.open(
                        transport,
                        WebSocketRequest.of("watch", HttpUrl.get(url)).withPingInterval(Duration.ZERO));
                return new Pull() {
                    @Override
                    public @Nullable Object next() {
                        return messages.next();
                    }

                    @Override
                    public void close() {
                        messages.close();
                    }
                };
            }

            @Override
            void start(StreamServer.Peer peer) throws Exception {
                peer.upgrade();
            }

            @Override
            byte[] message(String text) {
                return StreamServer.frame(0x81, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }

            @Override
            byte[] keepAlive() {
                return StreamServer.frame(0x89, new byte[0]);
            }
        };

        abstract Pull open(Transport transport, String url);

        abstract void start(StreamServer.Peer peer) throws Exception;

        abstract byte[] message(String text);

        abstract byte[] keepAlive();

        /** Says one thing, then nothing. */
        StreamServer silent() throws Exception {
            return new StreamServer(peer -> {
                start(peer);
                peer.write(message("one"));
                peer.awaitGone();
            });
        }
    }

    private static UnaryOperator<PlatformConfig> idle(Duration limit) {
        return config -> config.timeouts(config.timeouts().withIdle(limit));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 70: silence beyond the idle limit is an error that names it, and the socket is closed")
    void silence(Kind kind) throws Exception {
        try (var server = kind.silent();
                var transport = StreamFixture.transport(server.url(), idle(SHORT));
                var stream = kind.open(transport, server.url())) {
            assertThat(stream.next()).isNotNull();
            assertThat(StreamFixture.failure(DeadlineExceededException.class, stream::next))
                    .hasMessageContaining("no data for PT0.2S");
            assertThat(server.clientGone.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 64: comments and pings start the idle limit anew and are no message")
    void keepAlive(Kind kind) throws Exception {
        var limit = Duration.ofMillis(1500);
        try (var server = new StreamServer(peer -> {
                    kind.start(peer);
                    var rest = new CountDownLatch(1);
                    for (int i = 0; i < 10; i++) {
                        peer.write(kind.keepAlive());
                        rest.await(limit.toMillis() / 6, TimeUnit.MILLISECONDS);
                    }
                    peer.write(kind.message("at last"));
                    peer.awaitGone();
                });
                var transport = StreamFixture.transport(server.url(), idle(limit));
                var stream = kind.open(transport, server.url())) {
            assertThat(String.valueOf(stream.next())).contains("at last");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 73: closing from another thread ends a blocked read and frees the socket")
    void closeWhileBlocked(Kind kind) throws Exception {
        var reading = new CountDownLatch(1);
        try (var server = kind.silent();
                var transport = StreamFixture.transport(server.url())) {
            var stream = kind.open(transport, server.url());
            var blocked = new StreamFixture.Blocked(() -> {
                stream.next();
                reading.countDown();
                stream.next();
            });
            reading.await();
            stream.close();
            stream.close();
            assertThat(blocked.outcome()).isInstanceOf(CancelledException.class);
            assertThat(server.clientGone.await(20, TimeUnit.SECONDS)).isTrue();
            StreamFixture.failure(CancelledException.class, stream::next);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 74: an interrupt ends a blocked read; the flag is kept and the socket freed")
    void interruptWhileBlocked(Kind kind) throws Exception {
        var reading = new CountDownLatch(1);
        try (var server = kind.silent();
                var transport = StreamFixture.transport(server.url());
                var stream = kind.open(transport, server.url())) {
            var blocked = new StreamFixture.Blocked(() -> {
                stream.next();
                reading.countDown();
                stream.next();
            });
            reading.await();
            blocked.thread.interrupt();
            assertThat(blocked.outcome()).isInstanceOf(CancelledException.class).hasMessageContaining("interrupted");
            assertThat(blocked.flagKept()).isTrue();
            assertThat(server.clientGone.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("closing the transport ends a blocked read, and opens nothing any more")
    void closeTransport(Kind kind) throws Exception {
        var reading = new CountDownLatch(1);
        try (var server = kind.silent()) {
            var transport = StreamFixture.transport(server.url());
            var stream = kind.open(transport, server.url());
            var blocked = new StreamFixture.Blocked(() -> {
                stream.next();
                reading.countDown();
                stream.next();
            });
            reading.await();
            transport.close();
            assertThat(blocked.outcome())
                    .isInstanceOf(CancelledException.class)
                    .hasMessageContaining("the platform was closed");
            StreamFixture.failure(CancelledException.class, () -> kind.open(transport, server.url()));
            assertThat(server.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a slow consumer stops the sender, loses nothing, and closing frees what was held up")
    void slowConsumer(Kind kind) throws Exception {
        long most = 256L << 20;
        var piece = kind.message("x".repeat(1000));
        var sent = new CompletableFuture<Long>();
        try (var server = new StreamServer(peer -> {
                    kind.start(peer);
                    sent.complete(peer.flood(piece, most));
                    peer.awaitGone();
                });
                var transport = StreamFixture.transport(server.url())) {
            var stream = kind.open(transport, server.url());
            long bytes = sent.get(40, TimeUnit.SECONDS);
            assertThat(bytes).as("what fits into the buffers of two sockets").isLessThan(most / 4);
            for (long i = 0; i < bytes / piece.length; i++) {
                assertThat(String.valueOf(stream.next())).contains("xxx");
            }
            stream.close();
            assertThat(server.clientGone.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 73: a stream closed early, while the server still sends, closes its connection")
    void closeEarly(Kind kind) throws Exception {
        var piece = kind.message("x".repeat(1000));
        try (var server = new StreamServer(peer -> {
                    kind.start(peer);
                    while (true) {
                        peer.write(piece);
                    }
                });
                var transport = StreamFixture.transport(server.url())) {
            var stream = kind.open(transport, server.url());
            assertThat(stream.next()).isNotNull();
            stream.close();
            assertThat(server.clientGone.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
