package dev.analyticsplatform.timeplus;

import static dev.analyticsplatform.timeplus.TimeplusServer.ID;
import static dev.analyticsplatform.timeplus.TimeplusServer.begin;
import static dev.analyticsplatform.timeplus.TimeplusServer.end;
import static dev.analyticsplatform.timeplus.TimeplusServer.finished;
import static dev.analyticsplatform.timeplus.TimeplusServer.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.CancelledException;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.DeadlineExceededException;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.QueryFailedException;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.TransportException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows off the events of a query, and every way in which they are not whole. */
class TimeplusRowsTest {

    private static final String METRICS = "event: metrics\ndata: {\"count\":1,\"eps\":0.5}\n\n";

    private final TimeplusServer server = new TimeplusServer();
    private final AnalyticsPlatform platform = server.open();

    @AfterEach
    void close() {
        platform.close();
        server.close();
    }

    @Test
    @DisplayName("Rows of all events in order; progress, comments, and events that are not known are passed over")
    void rowsOfAllEvents() {
        server.events(
                ": hello\n\n",
                METRICS,
                begin("a", "int64", "b", "nullable(string)"),
                rows("[1,\"x\"]", "[2,null]"),
                METRICS,
                ": still there\n\n",
                "event: metric\ndata: 7\n\n",
                "data: [[3,\ndata: \"é\"]]\n\n",
                rows(),
                finished());

        try (var rows = platform.queries().run("SELECT a, b FROM s")) {
            assertThat(rows.queryId()).hasValue(ID);
            assertThat(rows.columns())
                    .hasValue(List.of(
                            new Column("a", DataType.INTEGER, "int64"),
                            new Column("b", DataType.STRING, "nullable(string)")));
            assertThat(rows.stream().map(row -> row.getLong("a") + "=" + row.getString("b")))
                    .containsExactly("1=x", "2=null", "3=é");
        }
    }

    @Test
    @DisplayName(
            "The query asks for what streams hold, in events of bounded size; a subscription asks as it is written")
    void whatIsSent() throws InterruptedException {
        server.events(begin("a", "int64"), finished()).events(begin("a", "int64"), finished());
        platform.queries().run("SELECT a FROM s").toList();
        platform.queries().subscribe(Statement.of("SELECT a FROM s")).toList();

        var run = server.take();
        assertThat(TimeplusServer.line(run)).isEqualTo("POST /default/api/v1beta2/queries");
        assertThat(run.getHeaders().get("X-Api-Key")).isEqualTo(TimeplusServer.KEY);
        assertThat(run.getHeaders().get("Accept")).contains("text/event-stream");
        assertThat(TimeplusServer.body(run))
                .isEqualTo("{\"batching_policy\":{\"count\":100,\"time_ms\":100},"
                        + "\"sql\":\"SELECT a FROM s\\nSETTINGS query_mode = 'table'\"}");
        assertThat(TimeplusServer.body(server.take())).contains("\"sql\":\"SELECT a FROM s\"");
    }

    @Test
    @DisplayName("A statement that returns no rows gives none")
    void noContent() {
        server.empty(204);
        try (var rows = platform.queries().run("CREATE STREAM s (a int64)")) {
            assertThat(rows.columns()).isEmpty();
            assertThat(rows.queryId()).isEmpty();
            assertThat(rows).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("promise: a short result never looks whole: rows without a last event are an error")
    void noLastEvent(boolean run) {
        server.events(begin("a", "int64"), rows("[1]"), METRICS).empty(204);
        var statement = Statement.of("SELECT a FROM s");
        try (var rows =
                run ? platform.queries().run(statement) : platform.queries().subscribe(statement)) {
            var iterator = rows.iterator();
            assertThat(iterator.next().getLong("a")).isEqualTo(1);
            assertThatExceptionOfType(TransportException.class)
                    .isThrownBy(iterator::hasNext)
                    .withMessageContaining("ended before Timeplus told how the query ended")
                    .satisfies(e -> assertThat(e.context().requestId()).hasValue(ID));
        }
    }

    @Test
    @DisplayName("A stream that ends within an event, or before the first, is an error")
    void cut() {
        for (var body : new String[] {
            "",
            METRICS,
            begin("a", "int64") + "data: [[1]]\n",
            begin("a", "int64") + rows("[1]") + "event: query\ndata: {"
        }) {
            server.events(body);
            assertThatExceptionOfType(AnalyticsException.class)
                    .as(body)
                    .isThrownBy(() -> platform.queries().run("SELECT 1").toList())
                    .isInstanceOfAny(TransportException.class, ProtocolException.class);
        }
    }

    @Test
    @DisplayName("A failure after rows is the failed query with the vendor's code and text")
    void failedAfterRows() {
        server.events(
                begin("a", "int64"),
                rows("[1]"),
                end("failed", "code: 153, message: Division by zero: while executing 'FUNCTION int_div'"));
        var rows = platform.queries().run("SELECT a FROM s").iterator();
        rows.next();
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(rows::hasNext)
                .withMessageContaining("Division by zero")
                .satisfies(e -> {
                    assertThat(e.context().vendorCode()).hasValue("153");
                    assertThat(e.context().requestId()).hasValue(ID);
                    assertThat(e.context().httpStatus()).hasValue(200);
                });
    }

    @Test
    void failuresOfOtherKinds() {
        server.events(begin("a", "int64"), end("canceled", ""));
        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> platform.queries().run("SELECT 1").toList())
                .withMessageContaining("the query was cancelled");
        server.events(begin(), end("failed", "Code: 159. DB::Exception: Timeout exceeded"));
        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() -> platform.queries().run("SELECT 1").toList());
        server.events(begin(), end("failed", "code: 60, message: no such stream"));
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> platform.queries().run("SELECT 1").toList());
        server.events(end("failed", ""));
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> platform.queries().run("SELECT 1").columns())
                .withMessageContaining("the query failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: [[1]]\n\n",
                "event: query\ndata: null\n\n",
                "event: query\ndata: {\"id\":\"q\"} x\n\n",
                "event: query\ndata: [1]\n\n",
                "event: query\ndata: {\"id\":7,\"result\":5}\n\n",
                "BEGINdata: [[1,2]]\n\n",
                "BEGINdata: [[]]\n\n",
                "BEGINdata: {\"a\":1}\n\n",
                "BEGINdata: [{\"a\":1}]\n\n",
                "BEGINdata: [[1],]\n\n",
                "BEGINdata: [[1]] [[2]]\n\n",
                "BEGINdata: [[1\n\n",
                "BEGINdata: \n\n",
                "BEGINdata: [[\"one\"]]\n\n",
                "BEGINdata: [[1.5]]\n\n",
                "BEGINdata: [[true]]\n\n",
                "BEGINdata: [[NaN]]\n\n",
                "BEGINdata: [[[1]]]\n\n"
            })
    @DisplayName("Malformed data of an event is a protocol error, never rows that look right")
    void malformed(String frames) {
        server.events(frames.replace("BEGIN", begin("a", "int64")), finished());
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> platform.queries().run("SELECT 1").toList())
                .withMessageNotContaining("gson");
    }

    @Test
    void valueThatIsNotOfItsColumn() {
        server.events(begin("speed", "int64"), rows("[\"fast\"]"), finished());
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> platform.queries().run("SELECT 1").toList())
                .withMessageContaining("column speed")
                .withMessageContaining("INTEGER")
                .withMessageNotContaining("fast");
    }

    @Test
    @DisplayName("Two hundred and one nested lists are refused")
    void tooDeep() {
        server.events(begin("a", "json"), rows("[" + "[".repeat(300) + "]".repeat(300) + "]"), finished());
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> platform.queries().run("SELECT 1").toList());
    }

    @Test
    @DisplayName(
            "Closing a subscription early cancels the query at Timeplus; closing a query, or one that ended, does not")
    void cancelOnClose() throws InterruptedException {
        var statement = Statement.of("SELECT a FROM s");
        server.events(begin("a", "int64"), rows("[1]", "[2]"), finished()).empty(204);
        try (var rows = platform.queries().subscribe(statement)) {
            assertThat(rows.iterator().next().getLong("a")).isEqualTo(1);
        }
        server.take();
        assertThat(TimeplusServer.line(server.take())).isEqualTo("POST /default/api/v1beta2/queries/" + ID + "/cancel");

        server.events(begin("a", "int64"), rows("[1]"), finished());
        assertThat(platform.queries().subscribe(statement).toList()).hasSize(1);
        server.events(begin("a", "int64"), rows("[1]"), finished());
        try (var rows = platform.queries().run(statement)) {
            rows.iterator().next();
        }
        assertThat(server.requests()).isEqualTo(4);
    }

    @Test
    @DisplayName("A cancel that fails does not come out of close")
    void failedCancel() {
        server.events(begin("a", "int64"), rows("[1]"), finished());
        server.answer(403, "{\"code\":403,\"message\":\"not yours\",\"system\":\"neutron\"}");
        try (var rows = platform.queries().subscribe(Statement.of("SELECT a FROM s"))) {
            rows.iterator().next();
        }
        assertThat(server.requests()).isEqualTo(2);
    }
}
