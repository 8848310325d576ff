package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around the rows of an answer, and errors that come with HTTP 200. */
class RowsEnvelopeTest {

    private final ScriptedServer server = new ScriptedServer();
    private final AnalyticsPlatform platform = server.open();

    @AfterEach
    void close() {
        platform.close();
        server.close();
    }

    private Rows run(String answer) {
        server.answer(answer);
        return platform.queries().run("select 1");
    }

    @Test
    void unknownMembersAroundTheRowsAreIgnored() {
        var rows = run("{\"new\":{\"deep\":[[1,{\"a\":null}]]},\"status\":null,\"results\":[{\"a\":1},{\"a\":2}],"
                + "\"also_new\":[1,2],\"stats\":{\"elapsed_time_ms\":3},\"warnings\":null}");

        assertThat(rows.toList()).extracting(row -> row.getLong("a")).containsExactly(1L, 2L);
    }

    @Test
    void columnsBeforeTheRows() {
        try (var rows = run(
                "{\"query_id\":\"q7\",\"column_fields\":[{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"\"}],"
                        + "\"results\":[{\"a\":1,\"b\":\"x\"}]}")) {
            assertThat(rows.queryId()).hasValue("q7");
            assertThat(rows.columns()).hasValue(List.of(new Column("a", DataType.INTEGER, "int"), Column.untyped("b")));
            assertThat(rows).hasSize(1);
        }
    }

    @Test
    @DisplayName("Columns and the id that stand behind the rows are known when the rows are read")
    void columnsAfterTheRows() {
        try (var rows = run(
                "{\"results\":[{\"a\":1}],\"column_fields\":[{\"name\":\"a\",\"type\":\"int\"}],\"query_id\":\"q8\"}")) {
            assertThat(rows.columns()).isEmpty();
            assertThat(rows.queryId()).isEmpty();
            assertThat(rows).hasSize(1);
            assertThat(rows.columns()).hasValue(List.of(new Column("a", DataType.INTEGER, "int")));
            assertThat(rows.queryId()).hasValue("q8");
        }
    }

    @Test
    void noColumnsDeclaredForAStar() {
        try (var rows = run("{\"column_fields\":[],\"results\":[{\"a\":1}],\"status\":\"COMPLETED\"}")) {
            assertThat(rows.columns()).isEmpty();
        }
    }

    @Test
    void rowsOfDifferingShape() {
        var rows =
                run("{\"results\":[{\"a\":1},{\"a\":2,\"b\":3},{\"b\":4,\"a\":5},{\"a\":6},{},{\"c\":null},{\"a\":7,\"c\":8,\"b\":9}]}")
                        .toList();

        assertThat(rows)
                .extracting(Row::names)
                .containsExactly(
                        List.of("a"),
                        List.of("a", "b"),
                        List.of("b", "a"),
                        List.of("a"),
                        List.of(),
                        List.of("c"),
                        List.of("a", "c", "b"));
        assertThat(rows).extracting(row -> row.get("a")).containsExactly(1L, 2L, 5L, 6L, null, null, 7L);
        assertThat(rows.get(6).getLong("b")).isEqualTo(9);
    }

    @Test
    void emptyResult() {
        assertThat(run("{\"results\":[],\"status\":\"COMPLETED\"}").toList()).isEmpty();
        assertThat(run("{\"results\":[]}").toList()).isEmpty();
        assertThat(run("{\"status\":\"COMPLETED\",\"results\":null}").toList()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"results\":null}",
                "{\"query_id\":\"q1\"}",
                "{\"status\":\"HIBERNATING\"}",
                "{\"message\":\"hello\"}"
            })
    @DisplayName("An answer without rows that does not say it is complete is no empty result")
    void missingRowsAreNoEmptyResult(String answer) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> run(answer).toList())
                .withMessageContaining("holds no results");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"results\":[],\"results\":[]}",
                "{\"results\":[{\"a\":1}],\"results\":[{\"a\":2}]}",
                "{\"results\":[{\"a\":1}],\"results\":null}"
            })
    void rowsTwice(String answer) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> run(answer).toList())
                .withMessageContaining("the rows stand twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUEUED", "RUNNING", "ERROR", "CANCELLED"})
    @DisplayName("A query that is not done has no empty result, whether rows are there or not")
    void unfinishedStatus(String status) {
        for (var results : new String[] {"", ",\"results\":[]", ",\"results\":null", ",\"results\":[{\"a\":1}]"}) {
            assertThatExceptionOfType(QueryFailedException.class)
                    .as(results)
                    .isThrownBy(() -> run("{\"query_id\":\"q9\",\"status\":\"" + status + "\"" + results + "}")
                            .toList())
                    .withMessageContaining("in state " + status)
                    .satisfies(e -> assertThat(e.context().requestId()).hasValue("q9"));
        }
    }

    @Test
    @DisplayName("query_errors surface before and behind the rows, with the vendor's type and text")
    void queryErrors() {
        String errors =
                "\"query_errors\":[{\"type\":\"RUNTIME_ERROR\",\"message\":\"division by zero\",\"status_code\":400}]";
        for (var answer : new String[] {
            "{\"query_id\":\"q1\"," + errors + "}",
            "{\"query_id\":\"q1\"," + errors + ",\"results\":[{\"a\":1}]}",
            "{\"query_id\":\"q1\",\"results\":[{\"a\":1},{\"a\":2}]," + errors + "}",
            "{\"query_id\":\"q1\",\"results\":[]," + errors + ",\"status\":\"COMPLETED\"}"
        }) {
            assertThatExceptionOfType(QueryFailedException.class)
                    .as(answer)
                    .isThrownBy(() -> run(answer).toList())
                    .withMessageContaining("division by zero")
                    .satisfies(e -> {
                        assertThat(e.context().vendorCode()).hasValue("RUNTIME_ERROR");
                        assertThat(e.context().requestId()).hasValue("q1");
                        assertThat(e.context().httpStatus()).hasValue(200);
                    });
        }
        assertThat(run("{\"results\":[{\"a\":1}],\"query_errors\":[]}").toList())
                .hasSize(1);
        assertThat(run("{\"results\":[{\"a\":1}],\"query_errors\":null}").toList())
                .hasSize(1);
    }

    @Test
    void queryErrorsOfOtherKinds() {
        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() -> run("{\"query_errors\":[{\"type\":\"QUERY_TIMEOUT\",\"message\":\"too slow\"}]}")
                        .toList());
        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> run("{\"query_errors\":[{\"type\":\"QUERY_CANCELLED\",\"message\":\"gone\"}]}")
                        .toList());
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> run("{\"query_errors\":[{}]}").toList());
    }

    @Test
    @DisplayName("An error that columns() meets ends the rows: what follows is no empty result")
    void errorMetByColumns() {
        var rows = run("{\"query_errors\":[{\"type\":\"QUERY_ERROR\",\"message\":\"bad\"}],\"results\":null}");

        assertThatExceptionOfType(QueryFailedException.class).isThrownBy(rows::columns);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> rows.iterator().hasNext());
    }

    @Test
    void failedStatementIsQueryFailed() {
        server.answer(
                400,
                "{\"type\":\"QUERY_ERROR\",\"message\":\"unknown column\",\"line\":1,\"column\":8,\"query_id\":\"q3\"}");
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> platform.queries().run("select x"))
                .withMessageContaining("unknown column (line 1, column 8)")
                .satisfies(e -> {
                    assertThat(e.context().httpStatus()).hasValue(400);
                    assertThat(e.context().requestId()).hasValue("q3");
                });
        server.answer(400, "{\"type\":\"QueryError\",\"message\":\"as seen live\",\"line\":3}");
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> platform.queries().run("select x"))
                .withMessageContaining("as seen live (line 3)");
    }
}
