package dev.analyticsplatform.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.contract.ApiRequest;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SandboxTest {
    private static int status(Sandbox sandbox, String key) throws IOException {
        Request request = new Request.Builder()
                .url(sandbox.url().resolve("v1/orgs/self/ws").toString())
                .header("Authorization", "ApiKey " + key)
                .build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            return response.code();
        }
    }

    @Test
    void eachSandboxHasItsOwnKeyAndState() throws IOException {
        try (Sandbox one = Sandbox.start("rockset");
                Sandbox other = Sandbox.of("rockset").key("chosen").start()) {
            assertThat(status(one, one.key())).isEqualTo(200);
            assertThat(status(one, "chosen")).isEqualTo(401);
            assertThat(status(other, "chosen")).isEqualTo(200);
            assertThat(one.toString()).contains("rockset").doesNotContain(one.key());
        }
    }

    @Test
    void itListensOnLoopbackOnlyAndStopsWhenItIsClosed() throws IOException {
        Sandbox sandbox = Sandbox.start("rockset");
        assertThat(InetAddress.getByName(sandbox.url().getHost()).isLoopbackAddress())
                .isTrue();
        sandbox.close();
        sandbox.close();
        assertThatThrownBy(() -> status(sandbox, sandbox.key())).isInstanceOf(ConnectException.class);
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (Sandbox sandbox = Sandbox.start("rockset")) {
            int port = sandbox.url().getPort();
            assertThatThrownBy(() -> Sandbox.of("rockset").port(port).start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(String.valueOf(port));
        }
    }

    @Test
    void whatCannotBeStartedIsToldAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sandbox.of("nobody"))
                .withMessageContaining("nobody")
                .withMessageContaining("rockset");
        Sandbox.Builder builder = Sandbox.of("rockset");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.key("secret\n"))
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.port(65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.timeScale(Double.NaN));
    }

    @Test
    void theMainProgramPrintsTheAddressAndTheKey() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> arguments = List.of("rockset", "--port", "0", "--key", "from-the-shell", "--time-scale", "0.5");
        try (Sandbox sandbox = Main.start(arguments, new PrintStream(out, true, StandardCharsets.UTF_8))) {
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains(sandbox.url().toString())
                    .contains("from-the-shell");
            assertThat(status(sandbox, "from-the-shell")).isEqualTo(200);
        }
    }

    @Test
    void theMainProgramRefusesArgumentsThatMakeNoSense() {
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        for (List<String> arguments : List.of(
                List.<String>of(),
                List.of("nobody"),
                List.of("rockset", "--port"),
                List.of("rockset", "--port", "many"),
                List.of("rockset", "--port", "1.5"),
                List.of("rockset", "--colour", "red"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Main.start(arguments, out).close());
        }
    }

    @Test
    void theExtensionTellsWhenItIsUsedOutsideOfATest() {
        assertThatIllegalStateException()
                .isThrownBy(() -> SandboxExtension.of("rockset").sandbox())
                .withMessageContaining("@RegisterExtension");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aStreamedAnswerThatFailsMidwayBreaksOffAtOnceAndIsLogged(Exception failure) throws IOException {
        List<LogRecord> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord event) {
                logged.add(event);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(Responses.class.getName());
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        // Without a limit on reading, so that only the server can end the wait.
        OkHttpClient client = new OkHttpClient.Builder()
                .readTimeout(Duration.ZERO)
                .callTimeout(Duration.ofMinutes(2))
                .build();
        try (ListeningServer server = new ListeningServer(new Failing(failure), 0);
                Response response = client.newCall(new Request.Builder()
                                .url(server.url().resolve("half").toString())
                                .build())
                        .execute()) {
            assertThat(response.code()).isEqualTo(200);
            assertThat(response.body().source().readUtf8(4)).isEqualTo("half");
            assertThatThrownBy(() -> response.body().source().readByte())
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(InterruptedIOException.class);
            assertThat(logged).singleElement().satisfies(event -> {
                assertThat(event.getMessage()).contains("GET /half");
                assertThat(event.getThrown()).isSameAs(failure);
            });
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
    }

    static List<Exception> failures() {
        return List.of(new IOException("a file is gone"), new IllegalStateException("a mistake"));
    }

    /** A vendor whose only answer breaks off. */
    private record Failing(Exception failure) implements VendorService {
        @Override
        public List<ApiDocument> documents() {
            return List.of();
        }

        @Override
        public Handlers handlers() {
            return new Handlers();
        }

        @Override
        public Optional<Answer> beyondDocuments(ApiRequest request) {
            return Optional.of(Answer.streamed(200, "text/plain", out -> {
                out.write("half".getBytes(StandardCharsets.UTF_8));
                out.flush();
                if (failure instanceof IOException io) {
                    throw io;
                }
                throw (RuntimeException) failure;
            }));
        }

        @Override
        public Caller authenticate(Exchange exchange) {
            throw new Refusal(401, "", "Nobody is known");
        }

        @Override
        public Answer refusal(Refusal refusal) {
            return Answer.empty(refusal.status());
        }

        @Override
        public void close() {}
    }

    @Test
    void aClockStandsStillUntilItIsMoved() {
        Instant start = Instant.parse("2026-01-02T03:04:05Z");
        SandboxClock clock = SandboxClock.at(start);
        assertThat(clock.instant()).isEqualTo(start);
        clock.advance(Duration.ofHours(2));
        assertThat(clock.instant()).isEqualTo(start.plusSeconds(7_200));
        assertThat(clock.withZone(ZoneId.of("Asia/Tokyo")).instant()).isEqualTo(clock.instant());
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofSeconds(-1)));
    }
}
