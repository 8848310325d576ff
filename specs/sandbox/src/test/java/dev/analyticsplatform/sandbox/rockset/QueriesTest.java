package dev.analyticsplatform.sandbox.rockset;

import static dev.analyticsplatform.sandbox.rockset.Rockset.COMMONS;
import static dev.analyticsplatform.sandbox.rockset.Rockset.SELF;
import static dev.analyticsplatform.sandbox.rockset.Rockset.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueriesTest {
    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of("rockset");

    private static Rockset rockset;

    @BeforeAll
    static void fill() {
        rockset = Rockset.of(SANDBOX.sandbox());
        rockset.collection(
                "orders",
                "{\"_id\":\"a\",\"total\":5}",
                "{\"_id\":\"b\",\"total\":50}",
                "{\"_id\":\"c\",\"total\":500}");
    }

    private static Rockset.Reply post(String body) {
        return rockset.post(SELF + "queries", body);
    }

    @Test
    void aQueryAnswersWithRowsColumnsAndCounts() {
        JsonNode body = rockset.query("SELECT _id, total FROM commons.orders ORDER BY total DESC")
                .expect(200)
                .body();
        assertThat(body.path("results").toString())
                .isEqualTo("[{\"_id\":\"c\",\"total\":500},{\"_id\":\"b\",\"total\":50},{\"_id\":\"a\",\"total\":5}]");
        assertThat(body.path("column_fields").toString())
                .isEqualTo("[{\"name\":\"_id\",\"type\":\"\"},{\"name\":\"total\",\"type\":\"\"}]");
        assertThat(body.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(body.path("results_total_doc_count").asInt()).isEqualTo(3);
        assertThat(body.path("collections").toString()).isEqualTo("[\"commons.orders\"]");
        assertThat(body.path("query_id").asText()).matches("[0-9a-f-]{36}:\\w{7}:0");
        assertThat(rockset.query("SELECT * FROM orders").body().has("column_fields"))
                .as("column_fields of SELECT *")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int|7|7",
                "float|1.5|1.5",
                "bool|true|true",
                "string|7|\"7\"",
                "date|2024-05-01|\"2024-05-01\"",
                "datetime|2024-05-01T10:11:12.123456|\"2024-05-01T10:11:12.123456\"",
                "timestamp|2024-05-01T10:11:12Z|\"2024-05-01T10:11:12.000000Z\"",
                "time|10:11:12|\"10:11:12.000000\"",
                "u256|12345678901234567890123|12345678901234567890123",
                "date|{\"__rockset_type\":\"date\",\"value\":\"2024-05-01\"}|\"2024-05-01\""
            })
    void parametersHaveTheTypeThatTheyName(String type, String value, String result) {
        JsonNode row = post("{\"sql\":{\"query\":\"SELECT :p AS p\",\"parameters\":[{\"name\":\"p\",\"type\":"
                        + quoted(type) + ",\"value\":" + quoted(value) + "}]}}")
                .expect(200)
                .body()
                .path("results")
                .path(0);
        assertThat(row.path("p").toString()).isEqualTo(result);
    }

    @Test
    @DisplayName("Parameters without a name fill the question marks in order, as the vendor's JDBC driver has it")
    void parametersWithoutANameFillTheQuestionMarks() {
        String parameters = """
                "parameters":[{"type":"int","value":"7"},{"type":"string","value":"x"},{"name":"n","type":"int","value":"1"}]}}""";
        assertThat(post("{\"sql\":{\"query\":\"SELECT ? + :n AS a, ? AS b, '?' AS c\"," + parameters)
                        .expect(200)
                        .body()
                        .path("results")
                        .toString())
                .isEqualTo("[{\"a\":8,\"b\":\"x\",\"c\":\"?\"}]");
        assertThat(post("{\"sql\":{\"query\":\"SELECT ?, ?, ?\"," + parameters)
                        .expectError(400, "QUERY_ERROR")
                        .message())
                .as("a third question mark has no value")
                .contains("?");
    }

    @Test
    void aParameterThatIsNotOfItsTypeIsRefused() {
        assertThat(post("""
                        {"sql":{"query":"SELECT :p AS p","parameters":[{"name":"p","type":"int","value":"seven"}]}}""").expectError(400, "INVALIDINPUT").message())
                .contains("'p'")
                .contains("seven");
    }

    @Test
    void anErrorInSqlTellsWhereItIsAndWhichQueryItWas() {
        Rockset.Reply reply = rockset.query("SELECT _id\nFROM commons.nothing").expectError(400, "QUERY_ERROR");
        assertThat(reply.body().path("line").asInt()).isEqualTo(2);
        assertThat(reply.body().path("column").asInt()).isPositive();
        assertThat(reply.body().path("query_id").asText()).isNotBlank();
        assertThat(reply.message()).contains("nothing");
        rockset.query("SELEC 1").expectError(400, "QUERY_ERROR");
        rockset.query("SELECT :missing").expectError(400, "QUERY_ERROR");
    }

    @Test
    void aFailureAfterTheFirstRowsIsToldInsideOfStatus200() {
        Rockset.Reply reply = rockset.query(
                "SELECT CASE WHEN range = 50000 THEN error('late trouble ' || range) ELSE repeat('x', 300) END AS x"
                        + " FROM range(60000)");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("status").asText()).isEqualTo("ERROR");
        assertThat(reply.body().path("query_errors").path(0).path("message").asText())
                .contains("late trouble");
        assertThat(reply.body().path("query_errors").path(0).path("status_code").asInt())
                .isEqualTo(400);
        assertThat(reply.body().path("results")).isNotEmpty();
    }

    @Test
    void aRowLimitHoldsWhereTheStatementHasNone() {
        String format = "{\"sql\":{\"query\":\"%s\",\"default_row_limit\":2}}";
        assertThat(post(format.formatted("SELECT * FROM range(10)")).body().path("results"))
                .hasSize(2);
        assertThat(post(format.formatted("SELECT * FROM range(10) LIMIT 5"))
                        .body()
                        .path("results"))
                .hasSize(5);
        assertThat(post(format.formatted("SELECT * FROM (SELECT * FROM range(10) LIMIT 5)"))
                        .body()
                        .path("results"))
                .hasSize(2);
    }

    @Test
    void aQueryThatTakesTooLongIsATimeout() {
        Rockset.Reply reply =
                post("{\"sql\":{\"query\":\"SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 1\"},"
                                + "\"timeout_ms\":1}")
                        .expectError(408, "QUERY_TIMEOUT");
        assertThat(reply.body().path("query_id").asText()).isNotBlank();
    }

    @Test
    void firstResultsAreFollowedByPagesUntilTheCursorEnds() {
        JsonNode first =
                post("{\"sql\":{\"query\":\"SELECT range AS n FROM range(25) ORDER BY n\"},\"max_initial_results\":10}")
                        .expect(200)
                        .body();
        assertThat(first.path("results")).hasSize(10);
        assertThat(first.path("results_total_doc_count").asInt()).isEqualTo(25);
        List<Integer> seen = new ArrayList<>();
        first.path("results").forEach(row -> seen.add(row.path("n").asInt()));
        String pages = SELF + "queries/" + first.path("query_id").asText() + "/pages";
        JsonNode pagination = first.path("pagination");
        while (pagination.path("next_cursor").isTextual()) {
            JsonNode page = rockset.get(pages + "?docs=10&cursor="
                            + pagination.path("next_cursor").asText())
                    .expect(200)
                    .body();
            page.path("results").forEach(row -> seen.add(row.path("n").asInt()));
            pagination = page.path("pagination");
        }
        assertThat(seen).hasSize(25).isSorted().doesNotHaveDuplicates();
        assertThat(pagination.path("next_cursor_offset").asInt()).isEqualTo(25);
        assertThat(pagination.path("next_page_link").isNull()).isTrue();

        JsonNode fromOffset =
                rockset.get(pages + "?docs=3&offset=20").expect(200).body();
        assertThat(fromOffset.path("results").path(0).path("n").asInt()).isEqualTo(20);
        assertThat(fromOffset.path("pagination").path("current_page_doc_count").asInt())
                .isEqualTo(3);
        rockset.get(pages + "?cursor=wrong").expectError(400, "INVALIDINPUT");
        rockset.get(pages + "?docs=100001").expectError(400, "INVALIDINPUT");
        rockset.get(SELF + "queries/none:none:0/pages").expectError(404, "NOTFOUND");
    }

    @Test
    void noInitialResultsAreWithinTheRangeAndMoreThanAHundredThousandAreNot() {
        String format = "{\"sql\":{\"query\":\"SELECT 1 AS one\"},\"max_initial_results\":%d}";
        JsonNode none = post(format.formatted(0)).expect(200).body();
        assertThat(none.path("results")).isEmpty();
        assertThat(none.path("pagination").path("next_cursor").asText()).isNotBlank();
        post(format.formatted(100_001)).expectError(400, "INVALIDINPUT");
        post(format.formatted(-1)).expectError(400, "INVALIDINPUT");
    }

    @Test
    void validationNamesCollectionsAndParametersAndRunsNothing() {
        Rockset.Reply reply = rockset.post(
                        SELF + "queries/validations",
                        "{\"sql\":{\"query\":\"SELECT * FROM orders WHERE total > :least AND _id <> :not\"}}")
                .expect(200);
        assertThat(reply.body().path("collections").toString()).isEqualTo("[\"commons.orders\"]");
        assertThat(reply.body().path("parameters").toString()).isEqualTo("[\"least\",\"not\"]");
        rockset.post(SELF + "queries/validations", "{\"sql\":{\"query\":\"SELECT FROM\"}}")
                .expectError(400, "QUERY_ERROR");
    }

    @Test
    void insertIntoWritesDocumentsAndTellsTheOffset() {
        rockset.collection("copies");
        JsonNode answer = rockset.query("INSERT INTO commons.copies SELECT _id, total * 2 AS total FROM orders")
                .expect(200)
                .body();
        assertThat(answer.path("results").toString()).isEqualTo("[{\"num_docs_inserted\":3}]");
        assertThat(answer.path("last_offset").asText()).startsWith("f2:");
        assertThat(rockset.query("SELECT sum(total) AS s FROM copies")
                        .body()
                        .path("results")
                        .toString())
                .isEqualTo("[{\"s\":1110}]");
        rockset.query("INSERT INTO commons.nowhere SELECT 1 AS x").expectError(404, "NOTFOUND");
        rockset.query("INSERT INTO copies VALUES (1)").expectError(501, "NOTIMPLEMENTEDYET");
        rockset.query("DELETE FROM copies").expect(400);
        assertThat(rockset.get(COMMONS + "collections/copies")
                        .data()
                        .path("stats")
                        .path("doc_count")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void aQueryOnTheMainInstanceRunsAndOnAnUnknownOneDoesNot() {
        String main = rockset.get(SELF + "virtualinstances")
                .data()
                .path(0)
                .path("rrn")
                .asText();
        rockset.post(SELF + "virtualinstances/" + main + "/queries", "{\"sql\":{\"query\":\"SELECT * FROM orders\"}}")
                .expect(200);
        rockset.post(SELF + "virtualinstances/rrn:vi:usw2a1:none/queries", "{\"sql\":{\"query\":\"SELECT 1\"}}")
                .expectError(404, "NOTFOUND");
    }
}
