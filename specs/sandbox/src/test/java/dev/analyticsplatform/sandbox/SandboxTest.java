package dev.analyticsplatform.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

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
