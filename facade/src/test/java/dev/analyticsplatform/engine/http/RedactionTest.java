package dev.analyticsplatform.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Row 82: a canary for a credential, thrown at everything that could repeat it. */
class RedactionTest {

    private static final String SQL = "select canary_sql from t";

    private final FakeTime time = new FakeTime();
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void open() throws Exception {
        server.start();
        RecordingLogs.LINES.clear();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static String wholeText(ThrowingCallable call) {
        var thrown = Assertions.catchThrowable(call);
        assertThat(thrown).isInstanceOf(AnalyticsException.class);
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text + ((AnalyticsException) thrown).context().toString();
    }

    @Test
    @DisplayName("row 82: a server that echoes the credentials in bodies and headers")
    void echoingServer() {
        var echo = "you sent " + Fixture.SECRET + " as key";
        server.enqueue(new MockResponse.Builder().code(400).body(echo).build());
        server.enqueue(new MockResponse.Builder()
                .code(400)
                .setHeader("X-Request-Id", Fixture.SECRET)
                .body("{\"type\":\"" + Fixture.SECRET + "\",\"message\":\"" + echo + "\"}")
                .build());
        server.enqueue(
                new MockResponse.Builder().body("<html>" + echo + "</html>").build());
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Type", "x/" + Fixture.SECRET)
                .body("{\"number\":\"" + Fixture.SECRET + "\"}")
                .build());
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .setHeader("Location", "https://evil.invalid/?k=" + Fixture.SECRET)
                .build());
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Encoding", Fixture.SECRET)
                .body("x")
                .build());
        try (var transport = Fixture.open(server.url("/").toString(), time)) {
            var api = transport.api(TestApi.class);
            for (int i = 0; i < 6; i++) {
                assertThat(wholeText(() -> transport.call(api.safeSearch(SQL, "n"))))
                        .doesNotContain(Fixture.SECRET)
                        .doesNotContain("canary_sql");
            }
            assertThat(transport.toString() + api).doesNotContain(Fixture.SECRET);
            assertThat(wholeText(() -> {
                        throw transport.failure("query", VendorError.of(Fixture.SECRET, echo, Fixture.SECRET));
                    }))
                    .doesNotContain(Fixture.SECRET);
        }
        assertThat(RecordingLogs.LINES)
                .anyMatch(line -> line.contains("acme safeSearch attempt 1: HTTP 400 in "))
                .noneMatch(line -> line.contains(Fixture.SECRET) || line.contains("canary_sql"));
    }

    @Test
    @DisplayName("row 82: a user's interceptor that throws with the headers in its text")
    void leakingException() {
        try (var transport = Fixture.open(
                server.url("/").toString(),
                time,
                config -> config.http(builder -> builder.addNetworkInterceptor(chain -> {
                    throw new IOException(
                            "bad header",
                            new IOException(chain.request().headers().get("X-Api-Key")));
                })))) {
            assertThat(wholeText(
                            () -> transport.call(transport.api(TestApi.class).safeGet())))
                    .contains("bad header")
                    .doesNotContain(Fixture.SECRET);
        }
    }

    @Test
    @DisplayName("hole 4: OkHttp refuses a header and prints its value; we do not")
    void headerThatOkHttpRefuses() {
        var endpoint = Fixture.endpoint(server.url("/").toString());
        var careless = new Endpoint(
                "acme",
                endpoint.baseUrl(),
                endpoint.gson(),
                (credentials, headers) -> headers.add("X-Api-Key", Fixture.SECRET + "\n"),
                endpoint.errors(),
                endpoint.operations());
        try (var transport =
                Transport.open(Fixture.config(time).credentials(BearerToken.of(Fixture.SECRET)), careless)) {
            var text =
                    wholeText(() -> transport.call(transport.api(TestApi.class).safeGet()));
            assertThat(text).contains(ConfigurationException.class.getName()).doesNotContain(Fixture.SECRET);
        }
    }
}
