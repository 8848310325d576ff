package dev.analyticsplatform.bytehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.analyticsplatform.RateLimitedException;
import dev.analyticsplatform.ServerException;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.UnauthenticatedException;
import dev.analyticsplatform.client.bytehouse.api.VirtualWarehouseApi;
import dev.analyticsplatform.client.bytehouse.model.CreateVWRequest;
import dev.analyticsplatform.client.bytehouse.model.UpdateVWRequest;
import dev.analyticsplatform.client.bytehouse.model.VWStatusParamNullable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteHouseErrorsTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final ByteHouseSandbox sandbox = new ByteHouseSandbox();
    private final AnalyticsPlatform platform = sandbox.platform();
    private final ByteHouseServer server = new ByteHouseServer();
    private final AnalyticsPlatform scripted = server.open();

    @AfterEach
    void close() {
        platform.close();
        sandbox.close();
        scripted.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM nowhere",
                "SELECT * FROM no.where",
                "selct 1",
                "SELECT nothing",
                "SELECT nofunc(1)"
            })
    @DisplayName("A statement that the engine refuses is a failed query, with the engine's number")
    void wrongSql(String sql) {
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> sandbox.sql(sql))
                .satisfies(e -> assertThat(e.context().vendorCode())
                        .hasValueSatisfying(code -> assertThat(code).matches("\\d+")))
                .satisfies(e -> assertThat(e.retryable()).isFalse());
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> platform.queries().submit(Statement.of(sql)).await(LIMIT));
    }

    @Test
    @DisplayName("A result that breaks off after rows ends in an exception, not in a shorter result")
    void breaksOff() {
        var seen = new ArrayList<Long>();
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> platform.queries()
                        .run(
                                "SELECT i, repeat('x', 1000) AS pad, CAST(CASE WHEN i = 90000 THEN 'x' ELSE '1' END AS Int64) AS x"
                                        + " FROM range(100000) AS r(i)")
                        .forEach(row -> seen.add(row.getLong("i"))))
                .satisfies(e -> assertThat(e.context().vendorCode()).isPresent());
        assertThat(seen).isNotEmpty();
    }

    static Stream<Arguments> failures() {
        String engine =
                "{\"message\":\"Code: %s. DB::Exception: no\",\"error\":{\"message\":\"Code: %<s. DB::Exception: no\"}}";
        return Stream.of(
                Arguments.of(400, engine.formatted(62), QueryFailedException.class, "62"),
                Arguments.of(404, engine.formatted(60), QueryFailedException.class, "60"),
                Arguments.of(500, engine.formatted(241), QueryFailedException.class, "241"),
                Arguments.of(500, engine.formatted(159), DeadlineExceededException.class, "159"),
                Arguments.of(400, engine.formatted(202), RateLimitedException.class, "202"),
                Arguments.of(400, engine.formatted(394), CancelledException.class, "394"),
                Arguments.of(400, engine.formatted(497), PermissionDeniedException.class, "497"),
                Arguments.of(400, engine.formatted(516), UnauthenticatedException.class, "516"),
                Arguments.of(400, "{\"message\":\"bad\"}", InvalidRequestException.class, ""),
                Arguments.of(
                        401,
                        "{\"message\":\"no\",\"error\":{\"code\":\"Unauthorized\"}}",
                        UnauthenticatedException.class,
                        "Unauthorized"),
                Arguments.of(
                        403, "{\"error\":{\"message\":\"no\",\"code\":403}}", PermissionDeniedException.class, "403"),
                Arguments.of(404, "{\"message\":\"gone\",\"error\":{}}", NotFoundException.class, ""),
                Arguments.of(500, "<html>", ServerException.class, ""),
                Arguments.of(
                        200,
                        "{\"data\":null,\"message\":\"m\",\"error\":{\"message\":\"Code: 62. no\"}}",
                        QueryFailedException.class,
                        "62"),
                Arguments.of(
                        200,
                        "{\"data\":[{\"meta\":[{\"name\":\"a\",\"type\":\"Int8\"}],\"data\":[[1]],"
                                + "\"exception\":\"Code: 394. stopped\"}]}",
                        CancelledException.class,
                        "394"),
                Arguments.of(
                        200,
                        "{\"data\":[{\"meta\":[{\"name\":\"a\",\"type\":\"Int8\"}],\"data\":[[1]]}]}",
                        ProtocolException.class,
                        ""),
                Arguments.of(
                        200,
                        "{\"data\":[{\"meta\":[{\"name\":\"a\",\"type\":\"Int8\"}],\"data\":[[1]],\"rows\":2}]}",
                        ProtocolException.class,
                        ""),
                Arguments.of(
                        200,
                        "{\"data\":[{\"meta\":[],\"data\":[],\"rows\":0},"
                                + "{\"meta\":[{\"name\":\"a\",\"type\":\"Int8\"}],\"data\":[]}]}",
                        ProtocolException.class,
                        ""),
                Arguments.of(
                        200,
                        "{\"data\":[{\"meta\":[{\"name\":\"a\",\"type\":\"Int8\"}],\"data\":[[1]],\"rows\":1},"
                                + "{\"meta\":[],\"data\":[],\"rows\":0}]}",
                        ProtocolException.class,
                        ""),
                Arguments.of(200, "{\"data\":[]}", ProtocolException.class, ""),
                Arguments.of(
                        200,
                        "{\"data\":[{\"meta\":[{\"name\":\"c\",\"type\":\"Int64\"}],\"data\":[{\"c\":1,\"d\":2}],\"rows\":1}]}",
                        ProtocolException.class,
                        ""),
                Arguments.of(200, "{}", ProtocolException.class, ""));
    }

    @ParameterizedTest
    @MethodSource("failures")
    @DisplayName("Each failure has its kind: by the engine's number, the status, or what a whole answer lacks")
    void kinds(int status, String body, Class<? extends AnalyticsException> kind, String code) {
        for (int i = 0; i < 10; i++) {
            server.answer(status, body);
        }
        assertThatThrownBy(
                        () -> scripted.queries().run("INSERT INTO t VALUES (1)").toList())
                .isInstanceOfSatisfying(AnalyticsException.class, e -> {
                    assertThat(e).isExactlyInstanceOf(kind);
                    assertThat(e.context().vendorCode().orElse("")).isEqualTo(code);
                });
    }

    @Test
    @DisplayName("A SELECT is repeated after a failure of the server, an INSERT and a job never are")
    void repeats() {
        server.answer(503, "").cells("Int8", "1");
        assertThat(scripted.queries().run("SELECT 1").toList()).hasSize(1);
        assertThat(server.requests()).isEqualTo(2);

        server.answer(503, "").answer(503, "");
        assertThatExceptionOfType(ServerException.class)
                .isThrownBy(() -> scripted.queries().run("INSERT INTO t SELECT 1"));
        assertThatExceptionOfType(ServerException.class)
                .isThrownBy(() -> scripted.queries().submit(Statement.of("SELECT 1")));
        assertThat(server.requests()).isEqualTo(4);
    }

    @Test
    @DisplayName("A key that the server echoes stays out of messages")
    void secrets() {
        server.answer(400, "{\"message\":\"Code: 62. near " + ByteHouseServer.KEY + "\"}");
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> scripted.queries().run("select 1"))
                .satisfies(e -> assertThat(e).hasMessageNotContaining(ByteHouseServer.KEY));
    }

    @Test
    @DisplayName(
            "The statement's warehouse runs it; one that is down is a conflict, one that is not there a failed query")
    void compute() throws IOException {
        var warehouses = platform.api(VirtualWarehouseApi.class);
        var made = warehouses
                .createVirtualWarehouse(new CreateVWRequest().name("small").configID(123456L), null)
                .execute();
        assertThat(made.isSuccessful()).isTrue();
        String id = String.valueOf(made.body() == null ? null : made.body().getVwID());
        warehouses
                .updateVirtualWarehouse("small", new UpdateVWRequest().status(VWStatusParamNullable.DOWN), null)
                .execute();

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(
                        () -> platform.queries().run(Statement.of("SELECT 1").compute(id)))
                .withMessageContaining("not running");
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(
                        () -> platform.queries().run(Statement.of("SELECT 1").compute("vw-nowhere")));
    }
}
