package dev.analyticsplatform.sandbox.timeplus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxClock;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class StreamingQueriesTest {
    private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-01-02T03:04:05Z"));

    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of(Sandbox.of("timeplus").clock(clock));

    private Timeplus timeplus;

    @BeforeEach
    void connect() {
        timeplus = Timeplus.of(sandbox.sandbox());
        timeplus.run("CREATE STREAM s (id int32, v int64)");
        insert(0, 0);
    }

    private void insert(int id, int value) {
        timeplus.ingest("s", "application/json", "{\"columns\":[\"id\",\"v\"],\"data\":[[" + id + "," + value + "]]}")
                .expect(200);
    }

    @Test
    @DisplayName(
            "An unbounded query sends what comes after it began, and metrics each second of the clock, until it is cancelled")
    void followsAndIsCancelled() {
        try (Events events = timeplus.query("SELECT id, v * 2 AS w FROM s WHERE v > 5")) {
            assertThat(events.started().path("analysis").path("is_streaming").asBoolean())
                    .isTrue();
            insert(1, 3);
            insert(2, 10);
            assertThat(events.next().data()).hasToString("[[2,20]]");
            clock.advance(Duration.ofSeconds(1));
            Events.Event metrics = events.next();
            assertThat(metrics.name()).isEqualTo("metrics");
            assertThat(metrics.data().path("count").asInt()).isEqualTo(1);
            insert(3, 11);
            assertThat(events.next("")).hasToString("[[3,22]]");
            timeplus.delete("queries/" + events.id()).expect(500);
            timeplus.post("queries/" + events.id() + "/cancel").expect(204);
            assertThat(events.next("query").path("status").asText()).isEqualTo("canceled");
            events.assertEnded();
            timeplus.delete("queries/" + events.id()).expect(204);
        }
    }

    @Test
    @DisplayName("A query can begin with the first row, and ends when its LIMIT is reached")
    void fromTheEarliest() {
        insert(1, 1);
        try (Events events = timeplus.query("SELECT id FROM s LIMIT 3 SETTINGS seek_to='earliest'")) {
            assertThat(events.next().data()).hasToString("[[0],[1]]");
            insert(2, 2);
            insert(3, 3);
            assertThat(events.toEnd()).hasToString("[[2]]");
        }
    }

    @Test
    @DisplayName("An aggregate over a stream is sent anew when rows come")
    void aggregates() {
        try (Events events = timeplus.query("SELECT sum(v) AS total, count() AS n FROM s")) {
            insert(1, 3);
            assertThat(events.next("")).hasToString("[[3,1]]");
            insert(2, 4);
            assertThat(events.next("")).hasToString("[[7,2]]");
            timeplus.run("DROP STREAM s");
            assertThat(events.next("query").path("status").asText()).isEqualTo("failed");
        }
    }

    @Test
    @DisplayName("A query whose client has gone ends at the next event")
    void theClientGoes() {
        String id;
        try (Events events = timeplus.query("SELECT id FROM s")) {
            id = events.id();
        }
        while (timeplus.get("queries/" + id).body().path("status").asText().equals("running")) {
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(timeplus.get("queries/" + id).body().path("status").asText()).isEqualTo("canceled");
    }

    @Test
    @DisplayName("A materialized view is filled as rows come, feeds others, and holds its stream")
    void materializedViews() {
        timeplus.post("materialized_views", "{\"name\":\"big\",\"query\":\"SELECT id, v FROM s WHERE v > 5\"}")
                .expect(201);
        timeplus.run("CREATE MATERIALIZED VIEW bigger AS SELECT id FROM big WHERE v > 10");
        timeplus.run("CREATE STREAM target (id int32)");
        timeplus.run("CREATE MATERIALIZED VIEW into_target INTO target AS SELECT id FROM s");
        try (Events events = timeplus.query("SELECT id FROM bigger")) {
            insert(1, 6);
            insert(2, 20);
            assertThat(events.next("")).hasToString("[[2]]");
        }
        assertThat(timeplus.rows("SELECT id, v FROM table(big)")).isEqualTo("[[1,6],[2,20]]");
        assertThat(timeplus.rows("SELECT id FROM table(target)")).isEqualTo("[[1],[2]]");
        assertThat(timeplus.get("materialized_views/big/stats")
                        .expect(200)
                        .body()
                        .path("row_count")
                        .asInt())
                .isEqualTo(2);
        timeplus.delete("streams/s").expectError(500, 630);
        timeplus.delete("materialized_views/into_target").expect(204);
        timeplus.delete("materialized_views/bigger").expect(204);
        timeplus.delete("views/big").expect(204);
        timeplus.delete("streams/s").expect(204);
        timeplus.get("streams/s").expect(404);
    }

    @Test
    @DisplayName("Sinks count what their query lets through; alerts fire and resolve on what comes")
    void sinksAndAlerts() {
        String sink = timeplus.post(
                        "sinks",
                        "{\"name\":\"k\",\"type\":\"http\",\"query\":\"SELECT id FROM s WHERE v > 5\",\"properties\":{}}")
                .expect(201)
                .body()
                .path("id")
                .asText();
        String alert = timeplus.post(
                        "alerts",
                        "{\"name\":\"a\",\"action\":\"slack\",\"severity\":1,\"trigger_sql\":\"SELECT id FROM s WHERE v > 100\","
                                + "\"resolve_sql\":\"SELECT id FROM s WHERE v < 0\"}")
                .expect(201)
                .body()
                .path("id")
                .asText();
        insert(1, 6);
        insert(2, 200);
        assertThat(delivered(sink)).isEqualTo(2);
        assertThat(incident(alert)).isEqualTo("triggered");
        insert(3, -1);
        assertThat(incident(alert)).isEqualTo("resolved");
        timeplus.post("sinks/" + sink + "/stop").expect(204);
        insert(4, 7);
        assertThat(delivered(sink)).isEqualTo(2);
        timeplus.post("sinks/" + sink + "/start").expect(204);
        insert(5, 7);
        assertThat(delivered(sink)).isEqualTo(3);
    }

    private int delivered(String sink) {
        return timeplus.get("sinks/" + sink + "/stats?metrics_time_range=1d&error_log_time_range=1d")
                .expect(200)
                .body()
                .path("success_count")
                .asInt();
    }

    private String incident(String alert) {
        return timeplus.get("alerts/" + alert)
                .body()
                .path("instance")
                .path("status")
                .asText();
    }
}
