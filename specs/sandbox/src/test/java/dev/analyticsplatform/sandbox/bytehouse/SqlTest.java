package dev.analyticsplatform.sandbox.bytehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqlTest {
    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of("bytehouse");

    private ByteHouse byteHouse;

    @BeforeEach
    void connect() {
        byteHouse = ByteHouse.of(sandbox.sandbox());
    }

    @Test
    @DisplayName("Values of every type come back digit for digit, with the types that were declared")
    void everyType() {
        byteHouse.sql("""
                CREATE DATABASE sales;
                CREATE TABLE sales.everything (
                  id Int64, i8 Nullable(Int8), u64 Nullable(UInt64), i128 Nullable(Int128), i256 Nullable(Int256),
                  d Nullable(Decimal(38, 10)), f Nullable(Float64), s Nullable(String), b Nullable(Bool),
                  day Nullable(Date), t0 Nullable(DateTime('UTC')), t6 Nullable(DateTime64(6, 'UTC')),
                  t9 Nullable(DateTime64(9)), u Nullable(UUID), l Array(Nullable(Decimal(38, 10))),
                  m Map(String, Int64), p Tuple(x Int64, y Nullable(String)), q Tuple(Int64, String),
                  lc LowCardinality(String)
                ) ENGINE = CnchMergeTree ORDER BY id""").expect(200);
        String row = """
                {"id":-9223372036854775808,"i8":-128,"u64":18446744073709551615,
                 "i128":-170141183460469231731687303715884105728,
                 "i256":12345678901234567890123456789012345678901234567890123456789012345678901234567,
                 "d":1234567890123456789012345678.0123456789,"f":0.1,"s":"Grüße, 世界 'quoted' \\"\\\\\\u0000😀","b":true,
                 "day":"2024-02-29","t0":"2024-02-29 23:59:59","t6":"2024-02-29 23:59:59.123456",
                 "t9":"2024-02-29 23:59:59.123456789","u":"00000000-0000-0000-0000-00000000000a",
                 "l":[1234567890123456789012345678.0123456789,null],"m":{"k":9223372036854775807},
                 "p":{"x":1,"y":null},"q":[2,"zwei"],"lc":"low"}""";
        byteHouse
                .sql("INSERT INTO sales.everything FORMAT JSONEachRow " + row + "\n{\"id\":2}")
                .expect(200);
        assertThat(byteHouse.rows("SELECT * FROM sales.everything ORDER BY id"))
                .isEqualTo("[[-9223372036854775808,-128,18446744073709551615,-170141183460469231731687303715884105728,"
                        + "12345678901234567890123456789012345678901234567890123456789012345678901234567,"
                        + "1234567890123456789012345678.0123456789,0.1,\"Grüße, 世界 'quoted' \\\"\\\\\\u0000😀\",true,"
                        + "\"2024-02-29\",\"2024-02-29 23:59:59\",\"2024-02-29 23:59:59.123456\","
                        + "\"2024-02-29 23:59:59.123456789\",\"00000000-0000-0000-0000-00000000000a\","
                        + "[1234567890123456789012345678.0123456789,null],{\"k\":9223372036854775807},"
                        + "{\"x\":1,\"y\":null},[2,\"zwei\"],\"low\"],"
                        + "[2,null,null,null,null,null,null,null,null,null,null,null,null,null,[],{},"
                        + "{\"x\":0,\"y\":null},[0,\"\"],\"\"]]");
        assertThat(byteHouse.types("SELECT * FROM sales.everything"))
                .isEqualTo("id Int64; i8 Nullable(Int8); u64 Nullable(UInt64); i128 Nullable(Int128);"
                        + " i256 Nullable(Int256); d Nullable(Decimal(38, 10)); f Nullable(Float64);"
                        + " s Nullable(String); b Nullable(Bool); day Nullable(Date); t0 Nullable(DateTime('UTC'));"
                        + " t6 Nullable(DateTime64(6, 'UTC')); t9 Nullable(DateTime64(9)); u Nullable(UUID);"
                        + " l Array(Nullable(Decimal(38, 10))); m Map(String, Int64);"
                        + " p Tuple(x Int64, y Nullable(String)); q Tuple(Int64, String); lc LowCardinality(String)");
        assertThat(byteHouse.rows(
                        "SELECT max(u64), min(id), max(d), max(t6), sum(id) FROM sales.everything WHERE i8 < 0"))
                .isEqualTo("[[18446744073709551615,-9223372036854775808,1234567890123456789012345678.0123456789,"
                        + "\"2024-02-29 23:59:59.123456\",-9223372036854775808]]");
    }

    @Test
    @DisplayName("VALUES store numbers with every digit, text with its escapes, and defaults")
    void values() {
        byteHouse.sql(
                "CREATE TABLE t (a Int64, d Decimal(38,20), s String DEFAULT 'none', n Nullable(Int32), x Array(Int32),"
                        + " m Map(String, Int32)) ENGINE = CnchMergeTree() ORDER BY (a)");
        byteHouse
                .sql(
                        "INSERT INTO t VALUES (9223372036854775807, 0.00000000000000000001, 'it\\'s ''a'' \\\\ \\n', NULL, [1, 2],"
                                + " {'k': 1}), (-9223372036854775808, 123456789012345678.12345678901234567891, DEFAULT, 1+1, [], {})")
                .expect(200);
        byteHouse.sql("INSERT INTO t (a, s) VALUES (NULL, NULL)").expect(200);
        assertThat(byteHouse.sql("SELECT a, d, s, n, x, m FROM t ORDER BY a").text())
                .contains("\"data\":[[-9223372036854775808,123456789012345678.12345678901234567891,\"none\",2,[],{}],"
                        + "[0,0,\"none\",null,[],{}],"
                        + "[9223372036854775807,0.00000000000000000001,\"it's 'a' \\\\ \\n\",null,[1,2],{\"k\":1}]]");
    }

    @Test
    @DisplayName("Decimals of up to 76 digits are held as long as 38 suffice for all of a column, and views follow")
    void wideDecimals() {
        byteHouse.sql("CREATE TABLE t (a Int64, d Nullable(Decimal(76, 38))) ENGINE = CnchMergeTree ORDER BY tuple();"
                + " INSERT INTO t VALUES (1, 100), (2, -0.5); CREATE VIEW v AS SELECT a, d FROM t");
        byteHouse
                .sql("INSERT INTO t FORMAT JSONEachRow {\"a\":3,\"d\":12345678901234567890123456789012345.125}")
                .expect(200);
        assertThat(byteHouse.sql("SELECT d FROM v ORDER BY d").text())
                .contains("{\"name\":\"d\",\"type\":\"Nullable(Decimal(76, 38))\"}")
                .contains("[[-0.5],[100],[12345678901234567890123456789012345.125]]");
        byteHouse
                .sql("INSERT INTO t FORMAT JSONEachRow {\"a\":4,\"d\":1}{\"a\":5,\"d\":0.0001}")
                .expectCode(69);
        byteHouse
                .sql(
                        "ALTER TABLE t DELETE WHERE a = 3; INSERT INTO t VALUES (6, 0.00000000000000000000000000000000001)")
                .expect(200);
        assertThat(byteHouse.sql("SELECT d FROM t ORDER BY a").text())
                .contains("[[100],[-0.5],[0.00000000000000000000000000000000001]]");
        byteHouse
                .sql("INSERT INTO t SELECT 7, CAST(1 AS Decimal(20, 0)); INSERT INTO t (d) VALUES (NULL)")
                .expectCode(69);
    }

    @Test
    @DisplayName("Times with offsets are read when the statement asks for the effort, and refused otherwise")
    void bestEffort() {
        byteHouse.sql(
                "CREATE TABLE t (a DateTime64(6, 'UTC'), b Nullable(DateTime)) ENGINE = CnchMergeTree ORDER BY a");
        String rows =
                "FORMAT JSONEachRow\n{\"a\":\"2024-05-01T13:00:00.123456+02:00\",\"b\":\"2024-05-01T13:00:00Z\"}\n"
                        + "{\"a\":\"2024-05-01T13:00:00Z\",\"b\":\"2024-05-01 13:00:00\"}";
        byteHouse.sql("INSERT INTO t " + rows).expectCode(27);
        byteHouse
                .sql("INSERT INTO t SETTINGS date_time_input_format = 'best_effort' " + rows)
                .expect(200);
        assertThat(byteHouse.rows("SELECT a, b FROM t ORDER BY a"))
                .isEqualTo("[[\"2024-05-01 11:00:00.123456\",\"2024-05-01 13:00:00\"],"
                        + "[\"2024-05-01 13:00:00.000000\",\"2024-05-01 13:00:00\"]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}\\n{\"a\":\"x\"}                       | 27",
                "{\"a\":1}\\n{\"a\":9223372036854775808}         | 27",
                "{\"a\":1}\\n{\"a\":1.5}                         | 27",
                "{\"a\":1}\\n{\"a\":2,\"other\":1}               | 117",
                "{\"a\":1}\\n{\"a\":2,\"t\":\"2024-02-30 00:00:00\"} | 27",
                "{\"a\":1}\\n{\"a\":2,\"d\":12345678901}         | 27",
                "{\"a\":1}\\n{\"a\":2                            | 27",
                "{\"a\":1}\\n[2]                                 | 27",
            })
    @DisplayName("A bad row fails the whole statement, names the row, and nothing is stored")
    void badRows(String rows, int code) {
        byteHouse.sql("CREATE TABLE t (a Int64, t DateTime, d Decimal(10,2)) ENGINE = CnchMergeTree ORDER BY a");
        assertThat(byteHouse
                        .sql("INSERT INTO t FORMAT JSONEachRow " + rows.replace("\\n", "\n"))
                        .expectCode(code)
                        .message())
                .contains("at row 2");
        assertThat(byteHouse.rows("SELECT count() FROM t")).isEqualTo("[[0]]");
    }

    @Test
    @DisplayName("Several statements in one call give one result each, and rows may be followed by another statement")
    void severalStatements() {
        JsonNode results = byteHouse.sql("""
                        CREATE DATABASE sales; USE sales;
                        CREATE TABLE orders (id String, total Float64) ENGINE = CnchMergeTree ORDER BY id;
                        INSERT INTO orders FORMAT JSONEachRow {"id":"a-1001;","total":19.9},
                        {"id":"a-1002","total":7.25} ;
                        SELECT id, total FROM orders ORDER BY id; -- a comment;
                        SELECT count(*) AS n FROM sales.orders;""").data();
        assertThat(results).hasSize(6);
        assertThat(results.path(0).toString()).isEqualTo("{\"meta\":[],\"data\":[],\"rows\":0}");
        assertThat(results.path(4).toString())
                .isEqualTo(
                        "{\"meta\":[{\"name\":\"id\",\"type\":\"String\"},{\"name\":\"total\",\"type\":\"Float64\"}],"
                                + "\"data\":[[\"a-1001;\",19.9],[\"a-1002\",7.25]],\"rows\":2}");
        assertThat(results.path(5).path("data").toString()).isEqualTo("[[2]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM nowhere | 60",
                "SELECT * FROM no.where | 81",
                "INSERT INTO nowhere VALUES (1) | 60",
                "INSERT INTO t (b) VALUES (1) | 16",
                "INSERT INTO t VALUES ('x') | 27",
                "SELECT b FROM t | 47",
                "SELECT wat(a) FROM t | 46",
                "SELEC 1 | 62",
                "SELECT 'open | 62",
                "SELECT FROM | 62",
                "; | 62",
                "CREATE TABLE t (a Int64) ENGINE = CnchMergeTree ORDER BY a | 57",
                "CREATE TABLE u (a Wat) ENGINE = CnchMergeTree ORDER BY a | 50",
                "CREATE TABLE u (a Int64) ENGINE = CnchMergeTree ORDER BY b | 47",
                "CREATE TABLE u (a Nullable(Int64)) ENGINE = CnchMergeTree ORDER BY a | 44",
                "CREATE DATABASE default | 82",
                "DROP TABLE nowhere | 60",
                "USE nowhere | 81",
                "CREATE VIEW v AS SELECT b FROM t | 47",
                "COPY t TO 'x' | 62",
                "ATTACH 'x' | 62",
                "SELECT 1 FORMAT TabSeparated | 73",
                "SELECT CAST('x' AS Int64) | 27",
            })
    @DisplayName("Wrong SQL gets the number that ClickHouse has for it")
    void errors(String sql, int code) {
        byteHouse
                .sql("CREATE TABLE t (a Int64) ENGINE = CnchMergeTree ORDER BY a")
                .expect(200);
        byteHouse.sql(sql).expectCode(code);
    }

    @Test
    @DisplayName("A session keeps its database from call to call, and no other sees it")
    void sessions() {
        byteHouse.sql("CREATE DATABASE sales; CREATE TABLE sales.t (a Int64) ENGINE = CnchMergeTree ORDER BY a");
        ByteHouse session = byteHouse.inSession("worksheet-17");
        session.sql("USE sales").expect(200);
        session.sql("INSERT INTO t VALUES (1)").expect(200);
        assertThat(session.rows("SELECT a FROM t")).isEqualTo("[[1]]");
        session.sql("CREATE VIEW v AS SELECT a + 1 AS b FROM t").expect(200);
        byteHouse.sql("SELECT a FROM t").expectCode(60);
        byteHouse.inSession("worksheet-18").sql("SELECT a FROM t").expectCode(60);
        assertThat(byteHouse.rows("SELECT b FROM sales.v")).isEqualTo("[[2]]");
        assertThat(session.rows("SHOW TABLES")).isEqualTo("[[\"t\"],[\"v\"]]");
    }

    @Test
    @DisplayName("Queries group, join, order and use the vendor's functions")
    void queries() {
        byteHouse.sql("""
                CREATE TABLE orders (id Int64, c String, t DateTime, v Decimal(10, 2)) ENGINE = CnchMergeTree
                  PARTITION BY toDate(t) ORDER BY (c, id);
                CREATE TABLE countries (c String, name Nullable(String)) ENGINE = CnchMergeTree ORDER BY c;
                INSERT INTO orders VALUES (1,'DE','2024-01-01 10:00:00',1.10),(2,'DE','2024-01-02 11:30:00',2.20),
                  (3,'FR','2024-01-01 10:59:59',3.30);
                INSERT INTO countries VALUES ('DE','Germany'),('FR',NULL)""").expect(200);
        assertThat(byteHouse.rows("""
                SELECT o.c, n.name, count(), sum(v), countIf(v > 2), uniq(t), any(id)
                FROM orders AS o JOIN countries n ON o.c = n.c GROUP BY o.c, n.name ORDER BY o.c""")).isEqualTo("[[\"DE\",\"Germany\",2,3.3,1,2,1],[\"FR\",null,1,3.3,1,1,3]]");
        assertThat(byteHouse.types(
                        "SELECT c, count(), v, v AS w, 1 AS one, v + 1, toStartOfDay(t) d FROM orders GROUP BY ALL"))
                .isEqualTo("c String; count() UInt64; v Decimal(10, 2); w Decimal(10, 2); one Int32;"
                        + " v + 1 Nullable(Decimal(13, 2)); d Nullable(DateTime)");
        assertThat(byteHouse.rows(
                        "SELECT toDate(t) AS d, toStartOfHour(t), toInt64('5') FROM orders ORDER BY id LIMIT 1, 1"))
                .isEqualTo("[[\"2024-01-02\",\"2024-01-02 11:00:00\",5]]");
        assertThat(byteHouse.rows(
                        "SELECT arrayJoin([1, 2]) AS x, 'a' || 'b', CAST(NULL AS Nullable(Int8)), 1/0, now() > t"
                                + " FROM orders WHERE id = 1"))
                .isEqualTo("[[1,\"ab\",null,\"inf\",true],[2,\"ab\",null,\"inf\",true]]");
        assertThat(byteHouse.rows(
                        "WITH x AS (SELECT number AS n FROM numbers(5)) SELECT sum(n) FROM x SETTINGS max_threads = 1"))
                .isEqualTo("[[10]]");
    }

    @Test
    @DisplayName("A table is described, altered, shown and dropped")
    void definitions() {
        byteHouse.sql(
                "CREATE TABLE t (a Int64 COMMENT 'key', b Nullable(String) DEFAULT 'x') ENGINE = CnchMergeTree ORDER BY a");
        byteHouse
                .sql("INSERT INTO t FORMAT JSONEachRow {\"a\":1}{\"a\":2,\"b\":null}")
                .expect(200);
        byteHouse
                .sql("ALTER TABLE t ADD COLUMN c Decimal(38, 2) DEFAULT 1.5 AFTER a, RENAME COLUMN b TO bb")
                .expect(200);
        assertThat(byteHouse.rows("DESCRIBE TABLE t"))
                .isEqualTo("[[\"a\",\"Int64\",\"\",\"\",\"key\",\"\",\"\"],"
                        + "[\"c\",\"Decimal(38, 2)\",\"DEFAULT\",\"1.5\",\"\",\"\",\"\"],"
                        + "[\"bb\",\"Nullable(String)\",\"DEFAULT\",\"'x'\",\"\",\"\",\"\"]]");
        assertThat(byteHouse.rows("SELECT * FROM t ORDER BY a")).isEqualTo("[[1,1.5,\"x\"],[2,1.5,null]]");
        byteHouse.sql("ALTER TABLE t MODIFY COLUMN bb Int64").expectCode(27);
        assertThat(byteHouse.rows("SHOW CREATE TABLE t").replace("\\", ""))
                .contains("CREATE TABLE default.t (`a` Int64 COMMENT 'key', `c` Decimal(38, 2) DEFAULT 1.5,")
                .contains("ENGINE = CnchMergeTree ORDER BY (a)");
        assertThat(byteHouse.rows("EXISTS TABLE t")).isEqualTo("[[1]]");
        byteHouse.sql("DROP TABLE t; DROP TABLE IF EXISTS t").expect(200);
        assertThat(byteHouse.rows("EXISTS TABLE t")).isEqualTo("[[0]]");
        assertThat(byteHouse.rows("SHOW DATABASES")).isEqualTo("[[\"default\"]]");
    }

    @Test
    @DisplayName("A row with the unique key of another takes its place")
    void uniqueKeys() {
        byteHouse.sql("CREATE TABLE t (k Int64, v String) ENGINE = CnchMergeTree ORDER BY k UNIQUE KEY k");
        byteHouse.sql("INSERT INTO t VALUES (1,'a'),(2,'b'),(1,'c')").expect(200);
        byteHouse.sql("INSERT INTO t FORMAT JSONEachRow {\"k\":2,\"v\":\"d\"}").expect(200);
        assertThat(byteHouse.rows("SELECT * FROM t ORDER BY k")).isEqualTo("[[1,\"c\"],[2,\"d\"]]");
    }

    @Test
    @DisplayName("maxRowsReturn caps each result")
    void mostRows() {
        JsonNode results = byteHouse
                .call(
                        "submitSyncQuery",
                        Map.of(),
                        ByteHouse.query("SELECT number FROM numbers(10); SELECT 1")
                                .put("maxRowsReturn", 2)
                                .toString())
                .data();
        assertThat(results.path(0).path("data").toString()).isEqualTo("[[0],[1]]");
        assertThat(results.path(0).path("rows").asInt()).isEqualTo(2);
        assertThat(results.path(1).path("rows").asInt()).isEqualTo(1);
    }
}
