package dev.analyticsplatform.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TimelineTest {
    private static final Timeline TIMELINE =
            Timeline.in("SUSPENDING").then(Duration.ofSeconds(3), "SUSPENDED").then(Duration.ofSeconds(2), "DELETED");

    @Test
    void aStateBeginsExactlyWhenTheOneBeforeHasLasted() {
        assertThat(TIMELINE.after(Duration.ZERO)).isEqualTo("SUSPENDING");
        assertThat(TIMELINE.after(Duration.ofSeconds(3).minusNanos(1))).isEqualTo("SUSPENDING");
        assertThat(TIMELINE.after(Duration.ofSeconds(3))).isEqualTo("SUSPENDED");
        assertThat(TIMELINE.after(Duration.ofSeconds(5))).isEqualTo("DELETED");
        assertThat(TIMELINE.after(Duration.ofDays(1))).isEqualTo("DELETED");
        assertThat(TIMELINE.settled()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aStateThatLastsNoTimeIsNeverSeen() {
        Timeline timeline = Timeline.in("CREATED").then(Duration.ZERO, "READY");
        assertThat(timeline.after(Duration.ZERO)).isEqualTo("READY");
    }

    @Test
    void aClockThatWentBackShowsTheFirstState() {
        assertThat(TIMELINE.after(Duration.ofSeconds(-1))).isEqualTo("SUSPENDING");
    }
}
