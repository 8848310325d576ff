package dev.analyticsplatform.sandbox.bytehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxClock;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PlainResourcesTest {
    private static final Map<String, String> ORDERS = Map.of("db_name", "sales", "table_name", "orders");

    private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-01-02T03:04:05Z"));

    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of(Sandbox.of("bytehouse").clock(clock));

    private ByteHouse byteHouse;

    @BeforeEach
    void connect() {
        byteHouse = ByteHouse.of(sandbox.sandbox());
    }

    private void createOrders() {
        byteHouse
                .call("createDatabase", "{\"name\":\"sales\",\"description\":\"All sales\"}")
                .expect(200);
        byteHouse.call("createTable", Map.of("db_name", "sales"), """
                        {"name":"orders","columns":[{"name":"id","type":"String","defaultValue":"it's"},
                        {"name":"day","type":"Date","nullable":false,"defaultValue":"2019-01-01"},
                        {"name":"total","type":"Decimal(38,2)","nullable":true}],"orderByKeys":["id"],
                        "partitionKeys":[{"column":"day","granularity":"day"}],
                        "clusterKey":{"columns":["id"],"buckets":8}}""").expect(200);
    }

    @Test
    @DisplayName("What the operations make SQL sees, and the other way round")
    void oneState() {
        createOrders();
        byteHouse.sql("INSERT INTO sales.orders (total) VALUES (1.5)").expect(200);
        assertThat(byteHouse.rows("SELECT id, day, total FROM sales.orders"))
                .isEqualTo("[[\"it's\",\"2019-01-01\",1.5]]");
        byteHouse
                .call(
                        "createTable",
                        Map.of("db_name", "sales"),
                        "{\"name\":\"orders\",\"columns\":[{\"name\":\"a\","
                                + "\"type\":\"String\"}],\"orderByKeys\":[\"a\"]}")
                .expectCode(57);
        byteHouse.call("updateTable", ORDERS, """
                        {"addColumns":[{"name":"country","type":"String","defaultValue":"DE"}],
                        "modifyColumns":[{"name":"total","type":"Float64","nullable":true}],
                        "renameColumns":[{"name":"country","newName":"land"}],"ttl":{"expression":"day + INTERVAL 30 DAY"}}""").expect(200);
        assertThat(byteHouse.rows("SELECT * FROM sales.orders")).isEqualTo("[[\"it's\",\"2019-01-01\",1.5,\"DE\"]]");
        JsonNode table = byteHouse.call("getTable", ORDERS).data();
        assertThat(table.path("columns").path(0).toString())
                .isEqualTo("{\"name\":\"id\",\"type\":\"String\",\"nullable\":false,\"defaultValue\":\"it's\"}");
        assertThat(table.path("ttl").path("expression").asText()).isEqualTo("day + INTERVAL 30 DAY");
        assertThat(table.path("createdAt").asText()).isEqualTo("2026-01-02T03:04:05Z");
        byteHouse.call("updateTable", ORDERS, "{\"dropColumns\":[\"id\"]}").expectCode(44);
        byteHouse
                .call("updateTable", ORDERS, "{\"dropColumns\":[\"land\"],\"isRemoveTTL\":true}")
                .expect(200);
        assertThat(byteHouse.call("getTable", ORDERS).data().has("ttl")).isFalse();

        byteHouse
                .sql("CREATE VIEW sales.big AS SELECT * FROM sales.orders WHERE total > 1")
                .expect(200);
        JsonNode all =
                byteHouse.call("listTablesAndViews", Map.of("db_name", "sales")).data();
        assertThat(all).hasSize(2);
        assertThat(all.path(0).path("type").asText()).isEqualTo("VIEW");
        assertThat(byteHouse.call("listTables", Map.of("db_name", "sales")).data())
                .hasSize(1);
        JsonNode database =
                byteHouse.call("getDatabase", Map.of("db_name", "sales")).data();
        assertThat(database.path("noOfTables").asInt()).isEqualTo(1);
        assertThat(database.path("sizeInBytes").asLong()).isPositive();
        byteHouse.call("deleteTable", ORDERS).expect(200);
        byteHouse.call("deleteTable", ORDERS).expect(404);
        byteHouse.sql("SELECT * FROM sales.orders").expectCode(60);
        byteHouse.call("deleteDatabase", Map.of("db_name", "sales")).expect(200);
        byteHouse.sql("USE sales").expectCode(81);
    }

    @Test
    @DisplayName("Partitions are those of the rows, and go with them")
    void partitions() {
        createOrders();
        byteHouse.sql("INSERT INTO sales.orders VALUES ('a','2025-03-04',1),('b','2025-03-05',2),('c','2025-03-05',3)");
        JsonNode partitions = byteHouse.call("listPartitions", ORDERS).data();
        assertThat(partitions).hasSize(2);
        assertThat(partitions.path(1).path("name").asText()).isEqualTo("2025-03-05");
        assertThat(partitions.path(1).path("rows").asInt()).isEqualTo(2);
        assertThat(byteHouse.call("getPartitionRange", ORDERS).data().toString())
                .isEqualTo("{\"min\":\"2025-03-04\",\"max\":\"2025-03-05\"}");
        byteHouse
                .call("deletePartitions", ORDERS, "{\"partitionNames\":[\"2025-03-05\",\"2025-03-06\"]}")
                .expect(400);
        assertThat(byteHouse
                        .call("deletePartitions", ORDERS, "{\"partitionNames\":[\"2025-03-05\"]}")
                        .data()
                        .asText())
                .isEqualTo("Success");
        assertThat(byteHouse.rows("SELECT id FROM sales.orders")).isEqualTo("[[\"a\"]]");
        JsonNode status = byteHouse.call("getClusterStatus", ORDERS).data();
        assertThat(status.toString()).isEqualTo("{\"clusterStatus\":0,\"clusterProgress\":\"0.0%\"}");
        clock.advance(Duration.ofSeconds(150));
        assertThat(byteHouse.call("getClusterStatus", ORDERS).data().toString())
                .isEqualTo("{\"clusterStatus\":0,\"clusterProgress\":\"50.0%\"}");
        clock.advance(Duration.ofSeconds(150));
        assertThat(byteHouse
                        .call("getClusterStatus", ORDERS)
                        .data()
                        .path("clusterStatus")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("Lists by offset tell the total, and a filter keeps the names that hold it")
    void pagingByOffset() {
        for (int i = 0; i < 5; i++) {
            byteHouse.sql("CREATE DATABASE db" + i);
        }
        JsonNode page = byteHouse
                .call("listDatabases", Map.of("offset", 4, "limit", 10))
                .body();
        assertThat(page.path("data")).hasSize(2);
        assertThat(page.path("meta").toString()).isEqualTo("{\"offset\":4,\"total\":6}");
        assertThat(byteHouse.call("listDatabases", Map.of("filter", "b3")).data())
                .hasSize(1);
        byteHouse.call("listDatabases", Map.of("limit", -1)).expect(400);
    }

    @Test
    @DisplayName("A database that follows MySQL passes through its phases")
    void syncStatus() {
        byteHouse
                .sql("CREATE DATABASE mirror ENGINE = MaterializedMySQL('host:3306', 'd', 'u', 'p')")
                .expect(200);
        Map<String, String> mirror = Map.of("db_name", "mirror");
        for (String phase : List.of("PreparingSync", "FullSync", "Syncing")) {
            assertThat(byteHouse
                            .call("getDatabaseSyncStatus", mirror)
                            .data()
                            .path("syncType")
                            .asText())
                    .isEqualTo(phase);
            clock.advance(Duration.ofSeconds(60));
        }
        byteHouse.call("getDatabaseSyncStatus", Map.of("db_name", "default")).expect(400);
        byteHouse.call("getDatabaseSyncStatus", Map.of("db_name", "none")).expect(404);
    }

    @Test
    @DisplayName("Roles, assignments and permissions are kept and taken away")
    void access() {
        byteHouse
                .call("assignRole", "{\"UserID\":9007199254740993,\"RoleName\":\"nobody\"}")
                .expect(404);
        String ada = "{\"UserID\":9007199254740993,\"RoleName\":\"SystemAdmin\"}";
        byteHouse.call("assignRole", ada).expect(200);
        assertThat(byteHouse
                        .call("listAssignments", Map.of("UserID", 9007199254740993L))
                        .data()
                        .toString())
                .isEqualTo("{\"assignments\":[" + ada + "]}");
        byteHouse.call("unassignRole", ada).expect(200);
        byteHouse.call("unassignRole", ada).expect(404);
        String permission =
                "{\"RoleName\":\"SystemAdmin\",\"ByteHouseResourceID\":\"x\",\"SecureObjectTypeName\":\"Database\","
                        + "\"ActionName\":\"USE\"}";
        Map<String, String> where =
                Map.of("RoleName", "SystemAdmin", "ByteHouseResourceID", "x", "SecureObjectTypeName", "Database");
        byteHouse.call("grantPermission", permission).expect(200);
        assertThat(byteHouse.call("listPermissions", where).data().toString())
                .isEqualTo("{\"permissions\":[{\"ActionName\":\"USE\",\"GrantOption\":false}]}");
        byteHouse.call("revokePermission", permission).expect(200);
        byteHouse.call("revokePermission", permission).expect(404);
        assertThat(byteHouse.call("listPermissions", where).data().path("permissions"))
                .isEmpty();
    }

    @Test
    @DisplayName("Connections mask their secrets, and a cursor leads through them")
    void connections() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ByteHouse.Reply made = byteHouse.call(
                    "createConnection",
                    "{\"name\":\"c" + i
                            + "\",\"type\":\"S3\",\"data\":{\"accessKey\":\"AKIDEXAMPLE\",\"secretKey\":\"hush\"}}");
            assertThat(made.data().path("data").toString())
                    .isEqualTo("{\"accessKey\":\"AK****\",\"secretKey\":\"****\"}");
            ids.add(made.data().path("id").asLong());
        }
        List<Long> found = new ArrayList<>();
        Map<String, Object> query = new HashMap<>(Map.of(
                "limit",
                2,
                "cursor",
                Base64.getEncoder()
                        .encodeToString("{\"value\":null,\"sort_value\":null}".getBytes(StandardCharsets.UTF_8))));
        int pages = 0;
        while (query.get("cursor") != null) {
            JsonNode page = byteHouse.call("listConnections", query).expect(200).body();
            page.path("data").forEach(each -> found.add(each.path("id").asLong()));
            JsonNode next = page.path("meta").path("cursor");
            query.put("cursor", next.isTextual() ? next.asText() : null);
            pages++;
        }
        assertThat(found).isEqualTo(ids);
        assertThat(pages).isEqualTo(3);
        byteHouse.call("listConnections", Map.of("cursor", "nonsense")).expect(400);
        Map<String, Object> first = Map.of("id", ids.get(0));
        byteHouse
                .call("updateConnection", first, "{\"name\":\"new\",\"data\":{\"password\":\"p\"}}")
                .expect(200);
        assertThat(byteHouse.call("getConnection", first).data().toString())
                .contains("\"name\":\"new\",\"type\":\"S3\",\"data\":{\"password\":\"****\"}");
        byteHouse.call("deleteConnection", first).expect(200);
        byteHouse.call("getConnection", first).expect(404);
    }

    private long job(String type, String state) {
        long connection = byteHouse
                .call("createConnection", "{\"name\":\"c\",\"type\":\"" + type + "\",\"data\":{}}")
                .data()
                .path("id")
                .asLong();
        return byteHouse
                .call(
                        "createImportJob",
                        "{\"name\":\"towers\",\"connectionID\":" + connection
                                + ",\"configuration\":{\"source\":{\"properties\":"
                                + "{\"fileNames\":\"a.csv\"}}},\"sourceSchema\":{},\"state\":\"" + state + "\"}")
                .data()
                .path("id")
                .asLong();
    }

    @Test
    @DisplayName("A published job runs by the clock, once at a time, and tells its log")
    void importJobs() {
        Map<String, Object> draft = Map.of("id", job("TOS", "DRAFT"));
        byteHouse.call("startImportJob", draft, "{}").expect(400);
        Map<String, Object> job = Map.of("id", job("TOS", "PUBLISHED"));
        byteHouse.call("renameImportJob", job, "{\"name\":\"new name\"}").expect(200);
        byteHouse
                .call("updateImportJobDescription", job, "{\"description\":\"d\"}")
                .expect(200);
        assertThat(byteHouse.call("getImportJob", job).data().path("name").asText())
                .isEqualTo("new name");
        String id = byteHouse
                .call("startImportJob", job, "{\"source.properties.fileNames\":\"b.csv\"}")
                .data()
                .path("executionID")
                .asText();
        Map<String, Object> execution = Map.of("id", id);
        byteHouse.call("startImportJob", job, "{}").expect(400);
        byteHouse.call("deleteImportJob", job).expect(400);
        assertThat(byteHouse
                        .call("getExecution", execution)
                        .data()
                        .path("status")
                        .asText())
                .isEqualTo("NotStarted");
        clock.advance(Duration.ofSeconds(2));
        assertThat(byteHouse
                        .call("getExecution", execution)
                        .data()
                        .path("status")
                        .asText())
                .isEqualTo("Running");
        clock.advance(Duration.ofSeconds(30));
        assertThat(byteHouse.call("listImportJobExecutions", job).data().path(0).toString())
                .contains("\"status\":\"Finished\"")
                .contains("\"endTime\":\"2026-01-02T03:04:37Z\"");
        assertThat(byteHouse.call("getExecutionLogs", execution).data().toString())
                .isEqualTo("[\"Loading b.csv\",\"0 rows loaded\"]");
        byteHouse.call("stopImportJob", job).expect(400);
        byteHouse.call("deleteImportJob", job).expect(200);
        byteHouse.call("getImportJob", job).expect(404);
    }

    @Test
    @DisplayName("A job of Kafka runs until it is stopped, and tells windows of time")
    void kafka() {
        Map<String, Object> job = Map.of("id", job("KAFKA", "PUBLISHED"));
        String id = byteHouse
                .call("startImportJob", job, "{}")
                .data()
                .path("executionID")
                .asText();
        clock.advance(Duration.ofHours(1));
        Map<String, Object> windows = Map.of("id", id, "partition", 0, "period", "1h", "granularity", "20m");
        assertThat(byteHouse.call("getKafkaConsumingStatus", windows).data()).hasSize(3);
        byteHouse
                .call(
                        "getKafkaConsumingStatus",
                        Map.of("id", id, "partition", 0, "period", "1 hour", "granularity", "2m"))
                .expect(400);
        byteHouse.call("getExecutionLogs", Map.of("id", id)).expect(400);
        byteHouse.call("stopImportJob", job).expect(200);
        assertThat(byteHouse
                        .call("getExecution", Map.of("id", id))
                        .data()
                        .path("status")
                        .asText())
                .isEqualTo("Stopped");
    }

    @Test
    @DisplayName("Use of storage grows with the rows")
    void storage() {
        createOrders();
        Map<String, String> span =
                Map.of("startTime", "2026-01-01T00:00:00Z", "endTime", "2026-01-03T00:00:00Z", "dbName", "sales");
        assertThat(byteHouse.call("getStorageUsage", span).data().path("usage").toString())
                .isEqualTo("[{\"time\":\"2026-01-02T03:04:05Z\",\"dbName\":\"sales\",\"sizeInBytes\":0}]");
        byteHouse.sql("INSERT INTO sales.orders VALUES ('a','2025-03-04',1)");
        assertThat(byteHouse
                        .call("getStorageUsage", span)
                        .data()
                        .path("usage")
                        .path(0)
                        .path("sizeInBytes")
                        .asLong())
                .isPositive();
    }
}
