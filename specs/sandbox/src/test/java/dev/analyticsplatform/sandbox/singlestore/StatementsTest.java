package dev.analyticsplatform.sandbox.singlestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatementsTest {
    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of("singlestore");

    private SingleStore client;

    @BeforeEach
    void begin() {
        client = SingleStore.of(sandbox.sandbox());
        client = client.at(client.workspace().path("endpoint").asText());
        client.data("exec", "", "CREATE DATABASE shop").expect(200);
    }

    private void createEverything() {
        client.exec("""
                        CREATE TABLE `every` (
                          id BIGINT NOT NULL, tiny BOOL, small SMALLINT, i INT UNSIGNED, f FLOAT, d DOUBLE,
                          m DECIMAL(38,10), s VARCHAR(20) DEFAULT 'none', t LONGTEXT, b LONGBLOB, j JSON,
                          day DATE, clock TIME, dt DATETIME, dt6 DATETIME(6), e ENUM('a', 'b'),
                          PRIMARY KEY (id), SHARD KEY (id), KEY by_day (day) USING HASH) AUTOSTATS_ENABLED = TRUE
                        """).expect(200);
    }

    @Test
    @DisplayName("Every type keeps every digit, and comes back in the form of the Data API")
    void values() {
        createEverything();
        JsonNode done = client.exec(
                        "INSERT INTO `every` VALUES (?,?,?,?,?,?,?,?,?,FROM_BASE64(?),?,?,?,?,?,?),"
                                + "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                        "9223372036854775807",
                        true,
                        -32768,
                        "4294967295",
                        1.5,
                        0.1,
                        "9999999999999999999999999999.0123456789",
                        "twé \uD83D\uDE00",
                        "a\"b\\c'd\n",
                        "AAH/",
                        "{\"n\":12345678901234567890.10,\"a\":[]}",
                        "2023-01-31",
                        "15:29:22",
                        "2023-01-31 15:29:22",
                        "2023-01-31 15:29:22.000008",
                        "a",
                        "-9223372036854775808",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)
                .expect(200)
                .json();
        assertThat(done.path("rowsAffected").asInt()).isEqualTo(2);

        SingleStore.Reply reply =
                client.tuples("SELECT * FROM `every` ORDER BY id DESC").expect(200);
        assertThat(reply.text())
                .contains("[9223372036854775807,1,-32768,4294967295,1.5,0.1,"
                        + "\"9999999999999999999999999999.0123456789\",\"twé \\uD83D\\uDE00\",\"a\\\"b\\\\c'd\\n\","
                        + "\"AAH/\",{\"n\":12345678901234567890.10,\"a\":[]},\"2023-01-31\",\"15:29:22\","
                        + "\"2023-01-31 15:29:22\",\"2023-01-31 15:29:22.000008\",\"a\"]")
                .contains("[-9223372036854775808" + ",null".repeat(15) + "]");
        JsonNode columns = reply.json().path("results").path(0).path("columns");
        assertThat(columns.findValuesAsText("dataType"))
                .containsExactly(
                        "BIGINT(20)",
                        "TINYINT(1)",
                        "SMALLINT(6)",
                        "INT(11)",
                        "FLOAT",
                        "DOUBLE",
                        "DECIMAL(38,10)",
                        "VARCHAR(20)",
                        "LONGTEXT",
                        "LONGBLOB",
                        "JSON",
                        "DATE",
                        "TIME",
                        "DATETIME",
                        "DATETIME(6)",
                        "ENUM('a','b')");
        assertThat(columns.findValuesAsText("nullable"))
                .startsWith("false", "true")
                .hasSize(16);
    }

    @Test
    @DisplayName("Rows of plain values and rows of expressions store the same")
    void bothWaysOfInserting() {
        createEverything();
        String columns = "INSERT INTO `every` (id, tiny, m, s, b, j, dt6) VALUES ";
        client.exec(columns + "(1, ?, ?, ?, ?, ?, ?)", true, "1.5", "é\\", "é\\x", "{\"a\": 1}", "2024-01-01 00:00:00")
                .expect(200);
        client.exec(
                        columns + "(1 + 1, ?, ?, ?, ?, ?, ?)",
                        true,
                        "1.5",
                        "é\\",
                        "é\\x",
                        "{\"a\": 1}",
                        "2024-01-01 00:00:00")
                .expect(200);
        JsonNode rows = client.tuples("SELECT tiny, m, s, b, j, dt6 FROM `every` ORDER BY id")
                .rows();
        assertThat(rows.path(0)).isEqualTo(rows.path(1));
        assertThat(rows.path(0).path(3).asText()).isEqualTo("w6lceA==");
    }

    @Test
    @DisplayName("Numbers among the args go through floating point, as at the vendor; texts do not")
    void numbersAmongTheArgs() {
        JsonNode row = client.tuples("SELECT ?, ?, ?", 9007199254740993L, "9007199254740993", 1.25)
                .rows();
        assertThat(row.path(0).path(0).asText()).isEqualTo("9007199254740992");
        assertThat(row.path(0).path(1).asText()).isEqualTo("9007199254740993");
        assertThat(row.path(0).path(2).decimalValue()).isEqualByComparingTo("1.25");
        client.tuples("SELECT ?", Arrays.asList(1, 2)).expectError(400, "Error 1210");
        client.tuples("SELECT ?, '?'").expectError(400, "Error 1210");
    }

    @Test
    void countGroupOrderJoinAndAggregate() {
        client.exec("CREATE TABLE o (id BIGINT PRIMARY KEY, c CHAR(2), total DECIMAL(10,2))")
                .expect(200);
        client.exec("CREATE TABLE k (c CHAR(2), name TEXT)").expect(200);
        client.exec("INSERT INTO o VALUES (1,'NZ',10.10),(2,'NZ',0.20),(3,'DE',5),(4,NULL,1)")
                .expect(200);
        client.exec("INSERT INTO k VALUES ('NZ','New Zealand'),('DE','Deutschland')")
                .expect(200);
        assertThat(client.tuples(
                                "SELECT k.name, count(*), sum(o.total), sum(o.id) FROM o LEFT JOIN k ON k.c = o.c GROUP BY 1 ORDER BY 1")
                        .rows()
                        .toString())
                .as("NULL comes first, as in MySQL")
                .isEqualTo(
                        "[[null,1,\"1.00\",\"4\"],[\"Deutschland\",1,\"5.00\",\"3\"],[\"New Zealand\",2,\"10.30\",\"3\"]]");
        client.exec("CREATE VIEW big AS SELECT id, total FROM o WHERE total >= 5")
                .expect(200);
        client.exec("INSERT INTO o VALUES (5,'DE',50)").expect(200);
        assertThat(client.rows("SELECT count(*) FROM big").rows().toString()).isEqualTo("[{\"count(*)\":3}]");
        assertThat(client.tuples("SELECT id FROM shop.o ORDER BY id LIMIT ?, ?", 1, 2)
                        .rows()
                        .toString())
                .isEqualTo("[[2],[3]]");
        assertThat(client.rows("SELECT id AS a, total AS a FROM o WHERE id = 1")
                        .rows()
                        .toString())
                .as("equal names become one")
                .isEqualTo("[{\"a\":\"10.10\"}]");
        assertThat(client.exec("UPDATE o SET total = total + 1 WHERE c = 'NZ'")
                        .json()
                        .path("rowsAffected")
                        .asInt())
                .isEqualTo(2);
        assertThat(client.exec("DELETE FROM o WHERE c IS NULL")
                        .json()
                        .path("rowsAffected")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.tuples("DELETE FROM o").rows()).isEmpty();
        assertThat(client.tuples("SELECT * FROM o").rows()).isEmpty();
    }

    @Test
    void mySqlsOwnWords() {
        assertThat(client.tuples("""
                                SELECT CONCAT('a', 1, "b"), CONCAT('a', NULL), IFNULL(NULL, 'x'), 7 DIV 2, NULL <=> NULL, 1 OR 0,
                                  '12' :> BIGINT, CAST(12 AS CHAR), IF(1 = 1, 'y', 'n'), 'it\\'s', "it's", DATABASE(), -- done
                                  DATE_FORMAT('2024-03-01 11:30:05', '%Y/%m/%d %H:%i:%s'), DATEDIFF('2024-03-01', '2024-02-01') /* really */
                                """).rows().path(0).toString())
                .isEqualTo(
                        "[\"a1b\",null,\"x\",3,1,1,12,\"12\",\"y\",\"it's\",\"it's\",\"shop\",\"2024/03/01 11:30:05\",29]");
        client.exec("CREATE TABLE j (v JSON)").expect(200);
        client.exec("INSERT INTO j VALUES ('{\"a\":{\"b\":\"c\"},\"n\":1.5}')").expect(200);
        assertThat(client.tuples("SELECT v::a, v::a::$b, j.v::%n FROM j WHERE v::a::$b = 'c'")
                        .rows()
                        .toString())
                .isEqualTo("[[{\"b\":\"c\"},\"c\",1.5]]");
    }

    @Test
    void numbersAreGivenOut() {
        client.exec("CREATE TABLE n (id BIGINT AUTO_INCREMENT PRIMARY KEY, s TEXT)")
                .expect(200);
        assertThat(client.exec("INSERT INTO n (s) VALUES ('a'), ('b')").json().toString())
                .isEqualTo("{\"lastInsertId\":1,\"rowsAffected\":2}");
        assertThat(client.exec("INSERT INTO n VALUES (NULL, 'c')")
                        .json()
                        .path("lastInsertId")
                        .asInt())
                .isEqualTo(3);
        client.exec("INSERT INTO n VALUES (1, 'again')").expectError(400, "Error 1062");
        assertThat(client.exec("INSERT IGNORE INTO n VALUES (1, 'again')")
                        .json()
                        .path("rowsAffected")
                        .asInt())
                .isZero();
        client.exec("INSERT INTO n VALUES (1, 'x') ON DUPLICATE KEY UPDATE s = CONCAT(s, VALUES(s))")
                .expect(200);
        client.exec("REPLACE INTO n VALUES (2, 'z')").expect(200);
        assertThat(client.tuples("SELECT s FROM n ORDER BY id").rows().toString())
                .isEqualTo("[[\"ax\"],[\"z\"],[\"c\"]]");
    }

    @Test
    void theCatalogShowsWhatWasDeclared() {
        createEverything();
        client.exec("CREATE VIEW v AS SELECT id, s FROM `every`").expect(200);
        assertThat(client.tuples("SHOW DATABASES").rows().toString())
                .isEqualTo("[[\"information_schema\"],[\"shop\"]]");
        assertThat(client.data("query/tuples", "", "SHOW FULL TABLES FROM shop")
                        .rows()
                        .toString())
                .isEqualTo("[[\"every\",\"BASE TABLE\"],[\"v\",\"VIEW\"]]");
        JsonNode described = client.rows("DESCRIBE `every`").rows();
        assertThat(described.path(0).toString())
                .isEqualTo(
                        "{\"Field\":\"id\",\"Type\":\"bigint(20)\",\"Null\":\"NO\",\"Key\":\"PRI\",\"Default\":null,\"Extra\":\"\"}");
        assertThat(described.path(7).path("Default").asText()).isEqualTo("none");
        assertThat(client.tuples(
                                "SELECT COLUMN_NAME, COLUMN_TYPE FROM information_schema.columns"
                                        + " WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position",
                                "shop",
                                "v")
                        .rows()
                        .toString())
                .isEqualTo("[[\"id\",\"bigint(20)\"],[\"s\",\"varchar(20)\"]]");
        assertThat(client.tuples("SELECT DISTINCT COLUMN_COMMENT FROM information_schema.columns")
                        .rows()
                        .toString())
                .as("query builders read it")
                .isEqualTo("[[\"\"]]");
        client.exec("ALTER TABLE `every` ADD COLUMN more INT NOT NULL DEFAULT 5")
                .expect(200);
        assertThat(client.rows("SHOW COLUMNS FROM `every` LIKE 'more'").rows()).hasSize(1);
        client.exec("DROP VIEW v").expect(200);
        client.exec("DROP TABLE `every`").expect(200);
        client.exec("DROP TABLE IF EXISTS `every`").expect(200);
        assertThat(client.tuples("SHOW TABLES").rows()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("What is wrong with a statement is told with MySQL's code")
    @CsvSource(delimiter = '|', textBlock = """
            SELEC 1                                        | 1064
            SELECT 1 FROM                                  | 1064
            SELECT 1; SELECT 2                             | 1064
            SELECT 'open                                   | 1064
            PREPARE x                                      | 1064
            CREATE TABLE x (a NOTYPE)                      | 1064
            SELECT * FROM nothing                          | 1146
            SELECT * FROM T                                | 1146
            INSERT INTO nothing VALUES (1)                 | 1146
            SELECT * FROM nodb.t                           | 1049
            SELECT nope FROM t                             | 1054
            INSERT INTO t (nope) VALUES (1)                | 1054
            UPDATE t SET nope = 1                          | 1054
            SELECT a FROM t, t AS u                        | 1052
            SELECT NOFUNCTION(1)                           | 1305
            SELECT a, count(*) FROM t                      | 1055
            INSERT INTO t VALUES (1)                       | 1136
            INSERT INTO t VALUES (1, 'x')                  | 1062
            INSERT INTO t VALUES (NULL, 'x')               | 1048
            INSERT INTO t (s) VALUES ('x')                 | 1364
            INSERT INTO t VALUES (2, 'toolong')            | 1406
            INSERT INTO t VALUES (99999999999, 'x')        | 1264
            INSERT INTO t VALUES ('one', 'x')              | 1366
            CREATE TABLE t (a INT)                         | 1050
            CREATE DATABASE shop                           | 1007
            DROP DATABASE nodb                             | 1008
            DROP TABLE nothing                             | 1051
            CREATE TABLE x (a INT, A INT)                  | 1060
            CREATE TABLE x (a INT, KEY (b))                | 1072
            KILL QUERY 4711                                | 1094
            CREATE TABLE x (a DECIMAL(66,0))               | 1426
            CREATE TABLE x (a DECIMAL(40,31))              | 1425
            SELECT 1 :> DECIMAL(39,0)                      | 1749
            SHOW INDEX FROM t                        | 1749
            CREATE INDEX i ON t (s)                  | 1749
            DROP INDEX i ON t                        | 1749
            ALTER TABLE t MODIFY COLUMN s TEXT       | 1749
            """)
    void errors(String sql, int code) {
        client.exec("CREATE TABLE t (a INT PRIMARY KEY, s VARCHAR(3))").expect(200);
        client.exec("INSERT INTO t VALUES (1, 'one')").expect(200);
        SingleStore.Reply reply = client.exec(sql);
        assertThat(reply.expect(400).text()).startsWith("Error " + code + ": ");
        assertThat(reply.response().header("Content-Type")).startsWith("text/plain");
    }

    @Test
    void aStatementNeedsADatabaseOnlyForNamesWithoutOne() {
        client.exec("CREATE TABLE t (a INT)").expect(200);
        client.data("exec", "", "INSERT INTO t VALUES (1)").expectError(400, "Error 1046: No database selected");
        client.data("query/rows", "", "SELECT * FROM t").expectError(400, "Error 1046: No database selected");
        client.data("exec", "", "INSERT INTO shop.t VALUES (1)").expect(200);
        client.data("query/rows", "SHOP", "SELECT 1").expectError(400, "Error 1049: Unknown database 'SHOP'");
    }
}
