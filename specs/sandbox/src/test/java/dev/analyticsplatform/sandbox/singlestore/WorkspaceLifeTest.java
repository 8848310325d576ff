package dev.analyticsplatform.sandbox.singlestore;

import static dev.analyticsplatform.sandbox.singlestore.SingleStore.GROUPS;
import static dev.analyticsplatform.sandbox.singlestore.SingleStore.WORKSPACES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxClock;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Workspaces and groups go through their states by the clock")
final class WorkspaceLifeTest {
    private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-01-01T00:00:00Z"));

    @RegisterExtension
    final SandboxExtension sandbox =
            SandboxExtension.of(Sandbox.of("singlestore").clock(clock));

    private SingleStore client;

    @BeforeEach
    void begin() {
        client = SingleStore.of(sandbox.sandbox());
    }

    private String create(String more) {
        return client.post(WORKSPACES, "{\"name\":\"w\",\"workspaceGroupID\":\"" + client.group() + "\"" + more + "}")
                .expect(200)
                .json()
                .path("workspaceID")
                .asText();
    }

    private JsonNode get(String workspace) {
        return client.get(WORKSPACES + "/" + workspace).expect(200).json();
    }

    private void expectState(String workspace, String state) {
        assertThat(get(workspace).path("state").asText()).isEqualTo(state);
    }

    private SingleStore at(String workspace) {
        return client.at(get(workspace).path("endpoint").asText());
    }

    @Test
    @DisplayName("One is read with the parameters of its list too, as the vendor's TypeScript client sends them")
    void parametersOfListsAreTaken() {
        String id = create("");
        String more = "?workspaceGroupID=" + client.group() + "&includeTerminated=false&fields=name";
        client.get(WORKSPACES + "/" + id + more).expect(200);
        client.get(WORKSPACES + "/" + id + "/privateConnections?workspaceGroupID=" + client.group())
                .expect(200);
        client.get("/v1/workspaceGroups/" + client.group() + "?includeTerminated=false")
                .expect(200);
    }

    @Test
    void aWorkspaceIsCreatedSuspendedResumedAndTerminated() {
        String id = create("");
        SingleStore sql = at(id);
        expectState(id, "PENDING");
        sql.data("query/rows", "", "SELECT 1").expect(503);
        client.post(WORKSPACES + "/" + id + "/suspend", "").expect(400);
        client.patch(WORKSPACES + "/" + id, "{\"size\":\"S-1\"}").expect(409);
        clock.advance(Duration.ofMinutes(3));
        expectState(id, "ACTIVE");
        sql.data("exec", "", "CREATE DATABASE shop").expect(200);
        sql.exec("CREATE TABLE t (a INT)").expect(200);
        assertThat(at(client.workspace().path("workspaceID").asText())
                        .tuples("SHOW TABLES")
                        .rows())
                .as("the other workspace of the group sees it too")
                .hasSize(1);

        client.post(WORKSPACES + "/" + id + "/suspend", "").expect(200);
        expectState(id, "PENDING");
        clock.advance(Duration.ofSeconds(60));
        expectState(id, "SUSPENDED");
        sql.tuples("SHOW TABLES").expect(503);
        assertThat(SingleStore.send(SingleStore.DATA, sql.atEndpoint("/ping").build())
                        .expect(200)
                        .text())
                .isEqualTo("pong");
        client.post(WORKSPACES + "/" + id + "/resume", "{\"disableAutoSuspend\":true}")
                .expect(200);
        expectState(id, "PENDING");
        clock.advance(Duration.ofSeconds(90));
        JsonNode resumed = get(id);
        assertThat(resumed.path("state").asText()).isEqualTo("ACTIVE");
        assertThat(resumed.path("resumeAttachments").path(0).path("database").asText())
                .isEqualTo("shop");
        assertThat(resumed.path("lastResumedAt").asText())
                .isEqualTo(clock.instant().toString());
        assertThat(sql.tuples("SHOW TABLES").rows()).hasSize(1);

        client.delete(WORKSPACES + "/" + id + "?force=True&organizationID=x").expect(200);
        clock.advance(Duration.ofSeconds(30));
        expectState(id, "TERMINATED");
        assertThatThrownBy(() -> sql.tuples("SHOW TABLES")).isInstanceOf(UncheckedIOException.class);
        String list = WORKSPACES + "?workspaceGroupID=" + client.group();
        assertThat(client.get(list).json()).hasSize(1);
        assertThat(client.get(list + "&includeTerminated=true").json()).hasSize(2);
        client.post(WORKSPACES + "/" + id + "/resume", "").expect(404);
    }

    @Test
    void aNewSizeTakesItsTimeAndBlocksOtherChanges() {
        String id = client.workspace().path("workspaceID").asText();
        client.patch(WORKSPACES + "/" + id, "{\"size\":\"S-2\",\"cacheConfig\":2}")
                .expect(200);
        clock.advance(Duration.ofSeconds(90));
        JsonNode half = get(id);
        assertThat(half.path("scalingProgress").asInt()).isEqualTo(50);
        assertThat(half.path("size").asText()).isEqualTo("S-00");
        assertThat(half.path("state").asText()).isEqualTo("ACTIVE");
        client.patch(WORKSPACES + "/" + id, "{\"cacheConfig\":4}").expect(409);
        clock.advance(Duration.ofSeconds(90));
        assertThat(get(id).path("size").asText()).isEqualTo("S-2");
        client.patch(WORKSPACES + "/" + id, "{\"size\":\"huge\"}").expectError(400, "huge");
        client.patch(WORKSPACES + "/" + id, "{\"cacheConfig\":3}").expectError(400, "cacheConfig");
    }

    @Test
    void anIdleWorkspaceSuspendsItself() {
        String id = create(",\"autoSuspend\":{\"suspendType\":\"IDLE\",\"suspendAfterSeconds\":600}");
        clock.advance(Duration.ofMinutes(3));
        assertThat(get(id).path("autoSuspend").path("idleAfterSeconds").asInt()).isEqualTo(600);
        clock.advance(Duration.ofSeconds(599));
        at(id).data("query/rows", "", "SELECT 1").expect(200);
        clock.advance(Duration.ofSeconds(599));
        expectState(id, "ACTIVE");
        clock.advance(Duration.ofSeconds(1));
        expectState(id, "PENDING");
        clock.advance(Duration.ofSeconds(60));
        expectState(id, "SUSPENDED");
        client.post(WORKSPACES + "/" + id + "/resume", "{\"disableAutoSuspend\":true}")
                .expect(200);
        clock.advance(Duration.ofDays(30));
        expectState(id, "ACTIVE");
        assertThat(get(id).path("autoSuspend")).isEmpty();
    }

    @Test
    void aGroupExpiresWithAllItsData() {
        String region =
                client.get("/v1/regions").json().path(0).path("regionID").asText();
        JsonNode made = client.post(
                        GROUPS,
                        "{\"name\":\"short\",\"firewallRanges\":[\"192.0.2.0/24\"],\"expiresAt\":\"3h30m\",\"regionID\":\""
                                + region + "\"}")
                .expect(200)
                .json();
        String group = made.path("workspaceGroupID").asText();
        assertThat(made.path("adminPassword").asText()).hasSizeGreaterThanOrEqualTo(14);
        String workspace = client.post(WORKSPACES, "{\"name\":\"w\",\"workspaceGroupID\":\"" + group + "\"}")
                .expect(200)
                .json()
                .path("workspaceID")
                .asText();
        assertThat(client.get(GROUPS + "/" + group).json().path("state").asText())
                .isEqualTo("PENDING");
        clock.advance(Duration.ofSeconds(30));
        assertThat(client.get(GROUPS + "/" + group).json().path("state").asText())
                .isEqualTo("ACTIVE");
        clock.advance(Duration.ofMinutes(3));
        SingleStore sql = at(workspace);
        sql.data("exec", "", "CREATE DATABASE shop").expect(401);
        sql.as("admin", made.path("adminPassword").asText())
                .data("exec", "", "CREATE DATABASE shop")
                .expect(200);
        client.patch(GROUPS + "/" + group, "{\"name\":\"renamed\",\"adminPassword\":\"another one\"}")
                .expect(200);
        sql.as("admin", "another one").tuples("SHOW TABLES").expect(200);
        assertThat(client.get(GROUPS + "/" + group)
                        .json()
                        .path("firewallRanges")
                        .toString())
                .as("a rename leaves the firewall alone")
                .isEqualTo("[\"192.0.2.0/24\"]");
        client.delete(GROUPS + "/" + group).expectError(400, "force");
        clock.advance(Duration.ofHours(4));
        assertThat(client.get(GROUPS + "/" + group).json().path("state").asText())
                .isEqualTo("TERMINATED");
        expectState(workspace, "TERMINATED");
        assertThat(client.get(GROUPS).json()).hasSize(1);
        assertThat(client.get(GROUPS + "?includeTerminated=true&fields=name,state")
                        .json()
                        .toString())
                .isEqualTo(
                        "[{\"name\":\"sandbox\",\"state\":\"ACTIVE\"},{\"name\":\"renamed\",\"state\":\"TERMINATED\"}]");
    }

    @Test
    void creditsAreThoseOfTheHoursInWhichAWorkspaceRan() {
        clock.advance(Duration.ofHours(2));
        String id = client.workspace().path("workspaceID").asText();
        client.post(WORKSPACES + "/" + id + "/suspend", "").expect(200);
        clock.advance(Duration.ofHours(10));
        JsonNode usage = client.get("/v1/billing/usage?metric=ComputeCredit&aggregateBy=hour"
                        + "&startTime=2026-01-01T00:00:00Z&endTime=2026-01-02T00:00:00Z")
                .expect(200)
                .json()
                .path("billingUsage");
        assertThat(usage).hasSize(1);
        assertThat(usage.path(0).path("usage").findValuesAsText("value")).containsExactly("0.25", "0.25");
        client.get("/v1/billing/usage?startTime=now&endTime=2026-01-02T00:00:00Z")
                .expectError(400, "startTime");
    }

    @Test
    void disasterRecoveryFollowsItsSteps() {
        String group = GROUPS + "/" + client.group();
        String workspace = client.workspace().path("workspaceID").asText();
        String recovery = group + "/storage/DR/";
        at(workspace).data("exec", "", "CREATE DATABASE orders").expect(200);
        JsonNode regions = client.get(recovery + "regions").expect(200).json();
        String home = client.get(group).json().path("regionID").asText();
        assertThat(regions.findValuesAsText("regionID")).doesNotContain(home);
        String away = regions.path(0).path("regionID").asText();
        client.get(recovery + "status").expectError(400, "not set up");
        client.patch(recovery + "failover", "").expectError(400, "not set up");
        client.post(recovery + "setup", "{\"regionID\":\"" + away + "\",\"databaseNames\":[\"nothing\"]}")
                .expectError(400, "nothing");
        client.post(recovery + "setup", "{\"regionID\":\"" + away + "\",\"databaseNames\":[\"orders\"]}")
                .expect(200);
        client.patch(recovery + "failover", "").expectError(400, "not yet replicated");
        clock.advance(Duration.ofMinutes(2));
        client.patch(WORKSPACES + "/" + workspace + "/storage/DR/failover", "").expect(200);
        JsonNode status = client.get(recovery + "status").expect(200).json();
        assertThat(status.path("compute").path("storageDRState").asText()).isEqualTo("Active");
        client.patch(recovery + "failback", "").expectError(400, "in progress");
        clock.advance(Duration.ofMinutes(5));
        status = client.get(recovery + "status").expect(200).json();
        assertThat(status.path("compute").path("storageDRState").asText()).isEqualTo("Completed");
        assertThat(status.path("compute").path("completedAttachments").asInt()).isEqualTo(1);
        assertThat(client.get(group).json().path("regionID").asText()).isEqualTo(away);
        client.patch(recovery + "failback", "").expect(200);
        assertThat(client.get(group).json().path("regionID").asText()).isEqualTo(home);
    }

    @Test
    void aPrivateConnectionIsMadeChangedAndDeleted() {
        String workspace = client.workspace().path("workspaceID").asText();
        String id = client.post(
                        "/v1/privateConnections",
                        "{\"allowList\":\"1\",\"workspaceGroupID\":\"" + client.group() + "\",\"workspaceID\":\""
                                + workspace + "\"}")
                .expect(200)
                .json()
                .path("privateConnectionID")
                .asText();
        String path = "/v1/privateConnections/" + id;
        assertThat(client.get(path + "?fields=status").json().toString()).isEqualTo("{\"status\":\"PENDING\"}");
        clock.advance(Duration.ofMinutes(5));
        client.patch(path, "{\"allowList\":\"2\"}").expect(200);
        JsonNode connection = client.get(WORKSPACES + "/" + workspace + "/privateConnections")
                .json()
                .path(0);
        assertThat(connection.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(connection.path("allowList").asText()).isEqualTo("2");
        client.delete(path).expect(200);
        clock.advance(Duration.ofMinutes(1));
        assertThat(client.get(path).json().path("status").asText()).isEqualTo("DELETED");
        client.delete(path).expect(404);
        client.get("/v1/privateConnections/" + workspace).expect(404);
    }
}
