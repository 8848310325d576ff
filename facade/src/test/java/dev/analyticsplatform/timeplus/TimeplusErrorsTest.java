package dev.analyticsplatform.timeplus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.DatasetSpec;
import dev.analyticsplatform.DeadlineExceededException;
import dev.analyticsplatform.IngestionException;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.PermissionDeniedException;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.QueryFailedException;
import dev.analyticsplatform.RateLimitedException;
import dev.analyticsplatform.ServerException;
import dev.analyticsplatform.UnauthenticatedException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Timeplus's errors become, of statements and of everything else. */
class TimeplusErrorsTest {

    private static final QualifiedName CARS = QualifiedName.of("cars");
    private static final String STREAM =
            "{\"name\":\"cars\",\"engine\":\"Stream\",\"columns\":[{\"name\":\"n\",\"type\":\"int64\"},"
                    + "{\"name\":\"t\",\"type\":\"string\",\"nullable\":true}]}";

    private final TimeplusServer server = new TimeplusServer();
    private final AnalyticsPlatform platform = server.open();

    @AfterEach
    void close() {
        platform.close();
        server.close();
    }

    private static String error(int code, String system) {
        return "{\"code\":" + code + ",\"message\":\"what went wrong\""
                + (system.isEmpty() ? "" : ",\"system\":\"" + system + "\"") + "}";
    }

    static Stream<Arguments> ofStatements() {
        return Stream.of(
                arguments(400, error(62, "proton"), QueryFailedException.class, "62"),
                arguments(400, error(62, "timeplusd"), QueryFailedException.class, "62"),
                arguments(400, error(60, "proton"), QueryFailedException.class, "60"),
                arguments(400, error(57, "proton"), ConflictException.class, "57"),
                arguments(400, error(159, "proton"), DeadlineExceededException.class, "159"),
                arguments(400, error(497, "proton"), PermissionDeniedException.class, "497"),
                arguments(400, error(202, "proton"), RateLimitedException.class, "202"),
                arguments(400, error(400, "neutron"), InvalidRequestException.class, "400"),
                arguments(401, error(401, "neutron"), UnauthenticatedException.class, "401"),
                arguments(403, error(403, "neutron"), PermissionDeniedException.class, "403"),
                arguments(403, error(60, ""), PermissionDeniedException.class, "60"));
    }

    @ParameterizedTest
    @MethodSource("ofStatements")
    void statements(int status, String body, Class<? extends AnalyticsException> expected, String code) {
        server.answer(status, body);
        assertThatExceptionOfType(expected)
                .isThrownBy(() -> platform.queries().run("SELECT 1"))
                .withMessageContaining("what went wrong")
                .withMessageNotContaining(TimeplusServer.KEY)
                .satisfies(e -> {
                    assertThat(e.context().vendorCode()).hasValue(code);
                    assertThat(e.context().httpStatus()).hasValue(status);
                    assertThat(e.getMessage()).containsOnlyOnce("timeplus runQuery");
                });
    }

    @Test
    @DisplayName("500 with a number of the SQL engine is a fault of the statement; with 500 itself one of the server")
    void fiveHundred() {
        for (int i = 0; i < 3; i++) {
            server.answer(500, error(60, "proton"));
        }
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> platform.queries().run("SELECT 1"))
                .withMessageContaining("what went wrong");
        for (int i = 0; i < 3; i++) {
            server.answer(500, error(500, ""));
        }
        assertThatExceptionOfType(ServerException.class)
                .isThrownBy(() -> platform.queries().run("SELECT 1"));
        assertThat(server.requests()).isEqualTo(6);
        server.answer(500, error(1002, "proton"));
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> platform.queries().run("INSERT INTO t SELECT 1"));
        assertThat(server.requests()).as("an INSERT is never sent twice").isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>gateway</html>", "", "[]", "null", "{}", "7", "{\"code\":\"x\"}", "{\"code\":[]}"})
    @DisplayName("Bodies that are no error of Timeplus's do no harm")
    void otherBodies(String body) {
        server.answer(403, body);
        assertThatExceptionOfType(PermissionDeniedException.class)
                .isThrownBy(() -> platform.queries().run("SELECT 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>login</html>", "", "[[1]]", "{\"id\":\"q\",\"status\":\"running\",\"message\":\"\"}"})
    @DisplayName("200 that is no event stream is no empty result")
    void otherAnswers(String body) {
        server.answer(200, body);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> platform.queries().run("SELECT 1").toList())
                .withMessageContaining("event stream");
    }

    @Test
    void errorInsideTwoHundred() {
        server.answer(200, error(62, "proton"));
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> platform.queries().run("SELECT 1").toList())
                .withMessageContaining("what went wrong");
    }

    @Test
    void catalog() {
        server.answer(500, error(57, "proton"));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> platform.catalog().create(DatasetSpec.of(CARS)));
        server.answer(400, error(50, "proton"));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> platform.catalog().create(DatasetSpec.of(CARS)));
        server.answer(500, error(630, "proton"));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> platform.catalog().createView(CARS, "SELECT 1"));
        for (int i = 0; i < 5; i++) {
            server.empty(404);
        }
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> platform.catalog().describe(CARS))
                .withMessageContaining("getStream")
                .withMessageContaining("Timeplus has nothing of that name");
    }

    @Test
    @DisplayName("A dataset is looked for among all kinds, and dropped as what it is")
    void dropOfEachKind() throws InterruptedException {
        server.answer(200, STREAM.replace("\"engine\"", "\"is_external\":true,\"engine\""))
                .empty(404)
                .empty(404);
        server.answer(200, "{\"name\":\"cars\",\"settings\":[]}").empty(204);
        platform.catalog().drop(CARS);
        server.empty(404).empty(404).empty(404).empty(404);
        server.answer(200, "{\"name\":\"cars\",\"settings\":[]}").empty(204);
        platform.catalog().drop(CARS);

        String last = "";
        for (int i = 0; i < 11; i++) {
            last = TimeplusServer.line(server.take());
            if (i == 4) {
                assertThat(last).isEqualTo("DELETE /default/api/v1beta2/external_streams/cars");
            }
        }
        assertThat(last).isEqualTo("DELETE /default/api/v1beta2/external_tables/cars");
    }

    @Test
    @DisplayName("What several lists have is listed once, as what it is")
    void listedOnce() {
        server.answer(
                200,
                "[" + STREAM + ","
                        + STREAM.replace("cars", "far").replace("\"engine\"", "\"is_external\":true,\"engine\"") + "]");
        server.answer(200, "[{\"name\":\"kept\",\"materialized\":true},{\"name\":\"plain\",\"materialized\":false}]");
        server.answer(200, "[{\"name\":\"kept\"}]");
        server.answer(200, "[{\"name\":\"far\"}]");
        server.answer(200, "[{\"name\":\"other_db\"}]");
        assertThat(platform.catalog().datasets("default"))
                .extracting(dataset -> dataset.name().name() + " " + dataset.kind())
                .containsExactly("cars STREAM", "kept MATERIALIZED_VIEW", "plain VIEW", "far STREAM", "other_db TABLE");
    }

    @Test
    @DisplayName("Rows that Timeplus refused as a whole were not sent in vain: none is in doubt")
    void refusedBatch() throws InterruptedException {
        server.answer(200, STREAM).answer(400, error(27, "proton"));
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> platform.ingestion().append(CARS, List.of(Map.of("n", 1), Map.of("t", "x"))))
                .withCauseInstanceOf(InvalidRequestException.class)
                .satisfies(e -> {
                    assertThat(e.result().accepted()).isZero();
                    assertThat(e.result().inDoubt()).isZero();
                });
        server.take();
        var request = server.take();
        assertThat(TimeplusServer.line(request)).isEqualTo("POST /default/api/v1beta2/streams/cars/ingest");
        assertThat(request.getUrl().queryParameter("format")).isEqualTo("compact");
        assertThat(request.getHeaders().get("x-timeplus-idempotent-id")).hasSize(36);
        assertThat(TimeplusServer.body(request))
                .isEqualTo("{\"columns\":[\"n\",\"t\"],\"data\":[[1,null],[null,\"x\"]]}");
    }

    @Test
    @DisplayName("promise: rows are never sent twice; after a failure of the server they are in doubt")
    void brokenBatch() {
        server.answer(200, STREAM).answer(500, error(1002, "proton"));
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> platform.ingestion().append(CARS, List.of(Map.of("n", 1), Map.of("n", "bad"))))
                .satisfies(e -> assertThat(e.result().inDoubt()).isEqualTo(2));
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("Two saved queries of one name are a conflict that names their ids")
    void twoOfAName() {
        String two =
                "[{\"id\":\"i1\",\"name\":\"q\",\"sql\":\"SELECT 1\"},{\"id\":\"i2\",\"name\":\"q\",\"sql\":\"SELECT 2\"}]";
        server.answer(200, two);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> platform.savedQueries().run(QualifiedName.of("q")))
                .withMessageContaining("[i1, i2]");
    }
}
