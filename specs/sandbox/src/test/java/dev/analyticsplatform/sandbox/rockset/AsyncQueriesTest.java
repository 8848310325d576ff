package dev.analyticsplatform.sandbox.rockset;

import static dev.analyticsplatform.sandbox.rockset.Rockset.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxClock;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
final class AsyncQueriesTest {
    private static final String ENDLESS =
            "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 1";

    private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-01-02T03:04:05Z"));

    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of(Sandbox.of("rockset").clock(clock));

    private Rockset rockset;

    @BeforeEach
    void connect() {
        rockset = Rockset.of(sandbox.sandbox());
    }

    private JsonNode submit(String sql, String options) {
        return rockset.post(
                        SELF + "queries",
                        "{\"sql\":{\"query\":" + Rockset.quoted(sql) + "},\"async\":true" + options + "}")
                .expect(200)
                .body();
    }

    private JsonNode info(String id) {
        return rockset.get(SELF + "queries/" + id).data();
    }

    /** Looks until the real work in the background has come as far as the clock allows. */
    private JsonNode infoWhen(String id, String status) {
        JsonNode info = info(id);
        while (!info.path("status").asText().equals(status)) {
            info = info(id);
        }
        return info;
    }

    @Test
    void aQueryIsQueuedThenRunningThenCompletedAndKeptForADay() {
        JsonNode accepted = submit("SELECT range AS n FROM range(3)", "");
        String id = accepted.path("query_id").asText();
        assertThat(accepted.path("status").asText()).isEqualTo("QUEUED");
        assertThat(accepted.has("results")).as("no results key at all").isFalse();
        JsonNode queued = info(id);
        assertThat(queued.path("status").asText()).isEqualTo("QUEUED");
        assertThat(queued.path("stats").path("result_set_document_count").isNull())
                .isTrue();
        assertThat(queued.path("expires_at").isNull()).isTrue();
        assertThat(rockset.get(SELF + "queries").data()).hasSize(1);
        rockset.get(SELF + "queries/" + id + "/pages").expectError(400, "NOT_READY");

        clock.advance(Duration.ofMillis(100));
        infoWhen(id, "RUNNING");
        clock.advance(Duration.ofMillis(200));
        JsonNode done = infoWhen(id, "COMPLETED");
        assertThat(done.path("submitted_at").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(done.path("expires_at").asText()).isEqualTo("2026-01-03T03:04:05Z");
        assertThat(done.path("stats").path("result_set_document_count").asInt()).isEqualTo(3);
        assertThat(done.path("stats").path("result_set_bytes_size").asInt()).isPositive();
        assertThat(done.path("sql").asText()).startsWith("SELECT range");
        assertThat(rockset.get(SELF + "queries").data()).isEmpty();

        String cursor = done.path("pagination").path("start_cursor").asText();
        JsonNode page =
                rockset.get(SELF + "queries/" + id + "/pages?cursor=" + cursor).body();
        assertThat(page.path("results").toString()).isEqualTo("[{\"n\":0},{\"n\":1},{\"n\":2}]");
        assertThat(page.path("pagination").path("next_cursor").isNull()).isTrue();

        clock.advance(Duration.ofHours(24));
        rockset.get(SELF + "queries/" + id).expectError(404, "NOTFOUND");
        rockset.get(SELF + "queries/" + id + "/pages").expectError(404, "NOTFOUND");
    }

    @Test
    void aFailureIsToldByTheInformationAndByTheResults() {
        String id = submit("SELECT error('no luck') AS x FROM range(2)", "")
                .path("query_id")
                .asText();
        clock.advance(Duration.ofSeconds(1));
        JsonNode info = infoWhen(id, "ERROR");
        assertThat(info.path("query_errors").path(0).path("message").asText()).contains("no luck");
        rockset.get(SELF + "queries/" + id + "/pages").expectError(400, "QUERY_ERROR");
    }

    @Test
    void aQueryIsCancelledAtOnceAndReallyEnds() {
        String id = submit(ENDLESS, "").path("query_id").asText();
        clock.advance(Duration.ofSeconds(1));
        infoWhen(id, "RUNNING");
        assertThat(rockset.delete(SELF + "queries/" + id).data().path("status").asText())
                .isEqualTo("CANCELLED");
        assertThat(info(id).path("status").asText()).isEqualTo("CANCELLED");
        assertThat(rockset.get(SELF + "queries").data()).isEmpty();
        rockset.get(SELF + "queries/" + id + "/pages").expectError(400, "NOT_READY");
        rockset.delete(SELF + "queries/none:none:0").expectError(404, "NOTFOUND");
    }

    @Test
    void aShortQueryAnswersWithinTheTimeThatTheClientGivesIt() {
        JsonNode answer = submit("SELECT 1 AS one", ",\"async_options\":{\"client_timeout_ms\":60000}");
        assertThat(answer.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(answer.path("results").toString()).isEqualTo("[{\"one\":1}]");
        assertThat(info(answer.path("query_id").asText()).path("status").asText())
                .isEqualTo("COMPLETED");
    }

    @Test
    void aLongQueryDoesNotAnswerWithinTheTimeThatTheClientGivesIt() {
        JsonNode answer = submit(ENDLESS, ",\"async_options\":{\"client_timeout_ms\":1}");
        assertThat(answer.path("status").asText()).isIn("QUEUED", "RUNNING");
        assertThat(answer.has("results")).isFalse();
    }

    @Test
    void aQueryThatRunsLongerThanItsLimitEndsAsATimeout() {
        String id = submit(ENDLESS, ",\"timeout_ms\":1").path("query_id").asText();
        clock.advance(Duration.ofSeconds(1));
        JsonNode error = infoWhen(id, "ERROR").path("query_errors").path(0);
        assertThat(error.path("type").asText()).isEqualTo("QUERY_TIMEOUT");
        assertThat(error.path("status_code").asInt()).isEqualTo(408);
    }

    @Test
    void closingTheSandboxEndsWhatRuns() {
        submit(ENDLESS, "");
        sandbox.sandbox().close();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("sandbox-query") && thread.isAlive())
                .allSatisfy(thread -> {
                    thread.join(60_000);
                    assertThat(thread.isAlive()).isFalse();
                });
    }
}
