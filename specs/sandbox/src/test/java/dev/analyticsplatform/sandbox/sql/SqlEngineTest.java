package dev.analyticsplatform.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlEngineTest extends EngineTest {
    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(SqlValue.NULL, "NULL", "null"),
                Arguments.of(SqlValue.of(true), "BOOLEAN", "true"),
                Arguments.of(SqlValue.of(9007199254740993L), "BIGINT", "9007199254740993"),
                Arguments.of(SqlValue.of(Long.MIN_VALUE), "BIGINT", "-9223372036854775808"),
                Arguments.of(
                        SqlValue.of(new BigInteger("170141183460469231731687303715884105727")),
                        "HUGEINT",
                        "170141183460469231731687303715884105727"),
                Arguments.of(SqlValue.of(0.1), "DOUBLE", "0.1"),
                Arguments.of(SqlValue.of(Double.NaN), "DOUBLE", "\"NaN\""),
                Arguments.of(
                        SqlValue.of(new BigDecimal("0.12345678901234567890")),
                        "DECIMAL(20,20)",
                        "0.12345678901234567890"),
                Arguments.of(SqlValue.of("a'b\u0000é\uD83D\uDE00"), "VARCHAR", "\"a'b\\u0000é\uD83D\uDE00\""),
                Arguments.of(SqlValue.of(LocalDate.of(2024, 2, 29)), "DATE", "\"2024-02-29\""),
                Arguments.of(SqlValue.of(LocalTime.of(1, 2, 3, 4000)), "TIME", "\"01:02:03.000004\""),
                Arguments.of(
                        SqlValue.of(LocalDateTime.of(2020, 3, 29, 2, 30)),
                        "TIMESTAMP",
                        "\"2020-03-29T02:30:00.000000\""),
                Arguments.of(
                        SqlValue.of(OffsetDateTime.parse("2024-01-01T01:00:00.000001+01:00")),
                        "TIMESTAMP WITH TIME ZONE",
                        "\"2024-01-01T00:00:00.000001Z\""),
                Arguments.of(SqlValue.of(json("{`a`:[1,2.50]}")), "JSON", "{\"a\":[1,2.50]}"));
    }

    @ParameterizedTest
    @MethodSource("values")
    @DisplayName("A bound value keeps its type and every digit")
    void parameters(SqlValue value, String type, String json) {
        try (Cursor cursor = engine.query("SELECT :value AS v, :value IS NULL AS n", Map.of("value", value))) {
            assertThat(cursor.columns().get(0)).isEqualTo(new SqlColumn("v", type));
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.row(RowFormat.ISO).get("v")).hasToString(json);
        }
    }

    @Test
    @DisplayName("A parameter is bound, not spliced: its text cannot become SQL")
    void notSpliced() {
        assertThat(value("SELECT :x AS v", Map.of("x", SqlValue.of("' OR 1=1 --"))))
                .isEqualTo("\"' OR 1=1 --\"");
    }

    @Test
    void parameterWithoutValueIsNamed() {
        SqlFailure failure = failure("SELECT :a, :b", Map.of("a", SqlValue.of(1)));
        assertThat(failure.kind()).isEqualTo(SqlFailure.Kind.BINDING);
        assertThat(failure).hasMessageContaining(":b");
    }

    @Test
    void positionalParameters() {
        try (Cursor cursor = engine.query("SELECT ? + ? AS v, '?'", List.of(SqlValue.of(1), SqlValue.of(2)))) {
            assertThat(rows(cursor)).containsExactly("{`v`:3,`'?'`:`?`}");
        }
        assertThatExceptionOfType(SqlFailure.class)
                .isThrownBy(() -> engine.query("SELECT ?", List.of()))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(SqlFailure.Kind.BINDING));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1::HUGEINT * 170141183460469231731687303715884105727|170141183460469231731687303715884105727",
                "340282366920938463463374607431768211455::UHUGEINT|340282366920938463463374607431768211455",
                "18446744073709551615::UBIGINT|18446744073709551615",
                "9007199254740993|9007199254740993",
                "1.50::DECIMAL(38,10)|1.5000000000",
                "0.1::DOUBLE + 0.2::DOUBLE|0.30000000000000004",
                "1e300::DOUBLE|1.0E+300",
                "'-Infinity'::DOUBLE|\"-Infinity\"",
                "'ab'::BLOB|\"YWI=\"",
                "DATE '2024-05-01'|\"2024-05-01\"",
                "TIMESTAMP '2024-05-01 13:05:09.000001'|\"2024-05-01T13:05:09.000001\"",
                "TIMESTAMPTZ '2024-05-01 13:05:09+02:00'|\"2024-05-01T11:05:09.000000Z\"",
                "TIMETZ '01:02:03+02'|\"01:02:03.000000+02:00\"",
                "INTERVAL 1 MONTH|\"1 month\"",
                "UUID '00000000-0000-0000-0000-000000000001'|\"00000000-0000-0000-0000-000000000001\"",
                "[1, NULL, 3]|[1,null,3]",
                "{'a': [{'b': 9007199254740993, 'd': 1.50}]}|{\"a\":[{\"b\":9007199254740993,\"d\":1.50}]}",
                "MAP {'k': [1]}|{\"k\":[1]}",
                "'{\"x\": 12345678901234567890123}'::JSON|{\"x\":12345678901234567890123}",
                "twice(21)|42"
            })
    @DisplayName("A result value is written as exact JSON")
    void resultValues(String expression, String json) {
        assertThat(value("SELECT " + expression + " AS v", Map.of())).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELEC 1|SYNTAX|1|1",
                "SELECT 1 +|SYNTAX|1|10",
                "SELECT 1; SELECT 2|SYNTAX|0|0",
                "SELECT * FROM ws.nope|NO_SUCH_TABLE|1|15",
                "SELECT * FROM nope.nope|NO_SUCH_TABLE|1|15",
                "SELECT x FROM (SELECT 1 AS y)|NO_SUCH_COLUMN|1|8",
                "SELECT :long_name, foo(1)|NO_SUCH_FUNCTION|1|20",
                "SELECT 'a'::INTEGER|VALUE|1|11",
                "SELECT [1] + 1|NO_SUCH_FUNCTION|1|12",
                "SELECT concat('x', i)::INTEGER FROM range(5) t(i)|VALUE|1|22"
            })
    @DisplayName("A failure tells its kind and where it is in the statement as it was written")
    void failures(String sql, SqlFailure.Kind kind, int line, int column) {
        SqlFailure failure = failure(sql, Map.of("long_name", SqlValue.of(1)));
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        assertThat(failure.line()).isEqualTo(line == 0 ? OptionalInt.empty() : OptionalInt.of(line));
        assertThat(failure.column()).isEqualTo(column == 0 ? OptionalInt.empty() : OptionalInt.of(column));
        assertThat(failure.getMessage()).doesNotContain("LINE 1").doesNotContain("Candidate");
    }

    @Test
    void failureAfterManyRowsKeepsTheReason() {
        SqlFailure failure = failure(
                "SELECT (CASE WHEN i < 900000 THEN '1' ELSE 'bad' END)::INTEGER FROM range(1000000) t(i)", Map.of());
        assertThat(failure.kind()).isEqualTo(SqlFailure.Kind.VALUE);
        assertThat(failure).hasMessageContaining("bad");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM glob('/etc/*')",
                "SELECT * FROM '/etc/passwd'",
                "COPY (SELECT 1) TO '/tmp/x.csv'",
                "ATTACH ':memory:' AS other",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET enable_external_access = true",
                "PRAGMA database_list",
                "EXPORT DATABASE '/tmp/x'",
                "CREATE TABLE t (a INTEGER)",
                "CALL pragma_version()"
            })
    @DisplayName("A query reaches nothing of the machine and changes nothing")
    void lockedDown(String sql) {
        SqlFailure failure = failure(sql, Map.of());
        assertThat(failure.kind()).isIn(SqlFailure.Kind.NOT_ALLOWED, SqlFailure.Kind.NO_SUCH_TABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET threads = 1", "/* INSERT */ COPY t TO '/tmp/x'", "ATTACH ':memory:' AS o", "SELECT 1"})
    void executeRunsOnlyChangesOfTables(String sql) {
        assertThatExceptionOfType(SqlFailure.class)
                .isThrownBy(() -> engine.execute(sql, List.of()))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(SqlFailure.Kind.NOT_ALLOWED));
    }

    @Test
    void executeCountsRows() {
        engine.execute("CREATE TABLE t (a BIGINT)", List.of());
        assertThat(engine.execute("INSERT INTO t SELECT * FROM range(?)", List.of(SqlValue.of(7))))
                .isEqualTo(7);
        assertThat(rows("SELECT sum(a) AS s FROM ws.t")).containsExactly("{`s`:21}");
        assertThatExceptionOfType(SqlFailure.class)
                .isThrownBy(() -> engine.execute("DELETE FROM t; DROP TABLE t", List.of()))
                .withMessageContaining("More than one statement");
    }

    @Test
    @DisplayName("A query that works on its first row is cancelled from another thread")
    void cancelWhileRunning() {
        try (Cursor cursor = engine.query(
                "SELECT count(*) FROM range(10000000) a(x), range(10000000) b(y) WHERE x * y = -1", Map.of())) {
            CompletableFuture<SqlFailure> failure =
                    CompletableFuture.supplyAsync(() -> catchThrowableOfType(SqlFailure.class, cursor::next));
            while (!failure.isDone()) {
                cursor.cancel();
                Thread.onSpinWait();
            }
            assertThat(failure.join().kind()).isEqualTo(SqlFailure.Kind.CANCELLED);
        }
    }

    @Test
    void cancelBetweenRows() {
        try (Cursor cursor = engine.query("SELECT * FROM range(10000000)", Map.of())) {
            assertThat(cursor.next()).isTrue();
            cursor.cancel();
            assertThatExceptionOfType(SqlFailure.class)
                    .isThrownBy(cursor::next)
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(SqlFailure.Kind.CANCELLED));
        }
        assertThat(rows("SELECT 1 AS a")).containsExactly("{`a`:1}");
    }

    @Test
    void namesOfAStatement() {
        assertThat(
                        engine.referencedTables(
                                "WITH w AS (SELECT * FROM a.b) SELECT * FROM w, c WHERE EXISTS (SELECT 1 FROM \"d e\".f WHERE x = :p)"))
                .containsExactlyInAnyOrder("a.b", "ws.c", "d e.f");
        assertThat(engine.namedParameters("SELECT :b, :a, :b")).containsExactly("b", "a");
    }

    @Test
    void validateDoesNotNeedValues() {
        collection("c", "{`a`:1}");
        engine.validate("SELECT a FROM c WHERE a = :x");
        assertThatExceptionOfType(SqlFailure.class)
                .isThrownBy(() -> engine.validate("SELECT a FROM nope WHERE a = :x"));
    }

    private SqlFailure failure(String sql, Map<String, SqlValue> parameters) {
        return catchThrowableOfType(SqlFailure.class, () -> rows(sql, parameters));
    }
}
