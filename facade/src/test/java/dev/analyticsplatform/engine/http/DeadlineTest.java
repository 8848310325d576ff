package dev.analyticsplatform.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.CancelledException;
import dev.analyticsplatform.DeadlineExceededException;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.RetryPolicy;
import dev.analyticsplatform.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits are of 200 ms or so; that a test ends at all is what it shows. */
@Timeout(30)
class DeadlineTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n";

    private final FakeTime time = new FakeTime();

    private static UnaryOperator<PlatformConfig> attempt(Duration limit) {
        return config -> config.timeouts(config.timeouts().withAttempt(limit)).retry(RetryPolicy.NONE);
    }

    @Test
    @DisplayName("row 4: headers that drip hit the attempt limit, and the connection is closed")
    void slowHeaders() throws Exception {
        var drip = new Dripping("HTTP/1.1 200 OK\r\n", "X");
        try (var server = drip.server();
                var transport = Fixture.open(server.url(), time, attempt(SHORT))) {
            var failure = Fixture.failure(
                    DeadlineExceededException.class,
                    () -> transport.call(transport.api(TestApi.class).safeGet()));
            assertThat(failure).hasMessageContaining("PT0.2S");
            assertThat(server.closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @DisplayName("row 5: a body that drips hits the attempt limit")
    void slowBody() throws Exception {
        try (var server = new Dripping(HEAD, " ").server();
                var transport = Fixture.open(server.url(), time, attempt(SHORT))) {
            Fixture.failure(
                    DeadlineExceededException.class,
                    () -> transport.call(transport.api(TestApi.class).safeGet()));
            assertThat(server.closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @DisplayName("rows 2, 11: a server that says nothing: the attempt limit ends each attempt of a safe call")
    void silence() throws Exception {
        try (var server = Silent.server();
                var transport = Fixture.open(
                        server.url(),
                        time,
                        config -> config.timeouts(config.timeouts().withAttempt(SHORT)))) {
            var api = transport.api(TestApi.class);
            Fixture.failure(DeadlineExceededException.class, () -> transport.call(api.safeGet()));
            assertThat(server.count()).isEqualTo(3);
            Fixture.failure(DeadlineExceededException.class, () -> transport.call(api.unsafePost(new TestApi.Thing())));
            assertThat(server.count()).isEqualTo(4);
        }
    }

    @Test
    @DisplayName("the total limit holds for attempts and waits together, in real time")
    void totalLimit() throws Exception {
        try (var server = Silent.server();
                var transport = Fixture.open(server.url(), time, config -> config.time(TimeSource.system()))) {
            var failure = Fixture.failure(
                    DeadlineExceededException.class,
                    () -> transport.call(
                            transport.api(TestApi.class).safeGet(), CallOptions.NONE.withTotalLimit(SHORT)));
            assertThat(failure).hasMessageContaining("PT0.2S in all");
            assertThat(server.count()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("row 5: a stream has no total limit while it moves, and an idle limit when it does not")
    void idleStream() throws Exception {
        RawServer.Behaviour behaviour = (number, socket, out) -> {
            RawServer.write(out, HEAD + "abc");
            return true;
        };
        try (var server = new RawServer(behaviour);
                var transport = Fixture.open(
                        server.url(),
                        time,
                        config -> config.timeouts(config.timeouts().withIdle(SHORT)));
                var rows = transport.stream(transport.api(TestApi.class).safeRows(), CallOptions.NONE)) {
            assertThat(rows.source().readUtf8(3)).isEqualTo("abc");
            time.advance(Duration.ofHours(1));
            var failure = Assertions.catchThrowableOfType(
                    IOException.class, () -> rows.source().readUtf8(1));
            assertThat(rows.translate(failure))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("no data for PT0.2S");
        }
    }

    @Test
    @DisplayName("a stream's headers may take longer than an attempt, but not longer than the total limit")
    void streamHeaders() throws Exception {
        try (var server = Silent.server();
                var transport = Fixture.open(server.url(), time, attempt(SHORT))) {
            Fixture.failure(
                    DeadlineExceededException.class,
                    () -> transport.stream(
                            transport.api(TestApi.class).safeRows(),
                            CallOptions.NONE.withTotalLimit(SHORT.multipliedBy(2))));
        }
    }

    @Test
    @DisplayName("row 74: an interrupt ends a call that blocks in the socket; the flag is kept")
    void interruptInRead() throws Exception {
        try (var server = Silent.server();
                var transport = Fixture.open(server.url(), time)) {
            var outcome =
                    inThread(() -> transport.call(transport.api(TestApi.class).safeGet()));
            while (server.count() == 0) {
                Thread.onSpinWait();
            }
            outcome.thread.interrupt();
            outcome.assertCancelledWithFlag();
            assertThat(server.count()).isEqualTo(1);
            assertThat(server.closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @DisplayName("row 74: an interrupt ends the read of a stream; the flag is kept")
    void interruptInStream() throws Exception {
        var reading = new CountDownLatch(1);
        RawServer.Behaviour behaviour = (number, socket, out) -> {
            RawServer.write(out, HEAD + "abc");
            return true;
        };
        try (var server = new RawServer(behaviour);
                var transport = Fixture.open(server.url(), time)) {
            var outcome = inThread(() -> {
                try (var rows = transport.stream(transport.api(TestApi.class).safeRows(), CallOptions.NONE)) {
                    rows.source().readUtf8(3);
                    reading.countDown();
                    try {
                        rows.source().readUtf8(1);
                    } catch (IOException e) {
                        throw rows.translate(e);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            reading.await();
            outcome.thread.interrupt();
            outcome.assertCancelledWithFlag();
        }
    }

    @Test
    @DisplayName("row 74: an interrupt ends a wait between attempts; a thread interrupted before sends nothing")
    void interruptInWait() throws Exception {
        try (var server = unavailable();
                var transport = Fixture.open(server.url(), time, config -> config.time(TimeSource.system()))) {
            var outcome =
                    inThread(() -> transport.call(transport.api(TestApi.class).safeGet()));
            while (server.count() == 0) {
                Thread.onSpinWait();
            }
            outcome.thread.interrupt();
            outcome.assertCancelledWithFlag();
            int sent = server.count();
            inThread(() -> {
                        Thread.currentThread().interrupt();
                        transport.call(transport.api(TestApi.class).safeGet());
                    })
                    .assertCancelledWithFlag();
            assertThat(server.count()).isEqualTo(sent);
        }
    }

    @Test
    @DisplayName("closing the transport ends waits, blocked calls and open streams at once")
    void closeEndsAll() throws Exception {
        try (var waiting = unavailable();
                var silent = Silent.server()) {
            var one = Fixture.open(waiting.url(), time, config -> config.time(TimeSource.system()));
            var two = Fixture.open(silent.url(), time);
            var inWait = inThread(() -> one.call(one.api(TestApi.class).safeGet()));
            var inRead = inThread(() -> two.call(two.api(TestApi.class).safeGet()));
            while (waiting.count() == 0 || silent.count() == 0) {
                Thread.onSpinWait();
            }
            one.close();
            two.close();
            inWait.assertCancelled("the platform was closed");
            inRead.assertCancelled("the platform was closed");
            Fixture.failure(
                    CancelledException.class,
                    () -> one.call(one.api(TestApi.class).safeGet()));
        }
    }

    @Test
    @DisplayName("row 75: cancelling a Retrofit call ends its running attempt and its retries")
    void cancelRetrofitCall() throws Exception {
        try (var server = Silent.server();
                var transport = Fixture.open(server.url(), time)) {
            var call = transport.api(TestApi.class).safeGet();
            var done = new CompletableFuture<Throwable>();
            call.enqueue(new retrofit2.Callback<>() {
                @Override
                public void onResponse(retrofit2.Call<TestApi.Thing> c, retrofit2.Response<TestApi.Thing> r) {
                    done.complete(new AssertionError("an answer"));
                }

                @Override
                public void onFailure(retrofit2.Call<TestApi.Thing> c, Throwable t) {
                    done.complete(t);
                }
            });
            while (server.count() == 0) {
                Thread.onSpinWait();
            }
            call.cancel();
            assertThat(done.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            assertThat(server.closed.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(server.count()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("row 73: a stream closed early closes its connection instead of reading the rest")
    void closeStreamEarly() throws Exception {
        try (var server = new Dripping("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n", "row").server();
                var transport = Fixture.open(server.url(), time)) {
            var rows = transport.stream(transport.api(TestApi.class).safeRows(), CallOptions.NONE);
            rows.source().readUtf8(3);
            rows.close();
            rows.close();
            assertThat(server.closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private RawServer unavailable() throws IOException {
        return new RawServer((number, socket, out) -> {
            RawServer.write(out, "HTTP/1.1 503 Busy\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n");
            return true;
        });
    }

    private static Outcome inThread(Runnable work) {
        var outcome = new Outcome();
        outcome.thread = new Thread(() -> {
            try {
                work.run();
                outcome.thrown.complete(new AssertionError("ended normally"));
            } catch (RuntimeException e) {
                outcome.flag = Thread.currentThread().isInterrupted();
                outcome.thrown.complete(e);
            }
        });
        outcome.thread.start();
        return outcome;
    }

    private static final class Outcome {
        private Thread thread = Thread.currentThread();
        private volatile boolean flag;
        private final CompletableFuture<Throwable> thrown = new CompletableFuture<>();

        void assertCancelledWithFlag() throws Exception {
            assertCancelled("interrupted");
            assertThat(flag).isTrue();
        }

        void assertCancelled(String text) throws Exception {
            assertThat(thrown.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(CancelledException.class)
                    .isInstanceOf(AnalyticsException.class)
                    .hasMessageContaining(text);
        }
    }

    /** Answers with a start and then a piece every now and then. */
    private record Dripping(String start, String piece) {
        RawServer server() throws IOException {
            var holder = new RawServer[1];
            holder[0] = new RawServer((number, socket, out) -> {
                RawServer.write(out, start);
                return holder[0].drip(out, piece);
            });
            return holder[0];
        }
    }

    private static final class Silent {
        static RawServer server() throws IOException {
            var holder = new RawServer[1];
            holder[0] = new RawServer((number, socket, out) -> holder[0].silence(socket));
            return holder[0];
        }
    }
}
