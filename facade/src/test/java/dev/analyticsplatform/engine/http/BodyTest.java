package dev.analyticsplatform.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.Limits;
import dev.analyticsplatform.PermissionDeniedException;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.RetryPolicy;
import dev.analyticsplatform.ServerException;
import dev.analyticsplatform.TransportException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import okio.ByteString;
import okio.GzipSink;
import okio.Okio;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

    private final FakeTime time = new FakeTime();
    private final MockWebServer server = new MockWebServer();
    private Transport transport;
    private TestApi api;

    @BeforeEach
    void open() throws Exception {
        server.start();
        transport = Fixture.open(
                server.url("/").toString(),
                time,
                config -> config.retry(RetryPolicy.NONE).limits(new Limits(64 << 10, 4 << 20, 200, 1 << 20, 100)));
        api = transport.api(TestApi.class);
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    private static Buffer gzip(ByteString plain) throws IOException {
        var packed = new Buffer();
        try (var sink = Okio.buffer(new GzipSink(packed))) {
            sink.write(plain);
        }
        return packed;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"name\":\"half",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"name\":\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n12\r\n{}",
            })
    @DisplayName("row 8: half a body and FIN is a truncated answer, for calls and for streams")
    void truncated(String answer) throws Exception {
        try (var raw = new RawServer((number, socket, out) -> {
                    RawServer.write(out, answer);
                    return false;
                });
                var cut = Fixture.open(raw.url(), time)) {
            var cutApi = cut.api(TestApi.class);
            Assertions.assertThatThrownBy(() -> cut.call(cutApi.safeGet()))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("truncated");
            assertThat(raw.count()).as("a safe call is repeated").isEqualTo(3);
            Fixture.failure(TransportException.class, () -> cut.call(cutApi.unsafePost(new TestApi.Thing())));
            assertThat(raw.count()).as("an unsafe one is not").isEqualTo(4);
            try (var rows = cut.stream(cutApi.safeRows(), CallOptions.NONE)) {
                var failure = Assertions.catchThrowableOfType(
                        IOException.class, () -> rows.source().readByteArray());
                assertThat(rows.translate(failure))
                        .isInstanceOf(TransportException.class)
                        .hasMessageContaining("truncated");
            }
        }
    }

    @Test
    @DisplayName("row 10: a malformed chunk is a transport error")
    void malformedChunk() throws Exception {
        try (var raw = new RawServer((number, socket, out) -> {
                    RawServer.write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");
                    return true;
                });
                var broken = Fixture.open(raw.url(), time)) {
            Fixture.failure(
                    TransportException.class,
                    () -> broken.call(broken.api(TestApi.class).unsafePost(new TestApi.Thing())));
            assertThat(raw.count()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("row 15: HTML with status 200: status, content type, path and excerpt, not the query")
    void htmlInsteadOfJson() {
        var html = "<html>\n<body>Please log in" + "!".repeat(9000) + "</body></html>";
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Type", "text/html")
                .body(html)
                .build());
        var failure =
                Fixture.failure(ProtocolException.class, () -> transport.call(api.safeSearch("select geheim", "n")));
        assertThat(failure.context().httpStatus()).hasValue(200);
        assertThat(failure)
                .hasMessageContaining("not JSON")
                .hasMessageContaining("text/html")
                .hasMessageContaining("/v1/search")
                .hasMessageContaining("<html> <body>Please log in!!!")
                .hasMessageNotContaining("geheim");
        assertThat(failure.getMessage()).hasSizeLessThan(2048 + 300);
    }

    @Test
    @DisplayName("rows 14, 28: HTML error pages keep their status; the excerpt is one line of at most 2 KB")
    void htmlErrorPage() {
        server.enqueue(new MockResponse.Builder()
                .code(502)
                .body("<html>\r\nbad gateway" + "x".repeat(100_000))
                .build());
        server.enqueue(new MockResponse.Builder().code(403).body("<h1>no</h1>").build());
        var failure = Fixture.failure(ServerException.class, () -> transport.call(api.safeGet()));
        assertThat(failure.getMessage()).contains("<html> bad gateway").hasSizeLessThan(2048 + 300);
        Fixture.failure(PermissionDeniedException.class, () -> transport.call(api.safeGet()));
    }

    @Test
    @DisplayName("a vendor's error body is read by the vendor's shape")
    void vendorError() {
        server.enqueue(new MockResponse.Builder()
                .code(403)
                .setHeader("X-Request-Id", "r-1")
                .body("{\"type\":\"FORBIDDEN\",\"message\":\"not yours\"}")
                .build());
        var failure = Fixture.failure(PermissionDeniedException.class, () -> transport.call(api.safeGet()));
        assertThat(failure).hasMessageContaining("not yours");
        assertThat(failure.context().vendorCode()).contains("FORBIDDEN");
        assertThat(failure.context().requestId()).contains("r-1");
        assertThat(failure.context().operation()).isEqualTo("safeGet");
    }

    @Test
    @DisplayName("row 24: an error inside HTTP 200 becomes an exception of the kind that the vendor's code means")
    void errorInside200() {
        var quota = VendorError.of("QUOTA", "too much", "q-1").withKind(VendorError.Kind.RATE_LIMITED);
        assertThat(transport.failure("query", quota))
                .isInstanceOf(dev.analyticsplatform.RateLimitedException.class)
                .hasMessageContaining("too much");
        assertThat(transport.failure("query", VendorError.of("42000", "syntax", null)))
                .isInstanceOf(dev.analyticsplatform.QueryFailedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "text/html", "application/json; charset=utf-8", "nonsense"})
    @DisplayName("row 17: valid JSON is accepted whatever its content type says")
    void anyContentType(String type) {
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Type", type)
                .body("\ufeff{\"name\":\"ü\"}")
                .build());
        assertThat(transport.call(api.safeGet()).name).isEqualTo("ü");
    }

    @Test
    @DisplayName("row 19: invalid UTF-8 is an error, for calls and for streams")
    void invalidUtf8() throws Exception {
        var bytes = new Buffer().writeUtf8("{\"name\":\"").writeByte(0xff).writeUtf8("\"}");
        server.enqueue(new MockResponse.Builder().body(bytes.clone()).build());
        server.enqueue(new MockResponse.Builder().body(bytes).build());
        var failure = Fixture.failure(ProtocolException.class, () -> transport.call(api.safeGet()));
        assertThat(failure).hasMessageContaining("not valid in its character set");
        try (var rows = transport.stream(api.safeRows(), CallOptions.NONE)) {
            var thrown = Assertions.catchThrowableOfType(
                    IOException.class, () -> rows.reader().transferTo(new java.io.StringWriter()));
            assertThat(rows.translate(thrown)).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    @DisplayName("rows 21, 22: no body where none is needed is empty; where one is needed it is a typed error")
    void emptyAnswers() {
        server.enqueue(new MockResponse.Builder().code(204).build());
        server.enqueue(new MockResponse.Builder().code(200).build());
        server.enqueue(new MockResponse.Builder().code(201).body("null").build());
        server.enqueue(new MockResponse.Builder().code(204).build());
        server.enqueue(new MockResponse.Builder().code(200).build());
        server.enqueue(new MockResponse.Builder()
                .code(200)
                .setHeader("Content-Encoding", "gzip")
                .build());
        assertThat(transport.callForOptional(api.safeGet())).isEmpty();
        assertThat(transport.callForOptional(api.safeGet())).isEmpty();
        assertThat(transport.callForOptional(api.safeGet())).isEmpty();
        Fixture.failure(ProtocolException.class, () -> transport.call(api.safeGet()));
        var failure = Fixture.failure(ProtocolException.class, () -> transport.call(api.safeGet()));
        assertThat(failure).hasMessageContaining("no body");
        assertThat(transport.callForOptional(api.safeGet())).isEmpty();
    }

    @Test
    @DisplayName("row 52: of an endless error body at most 64 KB are read, and the connection is closed")
    void endlessErrorBody() throws Exception {
        var sent = new AtomicLong();
        try (var raw = new RawServer((number, socket, out) -> {
                    RawServer.write(out, "HTTP/1.1 500 Oops\r\nContent-Length: 10000000000\r\n\r\n");
                    var piece = new byte[8192];
                    while (true) {
                        out.write(piece);
                        sent.addAndGet(piece.length);
                    }
                });
                var cut = Fixture.open(raw.url(), time, config -> config.retry(RetryPolicy.NONE))) {
            Fixture.failure(
                    ServerException.class, () -> cut.call(cut.api(TestApi.class).safeGet()));
        }
        // What the kernels buffer on both sides is sent as well; it is far below what would be read in a tenth of a
        // second.
        assertThat(sent.get()).isLessThan(20L << 20);
    }

    @Test
    @DisplayName("row 50: an answer beyond the limit is refused")
    void answerBeyondLimit() {
        server.enqueue(new MockResponse.Builder()
                .body("{\"name\":\"" + "x".repeat(5 << 20) + "\"}")
                .build());
        var failure = Fixture.failure(ProtocolException.class, () -> transport.call(api.safeGet()));
        assertThat(failure).hasMessageContaining("Limits.answerBytes");
    }

    @Test
    @DisplayName("packed answers are unpacked; ratio and size have limits (row 53)")
    void gzipBomb() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Encoding", "gzip")
                .body(gzip(ByteString.encodeUtf8("{\"name\":\"packed\"}")))
                .build());
        assertThat(transport.call(api.safeGet()).name).isEqualTo("packed");
        assertThat(server.takeRequest().getHeaders().get("Accept-Encoding")).isEqualTo("gzip");
        var bomb = gzip(ByteString.encodeUtf8(" ".repeat(64 << 20)));
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Encoding", "gzip")
                .body(bomb.clone())
                .build());
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Encoding", "gzip")
                .body(bomb)
                .build());
        var failure = Fixture.failure(ProtocolException.class, () -> transport.call(api.safeGet()));
        assertThat(failure).hasMessageContaining("gzipRatio");
        try (var rows = transport.stream(api.safeRows(), CallOptions.NONE)) {
            var thrown = Assertions.catchThrowableOfType(
                    IOException.class, () -> rows.source().skip(64 << 20));
            assertThat(rows.translate(thrown)).isInstanceOf(ProtocolException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip, gzip", "br", "deflate"})
    @DisplayName("row 53: a body that is not packed as it says, or as nobody asked, is a typed error")
    void wrongEncoding(String encoding) {
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Encoding", encoding)
                .body("{\"name\":\"plain\"}")
                .build());
        Fixture.failure(ProtocolException.class, () -> transport.call(api.safeGet()));
    }

    @Test
    @DisplayName("a large stream passes without a size limit")
    void largeStream() throws Exception {
        server.enqueue(new MockResponse.Builder().body("r".repeat(6 << 20)).build());
        try (var rows = transport.stream(api.safeRows(), CallOptions.NONE)) {
            assertThat(rows.source().readByteArray()).hasSize(6 << 20);
        }
    }

    @Test
    @DisplayName("a method that is read whole cannot be streamed by mistake, nor the other way round")
    void streamingIsDeclared() {
        Assertions.assertThatIllegalStateException()
                .isThrownBy(() -> transport.stream(api.safeRaw(), CallOptions.NONE));
        Assertions.assertThatIllegalStateException().isThrownBy(() -> transport.call(api.safeRows()));
        assertThat(server.getRequestCount()).isZero();
    }
}
