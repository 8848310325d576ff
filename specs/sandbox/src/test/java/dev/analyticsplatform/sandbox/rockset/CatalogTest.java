package dev.analyticsplatform.sandbox.rockset;

import static dev.analyticsplatform.sandbox.rockset.Rockset.COMMONS;
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

final class CatalogTest {
    private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-01-02T03:04:05.6Z"));

    @RegisterExtension
    final SandboxExtension sandbox =
            SandboxExtension.of(Sandbox.of("rockset").key("key-one").clock(clock));

    private Rockset rockset;

    @BeforeEach
    void connect() {
        rockset = Rockset.of(sandbox.sandbox());
    }

    @Test
    void aWorkspaceLivesFromCreationToDeletion() {
        JsonNode made = rockset.post(SELF + "ws", "{\"name\":\"shop\",\"description\":\"web\"}")
                .data();
        assertThat(made.path("created_at").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(made.path("description").asText()).isEqualTo("web");
        rockset.post(SELF + "ws", "{\"name\":\"shop\"}").expectError(409, "ALREADYEXISTS");
        assertThat(rockset.get(SELF + "ws").data())
                .extracting(w -> w.path("name").asText())
                .containsExactly("commons", "shop");
        rockset.post(SELF + "ws/shop/collections", "{\"name\":\"orders\"}").expect(200);
        assertThat(rockset.get(SELF + "ws/shop").data().path("collection_count").asInt())
                .isEqualTo(1);
        rockset.delete(SELF + "ws/shop").expectError(409, "DEPENDENTRESOURCES");
        rockset.delete(SELF + "ws/shop/collections/orders").expect(200);
        rockset.delete(SELF + "ws/shop").expect(200);
        Rockset.Reply gone = rockset.get(SELF + "ws/shop").expectError(404, "NOTFOUND");
        assertThat(gone.body().path("message_key").asText()).isEqualTo("WORKSPACE_NOT_FOUND");
        rockset.post(SELF + "ws", "{\"name\":\"-no\"}").expectError(400, "INVALIDINPUT");
        rockset.get(SELF + "ws/nowhere/collections").expectError(404, "NOTFOUND");
        rockset.delete(SELF + "ws/commons").expectError(400, "INVALIDINPUT");
    }

    @Test
    void aCollectionIsReadyAfterFifteenSecondsAndGoneTwentyFiveSecondsAfterItsDeletion() {
        JsonNode made = rockset.post(COMMONS + "collections", "{\"name\":\"orders\",\"retention_secs\":60}")
                .data();
        assertThat(made.path("status").asText()).isEqualTo("CREATED");
        assertThat(made.path("retention_secs").asLong()).isEqualTo(60);
        assertThat(made.path("created_by_apikey_name").asText()).isEqualTo("sandbox");
        assertThat(made.has("bulk_stats") && made.path("bulk_stats").isNull()).isTrue();
        clock.advance(Duration.ofMillis(14_999));
        assertThat(status("orders")).isEqualTo("CREATED");
        clock.advance(Duration.ofMillis(1));
        assertThat(status("orders")).isEqualTo("READY");

        rockset.put(COMMONS + "collections/orders", "{\"description\":\"all\"}").expect(200);
        assertThat(rockset.get(COMMONS + "collections/orders")
                        .data()
                        .path("description")
                        .asText())
                .isEqualTo("all");

        assertThat(rockset.delete(COMMONS + "collections/orders")
                        .data()
                        .path("status")
                        .asText())
                .isEqualTo("DELETED");
        clock.advance(Duration.ofSeconds(24));
        assertThat(status("orders")).isEqualTo("DELETED");
        assertThat(rockset.get(SELF + "collections").data()).isEmpty();
        rockset.query("SELECT * FROM orders").expectError(400, "QUERY_ERROR");
        rockset.delete(COMMONS + "collections/orders").expectError(404, "NOTFOUND");
        clock.advance(Duration.ofSeconds(1));
        Rockset.Reply gone = rockset.get(COMMONS + "collections/orders").expectError(404, "NOTFOUND");
        assertThat(gone.body().path("message_key").asText()).isEqualTo("COLLECTION_DOES_NOT_EXIST");
    }

    private String status(String collection) {
        return rockset.get(COMMONS + "collections/" + collection)
                .data()
                .path("status")
                .asText();
    }

    @Test
    void aNameIsTakenByACollectionAViewOrAnAlias() {
        rockset.collection("orders");
        rockset.post(COMMONS + "collections", "{\"name\":\"orders\"}").expectError(409, "ALREADYEXISTS");
        rockset.post(COMMONS + "views", "{\"name\":\"orders\",\"query\":\"SELECT 1\"}")
                .expectError(409, "ALREADYEXISTS");
        rockset.post(COMMONS + "aliases", "{\"name\":\"orders\",\"collections\":[\"commons.orders\"]}")
                .expectError(409, "ALREADYEXISTS");
    }

    @Test
    void aViewSyncsAfterCreationAndAfterEachUpdate() {
        rockset.collection("orders", "{\"_id\":\"a\",\"total\":5}", "{\"_id\":\"b\",\"total\":50}");
        JsonNode made = rockset.post(
                        COMMONS + "views",
                        "{\"name\":\"big\",\"query\":\"SELECT * FROM commons.orders WHERE total > 10\"}")
                .data();
        assertThat(made.path("state").asText()).isEqualTo("SYNCING");
        assertThat(made.path("entities").path(0).asText()).isEqualTo("commons.orders");
        clock.advance(Duration.ofSeconds(10));
        assertThat(rockset.get(COMMONS + "views/big").data().path("state").asText())
                .isEqualTo("CREATED");
        assertThat(count("big")).isEqualTo(1);

        rockset.post(COMMONS + "views/big", "{\"query\":\"SELECT * FROM commons.orders WHERE total > 1\"}")
                .expect(200);
        JsonNode updated = rockset.get(COMMONS + "views/big").data();
        assertThat(updated.path("state").asText()).isEqualTo("SYNCING");
        assertThat(updated.path("modified_at").asText()).isEqualTo("2026-01-02T03:04:15Z");
        assertThat(updated.path("created_at").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(count("big")).isEqualTo(2);

        rockset.post(COMMONS + "views/big", "{\"query\":\"SELECT * FROM nothing\"}")
                .expectError(400, "QUERY_ERROR");
        assertThat(count("big")).as("a refused update changes nothing").isEqualTo(2);
        rockset.delete(COMMONS + "collections/orders").expectError(409, "DEPENDENTRESOURCES");
        assertThat(rockset.get(SELF + "views").data()).hasSize(1);
        assertThat(rockset.get(COMMONS + "views").data()).hasSize(1);
        assertThat(rockset.delete(COMMONS + "views/big").data().path("state").asText())
                .isEqualTo("DELETED");
        rockset.get(COMMONS + "views/big").expectError(404, "NOTFOUND");
    }

    private int count(String table) {
        return rockset.query("SELECT count(*) AS n FROM " + table)
                .expect(200)
                .body()
                .path("results")
                .path(0)
                .path("n")
                .asInt();
    }

    @Test
    void anAliasShowsNoCollectionsAtFirstAndCanBeQueriedButNotWritten() {
        rockset.collection("orders_1", "{\"_id\":\"a\"}");
        rockset.collection("orders_2", "{\"_id\":\"a\"}", "{\"_id\":\"b\"}");
        rockset.post(COMMONS + "aliases", "{\"name\":\"orders\",\"collections\":[\"commons.orders_1\"]}")
                .expect(200);
        assertThat(rockset.get(COMMONS + "aliases/orders").data().path("collections"))
                .isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(rockset.get(COMMONS + "aliases/orders")
                        .data()
                        .path("collections")
                        .path(0)
                        .asText())
                .isEqualTo("commons.orders_1");
        assertThat(count("orders")).isEqualTo(1);
        assertThat(rockset.get(COMMONS + "collections/orders_1")
                        .data()
                        .path("aliases")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("orders");

        Rockset.Reply answer = rockset.query("SELECT _id FROM commons.orders");
        assertThat(answer.body().path("aliases").path(0).asText()).isEqualTo("commons.orders");
        assertThat(answer.body().path("collections").path(0).asText()).isEqualTo("commons.orders_1");

        rockset.post(COMMONS + "aliases/orders", "{\"collections\":[\"commons.orders_2\"]}")
                .expect(200);
        assertThat(count("orders")).isEqualTo(2);
        rockset.post(COMMONS + "aliases/orders", "{\"collections\":[\"commons.nothing\"]}")
                .expectError(404, "NOTFOUND");
        assertThat(rockset.add("orders", "{}").expectError(400, "INVALIDINPUT").message())
                .contains("alias");
        rockset.delete(COMMONS + "collections/orders_2").expectError(409, "DEPENDENTRESOURCES");
        assertThat(rockset.get(SELF + "aliases").data()).hasSize(1);
        rockset.delete(COMMONS + "aliases/orders").expect(200);
        rockset.query("SELECT * FROM orders").expectError(400, "QUERY_ERROR");
    }

    @Test
    void anIngestTransformationShapesWhatIsAdded() {
        rockset.post(COMMONS + "collections", """
                        {"name":"rides","field_mapping_query":{"sql":
                         "SELECT _input.*, total * 2 AS doubled FROM _input WHERE total > 1"}}""").expect(200);
        rockset.add("rides", "{\"_id\":\"a\",\"total\":1}", "{\"_id\":\"b\",\"total\":4}")
                .expect(200);
        JsonNode rows = rockset.query("SELECT _id, doubled FROM rides").body().path("results");
        assertThat(rows.toString()).isEqualTo("[{\"_id\":\"b\",\"doubled\":8}]");
        rockset.post(
                        COMMONS + "collections",
                        "{\"name\":\"bad\",\"field_mapping_query\":{\"sql\":\"SELECT FROM WHERE\"}}")
                .expectError(400, "QUERY_ERROR");
        rockset.post(
                        COMMONS + "collections",
                        "{\"name\":\"bad\",\"field_mapping_query\":{\"sql\":\"SELECT count(*) FROM _input GROUP BY a\"}}")
                .expectError(501, "NOTIMPLEMENTEDYET");
    }
}
