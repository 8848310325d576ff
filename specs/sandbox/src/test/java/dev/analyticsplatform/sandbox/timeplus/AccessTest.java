package dev.analyticsplatform.sandbox.timeplus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxClock;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Credentials;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessTest {
    private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-01-02T03:04:05Z"));

    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of(
            Sandbox.of("timeplus").key("the-secret-key").key("another").clock(clock));

    private Timeplus timeplus;

    @BeforeEach
    void connect() {
        timeplus = Timeplus.of(sandbox.sandbox());
    }

    @Test
    @DisplayName("Wrong credentials are told by 403, and by 401 on the few operations that the vendor names")
    void refused() {
        timeplus.withoutCredentials().get("streams").expectError(403, 403);
        Timeplus.Reply reply =
                timeplus.with("X-Api-Key", "wrong").get("queries").expectError(401, 401);
        assertThat(reply.text()).doesNotContain("wrong").doesNotContain("the-secret-key");
        assertThat(reply.body().path("system").asText()).isEqualTo("neutron");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ApiKey wrong", "Bearer the-secret-key", "Basic !!", "Basic YWRtaW46d3Jvbmc=", "ApiKey"})
    void aWrongAuthorizationIsRefused(String value) {
        timeplus.with("Authorization", value).get("streams").expect(403);
    }

    @Test
    void keysPasswordsAndTheAddressWithoutAWorkspaceAreTaken() {
        timeplus.with("Authorization", "ApiKey another").get("streams").expect(200);
        timeplus.with("Authorization", Credentials.basic("admin", "the-secret-key"))
                .get("streams")
                .expect(200);
        timeplus.get("/api/v1beta2/streams").expect(200);
        timeplus.get("/default/api/v1beta2/streams").expect(200);
        timeplus.get("nothing").expect(404);
        assertThat(timeplus.put("streams", "{}").expect(405).message()).contains("POST");
    }

    @Test
    void aUserComesWithAPasswordUntilItIsChangedOrTheUserIsDeleted() {
        timeplus.post("users", "{\"username\":\"grace\",\"password\":\"one\",\"role\":\"admin\"}")
                .expect(201);
        Timeplus grace = timeplus.with("Authorization", Credentials.basic("grace", "one"));
        assertThat(grace.post("streams", "{\"name\":\"s\",\"columns\":[{\"name\":\"a\",\"type\":\"int\"}]}")
                        .expect(201)
                        .body()
                        .path("created_by")
                        .path("id")
                        .asText())
                .isEqualTo("grace");
        timeplus.patch("users/grace", "{\"password\":\"two\"}").expect(200);
        grace.get("streams").expect(403);
        assertThat(timeplus.get("users").text()).contains("grace").doesNotContain("two");
        timeplus.delete("users/grace").expect(204);
        timeplus.with("Authorization", Credentials.basic("grace", "two"))
                .get("streams")
                .expect(403);
        timeplus.get("users/grace").expect(404);
    }

    @Test
    void aKeyIsShownOnceAndWorksUntilItExpiresOrIsDeleted() {
        JsonNode made = timeplus.post("auth/api_keys", "{\"name\":\"app\",\"expire_in\":\"1h30m\"}")
                .expect(201)
                .body();
        String key = made.path("api_key").asText();
        assertThat(key).hasSize(60);
        Timeplus app = timeplus.with("X-Api-Key", key);
        app.get("streams").expect(200);
        assertThat(timeplus.get("auth/api_keys").text())
                .doesNotContain(key)
                .contains(key.substring(0, 4) + "****" + key.substring(56));
        clock.advance(Duration.ofMinutes(90));
        app.get("streams").expect(403);
        String second =
                timeplus.post("auth/api_keys", "{}").body().path("api_key").asText();
        String id = timeplus.get("auth/api_keys").body().path(1).path("id").asText();
        timeplus.with("X-Api-Key", second).get("streams").expect(200);
        timeplus.delete("auth/api_keys/" + id).expect(204);
        timeplus.with("X-Api-Key", second).get("streams").expect(403);
        timeplus.post("auth/api_keys", "{\"expire_in\":\"1h\",\"expire_at\":\"2027-01-01T00:00:00Z\"}")
                .expect(400);
    }
}
