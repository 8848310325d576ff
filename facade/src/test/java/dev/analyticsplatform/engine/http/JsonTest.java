package dev.analyticsplatform.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.ProtocolException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private final FakeTime time = new FakeTime();
    private final MockWebServer server = new MockWebServer();
    private Transport transport;
    private TestApi api;

    @BeforeEach
    void open() throws Exception {
        server.start();
        transport = Fixture.open(server.url("/").toString(), time);
        api = transport.api(TestApi.class);
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, 9007199254740993L, 0})
    @DisplayName("row 45: integers of 64 bits arrive exact")
    void exactIntegers(long number) {
        server.enqueue(
                new MockResponse.Builder().body("{\"number\":" + number + "}").build());
        assertThat(transport.call(api.safeGet()).number).isEqualTo(number);
    }

    @Test
    @DisplayName("rows 45, 46: free-form numbers keep every digit; 1.0 is an integer")
    void freeForm() {
        server.enqueue(new MockResponse.Builder()
                .body("[9007199254740993, 9223372036854775808, 0.12345678901234567890123456789012345678]")
                .build());
        server.enqueue(new MockResponse.Builder().body("{\"number\":1.0}").build());
        assertThat(transport.call(api.safeAny()))
                .hasToString("[9007199254740993,9223372036854775808,0.12345678901234567890123456789012345678]");
        assertThat(transport.call(api.safeGet()).number).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"number\":9223372036854775808}",
                "{\"number\":-9223372036854775809}",
                "{\"number\":1.5}",
                "{\"number\":1e400}",
                "{\"number\":NaN}",
                "{\"number\":\"12\"}",
                "{\"flag\":\"yes\"}",
                "{\"flag\":1}",
                "{\"name\":",
                "{\"name\":\"a\"} trailing",
                "[]",
                "\"text\""
            })
    @DisplayName("rows 44, 45, 47 and wrong shapes: a typed error, never a rounded or invented value")
    void refused(String json) {
        server.enqueue(new MockResponse.Builder().body(json).build());
        var failure = Fixture.failure(ProtocolException.class, () -> transport.call(api.safeGet()));
        assertThat(failure).hasMessageContaining("cannot be read").hasMessageContaining("/v1/things");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    @DisplayName("row 49: nesting of 100,000 levels is refused")
    void deepNesting() {
        server.enqueue(new MockResponse.Builder().body("[".repeat(100_000)).build());
        Fixture.failure(ProtocolException.class, () -> transport.call(api.safeAny()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\ud800b", "\udc00", "end\ud83d", "\ud83d\ud83d\ude00", "'\"\\\0<>&ü😀\u2028"})
    @DisplayName("row 63: text is sent exactly, half surrogate pairs and NUL included")
    void textIsSentExactly(String text) throws Exception {
        server.enqueue(new MockResponse.Builder().body("{}").build());
        var thing = new TestApi.Thing();
        thing.name = text;
        transport.call(api.unsafePost(thing));
        var sent = new com.google.gson.Gson()
                .fromJson(server.takeRequest().getBody().utf8(), TestApi.Thing.class);
        assertThat(sent.name).isEqualTo(text);
    }

    @Test
    @DisplayName("row 63: 1 MB of text with pairs at every buffer border is sent exactly")
    void longText() throws Exception {
        server.enqueue(new MockResponse.Builder().body("{}").build());
        var thing = new TestApi.Thing();
        thing.name = "x" + "😀".repeat(1 << 18);
        transport.call(api.unsafePost(thing));
        var sent = new com.google.gson.Gson()
                .fromJson(server.takeRequest().getBody().utf8(), TestApi.Thing.class);
        assertThat(sent.name).isEqualTo(thing.name);
    }
}
