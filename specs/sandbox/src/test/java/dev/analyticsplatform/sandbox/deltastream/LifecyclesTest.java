package dev.analyticsplatform.sandbox.deltastream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxClock;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class LifecyclesTest {
    private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-01-02T03:04:05Z"));

    @RegisterExtension
    final SandboxExtension sandbox =
            SandboxExtension.of(Sandbox.of("deltastream").clock(clock));

    private DeltaStream client;

    @BeforeEach
    void connect() {
        client = DeltaStream.of(sandbox.sandbox());
    }

    /** Sends a statement that takes its time, and waits for it. */
    private String await(String statement, Duration time) {
        DeltaStream.Reply reply = client.sql(statement).expect(202);
        assertThat(reply.body().path("sqlState").asText()).isEqualTo("03000");
        clock.advance(time.minusMillis(1));
        client.get("v2/statements/" + reply.id()).expect(202);
        clock.advance(Duration.ofMillis(1));
        return client.get("v2/statements/" + reply.id()).rows().path(0).path(1).asText();
    }

    private String state(String query) {
        return client.query("SELECT current_state FROM deltastream.sys.\"queries\" WHERE id = '" + query + "'")
                .rows()
                .path(0)
                .path(0)
                .asText();
    }

    @Test
    @DisplayName("A continuous query starts by the clock, carries rows on, ends and begins again")
    void continuousQueries() {
        client.produce("t", "{\"k\":\"a\",\"d\":12345678901234567890.12}", "{\"k\":\"b\",\"d\":1}");
        client.sql("CREATE STREAM s (k VARCHAR, d DECIMAL(38, 2)) WITH ('topic' = 't', 'value.format' = 'json')")
                .expectState("00000");
        String query = await("CREATE STREAM s2 AS SELECT k, d * 2 AS d FROM s WHERE k <> 'b'", Duration.ofSeconds(10));
        assertThat(state(query)).isEqualTo("running");
        await("CREATE MATERIALIZED VIEW v AS SELECT * FROM s2", Duration.ofSeconds(10));
        assertThat(client.query("SELECT * FROM v").rows()).hasToString("[[\"a\",\"24691357802469135780.24\"]]");

        client.sql("DROP STREAM s2").expectState("2BP01");
        client.sql("TERMINATE QUERY " + query).expectState("00000");
        assertThat(state(query)).isEqualTo("terminate_requested");
        clock.advance(Duration.ofSeconds(10));
        assertThat(state(query)).isEqualTo("terminated");
        client.produce("t", "{\"k\":\"c\",\"d\":3}");
        assertThat(client.query("SELECT k FROM v").rows()).hasToString("[[\"a\"]]");

        client.sql("RESTART QUERY " + query).expectState("00000");
        assertThat(state(query)).isEqualTo("starting");
        clock.advance(Duration.ofSeconds(10));
        assertThat(client.query("SELECT k FROM v").rows()).hasToString("[[\"a\"],[\"c\"]]");
    }

    @Test
    @DisplayName("A changelog keeps the last row of each key")
    void changelogs() {
        client.produce("t", "{\"k\":\"a\",\"n\":1}", "{\"k\":\"b\",\"n\":2}");
        client.sql("CREATE STREAM s (k VARCHAR, n BIGINT) WITH ('topic' = 't', 'value.format' = 'json')")
                .expectState("00000");
        await("CREATE CHANGELOG c AS SELECT k, sum(n) AS n FROM s GROUP BY k", Duration.ofSeconds(10));
        await("CREATE MATERIALIZED VIEW v AS SELECT * FROM c", Duration.ofSeconds(10));
        client.produce("t", "{\"k\":\"a\",\"n\":10}");
        assertThat(client.query("SELECT * FROM v ORDER BY k").rows()).hasToString("[[\"a\",\"11\"],[\"b\",\"2\"]]");
    }

    @Test
    @DisplayName("A compute pool and a store can be used once they are ready")
    void poolsAndStores() {
        client.produce("t", "{}");
        client.sql("CREATE STREAM s (k VARCHAR) WITH ('topic' = 't', 'value.format' = 'json')")
                .expectState("00000");
        String other = "{\"database\":\"demo\",\"schema\":\"public\",\"store\":\"st\",\"computePool\":\"p\"}";
        DeltaStream.Reply pool = client.sql("CREATE COMPUTE_POOL p WITH ('compute_pool.size' = 'small')")
                .expect(202);
        client.sql("SELECT * FROM s", other).expectState("3E004");
        clock.advance(Duration.ofSeconds(30));
        client.get("v2/statements/" + pool.id()).expectState("00000");
        client.sql("SELECT * FROM s", other).expectState("00000");
        client.sql("DROP COMPUTE_POOL p").expectState("2BP01");
        await("STOP COMPUTE_POOL p", Duration.ofSeconds(10));
        client.sql("DROP COMPUTE_POOL p").expectState("00000");
        client.sql("SELECT * FROM s", other).expectState("3D023");

        client.sql("CREATE STORE st WITH ('type' = KAFKA, 'uris' = 'h:1', 'kafka.sasl.password' = 'hush')")
                .expect(202);
        client.sql("LIST ENTITIES", other).expectState("3E001");
        clock.advance(Duration.ofSeconds(5));
        client.sql("LIST ENTITIES", other).expectState("00000");
        assertThat(client.sql("DESCRIBE STORE st").rows().toString())
                .contains("kafka.sasl")
                .doesNotContain("hush");
    }
}
