package dev.analyticsplatform.sandbox.rockset;

import static dev.analyticsplatform.sandbox.rockset.Rockset.COMMONS;
import static dev.analyticsplatform.sandbox.rockset.Rockset.SELF;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.contract.ApiOperation;
import java.util.HashMap;
import java.util.Map;

/** A sandbox in which everything exists that the example requests of the document speak of. */
final class ExampleWorld {
    private static final Map<String, String> NAMING = Map.of("createRole", "role_name", "createUser", "email");

    private final Rockset rockset;
    private final String main;
    private final Map<String, String> parameters = new HashMap<>();
    private int fresh;

    ExampleWorld(Rockset rockset) {
        this.rockset = rockset;
        main = rockset.get(SELF + "deploymentsettings")
                .data()
                .path("default_query_vi")
                .asText();
    }

    /** Makes whatever is missing, after whatever the last operation did. */
    void restore() {
        rockset.post(SELF + "ws", "{\"name\":\"shop\"}");
        rockset.put(SELF + "deploymentsettings", "{\"default_query_vi\":\"" + main + "\"}");
        String s3 = "\"s3\":{\"aws_role\":{\"aws_role_arn\":\"arn\"}}}";
        rockset.post(SELF + "integrations", "{\"name\":\"s3-shop\"," + s3);
        rockset.post(SELF + "integrations", "{\"name\":\"unused\"," + s3);
        rockset.post(SELF + "integrations", "{\"name\":\"kafka-shop\",\"kafka\":{\"use_v3\":true}}");
        for (String name : new String[] {"orders", "orders_2023_08", "orders_2023_09", "lonely"}) {
            rockset.post(COMMONS + "collections", "{\"name\":\"" + name + "\"}");
        }
        rockset.add("orders", "{\"_id\":\"order-1001\",\"name\":\"a\",\"total\":1,\"country\":\"NZ\",\"note\":\"n\"}");
        rockset.post(COMMONS + "views", "{\"name\":\"big_orders\",\"query\":\"SELECT * FROM commons.orders\"}");
        rockset.post(COMMONS + "aliases", "{\"name\":\"current_orders\",\"collections\":[\"commons.orders_2023_08\"]}");
        rockset.post(SELF + "roles", "{\"role_name\":\"read-only\"}");
        rockset.post(SELF + "users", "{\"email\":\"grace@example.com\",\"roles\":[]}");
        rockset.post(SELF + "users/self/apikeys", "{\"name\":\"reporting\"}");
        parameters.putAll(Map.of(
                "workspace", "commons",
                "collection", "orders",
                "alias", "current_orders",
                "view", "big_orders",
                "roleName", "read-only",
                "user", "grace@example.com",
                "name", "reporting",
                "integration", "s3-shop",
                "queryLambda", "orders_by_country",
                "tag", "production"));
        parameters.put("collectionPath", "commons.orders");
        restoreLambda();
        restoreVirtualInstance();
        restoreIdentified();
    }

    private void restoreLambda() {
        String lambda = COMMONS + "lambdas/orders_by_country";
        String sql =
                "{\"is_public\":true,\"sql\":{\"query\":\"SELECT * FROM commons.orders WHERE country = :country\"}}";
        rockset.post(lambda + "/versions?create=true", sql);
        JsonNode version = rockset.post(lambda + "/versions", sql).data();
        parameters.put("version", version.path("version").asText());
        parameters.put("public_access_id", version.path("public_access_id").asText());
        rockset.post(
                lambda + "/tags",
                "{\"tag_name\":\"production\",\"version\":\""
                        + version.path("version").asText() + "\"}");
    }

    private void restoreVirtualInstance() {
        rockset.post(SELF + "virtualinstances", "{\"name\":\"reports\"}");
        for (JsonNode instance : rockset.get(SELF + "virtualinstances").data()) {
            if (instance.path("name").asText().equals("reports")) {
                parameters.put("virtualInstanceId", instance.path("rrn").asText());
            }
        }
        String instance = SELF + "virtualinstances/" + parameters.get("virtualInstanceId");
        rockset.post(instance + "/resume");
        rockset.post(instance + "/mounts", "{\"collection_paths\":[\"commons.orders\"]}");
    }

    private void restoreIdentified() {
        parameters.put(
                "source",
                rockset.post(
                                COMMONS + "collections/orders/sources",
                                "{\"integration_name\":\"s3-shop\",\"s3\":{\"bucket\":\"b\"}}")
                        .data()
                        .path("id")
                        .asText());
        parameters.put(
                "scheduledLambdaId",
                rockset.post(
                                COMMONS + "scheduled_lambdas",
                                "{\"apikey\":\"k\",\"cron_string\":\"0 6 * * *\",\"ql_name\":\"orders_by_country\",\"tag\":\"latest\"}")
                        .data()
                        .path("rrn")
                        .asText());
        parameters.put(
                "queryId",
                rockset.post(SELF + "queries", "{\"sql\":{\"query\":\"SELECT 1 AS one\"},\"max_initial_results\":0}")
                        .body()
                        .path("query_id")
                        .asText());
    }

    String path(ApiOperation operation) {
        Map<String, String> values = new HashMap<>(parameters);
        switch (operation.operationId()) {
            case "deleteCollection" -> values.put("collection", "lonely");
            case "deleteIntegration" -> values.put("integration", "unused");
            case "deleteWorkspace" -> values.put("workspace", "shop");
            case "getApiKey", "updateApiKey", "deleteApiKey" -> values.put("user", "self");
            default -> {}
        }
        if (operation.operationId().equals("unmountCollection")) {
            rockset.post(
                    SELF + "virtualinstances/" + values.get("virtualInstanceId") + "/mounts",
                    "{\"collection_paths\":[\"commons.orders\"]}");
        }
        if (operation.operationId().equals("mountCollection")) {
            rockset.delete(SELF + "virtualinstances/" + values.get("virtualInstanceId") + "/mounts/commons.orders");
        }
        String path = operation.pathTemplate();
        for (Map.Entry<String, String> value : values.entrySet()) {
            path = path.replace("{" + value.getKey() + "}", value.getValue());
        }
        return path.substring(1);
    }

    /** Returns the example with identifiers that exist here, and with a new name where one is made. */
    String body(String operationId, JsonNode example) {
        ObjectNode body = example.deepCopy();
        String virtualInstance = String.valueOf(parameters.get("virtualInstanceId"));
        replace(body, "virtual_instance_id", virtualInstance);
        replace(body, "default_query_vi", virtualInstance);
        if (operationId.equals("createQueryLambdaTag")) {
            replace(body, "version", String.valueOf(parameters.get("version")));
        }
        if (operationId.startsWith("create")) {
            replace(body, NAMING.getOrDefault(operationId, "name"), "fresh" + ++fresh);
        }
        if (operationId.equals("setVirtualInstance")) {
            replace(body, "name", "reports");
        }
        return body.toString();
    }

    private static void replace(ObjectNode body, String member, String value) {
        if (body.path(member).isTextual()) {
            body.put(member, value);
        }
    }
}
