package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A broken answer is an exception, never a short result")
class RowsMalformedTest {

    private static final String WHOLE = "{\"query_id\":\"q1\",\"column_fields\":[{\"name\":\"a\",\"type\":\"int\"}],"
            + "\"results\":[{\"a\":1,\"t\":\"\u00fc\"},{\"a\":{\"b\":[2.5,true]}}],\"pagination\":{\"next_cursor\":null},"
            + "\"query_errors\":[],\"status\":\"COMPLETED\"}";

    private final ScriptedServer server = new ScriptedServer();
    private final AnalyticsPlatform platform = server.open();

    @AfterEach
    void close() {
        platform.close();
        server.close();
    }

    private ProtocolException refused(byte[] answer) {
        server.answer(ScriptedServer.bytes(200, "application/json", answer));
        return org.assertj.core.api.Assertions.catchThrowableOfType(
                ProtocolException.class,
                () -> platform.queries().run("select 1").toList());
    }

    private static int read(Rows rows) {
        int count = 0;
        try (rows) {
            for (var row : rows) {
                assertThat(row.names()).isNotEmpty();
                count++;
            }
        }
        return count;
    }

    @Test
    void theAnswerThatTheCutsAreMadeFromIsGood() {
        server.answer(WHOLE);
        assertThat(read(platform.queries().run("select 1"))).isEqualTo(2);
    }

    @Test
    @DisplayName("An answer that ends early, at whichever byte, with a length that fits, is an exception")
    void cutAtEveryByte() {
        byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            assertThat(refused(Arrays.copyOf(whole, length)))
                    .as("cut at " + length)
                    .isNotNull();
        }
    }

    @Test
    @DisplayName("A connection that is closed in the middle of an answer, at whichever byte, is an exception")
    void connectionLostAtEveryByte() {
        byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            server.answer(new MockResponse.Builder()
                    .addHeader("Content-Type", "application/json")
                    .body(new Buffer().write(whole, 0, length))
                    .setHeader("Content-Length", whole.length)
                    .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                    .build());
            try {
                int rows = read(platform.queries().run("insert into t select 1"));
                fail("cut at " + length + " looked like a whole result of " + rows);
            } catch (TransportException | ProtocolException expected) {
                assertThat(expected.context().operation()).isEqualTo("query");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "x", "{}", "]", "}", "null", "\u0000"})
    void trailingGarbage(String garbage) {
        if (garbage.isBlank() && garbage.charAt(0) == ' ') {
            server.answer(WHOLE + garbage);
            assertThat(read(platform.queries().run("select 1"))).isEqualTo(2);
        } else {
            assertThat(refused((WHOLE + garbage).getBytes(StandardCharsets.UTF_8)))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "1",
                "\"text\"",
                "{\"results\":{}}",
                "{\"results\":\"none\"}",
                "{\"results\":[1]}",
                "{\"results\":[[]]}",
                "{\"results\":[null]}",
                "{\"results\":[{\"a\":1},]}",
                "{\"results\":[{\"a\":1}{\"a\":2}]}",
                "{\"results\":[{\"a\" 1}]}",
                "{\"results\":[{a:1}]}",
                "{'results':[]}",
                "{\"results\":[{\"a\":TRUE}]}",
                "{\"results\":[{\"a\":\"line\nbreak\"}]}",
                "{\"results\":[{\"a\":\"\\x\"}]}",
                "{\"results\":[{\"o\":{\"k\":1,\"k\":2}}]}",
                "{\"results\":[],\"pagination\":5}",
                "{\"results\":[],\"pagination\":{\"next_cursor\":{}}}",
                "{\"results\":[],\"query_errors\":[5]}",
                "{\"results\":[],\"query_errors\":\"none\"}",
                "{\"column_fields\":{},\"results\":[]}",
                "{\"column_fields\":[1],\"results\":[]}",
                "{\"column_fields\":[null],\"results\":[]}",
                "{\"query_errors\":[null],\"results\":[]}",
                "{\"query_id\":{},\"results\":[]}",
                "{\"status\":[],\"results\":[]}",
                "/* comment */ {\"results\":[]}",
                ")]}'\n{\"results\":[]}"
            })
    @DisplayName("Whatever is no JSON, or not of the shape of an answer, is one typed exception")
    void wrongShapes(String answer) {
        assertThat(refused(answer.getBytes(StandardCharsets.UTF_8))).isNotNull().satisfies(e -> {
            assertThat(e.context().operation()).isEqualTo("query");
            assertThat(e.context().httpStatus()).hasValue(200);
            assertThat(e.getMessage()).doesNotContain("Strictness", "github.com", "java.lang");
        });
    }

    @Test
    @DisplayName("A page of HTML with status 200 is shown in part, with its type")
    void html() {
        server.answer(ScriptedServer.bytes(
                200, "text/html", "<html><title>Sign in</title></html>".getBytes(StandardCharsets.UTF_8)));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> platform.queries().run("select 1").toList())
                .withMessageContaining("text/html")
                .withMessageContaining("<title>Sign in</title>")
                .satisfies(e -> assertThat(e.context().httpStatus()).hasValue(200));
    }

    @Test
    void echoedKeyIsNotShown() {
        server.answer("You sent " + ScriptedServer.KEY);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> platform.queries().run("select 1").toList())
                .withMessageNotContaining(ScriptedServer.KEY);
    }

    @Test
    void emptyBody() {
        assertThat(refused(new byte[0])).isNotNull();
        assertThat(refused(new byte[] {' ', '\n'})).isNotNull();
    }

    @Test
    void byteOrderMarkAndOddContentTypeAreAccepted() {
        server.answer(ScriptedServer.bytes(200, "text/plain", ("\ufeff" + WHOLE).getBytes(StandardCharsets.UTF_8)));
        assertThat(read(platform.queries().run("select 1"))).isEqualTo(2);
    }

    @Test
    @DisplayName("Bytes that are no UTF-8 are refused, never replaced")
    void invalidUtf8() {
        for (byte[] bad : new byte[][] {
            {(byte) 0xff}, {(byte) 0xc3}, {(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}
        }) {
            var answer = new ByteArrayOutputStream();
            answer.writeBytes("{\"results\":[{\"a\":\"".getBytes(StandardCharsets.UTF_8));
            answer.writeBytes(bad);
            answer.writeBytes("\"}]}".getBytes(StandardCharsets.UTF_8));
            assertThat(refused(answer.toByteArray()))
                    .hasMessageContaining("bytes that are not valid in its character set");
        }
    }

    @Test
    @DisplayName("Nesting of 100,000 is refused fast, in rows and around them, without a StackOverflowError")
    void deepNesting() {
        String deep = "[".repeat(100_000);
        for (var answer : new String[] {
            "{\"results\":[{\"a\":" + deep,
            "{\"results\":[{\"a\":" + "{\"a\":".repeat(100_000),
            "{\"other\":" + deep,
            "{\"query_errors\":[{\"x\":" + deep,
            "{\"pagination\":{\"x\":" + "{\"a\":".repeat(100_000)
        }) {
            assertThat(refused(answer.getBytes(StandardCharsets.UTF_8)))
                    .isNotNull()
                    .hasMessageContaining("esting");
        }
    }

    @Test
    void nestingUpToTheLimitIsRead() {
        int levels = Limits.DEFAULT.depth() - 3;
        String value = "[".repeat(levels) + "]".repeat(levels);
        assertThat(server.row(platform, "{\"a\":" + value + "}").getString("a")).isEqualTo(value);
    }

    @Test
    @DisplayName("A text beyond Limits.stringChars is refused, one below it is read")
    void hugeText() {
        var limits = new Limits(1 << 16, 1 << 20, 200, 100_000, 50);
        try (var small = AnalyticsPlatform.open(server.config().limits(limits))) {
            server.rows("{\"a\":\"" + "x".repeat(100_000) + "\"}");
            assertThat(small.queries().run("select 1").toList().get(0).getString("a"))
                    .hasSize(100_000);
            for (var answer : new String[] {
                "{\"results\":[{\"a\":\"" + "x".repeat(110_000) + "\"}]}",
                "{\"results\":[{\"" + "x".repeat(110_000) + "\":1}]}",
                "{\"results\":[{\"a\":{\"" + "x".repeat(110_000) + "\":1}}]}",
                "{\"query_id\":\"" + "x".repeat(110_000) + "\",\"results\":[]}",
                "{\"" + "x".repeat(110_000) + "\":1,\"results\":[]}"
            }) {
                server.answer(answer);
                assertThatExceptionOfType(ProtocolException.class)
                        .isThrownBy(() -> small.queries().run("select 1").toList())
                        .withMessageContaining("passes the limit of 100000 characters");
            }
            server.rows("{\"a\":[" + "\"xxxxxxxxx\",".repeat(20_000) + "1]}");
            assertThat(small.queries().run("select 1").toList().get(0).getList("a"))
                    .hasSize(20_001);
        }
    }
}
