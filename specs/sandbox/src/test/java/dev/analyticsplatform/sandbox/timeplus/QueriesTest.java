package dev.analyticsplatform.sandbox.timeplus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueriesTest {
    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of(Sandbox.of("timeplus"));

    private Timeplus timeplus;

    @BeforeEach
    void connect() {
        timeplus = Timeplus.of(sandbox.sandbox());
    }

    @Test
    @DisplayName("Every value comes back digit for digit, and the header names Timeplus's types")
    void values() {
        timeplus.run("CREATE STREAM v (i int64, u uint64, w int256, h uint128, f float64, d decimal(38, 10),"
                + " b nullable(bool), s nullable(string), day date, t datetime64(6, 'Asia/Tokyo'),"
                + " a array(nullable(int64)), m map(string, float64), p tuple(x int8, y string))");
        timeplus.ingest(
                        "v",
                        "application/json",
                        "{\"columns\":[\"i\",\"u\",\"w\",\"h\",\"f\",\"d\",\"b\",\"s\",\"day\",\"t\",\"a\",\"m\",\"p\"],\"data\":[["
                                + "-9223372036854775808,18446744073709551615,"
                                + "\"-57896044618658097711785492504343953926634992332820282019728792003956564819968\","
                                + "\"340282366920938463463374607431768211455\",\"-inf\","
                                + "1234567890123456789012345678.0123456789,null,\"h\u00e9 'q' \u4e16\",\"2024-02-29\","
                                + "\"2024-02-29 12:00:00.123456\",[1,null,9007199254740993],{\"k\":1.5},{\"x\":-1,\"y\":\"z\"}]]}")
                .expect(200);
        String columns = "i, u, w, h, f, d, b, s, day, t, a, m, p";
        try (Events events = timeplus.query("SELECT " + columns + " FROM table(v)")) {
            assertThat(events.header())
                    .isEqualTo("i int64; u uint64; w int256; h uint128; f float64; d decimal(38, 10);"
                            + " b nullable(bool); s nullable(string); day date; t datetime64(6, 'Asia/Tokyo');"
                            + " a array(nullable(int64)); m map(string, float64); p tuple(x int8, y string)");
            assertThat(events.toEnd().toString())
                    .isEqualTo("[[-9223372036854775808,18446744073709551615,"
                            + "\"-57896044618658097711785492504343953926634992332820282019728792003956564819968\","
                            + "\"340282366920938463463374607431768211455\",\"-inf\","
                            + "1234567890123456789012345678.0123456789,null,\"h\u00e9 'q' \u4e16\",\"2024-02-29\","
                            + "\"2024-02-29T03:00:00.123456Z\",[1,null,9007199254740993],{\"k\":1.5},"
                            + "{\"x\":-1,\"y\":\"z\"}]]");
        }
    }

    @Test
    @DisplayName("Groups, joins, subqueries, views and settings are real SQL")
    void sql() {
        timeplus.run("CREATE STREAM o (id int32, c nullable(string), n int64)");
        timeplus.run("INSERT INTO o (id, c, n) VALUES (1, 'NZ', 10), (2, 'NO', 20), (3, 'NZ', 5), (4, NULL, 1)");
        try (Events events = timeplus.query(
                "SELECT c, count() AS k, sum(n) AS total FROM table(o) GROUP BY c ORDER BY total DESC LIMIT 2")) {
            assertThat(events.header()).isEqualTo("c nullable(string); k uint64; total int64");
            assertThat(events.toEnd()).hasToString("[[\"NO\",1,20],[\"NZ\",2,15]]");
        }
        assertThat(timeplus.rows("SELECT a.id, b.n FROM table(o) AS a JOIN default.o b ON a.id = b.id WHERE b.n > 9"
                        + " ORDER BY a.id SETTINGS query_mode='table', some_other=1"))
                .isEqualTo("[[1,10],[2,20]]");
        timeplus.run("CREATE VIEW nz AS SELECT id, n FROM o WHERE c = 'NZ'");
        assertThat(timeplus.rows("WITH x AS (SELECT max(n) AS m FROM table(nz)) SELECT cast(m, 'string') FROM x"))
                .isEqualTo("[[\"10\"]]");
        timeplus.run("DROP VIEW nz");
        timeplus.refused("SELECT * FROM table(nz)").expectError(500, 60);
        timeplus.run("TRUNCATE STREAM o");
        assertThat(timeplus.rows("SELECT count(), sum(n), min(c) FROM table(o)"))
                .isEqualTo("[[0,0,null]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELEC 1 | 400 | 62 | position 1 ('SELEC 1')",
                "SELECT id FORM table(o) | 400 | 62 | ",
                "SELECT 'open | 400 | 62 | not closed",
                "'' | 400 | 62 | end of query",
                "SELECT * FROM table(nope) | 500 | 60 | default.nope",
                "SELECT nocol FROM table(o) | 400 | 47 | nocol",
                "SELECT nofn(id) FROM table(o) | 400 | 46 | nofn",
                "SELECT * FROM other.o | 400 | 81 | other",
                "CREATE STREAM o (a int) | 500 | 57 | 'o' exists",
                "CREATE STREAM p (a integer64) | 400 | 50 | integer64",
                "DROP STREAM nope | 500 | 60 | nope",
                "INSERT INTO o (nope) VALUES (1) | 400 | 16 | nope",
                "SELECT * FROM tumble(o, 1m) | 400 | 48 | tumble",
                "VACUUM | 400 | 62 | position 1",
            })
    void aWrongStatementIsToldByTheEnginesNumber(String sql, int status, int code, String said) {
        timeplus.run("CREATE STREAM o (id int32)");
        Timeplus.Reply reply = timeplus.refused(sql).expectError(status, code);
        assertThat(reply.body().path("system").asText()).isEqualTo("proton");
        assertThat(reply.message()).contains(said == null ? "" : said);
    }

    @Test
    @DisplayName("A query that fails while it runs ends with an event that says so")
    void aFailureOnTheWay() {
        try (Events events = timeplus.query("SELECT to_int8(number) FROM numbers(5000)")) {
            JsonNode last = events.next("query");
            assertThat(last.path("status").asText()).isEqualTo("failed");
            assertThat(last.path("message").asText()).contains("code: 6");
            events.assertEnded();
            assertThat(timeplus.get("queries/" + events.id())
                            .body()
                            .path("status")
                            .asText())
                    .isEqualTo("failed");
        }
    }

    @Test
    @DisplayName("The record of a query stays until it is deleted, and is found by its tag")
    void records() {
        String id;
        try (Events events = timeplus.query("SELECT 1 AS one", ",\"tags\":[\"t1\"],\"name\":\"first\"")) {
            id = events.id();
            events.toEnd();
        }
        assertThat(timeplus.get("queries?tag=t1").body()).hasSize(1);
        assertThat(timeplus.get("queries?tag=t2").body()).isEmpty();
        assertThat(timeplus.get("queries/" + id + "/pipeline")
                        .expect(200)
                        .body()
                        .path("nodes"))
                .isNotEmpty();
        timeplus.post("queries/" + id + "/cancel").expect(204);
        assertThat(timeplus.get("queries/" + id).body().path("status").asText()).isEqualTo("finished");
        timeplus.delete("queries/" + id).expect(204);
        timeplus.get("queries/" + id).expect(404);
    }

    @Test
    void showAndDescribeReturnRows() {
        timeplus.run("CREATE STREAM IF NOT EXISTS o (id int32, c string DEFAULT 'x')");
        timeplus.run("CREATE STREAM IF NOT EXISTS o (id int32)");
        assertThat(timeplus.rows("SHOW STREAMS")).isEqualTo("[[\"o\"]]");
        assertThat(timeplus.rows("DESCRIBE o"))
                .contains("[\"c\",\"string\",\"DEFAULT\",\"'x'\"")
                .contains("_tp_time");
        assertThat(timeplus.rows("SHOW CREATE STREAM o")).contains("CREATE STREAM default.o");
        timeplus.run("DROP STREAM o");
        timeplus.run("DROP STREAM IF EXISTS o");
        assertThat(timeplus.rows("SHOW STREAMS")).isEqualTo("[]");
    }
}
