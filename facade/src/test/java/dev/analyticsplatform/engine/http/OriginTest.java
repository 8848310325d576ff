package dev.analyticsplatform.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.ProtocolException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    private final FakeTime time = new FakeTime();
    private final MockWebServer server = new MockWebServer();
    private final MockWebServer stranger = new MockWebServer();

    @BeforeEach
    void open() throws Exception {
        server.start();
        stranger.start();
    }

    @AfterEach
    void close() {
        server.close();
        stranger.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    @DisplayName("rows 16, 56: a redirect is an error that names the origin only; the stranger receives nothing")
    void redirectIsRefused(int status) {
        var target = stranger.url("/login?token=geheim");
        server.enqueue(new MockResponse.Builder()
                .code(status)
                .setHeader("Location", target.toString())
                .build());
        // A user who tries to switch redirects back on.
        try (var transport = Fixture.open(
                server.url("/").toString(),
                time,
                config -> config.http(builder ->
                        builder.followRedirects(true).followSslRedirects(true).retryOnConnectionFailure(true)))) {
            var failure = Fixture.failure(
                    ProtocolException.class,
                    () -> transport.call(transport.api(TestApi.class).unsafePost(new TestApi.Thing())));
            assertThat(failure)
                    .hasMessageContaining("http://" + target.host() + ":" + target.port())
                    .hasMessageNotContainingAny("geheim", "login?");
        }
        assertThat(stranger.getRequestCount()).isZero();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    @DisplayName("row 59: a URL that points elsewhere is refused before anything is sent")
    void foreignUrlIsRefused() {
        try (var transport = Fixture.open(server.url("/").toString(), time)) {
            var api = transport.api(TestApi.class);
            for (var url : new String[] {
                stranger.url("/x").toString(),
                "https://" + server.getHostName() + ":" + server.getPort() + "/x",
                "//example.com/x"
            }) {
                Fixture.failure(InvalidRequestException.class, () -> transport.call(api.safeAnywhere(url)));
            }
        }
        assertThat(stranger.getRequestCount()).isZero();
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    @DisplayName("row 59: a user's interceptor cannot carry the credentials elsewhere")
    void userInterceptorCannotRedirect() {
        Interceptor elsewhere = chain -> {
            Response response = chain.proceed(
                    chain.request().newBuilder().url(stranger.url("/x")).build());
            return response;
        };
        try (var transport = Fixture.open(
                server.url("/").toString(),
                time,
                config -> config.http(builder -> builder.addInterceptor(elsewhere)))) {
            Fixture.failure(
                    InvalidRequestException.class,
                    () -> transport.call(transport.api(TestApi.class).safeGet()));
        }
        assertThat(stranger.getRequestCount()).isZero();
    }

    @Test
    @DisplayName("the user's interceptors and authenticator stay in or out as documented; credentials come after them")
    void hookIsKept() throws Exception {
        server.enqueue(new MockResponse.Builder().body("{}").build());
        server.enqueue(new MockResponse.Builder().code(401).build());
        var seenKey = new java.util.concurrent.atomic.AtomicReference<String>("unset");
        try (var transport = Fixture.open(
                server.url("/").toString(),
                time,
                config -> config.http(builder -> builder.addInterceptor(chain -> {
                            seenKey.set(String.valueOf(chain.request().header("X-Api-Key")));
                            return chain.proceed(chain.request()
                                    .newBuilder()
                                    .header("X-Mine", "1")
                                    .build());
                        })
                        .authenticator((route, response) -> response.request())))) {
            var api = transport.api(TestApi.class);
            var raw = api.safeGet().execute().raw();
            var request = server.takeRequest();
            assertThat(request.getHeaders().get("X-Mine")).isEqualTo("1");
            assertThat(request.getHeaders().get("X-Api-Key")).isEqualTo(Fixture.SECRET);
            assertThat(request.getHeaders().get("User-Agent")).startsWith("analytics-platform-java/");
            assertThat(seenKey.get()).isEqualTo("null");
            assertThat(raw.request().headers().toString()).doesNotContain(Fixture.SECRET);
            assertThat(raw.networkResponse())
                    .as("it would hold the request that was sent")
                    .isNull();
            Fixture.failure(dev.analyticsplatform.UnauthenticatedException.class, () -> transport.call(api.safeGet()));
            assertThat(server.getRequestCount()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a\0b", "\ud800", "x\udc00y"})
    @DisplayName("row 60: a path parameter that would change the path or cannot be sent is refused")
    void badPathParameter(String value) {
        try (var transport = Fixture.open(server.url("/base/").toString(), time)) {
            var api = transport.api(TestApi.class);
            Fixture.failure(InvalidRequestException.class, () -> transport.call(api.safeThing(value)));
            Fixture.failure(InvalidRequestException.class, () -> transport.call(api.safeThingHead(value)));
            Fixture.failure(InvalidRequestException.class, () -> transport.call(api.safeFile(value)));
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2f", "%2e%2e", "a/b", "a?b", "a#b", "a b", "ü", "\u202eabc", "😀", "a;b", "%"})
    @DisplayName("row 60: any other path parameter is one segment, and arrives as it was given")
    void oddPathParameter(String value) throws Exception {
        server.enqueue(new MockResponse.Builder().body("{}").build());
        try (var transport = Fixture.open(server.url("/base/").toString(), time)) {
            transport.call(transport.api(TestApi.class).safeThingHead(value));
        }
        var url = server.takeRequest().getUrl();
        assertThat(url.pathSegments()).containsExactly("base", "v1", "things", value);
        assertThat(url.query()).isEqualTo("part=head");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/../b", "a/%2E%2e/b", "a//b", "../x"})
    @DisplayName("row 60: an encoded path parameter may hold slashes, but no step upwards")
    void encodedPathParameter(String value) throws Exception {
        server.enqueue(new MockResponse.Builder().body("{}").build());
        try (var transport = Fixture.open(server.url("/").toString(), time)) {
            var api = transport.api(TestApi.class);
            Fixture.failure(InvalidRequestException.class, () -> transport.call(api.safeFile(value)));
            transport.call(api.safeFile("a/b.csv"));
        }
        assertThat(server.takeRequest().getUrl().encodedPath()).isEqualTo("/v1/files/a/b.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"geheim\r\nX-Evil: 1", "geheim\n", "geheim\0", "geheimü"})
    @DisplayName("row 61: a header value that cannot be sent is refused without being shown")
    void badHeaderValue(String value) {
        try (var transport = Fixture.open(server.url("/").toString(), time)) {
            var failure = Fixture.failure(
                    InvalidRequestException.class,
                    () -> transport.call(transport.api(TestApi.class).safeSearch("q", value)));
            assertThat(failure).hasMessageNotContaining("geheim").hasNoCause();
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    @DisplayName("half a surrogate pair in a query parameter is refused, not turned into a question mark")
    void surrogateInQuery() {
        try (var transport = Fixture.open(server.url("/").toString(), time)) {
            Fixture.failure(
                    InvalidRequestException.class,
                    () -> transport.call(transport.api(TestApi.class).safeSearch("a\ud83d", "ok")));
        }
        assertThat(server.getRequestCount()).isZero();
    }
}
