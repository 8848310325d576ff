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
import org.junit.jupiter.api.extension.RegisterExtension;

final class VirtualInstancesTest {
    private static final String INSTANCES = SELF + "virtualinstances";
    private static final String SELECT = "{\"sql\":{\"query\":\"SELECT * FROM orders\"}}";

    private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-01-02T03:04:05Z"));

    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of(Sandbox.of("rockset").clock(clock));

    private Rockset rockset;

    @BeforeEach
    void connect() {
        rockset = Rockset.of(sandbox.sandbox());
    }

    private String create(String more) {
        JsonNode made = rockset.post(INSTANCES, "{\"name\":\"reports\",\"type\":\"MEDIUM\"" + more + "}")
                .data();
        assertThat(made.path("state").asText()).isEqualTo("INITIALIZING");
        assertThat(made.path("current_size").asText()).isEqualTo("MEDIUM");
        assertThat(made.path("rrn").asText())
                .isEqualTo("rrn:vi:usw2a1:" + made.path("id").asText());
        return INSTANCES + "/" + made.path("rrn").asText();
    }

    private void expectState(String instance, String state) {
        assertThat(rockset.get(instance).data().path("state").asText()).isEqualTo(state);
    }

    @Test
    void anInstanceIsCreatedSuspendedResumedAndDeletedInTheVendorsTime() {
        String instance = create("");
        clock.advance(Duration.ofMinutes(4));
        expectState(instance, "INITIALIZING");
        rockset.post(instance + "/suspend").expectError(400, "NOT_READY");
        clock.advance(Duration.ofSeconds(1));
        expectState(instance, "ACTIVE");
        expectState(instance.replace("rrn:vi:usw2a1:", ""), "ACTIVE");

        assertThat(rockset.post(instance + "/suspend").data().path("state").asText())
                .isEqualTo("SUSPENDING");
        rockset.post(instance + "/resume").expectError(400, "NOT_READY");
        clock.advance(Duration.ofSeconds(8));
        expectState(instance, "SUSPENDED");
        rockset.post(instance + "/suspend").expect(200);
        expectState(instance, "SUSPENDED");

        assertThat(rockset.post(instance + "/resume").data().path("state").asText())
                .isEqualTo("RESUMING");
        clock.advance(Duration.ofSeconds(72));
        expectState(instance, "RESUMING");
        clock.advance(Duration.ofSeconds(1));
        expectState(instance, "ACTIVE");

        assertThat(rockset.delete(instance).data().path("state").asText()).isEqualTo("DELETED");
        rockset.get(instance).expectError(404, "NOTFOUND");
        assertThat(rockset.get(INSTANCES).data())
                .extracting(vi -> vi.path("name").asText())
                .containsExactly("main");
    }

    @Test
    void aNewSizeIsCurrentOnceTheInstanceIsActiveAgainAndStaysSo() {
        String instance = create("");
        rockset.post(instance, "{\"new_size\":\"LARGE\"}").expectError(400, "NOT_READY");
        clock.advance(Duration.ofSeconds(241));
        JsonNode resized = rockset.post(instance, "{\"new_size\":\"LARGE\",\"description\":\"more\"}")
                .data();
        assertThat(resized.path("state").asText()).isEqualTo("PROVISIONING_RESOURCES");
        assertThat(resized.path("current_size").asText()).isEqualTo("MEDIUM");
        assertThat(resized.path("desired_size").asText()).isEqualTo("LARGE");
        clock.advance(Duration.ofSeconds(60));
        expectState(instance, "REBALANCING_COLLECTIONS");
        clock.advance(Duration.ofSeconds(60));
        expectState(instance, "ACTIVE");
        rockset.post(instance + "/suspend").expect(200);
        assertThat(rockset.get(instance).data().path("current_size").asText()).isEqualTo("LARGE");
    }

    @Test
    void anIdleInstanceSuspendsItselfAndAQueryKeepsItAwake() {
        String instance = create(",\"auto_suspend_seconds\":900");
        clock.advance(Duration.ofMinutes(19));
        rockset.post(instance + "/queries", "{\"sql\":{\"query\":\"SELECT 1 AS one\"}}")
                .expect(200);
        clock.advance(Duration.ofSeconds(899));
        expectState(instance, "ACTIVE");
        clock.advance(Duration.ofSeconds(9));
        expectState(instance, "SUSPENDED");
        rockset.post(instance + "/queries", "{\"sql\":{\"query\":\"SELECT 1 AS one\"}}")
                .expectError(400, "NOT_READY");
        rockset.post(instance, "{\"auto_suspend_enabled\":false}").expect(200);
        rockset.post(instance + "/resume").expect(200);
        clock.advance(Duration.ofDays(30));
        expectState(instance, "ACTIVE");
    }

    @Test
    void aCollectionIsQueriedOnAnotherInstanceOnlyOnceItIsMounted() {
        rockset.collection("orders", "{\"_id\":\"a\"}");
        String instance = create("");
        clock.advance(Duration.ofSeconds(241));
        assertThat(rockset.post(instance + "/queries", SELECT)
                        .expectError(400, "INVALIDINPUT")
                        .message())
                .contains("is not mounted");
        assertThat(rockset.get(instance + "/mounts/commons.orders")
                        .expectError(400, "INVALIDINPUT")
                        .message())
                .contains("is not mounted");

        JsonNode mount = rockset.post(instance + "/mounts", "{\"collection_paths\":[\"commons.orders\"]}")
                .data()
                .path(0);
        assertThat(mount.path("state").asText()).isEqualTo("CREATING");
        rockset.post(instance + "/mounts", "{\"collection_paths\":[\"commons.orders\"]}")
                .expectError(409, "ALREADYEXISTS");
        rockset.post(instance + "/mounts", "{\"collection_paths\":[\"commons.nothing\"]}")
                .expectError(404, "NOTFOUND");
        rockset.post(instance + "/queries", SELECT).expect(400);
        clock.advance(Duration.ofSeconds(10));
        assertThat(rockset.get(instance + "/mounts/commons.orders")
                        .data()
                        .path("state")
                        .asText())
                .isEqualTo("ACTIVE");
        assertThat(rockset.post(instance + "/queries", SELECT)
                        .expect(200)
                        .body()
                        .path("results"))
                .hasSize(1);
        assertThat(rockset.post(instance + "/mounts/commons.orders/offsets/commit", "{\"name\":[]}")
                        .data()
                        .path("passed")
                        .asBoolean())
                .isTrue();

        rockset.post(instance + "/suspend").expect(200);
        assertThat(rockset.get(instance + "/mounts")
                        .data()
                        .path(0)
                        .path("state")
                        .asText())
                .isEqualTo("SUSPENDING");
        rockset.delete(instance + "/mounts/commons.orders").expect(200);
        assertThat(rockset.get(instance + "/mounts").data()).isEmpty();
    }

    @Test
    void theDefaultInstanceIsASettingAndCannotBeDeleted() {
        String instance = create("");
        String rrn = instance.substring(instance.lastIndexOf('/') + 1);
        clock.advance(Duration.ofSeconds(241));
        String settings = SELF + "deploymentsettings";
        String main = rockset.get(settings).data().path("default_query_vi").asText();
        rockset.delete(INSTANCES + "/" + main).expectError(400, "INVALIDINPUT");
        rockset.put(settings, "{\"default_query_vi\":\"" + rrn + "\"}").expect(202);
        assertThat(rockset.get(instance).data().path("default_vi").asBoolean()).isTrue();
        rockset.put(settings, "{\"default_query_vi\":\"rrn:vi:usw2a1:none\"}").expectError(404, "NOTFOUND");
        rockset.post(INSTANCES, "{\"name\":\"reports\"}").expectError(409, "ALREADYEXISTS");
        String running = rockset.post(SELF + "queries", "{\"sql\":{\"query\":\"SELECT 1 AS one\"},\"async\":true}")
                .body()
                .path("query_id")
                .asText();
        assertThat(rockset.get(instance + "/queries")
                        .data()
                        .path(0)
                        .path("query_id")
                        .asText())
                .isEqualTo(running);
        assertThat(rockset.get(INSTANCES + "/" + main + "/queries").data()).isEmpty();
    }
}
