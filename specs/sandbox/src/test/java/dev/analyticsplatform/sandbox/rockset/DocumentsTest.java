package dev.analyticsplatform.sandbox.rockset;

import static dev.analyticsplatform.sandbox.rockset.Rockset.COMMONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DocumentsTest {
    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of("rockset");

    private static final String DOCS = COMMONS + "collections/docs/docs";

    private Rockset rockset;

    @BeforeEach
    void freshCollection() {
        rockset = Rockset.of(SANDBOX.sandbox());
        if (rockset.get(COMMONS + "collections/docs").status() == 200) {
            rockset.delete(COMMONS + "collections/docs");
        }
        rockset.collection("docs");
    }

    private JsonNode rows(String sql) {
        return rockset.query(sql).expect(200).body().path("results");
    }

    @Test
    void eachDocumentHasItsOwnStatusInOrder() {
        Rockset.Reply reply = rockset.add(
                        "docs",
                        "{\"_id\":\"a\",\"v\":1}",
                        "{\"_id\":7}",
                        "{\"v\":3}",
                        "{\"_id\":\"\"}",
                        "{\"_id\":\"b\"}")
                .expect(200);
        assertThat(reply.body().path("data"))
                .extracting(status -> status.path("status").asText())
                .containsExactly("ADDED", "ERROR", "ADDED", "ERROR", "ADDED");
        JsonNode bad = reply.body().path("data").path(1);
        assertThat(bad.path("error").path("type").asText()).isEqualTo("INVALIDINPUT");
        assertThat(bad.path("error").path("message").asText()).contains("_id");
        assertThat(reply.body().path("data").path(2).path("_id").asText())
                .as("a generated _id")
                .hasSize(36);
        assertThat(rockset.add("docs", "{\"_id\":\"a\",\"v\":2}")
                        .data()
                        .path(0)
                        .path("status")
                        .asText())
                .isEqualTo("REPLACED");
        JsonNode stats = rockset.get(COMMONS + "collections/docs").data().path("stats");
        assertThat(stats.path("doc_count").asInt()).isEqualTo(3);
        assertThat(stats.path("total_size").asInt()).isPositive();
    }

    @Test
    void numbersMembersAndExtendedValuesComeBackExactly() {
        rockset.add("docs", """
                        {"_id":"a","z":9007199254740993,"y":1.10,"x":{"b":[1,null,{"c":12345678901234567890}],"a":true},
                         "d":{"__rockset_type":"date","value":"2024-05-01"},"u":{"__rockset_type":"u256","value":"12"}}""").expect(200);
        String row = rows("SELECT * FROM docs").path(0).toString();
        assertThat(row)
                .contains("\"z\":9007199254740993")
                .contains("\"y\":1.10")
                .contains("\"x\":{\"b\":[1,null,{\"c\":12345678901234567890}],\"a\":true}")
                .contains("\"d\":\"2024-05-01\"")
                .contains("\"u\":12")
                .contains("\"_event_time\":\"");
    }

    @ParameterizedTest
    @CsvSource({"increment", "Increment", "INCREMENT"})
    @DisplayName("The vendor's service does not mind the case of a patch operation")
    void patchOperationsInAnyCase(String op) {
        rockset.add("docs", "{\"_id\":\"a\",\"n\":1}");
        rockset.patch(DOCS, patch(op)).expect(200);
        assertThat(rows("SELECT n FROM docs").path(0).path("n").asInt()).isEqualTo(2);
    }

    @Test
    void aPatchOperationThatDoesNotExistIsRefused() {
        assertThat(rockset.patch(DOCS, patch("incr"))
                        .expectError(400, "INVALIDINPUT")
                        .message())
                .contains("/data/0/patch/0/op");
    }

    private static String patch(String op) {
        return "{\"data\":[{\"_id\":\"a\",\"patch\":[{\"op\":\"" + op + "\",\"path\":\"/n\",\"value\":1}]}]}";
    }

    @Test
    void aPatchAppliesAllItsOperationsOrNone() {
        rockset.add("docs", "{\"_id\":\"a\",\"n\":1,\"list\":[1,2],\"o\":{\"k\":\"v\"}}");
        Rockset.Reply reply = rockset.patch(DOCS, """
                        {"data":[
                          {"_id":"a","patch":[{"op":"INCREMENT","path":"/n","value":41},{"op":"ADD","path":"/list/-","value":3},
                             {"op":"COPY","from":"/o","path":"/copy"},{"op":"MOVE","from":"/o/k","path":"/moved"},
                             {"op":"TEST","path":"/n","value":42.0},{"op":"REPLACE","path":"/list/0","value":{"deep":1}},
                             {"op":"REMOVE","path":"/list/1"}]},
                          {"_id":"nobody","patch":[{"op":"REMOVE","path":"/n"}]}]}""").expect(200);
        assertThat(reply.body().path("data"))
                .extracting(status -> status.path("status").asText())
                .containsExactly("PATCHED", "ERROR");
        assertThat(reply.body()
                        .path("data")
                        .path(1)
                        .path("error")
                        .path("message")
                        .asText())
                .contains("nobody");
        assertThat(rows("SELECT * FROM docs").path(0).toString())
                .contains("\"n\":42,\"list\":[{\"deep\":1},3],\"o\":{},")
                .contains("\"copy\":{\"k\":\"v\"},\"moved\":\"v\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'op':'REMOVE','path':'/missing'}|nothing at",
                "{'op':'REPLACE','path':'/list/9','value':1}|no index",
                "{'op':'ADD','path':'/n/deep','value':1}|neither an object nor an array",
                "{'op':'ADD','path':'n','value':1}|slash",
                "{'op':'ADD','path':'/x'}|needs a value",
                "{'op':'COPY','path':'/x'}|needs a from",
                "{'op':'TEST','path':'/n','value':2}|TEST failed",
                "{'op':'INCREMENT','path':'/list','value':2}|needs a number",
                "{'op':'REPLACE','path':'/_id','value':'b'}|_id cannot be changed",
                "{'op':'MOVE','from':'/o','path':'/o/k'}|into itself"
            })
    void aPatchThatDoesNotFitIsAnErrorOfItsDocumentAndChangesNothing(String operation, String message) {
        rockset.add("docs", "{\"_id\":\"a\",\"n\":1,\"list\":[],\"o\":{}}");
        JsonNode status = rockset.patch(
                        DOCS,
                        "{\"data\":[{\"_id\":\"a\",\"patch\":[{\"op\":\"ADD\",\"path\":\"/first\",\"value\":{}},"
                                + operation.replace('\'', '"') + "]}]}")
                .data()
                .path(0);
        assertThat(status.path("status").asText()).isEqualTo("ERROR");
        assertThat(status.path("error").path("message").asText()).contains(message);
        assertThat(rows("SELECT * FROM docs").path(0).has("first")).isFalse();
    }

    @Test
    void deletedDocumentsAreGone() {
        rockset.add("docs", "{\"_id\":\"a\"}", "{\"_id\":\"b\"}");
        assertThat(rockset.delete(DOCS, "{\"data\":[{\"_id\":\"a\"},{\"_id\":\"c\"}]}")
                        .data())
                .extracting(status -> status.path("status").asText())
                .containsExactly("DELETED", "DELETED");
        assertThat(rows("SELECT _id FROM docs").toString()).isEqualTo("[{\"_id\":\"b\"}]");
    }

    @Test
    void theOffsetOfAWriteCanBeWaitedFor() {
        String offset = rockset.add("docs", "{}").body().path("last_offset").asText();
        String commit = COMMONS + "collections/docs/offsets/commit";
        Rockset.Reply reply =
                rockset.post(commit, "{\"name\":[\"" + offset + "\"]}").expect(200);
        assertThat(reply.body().path("data").path("passed").asBoolean()).isTrue();
        assertThat(reply.body().path("offsets").path("commit").asText()).isEqualTo(offset);
        assertThat(rockset.post(commit, "{\"name\":[\"f2:0:1:0:---99\"]}")
                        .data()
                        .path("passed")
                        .asBoolean())
                .as("of a write that has not been done")
                .isFalse();
        rockset.post(commit, "{\"name\":[\"nonsense\"]}").expectError(400, "INVALIDINPUT");
    }

    @Test
    void requestsAreLimitedInDocumentsAndBytes() {
        String most = String.join(",", Collections.nCopies(20_000, "{}"));
        rockset.post(DOCS, "{\"data\":[" + most + "]}").expect(200);
        assertThat(rockset.post(DOCS, "{\"data\":[{}," + most + "]}")
                        .expectError(400, "INVALIDINPUT")
                        .message())
                .contains("20001")
                .contains("20000");
        rockset.post(DOCS, "{\"data\":[{\"x\":\"" + "x".repeat(10 << 20) + "\"}]}")
                .expectError(413, "CONTENTTOOLARGE");
    }

    @Test
    void aGzippedBodyIsRead() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"data\":[{\"_id\":\"zipped\"}]}".getBytes(StandardCharsets.UTF_8));
        }
        Request request = rockset.request("POST", DOCS, Optional.of("{}"))
                .newBuilder()
                .header("Content-Encoding", "gzip")
                .post(RequestBody.create(packed.toByteArray(), MediaType.get("application/json")))
                .build();
        assertThat(rockset.send(request).data().path(0).path("_id").asText()).isEqualTo("zipped");
        Request broken = request.newBuilder()
                .post(RequestBody.create("no gzip".getBytes(StandardCharsets.UTF_8), MediaType.get("application/json")))
                .build();
        rockset.send(broken).expectError(400, "INVALIDINPUT");
    }

    @Test
    void unknownCollectionsAndViewsAreNotWritten() {
        rockset.add("nothing", "{}").expectError(404, "NOTFOUND");
        rockset.post(COMMONS + "views", "{\"name\":\"view_of_docs\",\"query\":\"SELECT * FROM docs\"}");
        rockset.add("view_of_docs", "{}").expectError(400, "INVALIDINPUT");
        rockset.delete(COMMONS + "views/view_of_docs");
    }
}
