package dev.analyticsplatform.sandbox.singlestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxClock;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class StageTest {
    private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-01-01T00:00:00Z"));

    @RegisterExtension
    final SandboxExtension sandbox =
            SandboxExtension.of(Sandbox.of("singlestore").clock(clock));

    private SingleStore client;
    private String root;

    @BeforeEach
    void begin() {
        client = SingleStore.of(sandbox.sandbox());
        root = "/v1/stage/" + client.group() + "/fs/";
    }

    private SingleStore.Reply put(String path, String content) {
        return SingleStore.send(SingleStore.MANAGEMENT, ExampleWorld.upload(client.managing(root + path), content));
    }

    private JsonNode names(String path) {
        JsonNode folder = client.get(root + path).expect(200).json();
        assertThat(folder.path("type").asText()).isEqualTo("directory");
        return client.get(root + path).json().path("content");
    }

    private static int status(HttpUrl url, String authorization) throws IOException {
        Request.Builder request = new Request.Builder().url(url);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try (Response response = SingleStore.CLIENT.newCall(request.build()).execute()) {
            return response.code();
        }
    }

    @Test
    @DisplayName("A file is read at another address, which refuses the key and forgets the URL in time")
    void download() throws IOException {
        put("in/t%C3%BCr%20a.json", "{\"a\":1}").expect(200);
        SingleStore.Reply reply = client.get(root + "in%2Ft%C3%BCr%20a.json").expect(307);
        HttpUrl url = HttpUrl.get(String.valueOf(reply.response().header("Location")));
        assertThat(url.port()).isNotEqualTo(sandbox.sandbox().url().getPort());
        try (Response file = SingleStore.CLIENT
                .newCall(new Request.Builder().url(url).build())
                .execute()) {
            assertThat(file.body().string()).isEqualTo("{\"a\":1}");
        }
        assertThat(status(url, "Bearer " + sandbox.sandbox().key())).isEqualTo(400);
        assertThat(status(
                        url.newBuilder()
                                .setQueryParameter("X-Amz-Signature", "0")
                                .build(),
                        ""))
                .isEqualTo(403);
        clock.advance(Duration.ofMinutes(15));
        assertThat(status(url, "")).isEqualTo(403);
    }

    @Test
    @DisplayName(
            "Paths may begin with a slash, as the vendor's TypeScript client writes them; the root is shown as one")
    void leadingSlash() {
        client.manage("PUT", root + "folder/", Optional.of("")).expect(200);
        put("/folder%2Fone.txt", "1").expect(200);
        assertThat(names("/folder%2F").findValuesAsText("path")).containsExactly("folder/one.txt");
        client.patch(root + "/folder%2Fone.txt", "{\"newPath\":\"/two.txt\"}").expect(200);
        client.delete(root + "/folder%2F").expect(200);
        assertThat(names("").findValuesAsText("path")).containsExactly("two.txt");
        assertThat(client.get(root).json().path("path").asText()).isEqualTo("/");
    }

    @Test
    void filesAndFoldersAreListedMovedAndDeleted() {
        put("a/b/one.json", "1").expect(200);
        put("a%2Fb%2Ftwo.csv", "22").expect(200);
        assertThat(client.manage("PUT", root + "empty?isFile=false", Optional.of(""))
                        .expect(200)
                        .text())
                .contains("\"path\":\"empty/\"");
        assertThat(names("").findValuesAsText("path")).containsExactly("a/", "empty/");
        assertThat(names("a/b/").findValuesAsText("path")).containsExactly("a/b/one.json", "a/b/two.csv");
        JsonNode metadata =
                client.get(root + "a/b/two.csv?metadata=1").expect(200).json();
        assertThat(metadata.path("size").asInt()).isEqualTo(2);
        assertThat(metadata.path("mimetype").asText()).isEqualTo("text/csv");
        client.get(root + "a/b/two.csv?metadata=0").expect(307);
        client.get(root + "a/b/none?metadata=true").expect(404);

        client.patch(root + "a/b/", "{\"newPath\":\"c/d/\"}").expect(200);
        client.get(root + "a/b/one.json?metadata=1").expect(404);
        assertThat(names("c/d/")).hasSize(2);
        client.patch(root + "c/", "{\"newPath\":\"c/d/e/\"}").expect(400);
        client.patch(root + "c/d/one.json", "{\"newPath\":\"c/d/two.csv\"}").expect(400);
        client.patch(root + "nothing", "{\"newPath\":\"x\"}").expect(404);
        put("c%2F..%2Fx", "1").expect(400);
        put("c/d", "1").expectError(400, "folder");

        client.delete(root + "c/d").expect(404);
        client.delete(root + "c/d/").expect(200);
        client.delete(root + "c/d/").expect(404);
        assertThat(names("c/")).isEmpty();
    }
}
