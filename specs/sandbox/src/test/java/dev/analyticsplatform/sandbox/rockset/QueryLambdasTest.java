package dev.analyticsplatform.sandbox.rockset;

import static dev.analyticsplatform.sandbox.rockset.Rockset.COMMONS;
import static dev.analyticsplatform.sandbox.rockset.Rockset.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.SandboxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class QueryLambdasTest {
    private static final String LAMBDAS = COMMONS + "lambdas";
    private static final String DOUBLE = """
            {"name":"double","is_public":true,"sql":{"query":"SELECT :n * 2 AS n",
             "default_parameters":[{"name":"n","type":"int","value":"3"}]}}""";

    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of("rockset");

    private Rockset rockset;
    private JsonNode first;

    @BeforeEach
    void create() {
        rockset = Rockset.of(sandbox.sandbox());
        first = rockset.post(LAMBDAS, DOUBLE).data();
    }

    private String n(Rockset.Reply reply) {
        return reply.expect(200).body().path("results").path(0).path("n").asText();
    }

    private String execute(String where, String parameters) {
        return n(rockset.post(LAMBDAS + "/double/" + where, "{\"parameters\":[" + parameters + "]}"));
    }

    @Test
    void aVersionRunsWithItsDefaultsAndWithTheRequestsParameters() {
        String version = first.path("version").asText();
        assertThat(version).matches("[0-9a-f]{16}");
        assertThat(n(rockset.post(LAMBDAS + "/double/versions/" + version))).isEqualTo("6");
        assertThat(execute("versions/" + version, "{\"name\":\"n\",\"type\":\"int\",\"value\":\"21\"}"))
                .isEqualTo("42");
        JsonNode answer =
                rockset.post(LAMBDAS + "/double/versions/" + version, "{}").body();
        assertThat(answer.path("query_lambda_path").asText()).isEqualTo("commons.double:" + version);
        assertThat(rockset.get(LAMBDAS + "/double/versions/" + version)
                        .data()
                        .path("stats")
                        .path("last_executed_by")
                        .asText())
                .isEqualTo("owner@sandbox.example");
        rockset.post(LAMBDAS + "/double/versions/0000000000000000", "{}").expectError(404, "NOTFOUND");
    }

    @Test
    void anUpdateMakesAVersionAndLatestFollowsIt() {
        JsonNode second = rockset.post(
                        LAMBDAS + "/double/versions",
                        "{\"sql\":{\"query\":\"SELECT 100 AS n\"},\"description\":\"two\"}")
                .data();
        assertThat(second.path("version").asText())
                .isNotEqualTo(first.path("version").asText());
        assertThat(execute("tags/latest", "")).isEqualTo("100");
        assertThat(rockset.get(LAMBDAS + "/double/versions").data()).hasSize(2);
        JsonNode listed = rockset.get(LAMBDAS).data().path(0);
        assertThat(listed.path("version_count").asInt()).isEqualTo(2);
        assertThat(listed.path("latest_version").path("description").asText()).isEqualTo("two");
        assertThat(rockset.get(SELF + "lambdas").data()).hasSize(1);
        rockset.post(LAMBDAS + "/new/versions", "{\"sql\":{\"query\":\"SELECT 1\"}}")
                .expectError(404, "NOTFOUND");
        rockset.post(LAMBDAS + "/new/versions?create=true", "{\"sql\":{\"query\":\"SELECT 1\"}}")
                .expect(200);
        assertThat(rockset.get(SELF + "lambdas").data()).hasSize(2);
    }

    @Test
    void aTagPointsToAVersionUntilItIsMovedOrDeleted() {
        String one = first.path("version").asText();
        String two = rockset.post(LAMBDAS + "/double/versions", "{\"sql\":{\"query\":\"SELECT 100 AS n\"}}")
                .data()
                .path("version")
                .asText();
        String tags = LAMBDAS + "/double/tags";
        rockset.post(tags, "{\"tag_name\":\"production\",\"version\":\"" + one + "\"}")
                .expect(200);
        assertThat(execute("tags/production", "")).isEqualTo("6");
        rockset.post(tags, "{\"tag_name\":\"production\",\"version\":\"" + two + "\"}")
                .expect(200);
        assertThat(execute("tags/production", "")).isEqualTo("100");
        assertThat(rockset.get(tags + "/production")
                        .data()
                        .path("version")
                        .path("version")
                        .asText())
                .isEqualTo(two);
        assertThat(rockset.get(tags).data())
                .extracting(tag -> tag.path("tag_name").asText())
                .containsExactly("latest", "production");
        rockset.post(tags, "{\"tag_name\":\"latest\",\"version\":\"" + one + "\"}")
                .expectError(400, "INVALIDINPUT");
        rockset.post(tags, "{\"tag_name\":\"x\",\"version\":\"nothing\"}").expectError(404, "NOTFOUND");

        rockset.delete(LAMBDAS + "/double/version/" + two).expect(200);
        rockset.get(tags + "/production").expectError(404, "NOTFOUND");
        assertThat(execute("tags/latest", "")).isEqualTo("6");
        rockset.delete(LAMBDAS + "/double/version/" + one).expectError(400, "INVALIDINPUT");
        rockset.post(tags, "{\"tag_name\":\"production\",\"version\":\"" + one + "\"}")
                .expect(200);
        rockset.delete(tags + "/production").expect(200);
        rockset.delete(tags + "/production").expectError(404, "NOTFOUND");
        rockset.delete(tags + "/latest").expectError(400, "INVALIDINPUT");
        rockset.delete(LAMBDAS + "/double").expect(200);
        rockset.delete(LAMBDAS + "/double").expectError(404, "NOTFOUND");
    }

    @Test
    void aPublicLambdaRunsWithoutAKey() {
        String path =
                "v1/public/shared_lambdas/" + first.path("public_access_id").asText();
        Rockset.Reply reply =
                rockset.withoutKey().post(path, "{\"parameters\":[{\"name\":\"n\",\"type\":\"int\",\"value\":\"5\"}]}");
        assertThat(n(reply)).isEqualTo("10");
        rockset.withoutKey().post("v1/public/shared_lambdas/none", "{}").expectError(404, "NOTFOUND");
    }

    @Test
    void aLambdaRunsAsynchronouslyOrPagedAsAQueryDoes() {
        rockset.post(LAMBDAS, "{\"name\":\"many\",\"sql\":{\"query\":\"SELECT * FROM range(5)\"}}")
                .expect(200);
        JsonNode paged = rockset.post(LAMBDAS + "/many/tags/latest", "{\"max_initial_results\":2}")
                .body();
        assertThat(paged.path("results")).hasSize(2);
        assertThat(paged.path("pagination").path("next_cursor").asText()).isNotBlank();
        assertThat(rockset.post(LAMBDAS + "/many/tags/latest", "{\"default_row_limit\":3}")
                        .body()
                        .path("results"))
                .hasSize(3);
        assertThat(rockset.post(LAMBDAS + "/many/tags/latest", "{\"async\":true}")
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("QUEUED");
        rockset.post(LAMBDAS + "/many/tags/latest", "{\"virtual_instance_id\":\"none\"}")
                .expectError(404, "NOTFOUND");
    }

    @Test
    void aFailingExecutionIsAnErrorAndIsNoted() {
        rockset.post(LAMBDAS, "{\"name\":\"bad\",\"sql\":{\"query\":\"SELECT FROM\"}}")
                .expectError(400, "QUERY_ERROR");
        rockset.post(LAMBDAS, DOUBLE).expectError(409, "ALREADYEXISTS");
        rockset.post(LAMBDAS, "{\"name\":\"unbound\",\"sql\":{\"query\":\"SELECT :x AS x\"}}")
                .expect(200);
        rockset.post(LAMBDAS + "/unbound/tags/latest", "{}").expectError(400, "QUERY_ERROR");
        JsonNode version = rockset.get(LAMBDAS + "/unbound/tags/latest").data().path("version");
        assertThat(version.path("stats").path("last_execution_error_message").asText())
                .contains("x");
    }

    @Test
    void aScheduleIsKeptWithoutItsSecrets() {
        String schedules = COMMONS + "scheduled_lambdas";
        Rockset.Reply made = rockset.post(schedules, """
                {"apikey":"secret-key","cron_string":"0 6 * * *","ql_name":"double","tag":"latest",
                 "webhook_url":"https://hooks.example.com","webhook_auth_header":"secret-header"}""");
        assertThat(made.text()).doesNotContain("secret-");
        String id = made.data().path("rrn").asText();
        assertThat(id).startsWith("rrn:sl:usw2a1:");
        rockset.post(schedules + "/" + id, "{\"total_times_to_execute\":5}").expect(200);
        assertThat(rockset.get(schedules + "/" + id.substring(id.lastIndexOf(':') + 1))
                        .data()
                        .path("total_times_to_execute")
                        .asInt())
                .isEqualTo(5);
        rockset.delete(schedules + "/" + id).expect(200);
        rockset.get(schedules + "/" + id).expectError(404, "NOTFOUND");
        rockset.post(schedules, "{\"apikey\":\"k\",\"cron_string\":\"0 6 * * *\",\"ql_name\":\"double\"}")
                .expectError(400, "INVALIDINPUT");
        rockset.post(
                        schedules,
                        "{\"apikey\":\"k\",\"cron_string\":\"daily\",\"ql_name\":\"double\",\"tag\":\"latest\"}")
                .expectError(400, "INVALIDINPUT");
        rockset.post(
                        schedules,
                        "{\"apikey\":\"k\",\"cron_string\":\"0 6 * * *\",\"ql_name\":\"none\",\"tag\":\"latest\"}")
                .expectError(404, "NOTFOUND");
    }
}
