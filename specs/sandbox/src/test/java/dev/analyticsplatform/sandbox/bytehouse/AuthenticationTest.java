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

final class AuthenticationTest {
    private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-01-02T03:04:05Z"));

    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of(
            Sandbox.of("bytehouse").key("the-secret-key").key("another").clock(clock));

    private ByteHouse byteHouse;

    @BeforeEach
    void connect() {
        byteHouse = ByteHouse.of(sandbox.sandbox());
    }

    @Test
    void everyOperationNeedsAKey() {
        byteHouse.without("Authorization").call("listDatabases").expect(401);
        byteHouse.without("Authorization").sql("SELECT 1").expect(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer", "Bearer ", "the-secret-key", "Basic dGhlLXNlY3JldC1rZXk="})
    void aWrongKeyIsRefusedWithoutTellingIt(String authorization) {
        ByteHouse.Reply reply = byteHouse
                .with("Authorization", authorization)
                .call("listDatabases")
                .expect(401);
        assertThat(reply.text()).doesNotContain("the-secret-key").doesNotContain("wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer the-secret-key", "bearer the-secret-key", "BEARER another"})
    void theSchemeIsReadInAnyCase(String authorization) {
        byteHouse.with("Authorization", authorization).sql("SELECT 1").expect(200);
    }

    @Test
    @DisplayName("A created key authenticates until it is disabled, expired or deleted, and its secret is shown once")
    void createdKeys() {
        JsonNode made = byteHouse
                .call("createApiKey", "{\"expiryInDays\":1,\"comment\":\"app\"}")
                .data();
        String secret = made.path("apiKey").asText();
        Map<String, String> id = Map.of("api_key_id", made.path("id").asText());
        assertThat(made.path("expiredAt").asText()).isEqualTo("2026-01-03T03:04:05Z");
        ByteHouse app = byteHouse.with("Authorization", "Bearer " + secret);
        assertThat(app.call("listApiKeys").expect(200).text())
                .contains("\"comment\":\"app\"")
                .doesNotContain(secret)
                .doesNotContain("the-secret-key");

        byteHouse.call("updateApiKeyStatus", id, "{\"status\":\"DISABLED\"}").expect(200);
        app.call("listApiKeys").expect(401);
        byteHouse.call("updateApiKeyStatus", id, "{\"status\":\"ENABLED\"}").expect(200);
        app.call("listApiKeys").expect(200);

        clock.advance(Duration.ofDays(1));
        app.call("listApiKeys").expect(401);
        byteHouse.call("updateApiKeyExpiry", id, "{\"addExpiryInDays\":1}").expect(200);
        app.call("listApiKeys").expect(200);

        byteHouse.call("deleteApiKey", id).expect(200);
        app.call("listApiKeys").expect(401);
        byteHouse.call("deleteApiKey", id).expect(404);
    }

    @Test
    @DisplayName("A user has two keys at most; one without expiry cannot be prolonged")
    void twoKeys() {
        JsonNode forever = byteHouse.call("createApiKey", "{\"noExpiry\":true}").data();
        assertThat(forever.path("expiredAt").isNull()).isTrue();
        byteHouse
                .call(
                        "updateApiKeyExpiry",
                        Map.of("api_key_id", forever.path("id").asText()),
                        "{\"addExpiryInDays\":1}")
                .expect(400);
        byteHouse.call("createApiKey", "{}").expect(200);
        byteHouse.call("createApiKey", "{}").expect(400);
        assertThat(byteHouse.call("listApiKeys").data()).hasSize(2);
    }

    @Test
    @DisplayName("The active role has to exist")
    void activeRole() {
        byteHouse.with("X-User-ActiveRole", "AccountAdmin").sql("SELECT 1").expect(200);
        byteHouse.with("X-User-ActiveRole", "analyst").sql("SELECT 1").expect(403);
        byteHouse.sql("CREATE ROLE analyst").expect(200);
        byteHouse.with("X-User-ActiveRole", "analyst").sql("SELECT 1").expect(200);
        byteHouse.sql("DROP ROLE AccountAdmin").expectCode(511);
    }

    @Test
    @DisplayName("Metadata needs its three headers, of the right account")
    void metadata() {
        ByteHouse console = byteHouse
                .with("X-Account-ID", "2100042608")
                .with("X-User-ID", "2100042608")
                .with("X-Bytehouse-Token", "token");
        console.call("unsubscribeMetadata").expect(400);
        console.call("subscribeMetadata").expect(200);
        console.call("unsubscribeMetadata").expect(200);
        console.without("X-Bytehouse-Token").call("subscribeMetadata").expect(400);
        console.with("X-Account-ID", "1").call("subscribeMetadata").expect(403);
        console.with("X-User-ID", "ada").call("subscribeMetadata").expect(400);
    }

    @Test
    void aRequestThatBreaksTheDocumentIsToldWhat() {
        assertThat(byteHouse
                        .call("submitSyncQuery", "{\"query\":\"SELECT 1\"}")
                        .expect(400)
                        .message())
                .contains("mode");
        byteHouse
                .call("submitSyncQuery", "{\"query\":\"SELECT 1\",\"mode\":\"mysql\"}")
                .expect(400);
        byteHouse.call("createDatabase", "{not json").expect(400);
    }
}
