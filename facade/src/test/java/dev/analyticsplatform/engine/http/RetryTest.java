package dev.analyticsplatform.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.RateLimitedException;
import dev.analyticsplatform.RetryPolicy;
import dev.analyticsplatform.ServerException;
import java.time.Duration;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

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

    private void answer(int status, String... headers) {
        var response = new MockResponse.Builder().code(status).body("{}");
        for (int i = 0; i < headers.length; i += 2) {
            response.setHeader(headers[i], headers[i + 1]);
        }
        server.enqueue(response.build());
    }

    @ParameterizedTest
    @CsvSource({"408", "429", "500", "502", "503", "504"})
    @DisplayName("a safe call is repeated on 408, 429, 500, 502, 503, 504, with the waits of the policy")
    void safeIsRepeated(int status) {
        answer(status);
        answer(status);
        answer(200);
        assertThat(transport.call(api.safeGet())).isNotNull();
        assertThat(server.getRequestCount()).isEqualTo(3);
        assertThat(time.sleeps).containsExactly(Duration.ofMillis(125), Duration.ofMillis(250));
    }

    @ParameterizedTest
    @CsvSource({"408", "500", "502", "503", "504"})
    @DisplayName("rows 36, 37: an unsafe call is sent once, whatever OkHttp would do")
    void unsafeIsSentOnce(int status) {
        for (int i = 0; i < 3; i++) {
            answer(status, "Retry-After", status == 503 ? "0" : "1");
        }
        Fixture.failure(ServerException.class, () -> transport.call(api.unsafePost(new TestApi.Thing())));
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(time.sleeps).isEmpty();
    }

    @Test
    @DisplayName("row 37: the same call is repeated once its caller marks it safe")
    void markedSafeIsRepeated() {
        answer(503, "Retry-After", "0");
        answer(200);
        transport.call(api.unsafePost(new TestApi.Thing()), CallOptions.safety(Safety.SAFE));
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    @DisplayName("an unsafe call is repeated on 429, and on 503 with a time to come back")
    void unsafeIsRepeatedWhereTheServerRefusedItUnseen() {
        answer(429);
        answer(503, "Retry-After", "2");
        answer(200);
        transport.call(api.unsafePost(new TestApi.Thing()));
        assertThat(server.getRequestCount()).isEqualTo(3);
        assertThat(time.sleeps).containsExactly(Duration.ofMillis(125), Duration.ofSeconds(2));
    }

    @Test
    @DisplayName("an unsafe call is not repeated on 503 whose Retry-After makes no sense")
    void unsafeWithMalformedHint() {
        answer(503, "Retry-After", "soon");
        Fixture.failure(ServerException.class, () -> transport.call(api.unsafePost(new TestApi.Thing())));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    @DisplayName("an idempotent call is repeated like a safe one")
    void idempotentIsRepeated() {
        answer(500);
        server.enqueue(new MockResponse.Builder().code(204).build());
        assertThat(transport.callForOptional(api.idempotentDelete("a"))).isEmpty();
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "403", "404", "409", "422", "501"})
    @DisplayName("row 30 and others: what will not get better is not repeated")
    void hopelessIsNotRepeated(int status) {
        answer(status);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> transport.call(api.safeGet())))
                .isInstanceOf(dev.analyticsplatform.AnalyticsException.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    @DisplayName("row 30: 409 is a conflict")
    void conflict() {
        answer(409);
        Fixture.failure(ConflictException.class, () -> transport.call(api.unsafePost(new TestApi.Thing())));
    }

    @ParameterizedTest
    @CsvSource({"7,7", "299.997,PT300S", "2.0,2", "007,7"})
    @DisplayName("rows 31, 33: Retry-After is a floor; a fraction is rounded up")
    void hintIsFloor(String header, String wait) {
        var expected = wait.startsWith("P") ? Duration.parse(wait) : Duration.ofSeconds(Long.parseLong(wait));
        answer(429, "Retry-After", header);
        answer(200);
        transport.call(api.safeGet(), CallOptions.NONE.withTotalLimit(Duration.ofHours(1)));
        assertThat(time.sleeps).containsExactly(expected);
    }

    @Test
    @DisplayName("row 31: a short hint does not shorten the backoff")
    void backoffIsFloorToo() {
        answer(429, "Retry-After", "0");
        answer(200);
        transport.call(api.safeGet());
        assertThat(time.sleeps).containsExactly(Duration.ofMillis(125));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Sun, 01 Mar 2026 12:00:30 GMT|PT30S", "Sun, 01 Mar 2026 11:00:00 GMT|PT0.125S"})
    @DisplayName("row 32: Retry-After as HTTP date, future and past")
    void hintAsDate(String header, String wait) {
        answer(429, "Retry-After", header);
        answer(200);
        transport.call(api.safeGet());
        assertThat(time.sleeps).containsExactly(Duration.parse(wait));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,120", "-1", "", "soon", "1e3", "NaN", "١٢", "Fri, 99 Mar 2026 12:00:30 GMT"})
    @DisplayName("row 33: a malformed Retry-After is ignored")
    void malformedHint(String header) {
        server.enqueue(new MockResponse.Builder()
                .code(503)
                .headers(new okhttp3.Headers.Builder()
                        .addUnsafeNonAscii("Retry-After", header)
                        .add("Content-Length", "0")
                        .build())
                .build());
        answer(200);
        transport.call(api.safeGet());
        assertThat(time.sleeps).containsExactly(Duration.ofMillis(125));
    }

    @ParameterizedTest
    @CsvSource({"429,99999999999", "503,99999999999", "408,99999999999", "503,many", "429,121"})
    @DisplayName("row 34: a Retry-After beyond the deadline fails at once, with the hint")
    void hintBeyondDeadline(int status, String header) {
        var digits = header.equals("many") ? "9".repeat(400) : header;
        answer(status, "Retry-After", digits);
        var failure =
                Fixture.failure(dev.analyticsplatform.AnalyticsException.class, () -> transport.call(api.safeGet()));
        assertThat(failure).isInstanceOfAny(RateLimitedException.class, ServerException.class);
        assertThat(failure.context().retryAfter())
                .contains(Duration.ofSeconds(digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits)));
        assertThat(failure).hasMessageContaining("does not fit");
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(time.sleeps).isEmpty();
    }

    @Test
    @DisplayName("row 34: an asynchronous call fails in its callback; no dispatcher thread dies")
    void hintBeyondDeadlineAsync() throws Exception {
        answer(503, "Retry-After", "99999999999");
        var done = new java.util.concurrent.CompletableFuture<Integer>();
        var died = new java.util.concurrent.atomic.AtomicReference<Throwable>();
        Thread.setDefaultUncaughtExceptionHandler((thread, throwable) -> died.set(throwable));
        try {
            api.safeGet().enqueue(new retrofit2.Callback<>() {
                @Override
                public void onResponse(retrofit2.Call<TestApi.Thing> call, retrofit2.Response<TestApi.Thing> response) {
                    done.complete(response.code());
                }

                @Override
                public void onFailure(retrofit2.Call<TestApi.Thing> call, Throwable t) {
                    done.completeExceptionally(t);
                }
            });
            assertThat(done.get(10, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(503);
            assertThat(died.get()).isNull();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }
    }

    @Test
    @DisplayName("waits double up to the cap")
    void waitsDouble() {
        for (int i = 0; i < 8; i++) {
            answer(503);
        }
        try (var patient = Fixture.open(
                server.url("/").toString(), time, config -> config.retry(RetryPolicy.DEFAULT.withAttempts(8)))) {
            Fixture.failure(
                    ServerException.class,
                    () -> patient.call(patient.api(TestApi.class).safeGet()));
        }
        assertThat(server.getRequestCount()).isEqualTo(8);
        assertThat(time.sleeps).hasSize(7).allMatch(wait -> wait.compareTo(Duration.ofSeconds(8)) <= 0);
    }

    @Test
    @DisplayName("the deadline ends the attempts: a wait that does not fit is not begun")
    void deadlineEndsAttempts() {
        answer(503);
        answer(503);
        var failure = Fixture.failure(
                ServerException.class,
                () -> transport.call(api.safeGet(), CallOptions.NONE.withTotalLimit(Duration.ofMillis(200))));
        assertThat(failure).hasMessageContaining("does not fit");
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    @DisplayName("row 38: in a burst of errors the bucket holds the amplification at 1.1")
    void bucketEndsRetryStorm() throws Exception {
        server.setDispatcher(new mockwebserver3.Dispatcher() {
            @Override
            public MockResponse dispatch(mockwebserver3.RecordedRequest request) {
                return new MockResponse.Builder().code(503).build();
            }
        });
        int calls = 1100;
        var messages = java.util.concurrent.ConcurrentHashMap.<String>newKeySet();
        var pool = java.util.concurrent.Executors.newFixedThreadPool(20);
        for (int i = 0; i < calls; i++) {
            pool.execute(() -> {
                try {
                    transport.call(api.safeGet());
                } catch (ServerException e) {
                    messages.add(e.getMessage());
                }
            });
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(60, java.util.concurrent.TimeUnit.SECONDS))
                .isTrue();
        assertThat(server.getRequestCount()).isEqualTo(calls + 100);
        assertThat(messages).anyMatch(message -> message.contains("too many calls to this endpoint have failed"));
    }

    @Test
    @DisplayName("safety decides, not the HTTP method: every class has an entry")
    void safetyClasses() {
        assertThat(Set.of(Safety.values())).containsExactlyInAnyOrder(Safety.SAFE, Safety.IDEMPOTENT, Safety.UNSAFE);
        assertThat(Safety.UNSAFE.repeatable()).isFalse();
    }
}
