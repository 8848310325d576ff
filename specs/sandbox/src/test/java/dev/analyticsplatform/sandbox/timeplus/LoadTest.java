package dev.analyticsplatform.sandbox.timeplus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(300)
final class LoadTest {
    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of(Sandbox.of("timeplus"));

    @Test
    @DisplayName("A million rows are sent in events of at most the size that was asked for")
    void aMillionRows() {
        Timeplus timeplus = Timeplus.of(SANDBOX.sandbox());
        long rows = 0;
        long sum = 0;
        try (Events events = timeplus.query(
                "SELECT number, 'row ' || number AS text FROM numbers(1000000)",
                ",\"batching_policy\":{\"count\":5000}")) {
            Events.Event event = events.next();
            while (!event.name().equals("query")) {
                if (event.name().isEmpty()) {
                    assertThat(event.data().size()).isLessThanOrEqualTo(5000);
                    for (JsonNode row : event.data()) {
                        rows++;
                        sum += row.path(0).longValue();
                    }
                }
                event = events.next();
            }
            assertThat(event.data().path("status").asText()).isEqualTo("finished");
        }
        assertThat(rows).isEqualTo(1_000_000);
        assertThat(sum).isEqualTo(499_999_500_000L);
    }

    @Test
    @DisplayName("Who reads an unbounded query slowly gets every row, and holds up nobody")
    void aSlowReader() {
        Timeplus timeplus = Timeplus.of(SANDBOX.sandbox());
        timeplus.run("CREATE STREAM slow (id int64, text string)");
        String text = "x".repeat(1000);
        try (Events events = timeplus.query("SELECT id, text FROM slow")) {
            // Some 30 MB: far more than the buffers of the connection hold.
            for (int batch = 0; batch < 3; batch++) {
                timeplus.run("INSERT INTO slow (id, text) SELECT number + " + batch * 10_000 + ", '" + text
                        + "' FROM numbers(10000)");
            }
            assertThat(timeplus.rows("SELECT count() FROM table(slow)")).isEqualTo("[[30000]]");
            long next = 0;
            while (next < 30_000) {
                for (JsonNode row : events.next("")) {
                    assertThat(row.path(0).longValue()).isEqualTo(next++);
                }
            }
            timeplus.post("queries/" + events.id() + "/cancel").expect(204);
            assertThat(events.next("query").path("status").asText()).isEqualTo("canceled");
        }
    }
}
