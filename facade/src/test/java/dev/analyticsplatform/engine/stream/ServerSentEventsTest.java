package dev.analyticsplatform.engine.stream;

import static dev.analyticsplatform.engine.stream.StreamFixture.all;
import static dev.analyticsplatform.engine.stream.StreamFixture.events;
import static dev.analyticsplatform.engine.stream.StreamFixture.failure;
import static dev.analyticsplatform.engine.stream.StreamFixture.transport;
import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.Limits;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.QueryFailedException;
import dev.analyticsplatform.TransportException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@SuppressWarnings("StringConcatToTextBlock") // where a line of the stream ends is what the tests are about
class ServerSentEventsTest {

    private static final String MIXED =
            "\ufeff: keep-alive\r\nevent: row\rdata: [1,\ndata: \"\u00e4\u20ac\ud83d\ude00\"]\r\n"
                    + "id: 7\r\n\r\n:\n\nretry: 250\ndata\n\nevent: metrics\ndata:  two spaces\r\rid\ndata:x:y\n\n";
    private static final List<String> MIXED_EVENTS =
            List.of("row|[1,\n\"\u00e4\u20ac\ud83d\ude00\"]|7", "message||7", "metrics| two spaces|7", "message|x:y|");

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(
                        "line ends of all kinds",
                        "data: a\n\ndata: b\r\rdata: c\r\n\r\n",
                        "message|a|,message|b|,message|c|"),
                Arguments.of(
                        "lines of data are joined by LF", "data: a\rdata:b\r\ndata\ndata: c\n\n", "message|a\nb\n\nc|"),
                Arguments.of("data alone is an event of empty data", "data\n\ndata\ndata\n\n", "message||,message|\n|"),
                Arguments.of(
                        "one space after the colon is no data",
                        "data:a\n\ndata: a\n\ndata:  a\n\n",
                        "message|a|,message|a|,message| a|"),
                Arguments.of("a name holds for one event", "event: x\ndata: 1\n\ndata: 2\n\n", "x|1|,message|2|"),
                Arguments.of("a name without data is no event", "event: x\n\ndata: 1\n\n", "message|1|"),
                Arguments.of(
                        "an id holds until the next",
                        "id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n",
                        "message|a|1,message|b|1,message|c|"),
                Arguments.of("an id with NUL is none", "id: 1\0\ndata: a\n\n", "message|a|"),
                Arguments.of("unknown fields and case", "Data: no\nfoo: bar\n data: no\ndata: yes\n\n", "message|yes|"),
                Arguments.of("one byte order mark", "\ufeffdata: a\n\n", "message|a|"),
                Arguments.of(
                        "a second one is part of a field's name", "\ufeff\ufeffdata: a\n\ndata: b\n\n", "message|b|"),
                Arguments.of("comments only", ":\n\n: x\r\n\r\n", ""),
                Arguments.of("nothing at all", "", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    @DisplayName("row 65: the WHATWG rules of lines and fields")
    void rules(String name, String body, String expected) throws Exception {
        try (var server = StreamServer.events(body)) {
            assertThat(String.join(",", all(server.url()))).isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("row 66: the same events wherever the bytes are split")
    void splitAnywhere() throws Exception {
        var bytes = MIXED.getBytes(StandardCharsets.UTF_8);
        var random = new Random(20_260_301);
        var cuts = new ArrayList<List<Integer>>();
        for (int i = 0; i <= bytes.length; i++) {
            cuts.add(List.of(i));
        }
        cuts.add(java.util.stream.IntStream.range(0, bytes.length).boxed().toList());
        for (int i = 0; i < 50; i++) {
            cuts.add(random.ints(6, 0, bytes.length).sorted().boxed().toList());
        }
        var turn = new java.util.concurrent.atomic.AtomicInteger();
        try (var server = new StreamServer(peer -> peer.write(chunks(bytes, cuts.get(turn.getAndIncrement()))))) {
            for (var cut : cuts) {
                assertThat(all(server.url())).as("split at %s", cut).isEqualTo(MIXED_EVENTS);
            }
        }
    }

    /** A piece of its own for each chunk: a read never reaches beyond one. */
    private static byte[] chunks(byte[] bytes, List<Integer> cuts) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=utf-8\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"));
        int from = 0;
        for (int i = 0; i <= cuts.size(); i++) {
            int to = i < cuts.size() ? cuts.get(i) : bytes.length;
            if (to > from) {
                out.writeBytes(ascii(Integer.toHexString(to - from) + "\r\n"));
                out.write(bytes, from, to - from);
                out.writeBytes(ascii("\r\n"));
                from = to;
            }
        }
        out.writeBytes(ascii("0\r\n\r\n"));
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    @DisplayName("an event is handed out with the CR of its blank line; its LF may come later or never")
    void noWaitForLineFeed() throws Exception {
        try (var server = new StreamServer(peer -> {
                    peer.write(StreamServer.EVENT_STREAM + "data: now\r\r");
                    peer.awaitGone();
                });
                var transport = transport(server.url());
                var events = events(transport, Limits.DEFAULT)) {
            assertThat(events.next()).isEqualTo(new ServerSentEvents.Event("message", "now", ""));
        }
    }

    @Test
    @DisplayName("the server's wish for the wait before a reconnect is kept; one that is no number is ignored")
    void retry() throws Exception {
        try (var server =
                        StreamServer.events("retry: 1500\nretry: soon\nretry:\nretry: 99999999999999999999\ndata\n\n");
                var transport = transport(server.url());
                var events = events(transport, Limits.DEFAULT)) {
            events.next();
            assertThat(events.retry()).contains(Duration.ofMillis(1500));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: 1\n\ndata: half",
                "data: 1\n\ndata: no blank line\n",
                "data: 1\n\ndata: no blank line\r",
                "data: 1\n\nevent: metrics\n",
                "data: 1\n\n: half a comment",
                "data: 1\n\nda",
            })
    @DisplayName("row 67: a stream that ends within an event or a line is an error, also when asked again")
    void cut(String body) throws Exception {
        try (var server = StreamServer.events(body);
                var transport = transport(server.url());
                var events = events(transport, Limits.DEFAULT)) {
            assertThat(events.next()).isNotNull();
            assertThat(failure(ProtocolException.class, events::next)).hasMessageContaining("ended within");
            failure(ProtocolException.class, events::next);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("row 67: a connection that ends or is reset before the last chunk is an error even between two events")
    void brokenOff(boolean reset) throws Exception {
        try (var server = new StreamServer(peer -> {
                    peer.write(
                            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + "9\r\ndata: 1\n\n\r\n");
                    if (reset) {
                        peer.awaitGone();
                    }
                });
                var transport = transport(server.url());
                var events = events(transport, Limits.DEFAULT)) {
            assertThat(events.next()).isNotNull();
            if (reset) {
                // Not before the event was read: a reset may overtake what was sent before it.
                server.reset();
            }
            failure(TransportException.class, events::next);
        }
    }

    @Test
    @DisplayName("row 19: bytes that are not UTF-8 are an error, never U+FFFD")
    void invalidUtf8() throws Exception {
        for (var bad : List.of("data: \u00c3(\n\n", "data: \u00ff\n\n", "data: a\n\ndata: \u00e2\u0082")) {
            try (var server = StreamServer.events(bad.getBytes(StandardCharsets.ISO_8859_1))) {
                assertThat(failure(ProtocolException.class, () -> all(server.url())))
                        .hasMessageContaining("not valid in its character set");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: ", ": ", "event: ", "nonsense"})
    @DisplayName("row 69: a line without end hits the limit, and the connection is closed")
    void endlessLine(String start) throws Exception {
        try (var server = new StreamServer(peer -> {
                    peer.write(StreamServer.EVENT_STREAM + start);
                    var piece = "x".repeat(500);
                    while (true) {
                        peer.write(piece);
                    }
                });
                var transport = transport(server.url())) {
            try (var events = events(transport, StreamFixture.SMALL)) {
                assertThat(failure(ProtocolException.class, events::next))
                        .hasMessageContaining("1000 characters")
                        .hasMessageContaining("Limits.stringChars");
            }
            server.clientGone.await();
        }
    }

    @Test
    @DisplayName("row 69: an event without end hits the limit, too; events of just that size pass")
    void endlessEvent() throws Exception {
        var line = "data: " + "x".repeat(99) + "\n";
        try (var server = StreamServer.events(line.repeat(10) + "\n" + line.repeat(10) + "data\n\n");
                var transport = transport(server.url());
                var events = events(transport, StreamFixture.SMALL)) {
            assertThat(events.next())
                    .satisfies(event -> assertThat(event.data()).hasSize(999));
            assertThat(events.next())
                    .satisfies(event -> assertThat(event.data()).hasSize(1000));
            assertThat(events.next()).isNull();
        }
        try (var server = StreamServer.events(line.repeat(11) + "\n");
                var transport = transport(server.url());
                var events = events(transport, StreamFixture.SMALL)) {
            failure(ProtocolException.class, events::next);
        }
    }

    @Test
    @DisplayName("row 71: an event stream answered with a JSON error is the vendor's error")
    void jsonError() throws Exception {
        try (var server = answer(
                        "application/json",
                        "{\"code\":\"4711\",\"message\":\"no stream t " + StreamFixture.SECRET + "\"}");
                var transport = transport(server.url());
                var events = events(transport, Limits.DEFAULT)) {
            var failure = failure(QueryFailedException.class, events::next);
            assertThat(failure).hasMessageContaining("no stream t [redacted]");
            assertThat(failure.context().vendorCode()).contains("4711");
            assertThat(failure.context().httpStatus()).hasValue(200);
        }
    }

    @Test
    @DisplayName("row 71: an event stream answered with HTML shows status, content type and at most 2 KB of it")
    void html() throws Exception {
        try (var server = answer("text/html", "<html>Please log in" + "!".repeat(100_000));
                var transport = transport(server.url());
                var events = events(transport, Limits.DEFAULT)) {
            var failure = failure(ProtocolException.class, events::next);
            assertThat(failure.getMessage())
                    .contains("HTTP 200")
                    .contains("text/html")
                    .contains("<html>Please log in!!!")
                    .hasSizeLessThan(2500);
            assertThat(failure(AnalyticsException.class, events::next)).isSameAs(failure);
        }
    }

    private static StreamServer answer(String type, String body) throws Exception {
        return new StreamServer(peer -> peer.write("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n\r\n" + body));
    }
}
