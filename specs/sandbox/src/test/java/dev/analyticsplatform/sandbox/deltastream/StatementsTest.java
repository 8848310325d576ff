package dev.analyticsplatform.sandbox.deltastream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatementsTest {
    @RegisterExtension
    final SandboxExtension sandbox =
            SandboxExtension.of(Sandbox.of("deltastream").timeScale(0));

    private DeltaStream client;

    @BeforeEach
    void connect() {
        client = DeltaStream.of(sandbox.sandbox());
    }

    private void view(String columns, String... records) {
        client.produce("t", records).expect(200);
        client.sql("CREATE STREAM s (" + columns + ") WITH ('topic' = 't', 'value.format' = 'json')")
                .expectState("00000");
        client.sql("CREATE MATERIALIZED VIEW v AS SELECT * FROM s").expectState("00000");
    }

    @Test
    @DisplayName("Values of every type keep every digit from the topic to the cell")
    void values() {
        view(
                "b BOOLEAN, i BIGINT, n INTEGER, f DOUBLE, d DECIMAL(38, 18), s VARCHAR, ts TIMESTAMP(6), tz"
                        + " TIMESTAMP_LTZ, y VARBINARY, a ARRAY<DECIMAL(20, 2)>, m MAP<VARCHAR, BIGINT>, st STRUCT<\"x y\""
                        + " VARCHAR, t TIMESTAMP>, dt DATE, ti TIME",
                "{\"b\":true,\"i\":9223372036854775807,\"n\":-7,\"f\":1.5,\"d\":12345678901234567890.123456789012345678,\"s\":\"\\\"é😀\\n"
                        + "\",\"ts\":\"2024-01-02 03:04:05.123456\",\"tz\":\"2024-01-02T03:04:05+02:00\","
                        + "\"y\":\"qrs=\",\"a\":[12345678901234567.89,null],\"m\":{\"k\":9007199254740993},\"st\":{\"x"
                        + " y\":\"q\",\"t\":\"2024-01-02 03:04:05\"},\"dt\":\"2024-02-29\",\"ti\":\"10:11:12\"}",
                "{\"i\":-9223372036854775808,\"d\":99999999999999999999,\"ts\":1700000000123}",
                "{}");
        DeltaStream.Reply reply = client.query("SELECT * FROM v");
        List<String> types = new ArrayList<>();
        reply.body()
                .path("metadata")
                .path("columns")
                .forEach(column -> types.add(column.path("type").asText()));
        assertThat(types)
                .containsExactly(
                        "BOOLEAN",
                        "BIGINT",
                        "INTEGER",
                        "DOUBLE",
                        "DECIMAL(38, 18)",
                        "VARCHAR",
                        "TIMESTAMP(6)",
                        "TIMESTAMP_LTZ(6)",
                        "VARBINARY",
                        "ARRAY<DECIMAL(20, 2)>",
                        "MAP<VARCHAR, BIGINT>",
                        "STRUCT<\"x y\" VARCHAR, t TIMESTAMP(6)>",
                        "DATE",
                        "TIME(6)");
        assertThat(reply.rows().get(0))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "true",
                        "9.223372036854775807E+18",
                        "-7",
                        "1.5",
                        "12345678901234567890.123456789012345678",
                        "\"é😀\n",
                        "2024-01-02 03:04:05.123456",
                        "2024-01-02 01:04:05Z",
                        "qrs=",
                        "[12345678901234567.89,null]",
                        "{\"k\":9007199254740993}",
                        "{\"x y\":\"q\",\"t\":\"2024-01-02 03:04:05\"}",
                        "2024-02-29",
                        "10:11:12");
        assertThat(reply.rows().get(1).path(1).asText()).isEqualTo("-9.223372036854775808E+18");
        assertThat(reply.rows().get(1).path(4).asText()).isEqualTo("99999999999999999999.000000000000000000");
        assertThat(reply.rows().get(1).path(6).asText()).isEqualTo("2023-11-14 22:13:20.123");
        assertThat(reply.rows().get(2)).allMatch(JsonNode::isNull);
    }

    @Test
    @DisplayName("Times are written in the zone that is asked for")
    void zones() {
        view("ts TIMESTAMP, tz TIMESTAMP_LTZ", "{\"ts\":\"2024-07-02 03:04:05.5\",\"tz\":\"2024-07-02 03:04:05Z\"}");
        JsonNode elsewhere = client.sql("SELECT ts, tz FROM v").elsewhere();
        assertThat(client.data(elsewhere, "?timezone=America/New_York").rows())
                .hasToString("[[\"2024-07-01 23:04:05.5\",\"2024-07-01 23:04:05-0400\"]]");
        assertThat(client.data(elsewhere, "?timezone=UTC").rows())
                .hasToString("[[\"2024-07-02 03:04:05.5\",\"2024-07-02 03:04:05Z\"]]");
        client.data(elsewhere, "?timezone=Nowhere").expect(400);
    }

    @Test
    @DisplayName("Views answer what SQL can ask, and show what comes later")
    void finiteQueries() {
        view("k VARCHAR, n BIGINT", "{\"k\":\"a\",\"n\":1}", "{\"k\":\"b\",\"n\":2}", "{\"k\":\"a\",\"n\":3}");
        String grouped =
                "SELECT K, count(*) AS Rows, sum(n) FROM demo.public.v AS x WHERE n > 0 GROUP BY k ORDER BY k DESC;";
        assertThat(client.query(grouped).rows()).hasToString("[[\"b\",\"1\",\"2\"],[\"a\",\"2\",\"4\"]]");
        client.produce("t", "{\"k\":\"b\",\"n\":5}");
        DeltaStream.Reply reply = client.query(grouped);
        assertThat(reply.rows()).hasToString("[[\"b\",\"2\",\"7\"],[\"a\",\"2\",\"4\"]]");
        assertThat(reply.body()
                        .path("metadata")
                        .path("columns")
                        .path(1)
                        .path("name")
                        .asText())
                .as("a name without quotes is in lower case")
                .isEqualTo("rows");
        assertThat(client.query("WITH big AS (SELECT * FROM v WHERE n > 2) SELECT l.n FROM big l JOIN v r ON l.k = r.k"
                                + " AND l.n <> r.n ORDER BY 1")
                        .rows())
                .hasToString("[[\"3\"],[\"5\"]]");
        assertThat(client.query("SELECT EXTRACT(YEAR FROM DATE '2024-01-01') AS y, '--;''' AS \"Q;q\" -- end")
                        .rows())
                .hasToString("[[\"2024\",\"--;'\"]]");
        assertThat(client.query("SELECT * FROM v WHERE n > 100")
                        .body()
                        .path("metadata")
                        .path("partitionInfo"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELEC 1|42601",
                "SELECT FROM FROM v|42601",
                "SELECT nothing FROM v|42601",
                "SELECT 'open|42601",
                "SELECT * FROM absent|3D020",
                "SELECT * FROM other.public.v|3D002",
                "SELECT * FROM other.v|3D003",
                "SELECT no_such_function(n) FROM v|3D017",
                "SELECT * FROM v WITH ('starting.position' = 'middle')|3D008",
                "CREATE STREAM s (a BIGINT) WITH ('topic' = 't', 'value.format' = 'json')|42P017",
                "CREATE STREAM s2 (a BIGINT) WITH ('topic' = 'absent', 'value.format' = 'json')|3D007",
                "CREATE STREAM s2 (a BIGINT) WITH ('topic' = 't')|3D021",
                "CREATE STREAM s2 (a NUMBER) WITH ('topic' = 't', 'value.format' = 'json')|42601",
                "CREATE STREAM s2 (a BIGINT) WITH ('topic' = 't', 'value.format' = 'avro')|0A000",
                "CREATE STREAM s2 (a BIGINT) WITH ('nonsense' = 't')|3D008",
                "CREATE CHANGELOG c (a BIGINT) WITH ('topic' = 't', 'value.format' = 'json')|3D021",
                "CREATE DATABASE demo|42P04",
                "CREATE SCHEMA public|42P06",
                "CREATE STORE sandbox_store WITH ('type' = KAFKA)|42P05",
                "CREATE COMPUTE_POOL sandbox_pool|42P019",
                "CREATE ROLE sysadmin|42P011",
                "DROP STREAM v|3D020",
                "DROP STREAM s|2BP01",
                "DROP DATABASE demo|2BP01",
                "DROP STORE sandbox_store|2BP01",
                "DROP COMPUTE_POOL sandbox_pool|2BP01",
                "INSERT INTO s VALUES (1)|42601",
                "TERMINATE QUERY nothing|3D019",
                "DROP SECRET nothing|3D016",
                "LIST NOTHING|42601",
                "LIST DATABASES EXTRA|42601",
                "COPY (SELECT 1) TO 'file'|42601",
                "SELECT * FROM read_csv('/etc/passwd')|0A000"
            })
    @DisplayName("What is wrong in SQL is told with 200 and the vendor's code")
    void failures(String statement, String state) {
        view("k VARCHAR, n BIGINT", "{}");
        DeltaStream.Reply reply = client.sql(statement).expectState(state);
        assertThat(reply.body().path("message").asText()).isNotBlank();
        assertThat(client.get("statements/" + reply.id())
                        .body()
                        .path("sqlState")
                        .asText())
                .isEqualTo(state);
    }

    @Test
    @DisplayName("An error that shows while rows are made comes from the data plane")
    void failuresOnTheWay() {
        view("k VARCHAR", "{\"k\":\"7\"}", "{\"k\":\"seven\"}");
        JsonNode elsewhere = client.sql("SELECT CAST(k AS INTEGER) AS n FROM v").elsewhere();
        client.data(elsewhere, "").expectState("42601");
    }

    @Test
    @DisplayName("An answer tells the defaults; a statement goes by the names of its request only")
    void contexts() {
        JsonNode context = client.sql("LIST DATABASES", "{}")
                .expectState("00000")
                .body()
                .path("metadata")
                .path("context");
        assertThat(context.path("databaseName").asText()).isEqualTo("demo");
        assertThat(context.path("schemaName").asText()).isEqualTo("public");
        assertThat(context.path("storeName").asText()).isEqualTo("sandbox_store");
        assertThat(context.path("computePoolName").asText()).isEqualTo("sandbox_pool");
        client.sql("LIST RELATIONS", "{}").expectState("3D002");
        client.sql("LIST RELATIONS", "{\"database\":\"demo\"}").expectState("3D003");
        client.sql("LIST RELATIONS", "{\"database\":\"other\",\"schema\":\"public\"}")
                .expectState("3D002");
        client.sql("LIST ENTITIES", "{}").expectState("3D006");
        client.sql("LIST DATABASES", "{\"role\":\"nobody\"}").expectState("3D001");
        client.sql("LIST DATABASES", "{\"organization\":\"other\"}").expectState("3D004");
        view("n BIGINT", "{}");
        client.sql("SELECT * FROM demo.public.s", "{}").expectState("3D023");
        client.sql("CREATE DATABASE other").expectState("00000");
        assertThat(client.sql("USE DATABASE other")
                        .expectState("00000")
                        .body()
                        .path("metadata")
                        .path("context")
                        .path("databaseName")
                        .asText())
                .isEqualTo("other");
    }

    @Test
    @DisplayName("A batch has an id for each statement and ends at the first that fails")
    void batches() {
        DeltaStream.Reply reply = client.sql(
                        "CREATE DATABASE b; USE DATABASE b; USE SCHEMA public; LIST RELATIONS; LIST NOTHING; LIST"
                                + " STORES")
                .expectState("00000");
        JsonNode ids = reply.body().path("statementIDs");
        assertThat(ids).hasSize(6);
        assertThat(ids.path(0).asText()).isEqualTo(reply.id());
        DeltaStream.Reply listed = client.get("v2/statements/" + ids.path(3).asText());
        assertThat(listed.rows()).isEmpty();
        assertThat(listed.body()
                        .path("metadata")
                        .path("context")
                        .path("databaseName")
                        .asText())
                .isEqualTo("b");
        client.get("v2/statements/" + ids.path(4).asText()).expectState("42601");
        client.get("v2/statements/" + ids.path(5).asText()).expectState("57000");
        client.sql(" ; ").expect(400);
    }

    @Test
    @DisplayName("The store's side refuses what is no record")
    void produce() {
        client.produce("t").expect(422);
        client.produce("bad%20topic", "{}").expect(422);
        JsonNode offsets = client.produce("t", "{}", "null").expect(200).body().path("offsets");
        assertThat(offsets.path(1).path("offset").asInt()).isEqualTo(1);
        assertThat(client.sql("LIST ENTITIES").rows()).hasToString("[[\"t\",\"true\"]]");
        client.sql("DROP ENTITY t").expectState("00000");
        assertThat(client.sql("LIST ENTITIES").rows()).isEmpty();
    }
}
