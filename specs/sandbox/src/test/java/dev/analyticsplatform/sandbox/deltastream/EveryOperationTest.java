package dev.analyticsplatform.sandbox.deltastream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.contract.ApiOperation;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Every operation of both documents, and the websocket, is answered")
final class EveryOperationTest {
    @RegisterExtension
    static final SandboxExtension SANDBOX =
            SandboxExtension.of(Sandbox.of("deltastream").timeScale(0));

    private static final Map<String, ApiDocument> DOCUMENTS =
            Map.of("control", DeltaStream.CONTROL, "data", DeltaStream.DATA);
    private static final Map<String, Integer> ANSWERED = new TreeMap<>();

    private final DeltaStream client = DeltaStream.of(SANDBOX.sandbox());

    static List<String> operations() {
        return DOCUMENTS.entrySet().stream()
                .flatMap(document -> document.getValue().operations().stream()
                        .map(operation -> document.getKey() + " " + operation.operationId()))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answers(String name) {
        int space = name.indexOf(' ');
        ApiOperation operation = Objects.requireNonNull(DOCUMENTS.get(name.substring(0, space)))
                .operation(name.substring(space + 1))
                .orElseThrow();
        DeltaStream.Reply reply = call(name);
        ANSWERED.put(name, reply.status());
        reply.expect(operation.successStatus());
    }

    private DeltaStream.Reply call(String name) {
        JsonNode elsewhere = client.sql("SELECT 1 AS one").elsewhere();
        return switch (name) {
            case "control submitStatement" -> withFile("submitted");
            case "control getStatementStatus" ->
                client.get("v2/statements/" + client.sql("LIST DATABASES").id());
            case "control getVersion" -> client.get("version");
            case "control downloadResource" -> {
                String organization = withFile("downloaded")
                        .expectState("00000")
                        .body()
                        .path("metadata")
                        .path("context")
                        .path("organizationID")
                        .asText();
                DeltaStream.Reply file = client.get("v2/download/function_source/" + organization + "/downloaded");
                assertThat(file.body().asText()).isEqualTo("jar");
                yield file;
            }
            case "data getStatementStatus" -> {
                DeltaStream.Reply rows = client.data(elsewhere, "");
                assertThat(rows.rows()).hasToString("[[\"1\"]]");
                yield rows;
            }
            case "data getVersion" ->
                client.data(
                        elsewhere.path("uri").asText().replaceAll("/statements/.*", "/version"),
                        elsewhere.path("token").asText());
            default -> throw new AssertionError("The test does not call " + name);
        };
    }

    private DeltaStream.Reply withFile(String name) {
        RequestBody form = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addPart(
                        Headers.of("Content-Disposition", "form-data; name=\"request\""),
                        RequestBody.create(
                                "{\"statement\":\"CREATE FUNCTION_SOURCE " + name + " WITH ('file' = 'text.jar');\"}",
                                MediaType.get("application/json")))
                .addFormDataPart(
                        "attachments",
                        "text.jar",
                        RequestBody.create(new byte[] {'j', 'a', 'r'}, MediaType.get("application/octet-stream")))
                .build();
        return client.post("v2/statements", form);
    }

    @Test
    void theWebsocketAnswers() throws InterruptedException {
        client.produce("t", "{\"n\":1}").expect(200);
        client.sql("CREATE STREAM s (n BIGINT) WITH ('topic' = 't', 'value.format' = 'json')")
                .expectState("00000");
        JsonNode elsewhere = client.sql("SELECT n FROM s WITH ('starting.position' = 'earliest')")
                .elsewhere();
        try (Reader reader = Reader.open(elsewhere)) {
            assertThat(reader.next().path("type").asText()).isEqualTo("metadata");
            assertThat(reader.next().path("data")).hasToString("[\"1\"]");
        }
    }

    @AfterAll
    static void report() {
        Set<String> refused = new TreeSet<>();
        ANSWERED.forEach((operation, status) -> {
            if (status == 501) {
                refused.add(operation);
            }
        });
        System.out.println("deltastream sandbox: " + ANSWERED.size() + " operations, "
                + (ANSWERED.size() - refused.size()) + " modelled, " + refused.size() + " answer 501"
                + (refused.isEmpty() ? "" : " " + refused));
        assertThat(refused).isEmpty();
    }

    @Test
    @DisplayName("A file that the statement names and the form lacks, or another organization's, is refused")
    void filesThatAreNotThere() {
        client.sql("CREATE FUNCTION_SOURCE f WITH ('file' = 'absent.jar')").expectState("3D021");
        client.get("v2/download/function_source/00000000-0000-0000-0000-000000000000/f")
                .expect(404);
        client.get("v2/download/jar/00000000-0000-0000-0000-000000000000/f").expect(400);
    }
}
