package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.contract.ApiOperation;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;

/** A workspace group in which everything exists that the example request of an operation speaks of. */
final class ExampleWorld {
    private static final MediaType JSON = MediaType.get("application/json");

    private final SingleStore client;
    private final Map<String, String> names = new HashMap<>();

    ExampleWorld(SingleStore client, String operationId) {
        this.client = client;
        JsonNode regions = client.get("/v1/regions").json();
        names.put(
                "regionID",
                regions.path(operationId.startsWith("setup") ? 1 : 0)
                        .path("regionID")
                        .asText());
        String group = client.post(
                        SingleStore.GROUPS,
                        "{\"name\":\"g\",\"adminPassword\":\"long enough\",\"firewallRanges\":[],\"regionID\":\""
                                + regions.path(0).path("regionID").asText() + "\"}")
                .expect(200)
                .json()
                .path("workspaceGroupID")
                .asText();
        names.put("workspaceGroupID", group);
        String workspace = client.post(
                        SingleStore.WORKSPACES,
                        "{\"name\":\"w\",\"enableKai\":true,\"workspaceGroupID\":\"" + group + "\"}")
                .expect(200)
                .json()
                .path("workspaceID")
                .asText();
        names.put("workspaceID", workspace);
        names.put(
                "organizationID",
                client.get("/v1/organizations/current").json().path("orgID").asText());
        names.put(
                "connectionID",
                client.post("/v1/privateConnections", "{\"workspaceGroupID\":\"" + group + "\"}")
                        .expect(200)
                        .json()
                        .path("privateConnectionID")
                        .asText());
        SingleStore.send(SingleStore.MANAGEMENT, upload("imports%2Fmarch.json", "{}"))
                .expect(200);
        names.put("path", operationId.equals("getStageObject") ? "imports%2F" : "imports%2Fmarch.json");
        if (operationId.contains("StorageDR")) {
            recover(operationId, regions.path(1).path("regionID").asText());
        }
        if (operationId.equals("resumeWorkspace")) {
            client.post(SingleStore.WORKSPACES + "/" + workspace + "/suspend", "")
                    .expect(200);
        }
    }

    private void recover(String operationId, String secondary) {
        String workspace = SingleStore.WORKSPACES + "/" + names.get("workspaceID");
        SingleStore sql = client.at(
                        client.get(workspace).json().path("endpoint").asText())
                .as("admin", "long enough");
        sql.data("exec", "", "CREATE DATABASE orders").expect(200);
        sql.data("exec", "", "CREATE DATABASE archive").expect(200);
        String recovery = workspace + "/storage/DR/";
        client.post(recovery + "setup", "{\"regionID\":\"" + secondary + "\",\"databaseNames\":[\"orders\"]}")
                .expect(200);
        if (operationId.startsWith("failback")) {
            client.patch(recovery + "failover", "").expect(200);
        }
        if (operationId.startsWith("stop")) {
            client.patch(recovery + "startPreProvision", "").expect(200);
        }
    }

    static RequestBody json(String text) {
        return RequestBody.create(text.getBytes(StandardCharsets.UTF_8), text.isEmpty() ? null : JSON);
    }

    private Request upload(String path, String content) {
        return upload(client.managing("/v1/stage/" + names.get("workspaceGroupID") + "/fs/" + path), content);
    }

    static Request upload(Request.Builder request, String content) {
        return request.put(new MultipartBody.Builder()
                        .setType(MultipartBody.FORM)
                        .addFormDataPart("file", "file", RequestBody.create(content.getBytes(StandardCharsets.UTF_8)))
                        .build())
                .build();
    }

    /** Returns the example request of the document, with identifiers that exist here. */
    Request request(ApiOperation operation) {
        String path = operation.pathTemplate();
        for (Map.Entry<String, String> name : names.entrySet()) {
            path = path.replace("{" + name.getKey() + "}", name.getValue());
        }
        String query = operation
                .exampleRequest()
                .query()
                .replaceAll("workspaceGroupID=[^&]*", "workspaceGroupID=" + names.get("workspaceGroupID"));
        Request.Builder request = client.managing(query.isEmpty() ? path : path + "?" + query);
        if (operation.operationId().equals("putStageObject")) {
            return upload(request, "{\"order\": 1}");
        }
        String body = operation.requestExample().map(this::body).orElse("");
        boolean without = operation.method().equals("GET") || operation.method().equals("DELETE");
        return request.method(operation.method(), without ? null : json(body)).build();
    }

    private String body(JsonNode example) {
        ObjectNode body = example.deepCopy();
        names.forEach((member, value) -> {
            if (body.has(member)) {
                body.put(member, value);
            }
        });
        if (body.has("expiresAt")) {
            body.put("expiresAt", "3h30m");
        }
        return body.toString();
    }
}
