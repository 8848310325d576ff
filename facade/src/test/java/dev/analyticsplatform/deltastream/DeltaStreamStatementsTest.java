package dev.analyticsplatform.deltastream;

import static dev.analyticsplatform.deltastream.TwoPlanes.elsewhere;
import static dev.analyticsplatform.deltastream.TwoPlanes.failed;
import static dev.analyticsplatform.deltastream.TwoPlanes.json;
import static dev.analyticsplatform.deltastream.TwoPlanes.numbers;
import static dev.analyticsplatform.deltastream.TwoPlanes.result;
import static dev.analyticsplatform.deltastream.TwoPlanes.running;
import static dev.analyticsplatform.deltastream.TwoPlanes.statement;
import static dev.analyticsplatform.deltastream.TwoPlanes.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.CancelledException;
import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.DeadlineExceededException;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.PermissionDeniedException;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.QueryFailedException;
import dev.analyticsplatform.QueryState;
import dev.analyticsplatform.Row;
import dev.analyticsplatform.ServerException;
import dev.analyticsplatform.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaStreamStatementsTest {

    private static final String PATH = "/v2/statements/" + TwoPlanes.ID;

    private final TwoPlanes planes = new TwoPlanes();
    private final AnalyticsPlatform platform = planes.open();

    @AfterEach
    void close() {
        platform.close();
        planes.close();
    }

    private List<Row> run(String sql) {
        return platform.queries().run(sql).toList();
    }

    private static List<Object> numbersOf(List<Row> rows) {
        return rows.stream().map(row -> row.get("n")).toList();
    }

    @Test
    @DisplayName("A statement ends with a semicolon and takes its whole context from the configuration")
    void context() throws InterruptedException {
        planes.control.enqueue(numbers("1", "\"1\""));
        var config = planes.config()
                .option("organization", "acme")
                .option("role", "sysadmin")
                .option("session", "s-1");
        try (var configured = AnalyticsPlatform.open(config)) {
            configured
                    .queries()
                    .run(Statement.of("select 1 -- one").compute("large"))
                    .toList();
        }
        var sent = statement(take(planes.control));
        assertThat(sent.toString())
                .isEqualTo("{\"statement\":\"select 1 -- one\\n;\",\"organization\":\"acme\",\"role\":\"sysadmin\","
                        + "\"database\":\"shop\",\"schema\":\"public\",\"store\":\"orders_kafka\","
                        + "\"computePool\":\"large\",\"parameters\":{\"sessionID\":\"s-1\",\"timezone\":\"UTC\"}}");
        planes.control.enqueue(numbers("1", "\"1\""));
        run("select 1 ; ");
        assertThat(statement(take(planes.control)).get("statement").getAsString())
                .isEqualTo("select 1 ; ");
    }

    @Test
    @DisplayName("Names that are not configured are asked for once, and USE changes nothing for later statements")
    void defaults() throws InterruptedException {
        String told = "{\"sqlState\":\"00000\",\"statementID\":\"" + TwoPlanes.ID
                + "\",\"createdOn\":1,\"data\":[],\"metadata\":{\"encoding\":\"json\",\"context\":{"
                + "\"databaseName\":\"DB\",\"schemaName\":\"other\",\"storeName\":\"\",\"computePoolName\":\"pool\"}}}";
        planes.control.enqueue(json(200, told));
        planes.control.enqueue(json(200, told.replace("DB", "used")));
        planes.control.enqueue(numbers("", new String[0]));
        try (var bare = AnalyticsPlatform.open(planes.bare())) {
            bare.queries().run("USE DATABASE used").toList();
            bare.queries().run("select 1").toList();
        }
        assertThat(statement(take(planes.control)).get("statement").getAsString())
                .isEqualTo("LIST ORGANIZATIONS;");
        take(planes.control);
        assertThat(statement(take(planes.control)).toString())
                .isEqualTo("{\"statement\":\"select 1;\",\"database\":\"DB\",\"schema\":\"public\","
                        + "\"computePool\":\"pool\",\"parameters\":{\"timezone\":\"UTC\"}}");
    }

    @Test
    @DisplayName("Where the names cannot be found out, the statement goes without them, and the next one asks again")
    void noDefaults() {
        for (int i = 0; i < 2; i++) {
            planes.control.enqueue(failed("57015", "not now"));
            planes.control.enqueue(failed("3D002", "The request names no database"));
        }
        try (var bare = AnalyticsPlatform.open(planes.bare())) {
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(NotFoundException.class)
                        .isThrownBy(() -> bare.queries().run("select 1"))
                        .withMessageContaining("names no database");
            }
        }
        assertThat(planes.control.getRequestCount()).isEqualTo(4);
    }

    @Test
    @DisplayName("promise: a statement that takes long is asked about with growing waits, on the injected clock")
    void polling() throws InterruptedException {
        planes.control.enqueue(running());
        planes.control.enqueue(running());
        planes.control.enqueue(running());
        planes.control.enqueue(numbers("2", "\"9.223372036854775807E+18\"", "null"));

        assertThat(numbersOf(run("select n from v"))).containsExactly(Long.MAX_VALUE, null);
        assertThat(planes.time.waits()).containsExactly(Duration.ofMillis(100), Duration.ofMillis(150));
        take(planes.control);
        assertThat(take(planes.control).getTarget()).isEqualTo(PATH + "?partitionID=0&timezone=UTC");
    }

    @Test
    @DisplayName("fault 25: a statement that never completes fails at the deadline, with the id to find it again")
    void neverCompletes() {
        for (int i = 0; i < 100; i++) {
            planes.control.enqueue(running());
        }
        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() -> platform.queries().run("select n from v"))
                .withMessageContaining("waited 120.0 s in vain for statement " + TwoPlanes.ID)
                .withMessageContaining("queries().job")
                .satisfies(e -> assertThat(e.context().requestId()).hasValue(TwoPlanes.ID));
    }

    @Test
    @DisplayName(
            "Rows on the data plane come in parts, each asked for with the token of the answer, never with the API token")
    void dataPlane() throws InterruptedException {
        planes.control.enqueue(elsewhere("result-set", planes.dataUrl("/dp/v2/statements/" + TwoPlanes.ID)));
        planes.data.enqueue(running());
        planes.data.enqueue(numbers("2,0,1", "\"1\"", "\"2\""));
        planes.data.enqueue(numbers("2,0,1"));
        planes.data.enqueue(numbers("2,0,1", "\"3\""));

        assertThat(numbersOf(run("select n from v"))).containsExactly(1L, 2L, 3L);
        for (int part : new int[] {0, 0, 1, 2}) {
            var request = take(planes.data);
            assertThat(request.getTarget())
                    .isEqualTo("/dp/v2/statements/" + TwoPlanes.ID + "?partitionID=" + part + "&timezone=UTC");
            assertThat(request.getHeaders().values("Authorization")).containsExactly("Bearer " + TwoPlanes.TOKEN);
        }
    }

    @Test
    @DisplayName("A data plane token that has expired is said to have, without showing it")
    void expiredToken() {
        planes.control.enqueue(elsewhere("result-set", planes.dataUrl(PATH)));
        planes.data.enqueue(numbers("1,1", "\"1\""));
        planes.data.enqueue(json(403, "{\"message\":\"The token " + TwoPlanes.TOKEN + " has expired.\"}"));
        assertThatExceptionOfType(PermissionDeniedException.class)
                .isThrownBy(() -> run("select n from v"))
                .withMessageContaining("has expired")
                .withMessageContaining("run the statement again")
                .withMessageNotContaining(TwoPlanes.TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/v2/statements/x",
                "https://deltastream.io.evil.example/v2/statements/x",
                "http://dpapi.deltastream.io/v2/statements/x",
                "https://user:pw@dpapi.deltastream.io/v2/statements/x",
                "file:///etc/passwd",
                ""
            })
    @DisplayName("fault 59: an address that is not DeltaStream's is not followed")
    void foreignAddress(String uri) {
        for (String type : List.of("result-set", "streaming")) {
            planes.control.enqueue(elsewhere(type, uri));
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> platform.queries().subscribe(Statement.of("select 1")))
                    .withMessageNotContaining(TwoPlanes.TOKEN);
        }
        assertThat(planes.data.getRequestCount()).isZero();
    }

    @Test
    @DisplayName("promise: a part with fewer or more rows than promised is an error, not a short result")
    void wrongCounts() {
        planes.control.enqueue(numbers("2", "\"1\""));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> run("select 1"))
                .withMessageContaining("should have 2, but has 1");
        planes.control.enqueue(numbers("1,1", "\"1\""));
        planes.control.enqueue(numbers("1,1"));
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> run("select 1"));
    }

    @Test
    @DisplayName("promise: a later part that does not tell again how many parts there are ends nothing")
    void partsAreToldOnce() {
        String column = "[{\"name\":\"n\",\"type\":\"BIGINT\"}]";
        planes.control.enqueue(numbers("1,1,1", "\"1\""));
        planes.control.enqueue(result("null", column, "[[\"2\"]]"));
        planes.control.enqueue(result("[]", column, "[[\"3\"]]"));
        assertThat(numbersOf(run("select 1"))).containsExactly(1L, 2L, 3L);
        planes.control.enqueue(numbers("1,2", "\"1\""));
        planes.control.enqueue(result("null", column, "[[\"2\"]]"));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> run("select 1"))
                .withMessageContaining("part 1 of the rows should have 2, but has 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"n\":\"1\",\"m\":\"2\"}", "{\"m\":\"2\"}"})
    @DisplayName("A row that is an object, with members that are no columns, is an error of the protocol")
    void rowsAsObjects(String row) {
        planes.control.enqueue(result("[{\"rowCount\":1}]", "[{\"name\":\"n\",\"type\":\"BIGINT\"}]", "[" + row + "]"));
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> run("select 1"));
    }

    static Stream<Arguments> sqlStates() {
        return Stream.of(
                Arguments.of("42601", QueryFailedException.class),
                Arguments.of("01000", QueryFailedException.class),
                Arguments.of("ZZ999", QueryFailedException.class),
                Arguments.of("42501", PermissionDeniedException.class),
                Arguments.of("3D002", NotFoundException.class),
                Arguments.of("3D008", InvalidRequestException.class),
                Arguments.of("3E004", ConflictException.class),
                Arguments.of("42P06", ConflictException.class),
                Arguments.of("42P017", ConflictException.class),
                Arguments.of("42P001", InvalidRequestException.class),
                Arguments.of("2BP01", ConflictException.class),
                Arguments.of("57000", CancelledException.class),
                Arguments.of("57014", DeadlineExceededException.class),
                Arguments.of("57015", ServerException.class),
                Arguments.of("XX000", ServerException.class));
    }

    @ParameterizedTest
    @MethodSource("sqlStates")
    @DisplayName("fault 24: an SQL state inside HTTP 200 is the right exception, with code, text and id")
    void sqlState(String sqlState, Class<? extends AnalyticsException> expected) {
        planes.control.enqueue(failed(sqlState, "it did not work"));
        assertThatExceptionOfType(AnalyticsException.class)
                .isThrownBy(() -> platform.queries().run("select 1"))
                .isInstanceOf(expected)
                .withMessageContaining("it did not work")
                .satisfies(e -> assertThat(e.context().vendorCode()).hasValue(sqlState))
                .satisfies(e -> assertThat(e.context().requestId()).hasValue(TwoPlanes.ID));
    }

    @Test
    @DisplayName("A failure that stands behind the rows fails them")
    void lateFailure() {
        String columns = "[{\"name\":\"n\",\"type\":\"BIGINT\"}]";
        planes.control.enqueue(json(
                200,
                "{\"statementID\":\"" + TwoPlanes.ID + "\",\"metadata\":{\"columns\":" + columns
                        + ",\"partitionInfo\":[{\"rowCount\":1}]},\"data\":[[\"1\"]],"
                        + "\"message\":\"lost\",\"sqlState\":\"57015\"}"));
        assertThatExceptionOfType(ServerException.class)
                .isThrownBy(() -> run("select 1"))
                .withMessageContaining("lost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"data\":[]}", "[]", "<html>", "", "{\"sqlState\":\"00000\",\"data\":[[\"1\"]]}"})
    void malformedAnswers(String body) {
        planes.control.enqueue(json(200, body));
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> run("select 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"twelve\"", "\"1.5\"", "12", "true", "[]"})
    @DisplayName("A cell that is not what its column declares is an error")
    void wrongCells(String cell) {
        planes.control.enqueue(numbers("1", cell));
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> run("select 1"));
    }

    @Test
    @DisplayName("A job that failed says why; it is no exception to ask")
    void failedJob() {
        planes.control.enqueue(running());
        var job = platform.queries().submit(Statement.of("select 1"));
        assertThat(job.status().submittedAt()).hasValue("2025-04-22T10:40:00Z");
        planes.control.enqueue(failed("42601", "no such word"));
        assertThat(job.refresh().state()).isEqualTo(QueryState.FAILED);
        assertThat(job.status().error()).hasValue("no such word (SQL state 42601)");
        assertThat(job.status().vendorState()).isEqualTo("42601");
    }

    @Test
    @DisplayName("fault 36: a statement that writes is sent once, whatever the answer")
    void writesOnce() {
        planes.control.enqueue(json(503, "{\"message\":\"down\"}"));
        assertThatExceptionOfType(ServerException.class)
                .isThrownBy(() -> run("INSERT INTO a SELECT * FROM b"))
                .withMessageContaining("down");
        assertThat(planes.control.getRequestCount()).isEqualTo(1);
        planes.control.enqueue(json(503, "{\"message\":\"down\"}"));
        planes.control.enqueue(numbers("1", "\"1\""));
        assertThat(run("SELECT n FROM v")).hasSize(1);
    }
}
