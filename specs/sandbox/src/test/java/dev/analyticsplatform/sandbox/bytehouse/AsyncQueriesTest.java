package dev.analyticsplatform.sandbox.bytehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxClock;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class AsyncQueriesTest {
    private static final String ENDLESS = "SELECT count(*) FROM numbers(100000000000) WHERE number % 7 = 8";

    private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-01-02T03:04:05Z"));

    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of(Sandbox.of("bytehouse").clock(clock));

    private ByteHouse byteHouse;

    @BeforeEach
    void connect() {
        byteHouse = ByteHouse.of(sandbox.sandbox());
    }

    private JsonNode submit(ObjectNode query) {
        JsonNode tickets = byteHouse.call("submitAsyncQuery", query.toString()).data();
        assertThat(tickets).hasSize(1);
        return tickets.path(0);
    }

    private JsonNode status(String id) {
        return byteHouse.call("getAsyncQueryStatus", Map.of("id", id)).data();
    }

    private void await(String id, String status) {
        while (!status(id).path("status").asText().equals(status)) {
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName(
            "A query in the background is not started, runs and finishes by the clock; its results are kept for a day")
    void life() {
        JsonNode ticket = submit(ByteHouse.query("SELECT 1 AS a; SELECT number AS n FROM numbers(5)")
                .put("queryID", "mine"));
        String id = ticket.path("id").asText();
        assertThat(ticket.path("status").asText()).isEqualTo("NotStarted");
        assertThat(ticket.path("queryID").asText()).isEqualTo("mine");
        clock.advance(Duration.ofMillis(150));
        assertThat(status("mine").path("status").asText()).isEqualTo("Running");
        byteHouse.call("getAsyncQueryResults", Map.of("id", id)).expect(400);
        clock.advance(Duration.ofMillis(150));
        await(id, "Finished");
        assertThat(byteHouse
                        .call("getAsyncQueryResults", Map.of("id", id))
                        .data()
                        .toString())
                .isEqualTo(
                        "[{\"meta\":[{\"name\":\"a\",\"type\":\"Int32\"}],\"data\":[[1]],\"rows\":1},"
                                + "{\"meta\":[{\"name\":\"n\",\"type\":\"Nullable(UInt64)\"}],\"data\":[[0],[1],[2],[3],[4]],\"rows\":5}]");
        assertThat(byteHouse
                        .call("getAsyncQueryResults", Map.of("id", "mine", "maxRowsReturn", 2))
                        .data()
                        .path(1)
                        .toString())
                .contains("\"data\":[[0],[1]],\"rows\":2");
        byteHouse
                .call(
                        "submitAsyncQuery",
                        ByteHouse.query("SELECT 1").put("queryID", "mine").toString())
                .expectCode(216);
        clock.advance(Duration.ofHours(24));
        byteHouse.call("getAsyncQueryResults", Map.of("id", id)).expect(404);
        byteHouse.call("getAsyncQueryStatus", Map.of("id", id)).expect(404);
    }

    @Test
    @DisplayName("A query in the background that fails says why")
    void failure() {
        String id = submit(ByteHouse.query("SELECT * FROM nowhere")).path("id").asText();
        clock.advance(Duration.ofSeconds(1));
        await(id, "Failed");
        assertThat(status(id).path("errorMessage").asText()).startsWith("Code: 60. DB::Exception: ");
        byteHouse.call("getAsyncQueryResults", Map.of("id", id)).expectCode(60);
    }

    @Test
    @DisplayName("A killed query is killed at once, and killing it again changes nothing")
    void kill() {
        String id = submit(ByteHouse.query(ENDLESS)).path("id").asText();
        clock.advance(Duration.ofSeconds(1));
        assertThat(status(id).path("status").asText()).isEqualTo("Running");
        for (int i = 0; i < 2; i++) {
            assertThat(byteHouse
                            .call("killAsyncQuery", Map.of("id", id))
                            .data()
                            .path("status")
                            .asText())
                    .isEqualTo("Killed");
        }
        assertThat(status(id).path("status").asText()).isEqualTo("Killed");
        byteHouse.call("getAsyncQueryResults", Map.of("id", id)).expectCode(394);
        byteHouse.call("killSyncQuery", Map.of("id", id)).expect(404);
        byteHouse.call("killAsyncQuery", Map.of("id", "unknown")).expect(404);
    }

    @Test
    @DisplayName("A query that others wait for can be killed by its id, from elsewhere")
    void killSync() throws InterruptedException {
        ByteHouse.Reply[] reply = new ByteHouse.Reply[1];
        Thread waiting = new Thread(() -> reply[0] = byteHouse.call(
                "submitSyncQuery",
                ByteHouse.query(ENDLESS).put("queryID", "long").toString()));
        waiting.start();
        while (byteHouse.call("killSyncQuery", Map.of("id", "long")).status() == 404) {
            Thread.onSpinWait();
        }
        waiting.join();
        reply[0].expectCode(394);
    }

    @Test
    @DisplayName("A query that takes longer than its caller wants to wait goes on in the background")
    void switches() {
        JsonNode quick = byteHouse
                .call(
                        "submitSyncQuery",
                        ByteHouse.query("SELECT 1 AS a")
                                .put("asyncModeSwitchAfterInSec", 60)
                                .toString())
                .data();
        assertThat(quick.path(0).path("data").toString()).isEqualTo("[[1]]");
        JsonNode ticket = byteHouse
                .call(
                        "submitSyncQuery",
                        ByteHouse.query(ENDLESS)
                                .put("asyncModeSwitchAfterInSec", 1)
                                .toString())
                .data()
                .path(0);
        assertThat(ticket.path("status").asText()).isEqualTo("Running");
        String id = ticket.path("id").asText();
        assertThat(status(id).path("status").asText()).isEqualTo("Running");
        byteHouse.call("killAsyncQuery", Map.of("id", id)).expect(200);
        byteHouse
                .call(
                        "submitSyncQuery",
                        ByteHouse.query("SELECT * FROM nowhere")
                                .put("asyncModeSwitchAfterInSec", 60)
                                .toString())
                .expectCode(60);
    }

    @Test
    @DisplayName("The tables that a text names are told without running it")
    void referencedTables() {
        byteHouse.sql("CREATE TABLE t (a Int64) ENGINE = CnchMergeTree ORDER BY a; CREATE VIEW v AS SELECT a FROM t;"
                + " CREATE MATERIALIZED VIEW m AS SELECT a FROM t");
        assertThat(byteHouse
                        .call(
                                "checkQueryTables",
                                "{\"query\":\"SELECT * FROM t JOIN v USING (a); INSERT INTO t SELECT * FROM m\"}")
                        .data()
                        .toString())
                .isEqualTo(
                        "{\"tables\":[\"default.t\"],\"views\":[\"default.v\"],\"materializedViews\":[\"default.m\"]}");
        byteHouse
                .call("checkQueryTables", "{\"query\":\"SELECT * FROM nowhere\"}")
                .expectCode(60);
    }
}
