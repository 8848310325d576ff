package dev.analyticsplatform.sandbox.deltastream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxExtension;
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
}
