package dev.analyticsplatform.sandbox.bytehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WarehousesTest {
    private static final Map<String, String> SEG = Map.of("name", "seg1_vw2");

    private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-01-02T03:00:00Z"));

    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of(Sandbox.of("bytehouse").clock(clock));

    private ByteHouse byteHouse;

    @BeforeEach
    void connect() {
        byteHouse = ByteHouse.of(sandbox.sandbox());
    }

    private String create(String more) {
        return byteHouse
                .call("createVirtualWarehouse", "{\"name\":\"seg1_vw2\",\"configID\":123457" + more + "}")
                .expect(200)
                .body()
                .path("vwID")
                .asText();
    }

    private String status() {
        return byteHouse
                .call("getVirtualWarehouse", SEG)
                .expect(200)
                .body()
                .path("status")
                .asText();
    }

    private ByteHouse.Reply query(String warehouse) {
        return byteHouse.call(
                "submitSyncQuery",
                ByteHouse.query("SELECT 1").put("vwID", warehouse).toString());
    }

    @Test
    @DisplayName("A warehouse goes up and down after a while, and runs queries only while it is up")
    void upAndDown() {
        String id = create("");
        assertThat(id).isEqualTo("vw-2100042608-seg1_vw2");
        assertThat(status()).isEqualTo("down");
        query(id).expectCode(1010);
        clock.advance(Duration.ofSeconds(30));
        assertThat(status()).isEqualTo("up");
        query(id).expect(200);
        byteHouse.call("updateVirtualWarehouse", SEG, "{\"status\":\"down\"}").expect(200);
        assertThat(status()).isEqualTo("up");
        clock.advance(Duration.ofSeconds(5));
        assertThat(status()).isEqualTo("down");
        byteHouse.call("updateVirtualWarehouse", SEG, "{\"status\":\"up\"}").expect(200);
        clock.advance(Duration.ofSeconds(10));
        assertThat(status()).isEqualTo("up");
        query("vw-2100042608-nowhere").expectCode(36);
    }

    @Test
    @DisplayName("One that is idle suspends itself after its minutes, and wakes for a query if it may")
    void autoSuspendAndAutoResume() {
        String id = create(",\"autoSuspend\":5,\"autoResume\":true");
        clock.advance(Duration.ofSeconds(30));
        clock.advance(Duration.ofMinutes(4));
        query(id).expect(200);
        clock.advance(Duration.ofMinutes(4));
        assertThat(status()).isEqualTo("up");
        clock.advance(Duration.ofMinutes(1));
        assertThat(status()).isEqualTo("down");
        query(id).expect(200);
        assertThat(status()).isEqualTo("up");
        byteHouse.call("updateVirtualWarehouse", SEG, "{\"autoResume\":false}").expect(200);
        clock.advance(Duration.ofMinutes(5));
        query(id).expectCode(1010);
    }

    @Test
    @DisplayName("Use of a warehouse counts the seconds for which it was up, by the hour")
    void usage() {
        create(",\"autoSuspend\":90");
        clock.advance(Duration.ofHours(4));
        JsonNode usage = byteHouse
                .call(
                        "getVirtualWarehouseUsage",
                        Map.of(
                                "startTime",
                                "2026-01-02T00:00:00Z",
                                "endTime",
                                "2026-01-03T00:00:00Z",
                                "vwName",
                                "seg1_vw2"))
                .data()
                .path("usage");
        assertThat(usage.toString())
                .isEqualTo("[{\"time\":\"2026-01-02T03:00:00Z\",\"vwName\":\"seg1_vw2\",\"seconds\":3570},"
                        + "{\"time\":\"2026-01-02T04:00:00Z\",\"vwName\":\"seg1_vw2\",\"seconds\":1830}]");
        byteHouse
                .call("getVirtualWarehouseUsage", Map.of("startTime", "yesterday", "endTime", "2026-01-03T00:00:00Z"))
                .expect(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\":\"Upper\"",
                "\"name\":\"ends_\"",
                "\"name\":\"1st\"",
                "\"name\":\"\"",
                "\"name\":\"a2345678901234567890123456789012\"",
                "\"name\":\"main\"",
                "\"name\":\"fine\",\"configID\":7",
                "\"name\":\"fine\",\"autoSuspend\":-1"
            })
    @DisplayName("Names, configurations and minutes that cannot be are refused")
    void refused(String members) {
        String config = members.contains("configID") ? "" : ",\"configID\":123456";
        byteHouse.call("createVirtualWarehouse", "{" + members + config + "}").expect(400);
    }

    @Test
    @DisplayName("Lists come ten at a time unless more are asked for, a hundred at most")
    void paging() {
        for (int i = 0; i < 104; i++) {
            byteHouse
                    .call(
                            "createVirtualWarehouse",
                            "{\"name\":\"vw" + i + "\",\"configID\":123456,\"status\":\"down\"}")
                    .expect(200);
        }
        assertThat(byteHouse.call("listVirtualWarehouses").data()).hasSize(10);
        assertThat(byteHouse
                        .call("listVirtualWarehouses", Map.of("limit", 1000))
                        .data())
                .hasSize(100);
        assertThat(byteHouse.call("listVirtualWarehouses", Map.of("limit", 0)).data())
                .isEmpty();
        JsonNode last = byteHouse
                .call("listVirtualWarehouses", Map.of("limit", 50, "offset", 100))
                .expect(200)
                .body();
        assertThat(last.path("data")).hasSize(5);
        assertThat(last.path("meta").toString()).isEqualTo("{\"offset\":100,\"total\":105}");
        assertThat(byteHouse.call("listVirtualWarehouseConfigs").data()).hasSize(5);
        byteHouse.call("deleteVirtualWarehouse", Map.of("name", "vw7")).expect(200);
        byteHouse.call("getVirtualWarehouse", Map.of("name", "vw7")).expect(404);
        byteHouse.call("deleteVirtualWarehouse", Map.of("name", "main")).expect(400);
    }
}
