package dev.analyticsplatform.sandbox.deltastream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.contract.ApiOperation;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class EveryOperationTest {
    @RegisterExtension
    final SandboxExtension sandbox =
            SandboxExtension.of(Sandbox.of("deltastream").timeScale(0));

    @Test
    @DisplayName("Every operation of both documents is modelled, and answered as its document says")
    void everyOperation() {
        DeltaStream client = DeltaStream.of(sandbox.sandbox());
        Map<String, Integer> answered = new TreeMap<>();

        RequestBody form = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addPart(
                        okhttp3.Headers.of("Content-Disposition", "form-data; name=\"request\""),
                        RequestBody.create(
                                "{\"statement\":\"CREATE FUNCTION_SOURCE text_functions WITH ('file' = 'text.jar');\"}",
                                MediaType.get("application/json")))
                .addFormDataPart(
                        "attachments",
                        "text.jar",
                        RequestBody.create(new byte[] {'j', 'a', 'r'}, MediaType.get("application/octet-stream")))
                .build();
        DeltaStream.Reply made = client.post("v2/statements", form).expectState("00000");
        answered.put("control submitStatement", made.status());
        answered.put(
                "control getStatementStatus",
                client.get("v2/statements/" + made.id()).status());
        answered.put("control getVersion", client.get("version").status());
        String organization = made.body()
                .path("metadata")
                .path("context")
                .path("organizationID")
                .asText();
        DeltaStream.Reply file = client.get("v2/download/function_source/" + organization + "/text_functions");
        assertThat(file.body().asText()).isEqualTo("jar");
        answered.put("control downloadResource", file.status());

        JsonNode elsewhere = client.sql("SELECT 1 AS one").elsewhere();
        DeltaStream.Reply rows = client.data(elsewhere, "");
        assertThat(rows.rows()).hasToString("[[\"1\"]]");
        answered.put("data getStatementStatus", rows.status());
        String version = elsewhere.path("uri").asText().replaceAll("/statements/.*", "/version");
        answered.put(
                "data getVersion",
                client.data(version, elsewhere.path("token").asText()).status());

        List<String> all = new ArrayList<>();
        DeltaStream.CONTROL.operations().stream()
                .map(ApiOperation::operationId)
                .forEach(id -> all.add("control " + id));
        DeltaStream.DATA.operations().stream().map(ApiOperation::operationId).forEach(id -> all.add("data " + id));
        System.out.println("deltastream sandbox: " + answered.size() + " operations, " + answered.size()
                + " modelled, 0 answer 501");
        assertThat(answered.keySet()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(answered.values()).containsOnly(200);
    }

    @Test
    @DisplayName("A file that the statement names and the form lacks, or another organization's, is refused")
    void filesThatAreNotThere() {
        DeltaStream client = DeltaStream.of(sandbox.sandbox());
        client.sql("CREATE FUNCTION_SOURCE f WITH ('file' = 'absent.jar')").expectState("3D021");
        client.get("v2/download/function_source/00000000-0000-0000-0000-000000000000/f")
                .expect(404);
        client.get("v2/download/jar/00000000-0000-0000-0000-000000000000/f").expect(400);
    }
}
