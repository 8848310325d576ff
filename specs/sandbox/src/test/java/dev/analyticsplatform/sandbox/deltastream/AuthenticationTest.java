package dev.analyticsplatform.sandbox.deltastream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxClock;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class AuthenticationTest {
    private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-01-02T03:04:05Z"));

    @RegisterExtension
    final SandboxExtension sandbox =
            SandboxExtension.of(Sandbox.of("deltastream").key("the-secret-key").clock(clock));

    private DeltaStream client;

    @BeforeEach
    void connect() {
        client = DeltaStream.of(sandbox.sandbox());
    }

    @Test
    void everythingNeedsAToken() {
        DeltaStream nobody = client.authorization(Optional.empty());
        nobody.get("v2/version").expect(401);
        nobody.sql("LIST DATABASES").expect(401);
        nobody.produce("t", "{}").expect(401);
        DeltaStream wrong = client.authorization(Optional.of("Bearer wrong"));
        assertThat(wrong.get("v2/version").expect(403).body().path("message").asText())
                .isNotBlank()
                .doesNotContain("the-secret-key");
        wrong.produce("t", "{}").expect(403);
        client.get("v2/version").expect(200);
    }

    @Test
    void aTokenMadeBySqlIsGoodUntilItExpiresOrIsDropped() {
        String made = "CREATE API_TOKEN %s WITH ('token.role_name' = sysadmin, 'token.expires_in_days' = 2)";
        DeltaStream first =
                with(client.sql(made.formatted("one")).rows().path(0).path(1).asText());
        DeltaStream second =
                with(client.sql(made.formatted("two")).rows().path(0).path(1).asText());
        first.sql("LIST DATABASES").expectState("00000");
        client.sql("DROP API_TOKEN one").expectState("00000");
        first.sql("LIST DATABASES").expect(403);
        second.sql("LIST DATABASES").expectState("00000");
        clock.advance(Duration.ofDays(2));
        second.sql("LIST DATABASES").expect(403);
        client.sql(made.formatted("two")).expectState("42P09");
        client.sql("CREATE API_TOKEN x WITH ('token.role_name' = nobody)").expectState("3D001");
        client.sql("CREATE API_TOKEN x").expectState("3D021");
    }

    private DeltaStream with(String token) {
        return client.authorization(Optional.of("Bearer " + token));
    }

    @Test
    void aTokenOfTheDataPlaneIsForOneStatementAndFiveMinutes() {
        JsonNode one = client.sql("SELECT 1 AS x").elsewhere();
        JsonNode two = client.sql("SELECT 2 AS x").elsewhere();
        String token = one.path("token").asText();
        assertThat(client.data(one, "").rows()).hasToString("[[\"1\"]]");
        client.data(two.path("uri").asText(), token).expect(403);
        client.data(one.path("uri").asText(), "the-secret-key").expect(403);
        with(token).get("v2/version").expect(403);
        clock.advance(Duration.ofSeconds(299));
        client.data(one, "").expect(200);
        clock.advance(Duration.ofSeconds(1));
        client.data(one, "").expect(403);
        JsonNode again =
                client.get("v2/statements/" + one.path("statementID").asText()).elsewhere();
        assertThat(client.data(again, "").rows()).hasToString("[[\"1\"]]");
    }

    @Test
    void aStatementIsForgottenAfterAnHour() {
        String id = client.sql("LIST DATABASES").id();
        client.get("v2/statements/" + id).expect(200);
        clock.advance(Duration.ofHours(1));
        client.sql("LIST DATABASES").expect(200);
        client.get("v2/statements/" + id).expect(404);
    }
}
