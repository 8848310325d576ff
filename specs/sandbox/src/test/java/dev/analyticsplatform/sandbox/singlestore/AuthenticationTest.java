package dev.analyticsplatform.sandbox.singlestore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.sandbox.SandboxExtension;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthenticationTest {
    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of("singlestore");

    private SingleStore client;

    @BeforeEach
    void begin() {
        client = SingleStore.of(sandbox.sandbox());
        client = client.at(client.workspace().path("endpoint").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong", "Basic YTpi", "ApiKey x"})
    void theManagementApiWantsAKey(String authorization) {
        Request request = client.managing("/v1/regions")
                .header("Authorization", authorization)
                .build();
        SingleStore.Reply reply =
                SingleStore.send(SingleStore.MANAGEMENT, request).expect(401);
        assertThat(reply.text()).isNotBlank().doesNotContain("wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic !", "Basic YWRtaW46", "Basic YWRtaW46d3Jvbmc=", "Bearer x"})
    void theDataApiWantsAUser(String authorization) {
        Request request = client.statement("exec", "", "SELECT 1")
                .newBuilder()
                .header("Authorization", authorization)
                .build();
        SingleStore.Reply reply = SingleStore.send(SingleStore.DATA, request).expect(401);
        assertThat(reply.response().header("WWW-Authenticate")).startsWith("Basic");
    }

    @Test
    void aPingNeedsNoUserAndTheDocumentDoes() {
        assertThat(SingleStore.send(SingleStore.DATA, client.atEndpoint("/ping").build())
                        .text())
                .isEqualTo("pong");
        SingleStore.send(SingleStore.DATA, client.atEndpoint("/api/v2/spec").build())
                .expect(401);
    }

    @Test
    void usersComeAndGo() {
        client.data("exec", "", "CREATE USER 'reader'@'%' IDENTIFIED BY 'a:b é'")
                .expect(200);
        SingleStore reader = client.as("reader", "a:b é");
        assertThat(reader.data("query/tuples", "", "SELECT CURRENT_USER()")
                        .rows()
                        .toString())
                .isEqualTo("[[\"reader@%\"]]");
        client.data("exec", "", "DROP USER reader").expect(200);
        reader.data("query/tuples", "", "SELECT 1").expectError(401, "Error 1045: Access denied for user 'reader'");
        client.data("exec", "", "DROP USER reader").expectError(400, "Error 1396");
    }

    @Test
    @DisplayName("Other media types are refused by name, too large bodies and wrong bodies as bad requests")
    void bodies() {
        Request statement = client.statement("exec", "", "SELECT 1");
        Request plain = statement
                .newBuilder()
                .post(RequestBody.create("SELECT 1".getBytes(StandardCharsets.UTF_8), MediaType.get("text/plain")))
                .build();
        SingleStore.send(SingleStore.DATA, plain).expectError(415, "Content-Type");
        client.data("exec", "", "SELECT '" + "x".repeat(1 << 20) + "'").expect(400);
        Request broken = statement
                .newBuilder()
                .post(RequestBody.create(
                        "{\"sql\":".getBytes(StandardCharsets.UTF_8), MediaType.get("application/json")))
                .build();
        SingleStore.send(SingleStore.DATA, broken).expect(400);
        Request get = statement.newBuilder().get().build();
        assertThat(SingleStore.send(SingleStore.DATA, get).status()).isEqualTo(405);
    }
}
