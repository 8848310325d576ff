package dev.analyticsplatform.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.RefreshingCredentials;
import dev.analyticsplatform.RetryPolicy;
import dev.analyticsplatform.UnauthenticatedException;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AuthenticationTest {

    private final FakeTime time = new FakeTime();
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void open() throws Exception {
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Transport open(Supplier<BearerToken> supplier) {
        return Fixture.open(
                server.url("/").toString(),
                time,
                config -> config.credentials(RefreshingCredentials.of(supplier)).retry(RetryPolicy.NONE));
    }

    @Test
    @DisplayName("row 26: an expired token: one refresh, one retry, of unsafe calls too")
    void refreshOnce() throws Exception {
        server.enqueue(new MockResponse.Builder().code(401).build());
        server.enqueue(new MockResponse.Builder().body("{}").build());
        var asked = new AtomicInteger();
        try (var transport = open(() -> BearerToken.of("token-" + asked.incrementAndGet()))) {
            transport.call(transport.api(TestApi.class).unsafePost(new TestApi.Thing()));
        }
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer token-1");
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer token-2");
        assertThat(asked).hasValue(2);
    }

    @Test
    @DisplayName("row 27: 401 for ever fails after one refresh")
    void refreshOnlyOnce() {
        for (int i = 0; i < 5; i++) {
            server.enqueue(new MockResponse.Builder().code(401).build());
        }
        var asked = new AtomicInteger();
        try (var transport = open(() -> BearerToken.of("token-" + asked.incrementAndGet()))) {
            Fixture.failure(
                    UnauthenticatedException.class,
                    () -> transport.call(transport.api(TestApi.class).safeGet()));
        }
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    @DisplayName("row 27: a supplier with nothing new to give: not sent again")
    void nothingNew() {
        server.enqueue(new MockResponse.Builder().code(401).build());
        try (var transport = open(() -> BearerToken.of("the-same"))) {
            Fixture.failure(
                    UnauthenticatedException.class,
                    () -> transport.call(transport.api(TestApi.class).safeGet()));
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    @DisplayName("row 26: 64 threads with an expired token cause one refresh")
    void singleFlight() throws Exception {
        int threads = 64;
        var allRefused = new CountDownLatch(threads);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                if (!"Bearer new".equals(request.getHeaders().get("Authorization"))) {
                    // All of them are refused before any can ask for a new token.
                    allRefused.countDown();
                    allRefused.await();
                    return new MockResponse.Builder().code(401).build();
                }
                return new MockResponse.Builder().body("{}").build();
            }
        });
        var refreshes = new AtomicInteger();
        var current = new AtomicReference<>("old");
        // Before the refusal it gives what it has; afterwards each question is a new token fetched.
        try (var transport = open(() -> {
            if (allRefused.getCount() == 0) {
                refreshes.incrementAndGet();
                current.set("new");
            }
            return BearerToken.of(Objects.requireNonNull(current.get()));
        })) {
            var pool = Executors.newFixedThreadPool(threads);
            var calls = new ArrayList<Callable<TestApi.Thing>>();
            for (int i = 0; i < threads; i++) {
                calls.add(() -> transport.call(transport.api(TestApi.class).safeGet()));
            }
            for (var result : pool.invokeAll(calls)) {
                assertThat(result.get()).isNotNull();
            }
            pool.shutdown();
        }
        assertThat(refreshes).hasValue(1);
        assertThat(server.getRequestCount()).isEqualTo(2 * threads);
    }

    @Test
    @DisplayName("a supplier that fails is an authentication error; nothing is sent")
    void failingSupplier() {
        try (var transport = open(() -> {
            throw new IllegalStateException("vault is sealed");
        })) {
            Fixture.failure(
                    UnauthenticatedException.class,
                    () -> transport.call(transport.api(TestApi.class).safeGet()));
        }
        assertThat(server.getRequestCount()).isZero();
    }
}
