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

final class PlainResourcesTest {
    private static final String S3 = """
            {"name":"aws","s3":{"aws_access_key":{"aws_access_key_id":"AKIA","aws_secret_access_key":"very-secret"}}}""";

    private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-01-02T03:04:05Z"));

    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of(Sandbox.of("rockset").clock(clock));

    private Rockset rockset;

    @BeforeEach
    void connect() {
        rockset = Rockset.of(sandbox.sandbox());
    }

    @Test
    void aRoleLivesFromCreationToDeletion() {
        String privileges = "[{\"action\":\"ALL_GLOBAL_ACTIONS\",\"cluster\":\"*ALL*\"}]";
        JsonNode made = rockset.post(
                        SELF + "roles",
                        "{\"role_name\":\"reader\",\"description\":\"reads\",\"privileges\":" + privileges + "}")
                .data();
        assertThat(made.path("owner_email").asText()).isEqualTo("owner@sandbox.example");
        assertThat(made.path("privileges").toString()).isEqualTo(privileges);
        rockset.post(SELF + "roles", "{\"role_name\":\"reader\"}").expectError(409, "ALREADYEXISTS");
        rockset.post(SELF + "roles", "{}").expectError(400, "INVALIDINPUT");
        rockset.post(SELF + "roles/reader", "{\"description\":\"reads more\"}").expect(200);
        JsonNode read = rockset.get(SELF + "roles/reader").data();
        assertThat(read.path("description").asText()).isEqualTo("reads more");
        assertThat(read.path("privileges").toString())
                .as("what was not sent stays")
                .isEqualTo(privileges);
        assertThat(rockset.get(SELF + "roles").data()).hasSize(1);
        rockset.delete(SELF + "roles/reader").expect(200);
        assertThat(rockset.get(SELF + "roles/reader")
                        .expectError(404, "NOTFOUND")
                        .body()
                        .path("message_key")
                        .asText())
                .isEqualTo("ROLE_NOT_FOUND_NAME");
    }

    @Test
    void usersAreBareWhereTheVendorSendsThemBare() {
        JsonNode made = rockset.post(SELF + "users", "{\"email\":\"a+b@example.com\",\"roles\":[\"member\"]}")
                .data();
        assertThat(made.path("state").asText()).isEqualTo("NEW");
        JsonNode read = rockset.get(SELF + "users/a+b@example.com").expect(200).body();
        assertThat(read.path("email").asText()).isEqualTo("a+b@example.com");
        assertThat(rockset.post(SELF + "users/a+b@example.com", "{\"first_name\":\"Ada\"}")
                        .expect(200)
                        .body()
                        .path("first_name")
                        .asText())
                .isEqualTo("Ada");
        assertThat(rockset.get(SELF + "users").data()).hasSize(2);
        assertThat(rockset.get(SELF + "users/self")
                        .expect(200)
                        .body()
                        .path("email")
                        .asText())
                .isEqualTo("owner@sandbox.example");
        rockset.post(SELF + "users", "{\"email\":\"a+b@example.com\",\"roles\":[]}")
                .expectError(409, "ALREADYEXISTS");
        rockset.delete(SELF + "users/a+b@example.com").expect(200);
        rockset.get(SELF + "users/a+b@example.com").expectError(404, "NOTFOUND");
        rockset.delete(SELF + "users/owner@sandbox.example").expectError(400, "INVALIDINPUT");
    }

    @Test
    void preferencesAreReplacedAsAWhole() {
        String path = SELF + "users/self/preferences";
        assertThat(rockset.get(path).data()).isEmpty();
        rockset.post(path, "{\"data\":[{\"notificationType\":\"create_apikey\"}]}")
                .expect(200);
        assertThat(rockset.get(path).data().toString()).isEqualTo("[{\"notificationType\":\"create_apikey\"}]");
        rockset.post(path, "{\"data\":[]}").expect(200);
        assertThat(rockset.get(path).data()).isEmpty();
    }

    @Test
    void anIntegrationHasOneProviderAndNeverShowsItsSecret() {
        Rockset.Reply made = rockset.post(SELF + "integrations", S3);
        assertThat(made.text()).doesNotContain("very-secret").contains("AKIA");
        assertThat(made.data().path("gcs").isNull()).isTrue();
        assertThat(rockset.get(SELF + "integrations").text()).doesNotContain("very-secret");
        rockset.post(SELF + "integrations", "{\"name\":\"none\"}").expectError(400, "INVALIDINPUT");
        rockset.put(SELF + "integrations/aws", "{\"mongodb\":{\"connection_uri\":\"mongodb://u:very-secret@h/\"}}")
                .expect(200);
        JsonNode updated = rockset.get(SELF + "integrations/aws").data();
        assertThat(updated.path("s3").isNull()).isTrue();
        assertThat(updated.toString()).doesNotContain("very-secret");
        rockset.delete(SELF + "integrations/aws").expect(200);
        rockset.get(SELF + "integrations/aws").expectError(404, "NOTFOUND");
    }

    @Test
    void aSourceIsSuspendedForAnHourOrForTheTimeThatIsAskedFor() {
        rockset.post(SELF + "integrations", S3).expect(200);
        rockset.post(
                        COMMONS + "collections",
                        "{\"name\":\"logs\",\"sources\":[{\"integration_name\":\"aws\",\"s3\":{\"bucket\":\"b\"}}]}")
                .expect(200);
        String sources = COMMONS + "collections/logs/sources";
        String source =
                sources + "/" + rockset.get(sources).data().path(0).path("id").asText();
        expectState(source, "INITIALIZING");
        clock.advance(Duration.ofSeconds(10));
        expectState(source, "WATCHING");

        JsonNode suspended = rockset.post(source + "/suspend").data();
        assertThat(suspended.path("status").path("state").asText()).isEqualTo("SUSPENDED");
        assertThat(suspended.path("resume_at").asText()).isEqualTo("2026-01-02T04:04:15Z");
        clock.advance(Duration.ofMinutes(59));
        expectState(source, "SUSPENDED");
        clock.advance(Duration.ofMinutes(1));
        expectState(source, "WATCHING");

        rockset.post(source + "/suspend", "{\"resume_after_duration\":\"30min\"}")
                .expect(200);
        clock.advance(Duration.ofMinutes(29));
        expectState(source, "SUSPENDED");
        assertThat(rockset.post(source + "/resume").data().path("suspended_at").isNull())
                .isTrue();
        expectState(source, "WATCHING");
        rockset.post(source + "/suspend", "{\"resume_after_duration\":\"soon\"}")
                .expectError(400, "INVALIDINPUT");

        rockset.put(source, "{\"s3\":{\"settings\":{\"s3_scan_frequency\":\"5min\"}}}")
                .expect(200);
        JsonNode s3 = rockset.get(source).data().path("s3");
        assertThat(s3.path("settings").path("s3_scan_frequency").asText()).isEqualTo("5min");
        assertThat(s3.path("bucket").asText()).as("what was not sent stays").isEqualTo("b");

        assertThat(rockset.get(SELF + "integrations/aws")
                        .data()
                        .path("collections")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("logs");
        rockset.delete(SELF + "integrations/aws").expectError(409, "DEPENDENTRESOURCES");
        rockset.delete(source).expect(200);
        rockset.get(source).expectError(404, "NOTFOUND");
        rockset.post(sources, "{\"integration_name\":\"unknown\",\"s3\":{\"bucket\":\"b\"}}")
                .expectError(404, "NOTFOUND");
    }

    private void expectState(String source, String state) {
        assertThat(rockset.get(source).data().path("status").path("state").asText())
                .isEqualTo(state);
    }

    @Test
    void theOrganizationTellsWhereItsServerIs() {
        JsonNode organization = rockset.get("v1/orgs/self").data();
        assertThat(organization.path("clusters").path(0).path("apiserver_url").asText())
                .isEqualTo(sandbox.sandbox().url().toString());
    }
}
