package dev.analyticsplatform.sandbox.rockset;

import static dev.analyticsplatform.sandbox.rockset.Rockset.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxClock;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthenticationTest {
    private static final String KEYS = SELF + "users/self/apikeys";

    private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-01-02T03:04:05Z"));

    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of(
            Sandbox.of("rockset").key("the-secret-key").key("another").clock(clock));

    private Rockset rockset;

    @BeforeEach
    void connect() {
        rockset = Rockset.of(sandbox.sandbox());
    }

    @Test
    void aPingNeedsNoKeyAndEverythingElseDoes() {
        Rockset nobody = rockset.withoutKey();
        assertThat(nobody.get("").expect(200).body().path("message").asText()).isEqualTo("GO ROCKSET!");
        nobody.get(SELF + "ws").expectError(401, "AUTHEXCEPTION");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ApiKey wrong",
                "ApiKey",
                "ApiKey ",
                "the-secret-key",
                "Basic dGhlLXNlY3JldC1rZXk=",
                "bearer the-secret-key"
            })
    void aWrongKeyIsRefusedInTheVendorsFormWithoutTellingIt(String authorization) {
        Rockset.Reply reply =
                rockset.authorization(authorization).get(SELF + "ws").expectError(401, "AUTHEXCEPTION");
        assertThat(reply.text()).doesNotContain("the-secret-key").doesNotContain("wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ApiKey the-secret-key", "apikey the-secret-key", "APIKEY another"})
    void theSchemeIsReadInAnyCase(String authorization) {
        rockset.authorization(authorization).get(SELF + "ws").expect(200);
    }

    @Test
    void aBearerTokenIsTakenTogetherWithAnOrganization() {
        Request request = rockset.authorization("bearer the-secret-key")
                .request("GET", SELF + "ws", Optional.empty())
                .newBuilder()
                .header("organization", "sandbox")
                .build();
        rockset.send(request).expect(200);
    }

    @Test
    void aCreatedKeyAuthenticatesUntilItIsSuspendedExpiredOrDeleted() {
        JsonNode made = rockset.post(KEYS, "{\"name\":\"app\",\"expiry_time\":\"2026-01-02T04:00:00Z\"}")
                .data();
        String key = made.path("key").asText();
        assertThat(key).hasSize(64);
        Rockset app = rockset.authorization("ApiKey " + key);
        app.get(SELF + "ws").expect(200);
        assertThat(app.post(KEYS, "{\"name\":\"second\"}")
                        .data()
                        .path("created_by_apikey_name")
                        .asText())
                .isEqualTo("app");

        rockset.post(KEYS + "/app", "{\"state\":\"SUSPENDED\"}").expect(200);
        app.get(SELF + "ws").expectError(401, "AUTHEXCEPTION");
        rockset.post(KEYS + "/app", "{\"state\":\"ACTIVE\"}").expect(200);
        app.get(SELF + "ws").expect(200);

        clock.advance(Duration.ofHours(1));
        app.get(SELF + "ws").expectError(401, "AUTHEXCEPTION");
        rockset.post(KEYS + "/app", "{\"clear_expiry_time\":true}").expect(200);
        app.get(SELF + "ws").expect(200);

        rockset.delete(KEYS + "/app").expect(200);
        app.get(SELF + "ws").expectError(401, "AUTHEXCEPTION");
        rockset.get(KEYS + "/app").expectError(404, "NOTFOUND");
    }

    @Test
    void aKeyIsShownInFullOnlyOnCreationOrWhenItIsToBeRevealed() {
        String key = rockset.post(KEYS, "{\"name\":\"app\"}").data().path("key").asText();
        assertThat(rockset.get(KEYS + "/app").data().path("key").asText())
                .endsWith("********")
                .doesNotContain(key.substring(8));
        assertThat(rockset.get(KEYS).text()).doesNotContain(key).doesNotContain("the-secret-key");
        assertThat(rockset.get(KEYS + "/app?reveal=true").data().path("key").asText())
                .isEqualTo(key);
        rockset.post(KEYS, "{\"name\":\"app\"}").expectError(409, "ALREADYEXISTS");
        rockset.post(KEYS, "{\"name\":\"bad\",\"expiry_time\":\"tomorrow\"}").expect(400);
        assertThat(rockset.get(SELF + "users/owner@sandbox.example/apikeys").data())
                .hasSize(3);
        assertThat(rockset.get(SELF + "users/nobody@example.com/apikeys").data())
                .isEmpty();
    }

    @Test
    void unknownPathsAndMethodsAreToldApart() {
        rockset.get("v1/orgs/self/nothing").expectError(404, "NOTFOUND");
        assertThat(rockset.put(SELF + "ws/commons", "{}")
                        .expectError(405, "METHODNOTALLOWED")
                        .message())
                .contains("GET")
                .contains("DELETE");
    }

    @Test
    void aRequestThatBreaksTheDocumentIsToldWhatAndWhere() {
        assertThat(rockset.post(SELF + "ws", "{\"description\":\"nameless\"}")
                        .expectError(400, "INVALIDINPUT")
                        .message())
                .contains("name")
                .contains("CreateWorkspaceRequest");
        rockset.post(SELF + "ws", "{not json").expectError(400, "INVALIDINPUT");
        rockset.post(SELF + "ws", "[]").expectError(400, "INVALIDINPUT");
    }
}
