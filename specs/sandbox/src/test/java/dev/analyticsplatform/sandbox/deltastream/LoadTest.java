package dev.analyticsplatform.sandbox.deltastream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxExtension;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class LoadTest {
    @RegisterExtension
    final SandboxExtension sandbox =
            SandboxExtension.of(Sandbox.of("deltastream").timeScale(0));

    @Test
    @DisplayName("A million rows come in a hundred partitions, each row once and in order")
    void aMillionRows() {
        DeltaStream client = DeltaStream.of(sandbox.sandbox());
        JsonNode elsewhere = client.sql("SELECT range AS n, 'row ' || range AS text FROM range(1000000)")
                .elsewhere();
        DeltaStream.Reply first = client.data(elsewhere, "?partitionID=0");
        while (first.status() == 202) {
            first = client.data(elsewhere, "?partitionID=0");
        }
        JsonNode partitions = first.body().path("metadata").path("partitionInfo");
        assertThat(partitions).hasSize(100);
        long next = 0;
        for (int partition = 0; partition < partitions.size(); partition++) {
            JsonNode rows = client.data(elsewhere, "?partitionID=" + partition).rows();
            assertThat(rows).hasSize(partitions.path(partition).path("rowCount").asInt());
            for (JsonNode row : rows) {
                assertThat(row.path(0).asLong()).isEqualTo(next++);
            }
        }
        assertThat(next).isEqualTo(1_000_000);
        client.data(elsewhere, "?partitionID=100").expect(400);
    }

    @Test
    @DisplayName("Records that were added in batches are all there")
    void manyRecords() {
        DeltaStream client = DeltaStream.of(sandbox.sandbox());
        String[] records = new String[10_000];
        for (int batch = 0; batch < 20; batch++) {
            for (int i = 0; i < records.length; i++) {
                records[i] = "{\"n\":" + (batch * records.length + i) + "}";
            }
            client.produce("t", records).expect(200);
        }
        client.sql("CREATE STREAM s (n BIGINT) WITH ('topic' = 't', 'value.format' = 'json')")
                .expectState("00000");
        client.sql("CREATE MATERIALIZED VIEW v AS SELECT * FROM s").expectState("00000");
        assertThat(client.query("SELECT count(DISTINCT n), sum(n) FROM v").rows())
                .hasToString("[[\"200000\",\"19999900000\"]]");
    }

    @Test
    @DisplayName("A million records reach a reader that takes its time, and next to nothing waits for it in memory")
    void aSlowReader() throws Exception {
        int records = 1_000_000;
        ExecutorService executor = Executors.newCachedThreadPool();
        Organization organization = new Organization(new VendorSetup(
                List.of("key"), Clock.systemUTC(), 0, () -> URI.create("http://127.0.0.1/"), service -> {
                    throw new AssertionError("There is one address only");
                }));
        try (MockWebServer server = new MockWebServer()) {
            Statements statements = new Statements(organization, executor, new ApiTokens(organization));
            organization
                    .topic(Organization.STORE, "big")
                    .appendRows(
                            "SELECT NULL AS k, '{\"n\":' || range || '}' AS v, NULL AS x FROM range(" + records + ")",
                            organization.now());
            submit(statements, "CREATE STREAM b (n BIGINT) WITH ('topic' = 'big', 'value.format' = 'json')");
            Statement statement = submit(statements, "SELECT n FROM b WITH ('starting.position' = 'earliest')");
            StreamJob job =
                    (StreamJob) Objects.requireNonNull(statement.outcome().elsewhere());
            Gauge gauge = new Gauge(new StreamSocket(organization, statement.id(), job, executor));
            server.enqueue(new MockResponse.Builder().webSocketUpgrade(gauge).build());
            server.start();
            String token = organization.tokens.forStatement(statement.id(), job.requestType(), organization.now());
            try (Reader reader = Reader.connect(server.url("/").toString().replace("http:", "ws:"))
                    .authenticate(token)) {
                assertThat(reader.next().path("type").asText()).isEqualTo("metadata");
                // The reader stands still until the server has filled everything that lies between them.
                assertThat(gauge.full().await(60, TimeUnit.SECONDS)).isTrue();
                for (int i = 0; i < records; i++) {
                    assertThat(reader.next().path("data").path(0).asInt(-1)).isEqualTo(i);
                }
                assertThat(gauge.mostQueued()).isLessThanOrEqualTo(StreamSocket.MOST_QUEUED + gauge.longestFrame());
                // Whoever waits for more is told when the sandbox goes.
                executor.shutdownNow();
                assertThat(reader.next().path("closed").asInt()).isEqualTo(1001);
            }
        } finally {
            executor.shutdownNow();
            organization.close();
        }
    }

    private static Statement submit(Statements statements, String sql) {
        Statement statement = statements.submit(
                Json.object("{\"database\":\"demo\",\"schema\":\"public\",\"store\":\"sandbox_store\","
                                + "\"computePool\":\"sandbox_pool\"}")
                        .put("statement", sql),
                List.of(),
                Organization.OWNER);
        assertThat(statement.error()).isNull();
        return statement;
    }
}
