package dev.analyticsplatform.bytehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.CancelledException;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.QueryFailedException;
import dev.analyticsplatform.QueryState;
import dev.analyticsplatform.Statement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteHouseQueriesTest {

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

    static Stream<Arguments> cells() {
        return Stream.of(
                Arguments.of("Nullable(Int64)", "-9223372036854775808", DataType.INTEGER, Long.MIN_VALUE),
                Arguments.of(
                        "UInt64", "18446744073709551615", DataType.INTEGER, new BigInteger("18446744073709551615")),
                Arguments.of("Int64", "\"9223372036854775807\"", DataType.INTEGER, Long.MAX_VALUE),
                Arguments.of(
                        "Int128",
                        "-170141183460469231731687303715884105728",
                        DataType.INTEGER,
                        BigInteger.TWO.pow(127).negate()),
                Arguments.of(
                        "UInt256",
                        BigInteger.TWO.pow(256).subtract(BigInteger.ONE).toString(),
                        DataType.INTEGER,
                        BigInteger.TWO.pow(256).subtract(BigInteger.ONE)),
                Arguments.of(
                        "Decimal(38, 10)",
                        "1234567890123456789012345678.0123456789",
                        DataType.DECIMAL,
                        new BigDecimal("1234567890123456789012345678.0123456789")),
                Arguments.of("Decimal(10, 2)", "7", DataType.DECIMAL, new BigDecimal("7")),
                Arguments.of("Float64", "0.1", DataType.DOUBLE, new BigDecimal("0.1")),
                Arguments.of("Float64", "\"nan\"", DataType.DOUBLE, Double.NaN),
                Arguments.of("Float32", "\"-inf\"", DataType.DOUBLE, Double.NEGATIVE_INFINITY),
                Arguments.of("Bool", "true", DataType.BOOLEAN, true),
                Arguments.of("Bool", "0", DataType.BOOLEAN, false),
                Arguments.of(
                        "LowCardinality(Nullable(String))",
                        "\"Gr\u00fc\u00dfe, \u4e16\u754c \\\"q\\\" \\u0000 \ud83d\ude00\"",
                        DataType.STRING,
                        "Gr\u00fc\u00dfe, \u4e16\u754c \"q\" \u0000 \ud83d\ude00"),
                Arguments.of("Enum8('it\\\\'s, (x)' = 1)", "\"it's, (x)\"", DataType.STRING, "it's, (x)"),
                Arguments.of("Date32", "\"2024-02-29\"", DataType.DATE, LocalDate.of(2024, 2, 29)),
                Arguments.of(
                        "DateTime64(9)",
                        "\"2024-02-29 23:59:59.123456789\"",
                        DataType.TIMESTAMP,
                        LocalDateTime.parse("2024-02-29T23:59:59.123456789")),
                Arguments.of(
                        "DateTime64(3, 'UTC')",
                        "\"2024-02-29 23:59:59.123\"",
                        DataType.TIMESTAMP_WITH_TIME_ZONE,
                        Instant.parse("2024-02-29T23:59:59.123Z")),
                Arguments.of(
                        "DateTime('Asia/Shanghai')",
                        "\"2024-03-01 08:00:00\"",
                        DataType.TIMESTAMP_WITH_TIME_ZONE,
                        Instant.parse("2024-03-01T00:00:00Z")),
                Arguments.of(
                        "DateTime('Asia/Shanghai')",
                        "\"2024-03-01T00:00:00Z\"",
                        DataType.TIMESTAMP_WITH_TIME_ZONE,
                        Instant.parse("2024-03-01T00:00:00Z")),
                Arguments.of(
                        "Array(Nullable(Decimal(10, 2)))",
                        "[1,null,2.50]",
                        DataType.ARRAY,
                        Arrays.asList(new BigDecimal("1"), null, new BigDecimal("2.50"))),
                Arguments.of(
                        "Map(String, Array(UInt64))",
                        "{\"k\":[18446744073709551615]}",
                        DataType.OBJECT,
                        Map.of("k", List.of(new BigInteger("18446744073709551615")))),
                Arguments.of(
                        "Tuple(`a b` Date, c Bool)",
                        "{\"a b\":\"2024-02-29\",\"c\":1}",
                        DataType.OBJECT,
                        Map.of("a b", LocalDate.of(2024, 2, 29), "c", true)),
                Arguments.of(
                        "Tuple(Date, DateTime64(6, 'UTC'))",
                        "[\"2024-02-29\",\"2024-02-29 00:00:00.000001\"]",
                        DataType.OBJECT,
                        List.of(LocalDate.of(2024, 2, 29), Instant.parse("2024-02-29T00:00:00.000001Z"))),
                Arguments.of("AggregateFunction(sum, UInt64)", "\"raw\"", DataType.UNKNOWN, "raw"),
                Arguments.of("Nullable(Nothing)", "null", DataType.UNKNOWN, null));
    }

    @ParameterizedTest
    @MethodSource("cells")
    @DisplayName("Each type of the engine becomes its portable type, each value its exact Java value")
    void values(String type, String json, DataType portable, @Nullable Object expected) {
        server.cells(type, json);
        try (var rows = scripted.queries().run("select 1")) {
            assertThat(rows.columns())
                    .hasValueSatisfying(columns ->
                            assertThat(columns).extracting(Column::type).containsExactly(portable));
            assertThat(rows.toList())
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("c")).isEqualTo(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-03 01:30:00", "2024-03-10 02:30:00", "yesterday"})
    @DisplayName("A local time that is no instant, or two, fails loudly")
    void noInstant(String time) {
        server.cells("DateTime('America/New_York')", "\"" + time + "\"");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> scripted.queries().run("select 1").toList());
    }

    @Test
    @DisplayName("What the sandbox stores comes back with its types: limits, wide numbers, nested values, NULL")
    void valuesOfTheSandbox() {
        sandbox.sql("CREATE TABLE v (i Int64, u UInt64, h Int128, w Int256, d Decimal(38, 10), f Float64, b Bool,"
                + " t DateTime64(6, 'UTC'), n Nullable(String), l Array(Nullable(UInt64)), m Map(String, Decimal(10, 2)),"
                + " p Tuple(x Int64, y Nullable(String))) ENGINE = CnchMergeTree ORDER BY i");
        sandbox.sql("""
                INSERT INTO v FORMAT JSONEachRow {"i":-9223372036854775808,"u":18446744073709551615,
                "h":170141183460469231731687303715884105727,"w":-1,"d":1234567890123456789012345678.0123456789,
                "f":"inf","b":true,"t":"2024-02-29 23:59:59.123456","n":null,"l":[18446744073709551615,null],
                "m":{"k":1.25},"p":{"x":1,"y":null}}""");

        assertThat(sandbox.sql("SELECT * FROM v")).singleElement().satisfies(row -> {
            assertThat(row.get("i")).isEqualTo(Long.MIN_VALUE);
            assertThat(row.get("u")).isEqualTo(new BigInteger("18446744073709551615"));
            assertThat(row.get("h")).isEqualTo(BigInteger.TWO.pow(127).subtract(BigInteger.ONE));
            assertThat(row.get("w")).isEqualTo(-1L);
            assertThat(row.get("d")).isEqualTo(new BigDecimal("1234567890123456789012345678.0123456789"));
            assertThat(row.get("f")).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(row.get("b")).isEqualTo(true);
            assertThat(row.get("t")).isEqualTo(Instant.parse("2024-02-29T23:59:59.123456Z"));
            assertThat(row.get("n")).isNull();
            assertThat(row.get("l")).isEqualTo(Arrays.asList(new BigInteger("18446744073709551615"), null));
            assertThat(row.get("m")).isEqualTo(Map.of("k", new BigDecimal("1.25")));
            assertThat(row.get("p")).hasToString("{x=1, y=null}");
        });
    }

    @Test
    @DisplayName("Unqualified names are those of the configured namespace, in queries, jobs and checks")
    void namespace() {
        platform.catalog().createNamespace("we`ird \\ name");
        try (var other = AnalyticsPlatform.open(sandbox.config().namespace("we`ird \\ name"))) {
            other.queries()
                    .run("CREATE TABLE t (a Int64) ENGINE = CnchMergeTree ORDER BY a")
                    .toList();
            other.queries().run("INSERT INTO t VALUES (7)").toList();
            try (var rows = other.queries().run("SELECT a FROM t")) {
                assertThat(rows.columns()).hasValue(List.of(new Column("a", DataType.INTEGER, "Int64")));
                assertThat(rows.toList()).extracting(row -> row.getLong("a")).containsExactly(7L);
            }
            var job = other.queries().submit(Statement.of("SELECT a FROM t")).await(LIMIT);
            assertThat(job.rows().toList()).hasSize(1);
            assertThat(other.queries().validate(Statement.of("SELECT a FROM t")).datasets())
                    .singleElement()
                    .satisfies(name -> assertThat(name).endsWith("t"));
        }
        assertThatExceptionOfType(QueryFailedException.class).isThrownBy(() -> sandbox.sql("SELECT a FROM t"));
    }

    @Test
    @DisplayName("A job runs at the vendor, is found by its id and read more than once; before its end it has no rows")
    void job() {
        var job = platform.queries().submit(Statement.of("SELECT i FROM range(3) AS r(i) ORDER BY i"));
        assertThat(job.status().state()).isEqualTo(QueryState.QUEUED);
        assertThatExceptionOfType(ConflictException.class).isThrownBy(job::rows);
        job.await(LIMIT);

        assertThat(job.rows().toList()).extracting(row -> row.getLong("i")).containsExactly(0L, 1L, 2L);
        var again = platform.queries().job(job.id());
        assertThat(again.status().state()).isEqualTo(QueryState.COMPLETED);
        assertThat(again.status().submittedAt()).isPresent();
        assertThat(again.rows().toList()).hasSize(3);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> platform.queries().job("nowhere"));
    }

    @Test
    @DisplayName("A job that is stopped is cancelled, for those who ask and those who wait")
    void cancel() {
        var job = platform.queries().submit(Statement.of("SELECT count(*) FROM range(100000000000) AS r(i)"));
        assertThat(job.cancel().state()).isEqualTo(QueryState.CANCELLED);
        assertThat(platform.queries().job(job.id()).status().state()).isEqualTo(QueryState.CANCELLED);
        assertThatExceptionOfType(CancelledException.class).isThrownBy(() -> job.await(LIMIT));
        assertThatExceptionOfType(CancelledException.class).isThrownBy(job::rows);
        assertThat(job.cancel().state()).isEqualTo(QueryState.CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FINISHED", "finished", "Finished"})
    @DisplayName("States are understood in any case; one that is not known is not taken for an end")
    void states(String finished) {
        server.answer(200, "{\"data\":[{\"id\":\"q1\",\"status\":\"Reticulating\"}]}")
                .answer(200, "{\"data\":{\"id\":\"q1\",\"status\":\"Reticulating\"}}")
                .answer(200, "{\"data\":{\"queryID\":\"q1\",\"status\":\"" + finished + "\"}}");
        var job = scripted.queries().submit(Statement.of("select 1"));
        assertThat(job.status().state()).isEqualTo(QueryState.UNKNOWN);
        assertThat(job.await(LIMIT).status().state()).isEqualTo(QueryState.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Failed | Code: 394. DB::Exception: Query was cancelled | CANCELLED",
                "Killed | '' | CANCELLED",
                "Failed | Code: 241. DB::Exception: memory | FAILED",
                "Failed | '' | FAILED",
            })
    @DisplayName("A job that somebody stopped is cancelled, also where the engine calls it failed")
    void ends(String status, String error, QueryState state) {
        server.answer(
                200, "{\"data\":{\"id\":\"q1\",\"status\":\"" + status + "\",\"errorMessage\":\"" + error + "\"}}");
        var job = scripted.queries().job("q1");
        assertThat(job.status().state()).isEqualTo(state);
        assertThat(job.status().error().orElse("")).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"data\":[]}", "{\"data\":[{\"status\":\"Running\"}]}", "{\"data\":[null]}"})
    void ticketWithoutId(String answer) {
        server.answer(200, answer);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> scripted.queries().submit(Statement.of("select 1")));
    }

    @Test
    void validate() {
        sandbox.sql("CREATE TABLE t (a Int64) ENGINE = CnchMergeTree ORDER BY a");
        assertThat(platform.queries().validate(Statement.of("SELECT a FROM t")).datasets())
                .containsExactly("default.t");
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> platform.queries().validate(Statement.of("SELECT a FROM nowhere")));
    }
}
