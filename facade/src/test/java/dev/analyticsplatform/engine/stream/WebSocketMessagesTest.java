package dev.analyticsplatform.engine.stream;

import static dev.analyticsplatform.engine.stream.StreamFixture.failure;
import static dev.analyticsplatform.engine.stream.StreamFixture.transport;
import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.TransportException;
import dev.analyticsplatform.engine.http.Transport;
import dev.analyticsplatform.engine.http.WebSocketRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class WebSocketMessagesTest {

    private static final byte[] EMPTY = new byte[0];

    private static WebSocketRequest request(StreamServer server) {
        return WebSocketRequest.of("watch", HttpUrl.get(server.url() + "print/1"));
    }

    private static WebSocketMessages open(Transport transport, StreamServer server) {
        return WebSocketMessages.open(transport, request(server));
    }

    @Test
    @DisplayName("texts of the request are sent at open, messages come in order, and a normal close is the end")
    void conversation() throws Exception {
        var received = new CompletableFuture<String>();
        try (var server = new StreamServer(peer -> {
                    peer.upgrade();
                    received.complete(new String(peer.readFrame(), StandardCharsets.UTF_8).substring(1)
                            + new String(peer.readFrame(), StandardCharsets.UTF_8).substring(1));
                    peer.text("one");
                    peer.text("");
                    peer.text("\ud83d\ude00");
                    peer.write(StreamServer.close(1000, "done"));
                    peer.awaitGone();
                });
                var transport = transport(server.url());
                var messages = WebSocketMessages.open(
                        transport,
                        request(server)
                                .withFrame("hello ")
                                .withFrame("world")
                                .withHeader("ds-session-id", "s1")
                                .withNormalEnd())) {
            assertThat(messages.next()).isEqualTo("one");
            assertThat(messages.next()).isEmpty();
            assertThat(messages.next()).isEqualTo("\ud83d\ude00");
            assertThat(messages.next()).isNull();
            assertThat(messages.next()).isNull();
            assertThat(received.get()).isEqualTo("hello world");
            assertThat(server.clientGone.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(server.requests.get(0))
                    .startsWith("GET /print/1 HTTP/1.1")
                    .contains("ds-session-id: s1")
                    .contains("X-Api-Key: " + StreamFixture.SECRET)
                    .contains("User-Agent: analytics-platform")
                    .as("compressed messages have no bound")
                    .doesNotContain("permessage-deflate");
        }
    }

    @Test
    @DisplayName("a handshake without credentials has none, and what the server echoes of them is cut out all the same")
    void withoutCredentials() throws Exception {
        try (var server = new StreamServer(peer -> {
                    peer.upgrade();
                    peer.write(StreamServer.close(1008, "bad token " + StreamFixture.SECRET));
                    peer.awaitGone();
                });
                var transport = transport(server.url());
                var messages = WebSocketMessages.open(
                        transport,
                        request(server)
                                .withoutCredentials()
                                .withFrame("{\"token\":\"" + StreamFixture.SECRET + "\"}"))) {
            assertThat(failure(TransportException.class, messages::next))
                    .hasMessageContaining("code 1008: bad token [redacted]");
            assertThat(server.requests.get(0)).doesNotContain(StreamFixture.SECRET);
        }
    }

    @Test
    @DisplayName("fragments are joined, pings between them are answered, and characters may be cut by frames")
    void fragments() throws Exception {
        var text = "a\u00e4\u20ac\ud83d\ude00z".getBytes(StandardCharsets.UTF_8);
        var pong = new CompletableFuture<byte[]>();
        try (var server = new StreamServer(peer -> {
                    peer.upgrade();
                    for (int cut = 0; cut <= text.length; cut++) {
                        peer.write(StreamServer.frame(0x01, Arrays.copyOf(text, cut)));
                        peer.write(StreamServer.frame(0x89, new byte[] {7}));
                        peer.write(StreamServer.frame(0x00, EMPTY));
                        peer.write(StreamServer.frame(0x80, Arrays.copyOfRange(text, cut, text.length)));
                    }
                    pong.complete(peer.readFrame());
                    peer.awaitGone();
                });
                var transport = transport(server.url());
                var messages = open(transport, server)) {
            for (int cut = 0; cut <= text.length; cut++) {
                assertThat(messages.next()).as("cut at %s", cut).isEqualTo("a\u00e4\u20ac\ud83d\ude00z");
            }
            assertThat(pong.get(20, TimeUnit.SECONDS)).containsExactly(0x8a, 7);
        }
    }

    @Test
    @DisplayName(
            "messages of all sizes in random fragments come through whole, byte by byte too while reading is held up")
    void randomMessages() throws Exception {
        var random = new Random(20_260_301);
        var sent = new ArrayList<String>();
        var wire = new ByteArrayOutputStream();
        for (int i = 0; i < 5000; i++) {
            int size = i % 100 == 0 ? random.nextInt(70_000) : random.nextInt(200);
            var text = random.ints(size, 0, 4)
                    .mapToObj(kind -> new String[] {"a", "\u00e4", "\u20ac", "\ud83d\ude00"}[kind])
                    .collect(java.util.stream.Collectors.joining());
            sent.add(text);
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            int cut = random.nextInt(bytes.length + 1);
            if (cut == bytes.length) {
                wire.writeBytes(StreamServer.frame(0x81, bytes));
            } else {
                wire.writeBytes(StreamServer.frame(0x01, Arrays.copyOf(bytes, cut)));
                wire.writeBytes(StreamServer.frame(0x80, Arrays.copyOfRange(bytes, cut, bytes.length)));
            }
        }
        wire.writeBytes(StreamServer.close(1000, ""));
        try (var server = new StreamServer(peer -> {
                    peer.upgrade();
                    peer.write(wire.toByteArray());
                    peer.awaitGone();
                });
                var transport = transport(server.url());
                var messages = WebSocketMessages.open(transport, request(server).withNormalEnd())) {
            for (var text : sent) {
                assertThat(messages.next()).isEqualTo(text);
            }
            assertThat(messages.next()).isNull();
        }
    }

    static Stream<Arguments> faults() {
        var limit = StreamFixture.SMALL.stringChars();
        var long1 = "x".repeat(limit + 1).getBytes(StandardCharsets.UTF_8);
        var half = "x".repeat(limit / 2 + 1).getBytes(StandardCharsets.UTF_8);
        var huge = new byte[] {(byte) 0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0};
        var negative = new byte[] {(byte) 0x81, 127, -1, 0, 0, 0, 0, 0, 0, 0};
        return Stream.of(
                Arguments.of("a message over the limit", StreamServer.frame(0x81, long1), "Limits.stringChars"),
                Arguments.of(
                        "fragments that add up to more than the limit",
                        join(StreamServer.frame(0x01, half), StreamServer.frame(0x80, half)),
                        "Limits.stringChars"),
                Arguments.of("a terabyte announced: refused by its header", huge, "Limits.stringChars"),
                Arguments.of("a negative length", negative, "Limits.stringChars"),
                Arguments.of("a binary message", StreamServer.frame(0x82, half), "binary message"),
                Arguments.of(
                        "bytes that are not UTF-8",
                        StreamServer.frame(0x81, new byte[] {(byte) 0xc0, (byte) 0x80}),
                        "UTF-8"),
                Arguments.of(
                        "an encoded surrogate",
                        StreamServer.frame(0x81, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}),
                        "UTF-8"),
                Arguments.of(
                        "half a character", StreamServer.frame(0x81, new byte[] {(byte) 0xe2, (byte) 0x82}), "UTF-8"),
                Arguments.of(
                        "a masked frame", new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'a'}, "must not be masked"),
                Arguments.of("reserved bits", StreamServer.frame(0xf1, EMPTY), "rsv"),
                Arguments.of("an unknown kind of frame", StreamServer.frame(0x83, EMPTY), "opcode"),
                Arguments.of("a continuation of nothing", StreamServer.frame(0x80, half), "opcode"),
                Arguments.of("a close code that must not be sent", StreamServer.close(1005, ""), "1005"),
                Arguments.of("an end without a close frame", EMPTY, "without a close frame"),
                Arguments.of("an end within a frame", new byte[] {(byte) 0x81, 100, 'a'}, "without a close frame"),
                Arguments.of("an end within a header", new byte[] {(byte) 0x81}, "without a close frame"),
                Arguments.of("an end between fragments", StreamServer.frame(0x01, half), "without a close frame"),
                Arguments.of("a close where no end is expected", StreamServer.close(1000, "bye"), "code 1000: bye"),
                Arguments.of(
                        "an error of the server", StreamServer.close(1011, "pool\nstopped"), "code 1011: pool stopped"),
                Arguments.of("a close without a code", StreamServer.frame(0x88, EMPTY), "code 1005 and no reason"));
    }

    private static byte[] join(byte[] a, byte[] b) {
        var both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @DisplayName("row 67: every end that is no normal one is an error, after the messages before it, and stays one")
    void fault(String name, byte[] wire, String text) throws Exception {
        try (var server = new StreamServer(peer -> {
                    peer.upgrade();
                    peer.write(join(StreamServer.frame(0x81, "good".getBytes(StandardCharsets.UTF_8)), wire));
                    peer.socket().shutdownOutput();
                    peer.awaitGone();
                });
                var transport = transport(server.url(), config -> config.limits(StreamFixture.SMALL));
                var messages = open(transport, server)) {
            assertThat(messages.next()).isEqualTo("good");
            var failure = failure(AnalyticsException.class, messages::next);
            assertThat(failure).hasMessageContaining(text);
            boolean ours = text.contains("Limits") || text.contains("binary") || text.contains("UTF-8");
            assertThat(failure).isInstanceOf(ours ? ProtocolException.class : TransportException.class);
            failure(failure.getClass(), messages::next);
            assertThat(server.clientGone.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @DisplayName("messages of just the limit pass")
    void atTheLimit() throws Exception {
        var text = "\u20ac".repeat(StreamFixture.SMALL.stringChars());
        try (var server = new StreamServer(peer -> {
                    peer.upgrade();
                    peer.text(text);
                    peer.text(text);
                    peer.awaitGone();
                });
                var transport = transport(server.url(), config -> config.limits(StreamFixture.SMALL));
                var messages = open(transport, server)) {
            assertThat(messages.next()).isEqualTo(text);
            assertThat(messages.next()).isEqualTo(text);
        }
    }

    @Test
    @DisplayName("a reset connection is a transport error")
    void reset() throws Exception {
        try (var server = new StreamServer(peer -> {
                    peer.upgrade();
                    peer.text("one");
                    peer.awaitGone();
                });
                var transport = transport(server.url());
                var messages = open(transport, server)) {
            assertThat(messages.next()).isEqualTo("one");
            server.reset();
            failure(TransportException.class, messages::next);
        }
    }

    @Test
    @DisplayName("a server that answers no ping is dead")
    void deadServer() throws Exception {
        try (var server = new StreamServer(peer -> {
                    peer.upgrade();
                    peer.awaitGone();
                });
                var transport = transport(server.url());
                var messages =
                        WebSocketMessages.open(transport, request(server).withPingInterval(Duration.ofMillis(50)))) {
            assertThat(failure(TransportException.class, messages::next)).hasMessageContaining("pong");
        }
    }

    @Test
    @DisplayName("a consumer that takes its time is no dead server: pings that wait behind messages are not missed")
    void slowConsumerOutlivesPings() throws Exception {
        // A pong after each message, so that pings are answered whenever the client reads at all.
        var piece = join(
                StreamServer.frame(0x81, "x".repeat(2000).getBytes(StandardCharsets.UTF_8)),
                StreamServer.frame(0x8a, EMPTY));
        var sent = new CompletableFuture<Long>();
        try (var server = new StreamServer(peer -> {
                    peer.upgrade();
                    // Ends after half a second in which the client took nothing, that is, several pings.
                    sent.complete(peer.flood(piece, 256L << 20));
                    peer.awaitGone();
                });
                var transport = transport(server.url());
                var messages =
                        WebSocketMessages.open(transport, request(server).withPingInterval(Duration.ofMillis(100)))) {
            long whole = sent.get(40, TimeUnit.SECONDS) / piece.length;
            assertThat(whole).isGreaterThan(500);
            for (int i = 0; i < 500; i++) {
                assertThat(messages.next()).hasSize(2000);
            }
        }
    }

    @Test
    @DisplayName("a request shows neither texts nor headers, and refuses a header without showing it")
    void requestIsDiscreet() {
        var request = WebSocketRequest.of("watch", HttpUrl.get("https://a.example/x?t=geheim"))
                .withHeader("X-Token", "geheim")
                .withFrame("geheim");
        assertThat(request).hasToString("WebSocketRequest[watch, https://a.example:443]");
        assertThat(failure(IllegalArgumentException.class, () -> request.withHeader("X-Token", "geheim\n")))
                .hasMessageNotContaining("geheim");
        assertThat(List.of(request.frames(), request.withFrame("more").frames()))
                .containsExactly(List.of("geheim"), List.of("geheim", "more"));
    }
}
