package dev.analyticsplatform.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.analyticsplatform.CancelledException;
import dev.analyticsplatform.DeadlineExceededException;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.TestTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PollerTest {

    private static final ErrorContext CONTEXT = ErrorContext.of("x", "await");

    private final TestTime time = new TestTime();
    private final Poller poller = new Poller(time);

    @Test
    void firstAnswerNeedsNoWait() {
        assertThat(poller.await(CONTEXT, "it", Duration.ofSeconds(1), () -> Optional.of("yes")))
                .isEqualTo("yes");
        assertThat(time.waits()).isEmpty();
    }

    @Test
    @DisplayName("Waits grow by half from 100 ms to 5 s, and the last one ends at the limit")
    void waits() {
        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() -> poller.await(CONTEXT, "the end", Duration.ofSeconds(40), Optional::empty))
                .withMessage("x await: waited 40.0 s in vain for the end");

        assertThat(time.waits()).startsWith(Duration.ofMillis(100), Duration.ofMillis(150), Duration.ofMillis(225));
        assertThat(time.waits()).allMatch(wait -> wait.compareTo(Duration.ofSeconds(5)) <= 0);
        assertThat(time.waits()).contains(Duration.ofSeconds(5));
        assertThat(time.waits().stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void limitOfZeroAsksOnce() {
        var asked = new AtomicInteger();
        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() -> poller.await(CONTEXT, "it", Duration.ZERO, () -> {
                    asked.incrementAndGet();
                    return Optional.empty();
                }));
        assertThat(asked).hasValue(1);
    }

    @Test
    void interruptEndsTheWaitAndKeepsTheFlag() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(CancelledException.class)
                    .isThrownBy(() -> poller.await(CONTEXT, "it", Duration.ofSeconds(1), Optional::empty))
                    .withMessageContaining("interrupted while waiting for it");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void whatTheQuestionThrowsEndsTheWait() {
        assertThatIllegalStateException()
                .isThrownBy(() -> poller.await(CONTEXT, "it", Duration.ofSeconds(1), () -> {
                    throw new IllegalStateException("broken");
                }))
                .withMessage("broken");
        assertThat(time.waits()).isEmpty();
    }
}
