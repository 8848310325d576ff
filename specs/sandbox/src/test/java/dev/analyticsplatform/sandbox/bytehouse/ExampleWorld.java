package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.contract.ApiOperation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A sandbox in which everything exists that the example requests of the document speak of. */
final class ExampleWorld {
    static final String TOWERS = """
            "configuration":{"source":{"format":"CSV","properties":{"fileNames":"cell_towers.csv"}},
            "sink":{"database":"sales","table":"orders"}},"sourceSchema":{},"state":"PUBLISHED"}""";

    /** Operations whose example makes something that is there already. */
    private static final Set<String> NEW_NAMES =
            Set.of("createDatabase", "createTable", "createVirtualWarehouse", "submitSyncQuery", "submitAsyncQuery");

    private final ByteHouse byteHouse;
    private final Map<String, Object> parameters = new HashMap<>();
    private int fresh;

    ExampleWorld(ByteHouse byteHouse) {
        this.byteHouse = byteHouse;
    }

    /** Makes whatever is missing, after whatever the last operation did. */
    void restore() {
        byteHouse.sql("DROP DATABASE IF EXISTS sales; DROP DATABASE IF EXISTS mirror; CREATE DATABASE sales;"
                + " CREATE DATABASE mirror ENGINE = MaterializedMySQL('host:3306', 'sales', 'reader', 'none')");
        byteHouse.sql("""
                CREATE ROLE IF NOT EXISTS analyst;
                CREATE TABLE sales.orders (id String, day Date, total Nullable(Float64), note String)
                  ENGINE = CnchMergeTree PARTITION BY day ORDER BY id CLUSTER BY (id) INTO 8 BUCKETS;
                INSERT INTO sales.orders VALUES ('a-1001', '2025-03-04', 19.9, ''), ('a-1002', '2025-03-05', 7.25, '');
                CREATE TABLE sales.plain_orders (id String, day Date, total Nullable(Float64), note String)
                  ENGINE = CnchMergeTree ORDER BY id;
                CREATE VIEW sales.big_orders AS SELECT * FROM sales.orders WHERE total > 10;
                CREATE TABLE sales.orders_daily (day Date, total Float64) ENGINE = CnchMergeTree ORDER BY day;
                CREATE MATERIALIZED VIEW sales.orders_by_day TO sales.orders_daily AS
                  SELECT day, sum(total) AS total FROM sales.orders GROUP BY day;
                CREATE DICTIONARY sales.country_codes (code String, name String) PRIMARY KEY code""").expect(200);
        parameters.put("db_name", "sales");
        parameters.put("table_name", "orders");
        parameters.put("mv_name", "orders_by_day");
        parameters.put("dict_name", "country_codes");
        byteHouse.call("createVirtualWarehouse", "{\"name\":\"seg1_vw2\",\"configID\":123456}");
        parameters.put("name", "seg1_vw2");
        byteHouse
                .call("listApiKeys")
                .data()
                .forEach(key -> byteHouse.call(
                        "deleteApiKey", Map.of("api_key_id", key.path("id").asText())));
        parameters.put(
                "api_key_id",
                byteHouse.call("createApiKey", "{}").data().path("id").asText());
        byteHouse
                .call("assignRole", "{\"UserID\":1336688750,\"RoleName\":\"SystemAdmin\"}")
                .expect(200);
        byteHouse
                .call(
                        "grantPermission",
                        "{\"RoleName\":\"analyst\",\"ByteHouseResourceID\":\"vw-123456789-vwname\","
                                + "\"SecureObjectTypeName\":\"VirtualWarehouse\",\"ActionName\":\"USE\"}")
                .expect(200);
        byteHouse.call("subscribeMetadata", Map.of());
    }

    private long connection(String type) {
        return byteHouse
                .call("createConnection", "{\"name\":\"c\",\"type\":\"" + type + "\",\"data\":{}}")
                .data()
                .path("id")
                .asLong();
    }

    private long job(long connection) {
        return byteHouse
                .call("createImportJob", "{\"name\":\"towers\",\"connectionID\":" + connection + "," + TOWERS)
                .data()
                .path("id")
                .asLong();
    }

    private String execution(long job) {
        return byteHouse
                .call("startImportJob", Map.of("id", job), "{}")
                .data()
                .path("executionID")
                .asText();
    }

    Map<String, Object> parameters(ApiOperation operation) {
        Map<String, Object> values = new HashMap<>(parameters);
        String path = operation.pathTemplate();
        String operationId = operation.operationId();
        if (operationId.equals("updateTable")) {
            values.put("table_name", "plain_orders");
        }
        if (operationId.equals("getDatabaseSyncStatus")) {
            values.put("db_name", "mirror");
        }
        if (operationId.equals("getKafkaConsumingStatus")) {
            values.put("id", execution(job(connection("KAFKA"))));
        } else if (operationId.contains("Connection")) {
            values.put("id", connection("TOS"));
        } else if (operationId.contains("ImportJob")) {
            long job = job(connection("TOS"));
            values.put("id", job);
            if (operationId.equals("stopImportJob")) {
                long kafka = job(connection("KAFKA"));
                execution(kafka);
                values.put("id", kafka);
            }
        } else if (operationId.contains("Execution")) {
            values.put("id", execution(job(connection("TOS"))));
        } else if (operationId.contains("Async") || operationId.equals("getQueryStatistic")) {
            values.put(
                    "id",
                    byteHouse
                            .call(
                                    "submitAsyncQuery",
                                    ByteHouse.query("SELECT 1").toString())
                            .data()
                            .path(0)
                            .path("id")
                            .asText());
        } else if (operationId.equals("killSyncQuery")) {
            String id = "kill-me-" + ++fresh;
            byteHouse.call(
                    "submitSyncQuery",
                    ByteHouse.query("SELECT 1").put("queryID", id).toString());
            values.put("id", id);
        }
        Map<String, Object> wanted = new HashMap<>();
        values.forEach((name, value) -> {
            if (path.contains("{" + name + "}")) {
                wanted.put(name, value);
            }
        });
        return wanted;
    }

    /** Returns the example with identifiers that exist here, and with a new name where one is made. */
    String body(String operationId, JsonNode example) {
        ObjectNode body = example.deepCopy();
        if (NEW_NAMES.contains(operationId)) {
            replace(body, "name", "fresh" + ++fresh);
            replace(body, "queryID", "fresh" + ++fresh);
            replace(body, "vwID", "vw-" + Tenant.ACCOUNT + "-main");
        }
        if (operationId.endsWith("ImportJob") && body.has("connectionID")) {
            body.put("connectionID", connection("TOS"));
            ((ObjectNode) body.path("configuration").path("sink")).put("table", "orders");
        }
        return body.toString();
    }

    private static void replace(ObjectNode body, String member, String value) {
        if (body.path(member).isTextual()) {
            body.put(member, value);
        }
    }
}
