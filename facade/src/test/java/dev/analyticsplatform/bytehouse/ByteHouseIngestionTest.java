package dev.analyticsplatform.bytehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.DatasetSpec;
import dev.analyticsplatform.IngestResult;
import dev.analyticsplatform.IngestionException;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.QueryFailedException;
import dev.analyticsplatform.RowRejection;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ByteHouseIngestionTest {

    private static final QualifiedName T = QualifiedName.of("t");
    private static final String ENGINE = " ENGINE = CnchMergeTree ORDER BY tuple()";
    private static final int MAX_ROWS = 10_000;

    private final ByteHouseSandbox sandbox = new ByteHouseSandbox();
    private final ByteHouseServer server = new ByteHouseServer();
    private final AnalyticsPlatform scripted = server.open();

    @AfterEach
    void close() {
        sandbox.close();
        scripted.close();
        server.close();
    }

    private static Map<String, @Nullable Object> row(@Nullable Object... namesAndValues) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return row;
    }

    private IngestResult append(List<Map<String, @Nullable Object>> rows) {
        return sandbox.platform().ingestion().append(T, rows);
    }

    /** The one column of a table that the server describes. */
    private static String described(String type) {
        return "{\"data\":[{\"meta\":[{\"name\":\"name\",\"type\":\"String\"},{\"name\":\"type\",\"type\":\"String\"}],"
                + "\"data\":[[\"c\",\"" + type + "\"]],\"rows\":1}]}";
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(DataType.BOOLEAN, true, true),
                Arguments.of(DataType.INTEGER, Long.MIN_VALUE, Long.MIN_VALUE),
                Arguments.of(DataType.INTEGER, new BigDecimal("5.00"), 5L),
                Arguments.of(
                        DataType.DECIMAL,
                        new BigDecimal("-9999999999999999999999999999.9999999999"),
                        new BigDecimal("-9999999999999999999999999999.9999999999")),
                Arguments.of(DataType.DECIMAL, new BigDecimal("1E-10"), new BigDecimal("0.0000000001")),
                Arguments.of(DataType.DOUBLE, 0.1, new BigDecimal("0.1")),
                Arguments.of(DataType.DOUBLE, 0.1f, new BigDecimal("0.1")),
                Arguments.of(DataType.DOUBLE, 1L << 53, new BigDecimal("9007199254740992")),
                Arguments.of(DataType.DOUBLE, Double.NaN, Double.NaN),
                Arguments.of(DataType.DOUBLE, Float.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY),
                Arguments.of(
                        DataType.STRING,
                        "Gr\u00fc\u00dfe; '\\\\' \"q\"\n\u0000\u4e16\u754c \ud83d\ude00",
                        "Gr\u00fc\u00dfe; '\\\\' \"q\"\n\u0000\u4e16\u754c \ud83d\ude00"),
                Arguments.of(DataType.STRING, "", ""),
                Arguments.of(
                        DataType.STRING,
                        UUID.fromString("00000000-0000-0000-0000-00000000000a"),
                        "00000000-0000-0000-0000-00000000000a"),
                Arguments.of(
                        DataType.BYTES,
                        new byte[] {0, -1, 127},
                        Base64.getEncoder().encodeToString(new byte[] {0, -1, 127})),
                Arguments.of(DataType.DATE, LocalDate.of(2024, 2, 29), LocalDate.of(2024, 2, 29)),
                Arguments.of(DataType.TIME, LocalTime.of(23, 59, 59, 1000), "23:59:59.000001"),
                Arguments.of(
                        DataType.TIMESTAMP,
                        LocalDateTime.parse("2024-02-29T23:59:59.123456"),
                        LocalDateTime.parse("2024-02-29T23:59:59.123456")),
                Arguments.of(
                        DataType.TIMESTAMP_WITH_TIME_ZONE,
                        Instant.parse("1969-12-31T23:59:59.999999Z"),
                        Instant.parse("1969-12-31T23:59:59.999999Z")),
                Arguments.of(
                        DataType.TIMESTAMP_WITH_TIME_ZONE,
                        OffsetDateTime.parse("2024-03-01T00:00:00+05:30"),
                        Instant.parse("2024-02-29T18:30:00Z")),
                Arguments.of(
                        DataType.ARRAY,
                        Arrays.asList(1, null, List.of("x\"y"), new BigDecimal("1.50")),
                        "[1,null,[\"x\\\"y\"],1.50]"),
                Arguments.of(DataType.OBJECT, Map.of("a", Map.of("b", List.of(true))), "{\"a\":{\"b\":[true]}}"));
    }

    @ParameterizedTest
    @MethodSource("values")
    @DisplayName("What is appended to a created column comes back equal, or as the text that the package tells of")
    void roundTrip(DataType type, Object value, Object expected) {
        sandbox.platform()
                .catalog()
                .create(DatasetSpec.of(T).column("n", DataType.INTEGER).column("c", type));

        assertThat(append(List.of(row("n", 1, "c", value), row("n", 2, "c", null), row("n", 3))))
                .isEqualTo(new IngestResult(3, List.of(), 3, 0));

        var rows = sandbox.sql("SELECT c FROM t ORDER BY n");
        assertThat(rows.get(0).get("c")).isEqualTo(expected);
        assertThat(rows.get(1).get("c")).isNull();
        assertThat(rows.get(2).get("c")).isNull();
    }

    @Test
    @DisplayName("Columns of the vendor's own types take what fits: wide integers, arrays, maps and tuples")
    void columnsOfTheVendor() {
        sandbox.sql("CREATE TABLE t (u UInt64, h Int128, l Array(Nullable(Decimal(10, 2))), m Map(String, Int64),"
                + " p Tuple(x Int64, y Nullable(String)), d DateTime, e String DEFAULT 'x')" + ENGINE);
        var big = new BigInteger("18446744073709551615");
        var row = row(
                "u", big,
                "h", BigInteger.TWO.pow(127).negate(),
                "l", Arrays.asList(new BigDecimal("1.5"), null),
                "m", Map.of("k", Long.MAX_VALUE),
                "p", row("x", 1, "y", null),
                "d", Instant.parse("2024-02-29T23:59:59Z"));

        assertThat(append(List.of(row)).complete()).isTrue();

        assertThat(sandbox.sql("SELECT * FROM t")).singleElement().satisfies(read -> {
            assertThat(read.get("u")).isEqualTo(big);
            assertThat(read.get("h")).isEqualTo(BigInteger.TWO.pow(127).negate());
            assertThat(read.get("l")).isEqualTo(Arrays.asList(new BigDecimal("1.5"), null));
            assertThat(read.get("m")).isEqualTo(Map.of("k", Long.MAX_VALUE));
            assertThat(read.get("p")).isEqualTo(row("x", 1L, "y", null));
            assertThat(read.get("d")).isEqualTo(LocalDateTime.parse("2024-02-29T23:59:59"));
            assertThat(read.get("e")).isEqualTo("x");
        });
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                Arguments.of("Decimal(10, 2)", new BigDecimal("1.234"), "3 digits behind the point, it takes 2"),
                Arguments.of("Decimal(10, 2)", new BigDecimal("123456789"), "9 digits before the point, it takes 8"),
                Arguments.of("Decimal64(4)", new BigDecimal("1E-5"), "5 digits behind the point, it takes 4"),
                Arguments.of("Decimal(38, 10)", new BigInteger("9".repeat(29)), "29 digits before the point"),
                Arguments.of("Int8", 128, "out of its range"),
                Arguments.of("UInt64", -1, "out of its range"),
                Arguments.of("Int64", new BigInteger("9223372036854775808"), "out of its range"),
                Arguments.of("Int32", new BigDecimal("1.5"), "whole numbers only"),
                Arguments.of(
                        "DateTime64(6, 'UTC')",
                        Instant.parse("2024-01-01T00:00:00.123456789Z"),
                        "9 digits of a second"),
                Arguments.of("DateTime64(3)", LocalDateTime.parse("2024-01-01T00:00:00.1234"), "4 digits of a second"),
                Arguments.of("DateTime", Instant.parse("2024-01-01T00:00:00.5Z"), "it takes 0"),
                Arguments.of("DateTime", Instant.parse("2107-01-01T00:00:00Z"), "days from 1970-01-01"),
                Arguments.of("Date", LocalDate.of(1969, 12, 31), "days from 1970-01-01"),
                Arguments.of("Date32", LocalDate.of(9999, 12, 31), "days from 1925-01-01"),
                Arguments.of("Float64", (1L << 53) + 1, "would be another"),
                Arguments.of("Float32", 0.123456789, "would be another"),
                Arguments.of("Float64", new BigDecimal("1E+400"), "would be another"),
                Arguments.of("FixedString(3)", "ab", "exactly 3 bytes"),
                Arguments.of("Int64", null, "holds no NULL"),
                Arguments.of("Array(Int8)", List.of(1, 300), "out of its range"),
                Arguments.of("Array(Int8)", Arrays.asList(1, null), "holds no NULL"),
                Arguments.of("Map(String, Decimal(5, 1))", Map.of("k", new BigDecimal("1.23")), "2 digits behind"),
                Arguments.of(
                        "Tuple(Int8, DateTime)", List.of(1, Instant.parse("2024-01-01T00:00:00.5Z")), "1 digits of"));
    }

    @ParameterizedTest
    @MethodSource("losses")
    @DisplayName("promise: a value that the column would not hold exactly rejects its row and no other")
    void losses(String type, @Nullable Object value, String reason) throws InterruptedException {
        server.answer(200, described(type)).done();

        var result = scripted.ingestion().append(T, List.of(row("c", value), row()));

        assertThat(result.accepted()).isEqualTo(1);
        assertThat(result.rejected()).singleElement().satisfies(rejection -> {
            assertThat(rejection.index()).isZero();
            assertThat(rejection.reason()).startsWith("column c: ").contains(reason);
        });
        assertThat(server.takeSql()).isEqualTo("DESCRIBE TABLE `default`.`t`");
        assertThat(server.takeSql())
                .isEqualTo("INSERT INTO `default`.`t` SETTINGS date_time_input_format = 'best_effort',"
                        + " input_format_skip_unknown_fields = 0 FORMAT JSONEachRow\n{}");
    }

    @Test
    @DisplayName("Rows with unknown columns, values without a form, and text that is no UTF-8 are rejected alone")
    void unfitRows() {
        sandbox.sql("CREATE TABLE t (c Nullable(String))" + ENGINE);
        var result =
                append(List.of(row("c", "a"), row("d", 1), row("c", new Thread()), row("c", "\ud800"), row("c", "b")));

        assertThat(result.accepted()).isEqualTo(2);
        assertThat(result.rejected()).extracting(RowRejection::index).containsExactly(1L, 2L, 3L);
        assertThat(result.rejected().get(0).reason()).isEqualTo("the table has no column d");
        assertThat(sandbox.sql("SELECT c FROM t ORDER BY c"))
                .extracting(row -> row.getString("c"))
                .containsExactly("a", "b");
    }

    @Test
    @DisplayName("A row that the engine refuses is rejected with its reason, and the others are stored once")
    void refusedRows() {
        sandbox.sql("CREATE TABLE t (n Int64, u Nullable(UUID))" + ENGINE);
        var rows = new ArrayList<>(
                IntStream.range(0, 50).mapToObj(n -> row("n", n)).toList());
        rows.set(7, row("n", "seven"));
        rows.set(8, row("n", 8, "u", "no id"));
        rows.set(49, row("n", new BigDecimal("0.5")));

        var result = append(rows);

        assertThat(result.accepted()).isEqualTo(47);
        assertThat(result.rejected()).extracting(RowRejection::index).containsExactly(7L, 8L, 49L);
        assertThat(result.rejected().get(0).vendorCode()).hasValue("27");
        assertThat(sandbox.sql("SELECT count(*) AS n FROM t").get(0).getLong("n"))
                .isEqualTo(47);
    }

    @Test
    @DisplayName("A batch of which too many rows are refused fails as a whole, and nothing of it is stored")
    void tooManyRefusals() {
        sandbox.sql("CREATE TABLE t (u UUID)" + ENGINE);
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> append(Collections.nCopies(150, row("u", "no id"))))
                .withCauseInstanceOf(InvalidRequestException.class)
                .satisfies(e -> assertThat(e.result()).isEqualTo(new IngestResult(0, List.of(), 0, 0)));
    }

    @Test
    @DisplayName("A table that is not there, or cannot be written, leaves nothing in doubt")
    void refusedBatches() {
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> append(List.of(row("c", 1))))
                .withCauseInstanceOf(NotFoundException.class)
                .satisfies(e -> assertThat(e.result()).isEqualTo(new IngestResult(0, List.of(), 0, 0)));
        sandbox.sql("CREATE VIEW t AS SELECT 1 AS c");
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> append(List.of(row("c", 1))))
                .withCauseInstanceOf(InvalidRequestException.class)
                .satisfies(e -> assertThat(e.result()).isEqualTo(new IngestResult(0, List.of(), 0, 0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503 | {}",
                "500 | {\"message\":\"Code: 241. DB::Exception: memory\"}",
                "200 | {\"data\":[{\"meta\":[],\"data\":[],\"exception\":\"Code: 27. (at row 1)\"}]}",
                "200 | {\"data\":[{\"meta\":[{\"name\":\"c\",\"type\":\"Int64\"}],\"data\":[[1]],\"exception\":\"lost\"}]}",
                "200 | <html>",
            })
    @DisplayName("promise: an INSERT that may have arrived is never sent twice; its rows are in doubt")
    void inDoubt(int status, String body) {
        server.answer(200, described("Nullable(Int64)")).answer(status, body);

        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> scripted.ingestion().append(T, List.of(row("c", 1), row("c", 2))))
                .satisfies(e -> assertThat(e.result()).isEqualTo(new IngestResult(0, List.of(), 0, 2)));
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("No statement has more than 10,000 rows; each batch asks for the columns anew")
    void batches() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            server.answer(200, described("Nullable(Int64)")).done();
        }
        var rows = IntStream.range(0, MAX_ROWS + 1).mapToObj(n -> row("c", n)).toList();

        assertThat(scripted.ingestion().append(T, rows))
                .isEqualTo(new IngestResult(MAX_ROWS + 1, List.of(), MAX_ROWS + 1, 0));
        server.take();
        assertThat(server.takeSql().lines()).hasSize(MAX_ROWS + 1);
        server.take();
        assertThat(server.takeSql()).endsWith("JSONEachRow\n{\"c\":" + MAX_ROWS + "}");
        assertThat(server.requests()).isEqualTo(4);
    }

    @Test
    @DisplayName("No request has more than 4 MiB of rows, with lists in columns of text counted as they are escaped")
    void bytes() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            server.answer(200, described("String")).done();
        }
        var row = row("c", List.of("\"".repeat(300_000)));

        assertThat(scripted.ingestion().append(T, List.of(row, row)).accepted()).isEqualTo(2);
        server.take();
        assertThat(server.take().getBodySize()).isBetween(2L << 20, 4L << 20);
        assertThat(server.requests()).isEqualTo(4);
    }

    @Test
    void errorInsideTheAnswerIsNoRejection() {
        server.answer(200, described("Int64")).answer(200, "{\"error\":{\"code\":\"Broken\",\"message\":\"no\"}}");
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> scripted.ingestion().append(T, List.of(row("c", 1))))
                .withCauseInstanceOf(QueryFailedException.class);
        assertThat(server.requests()).isEqualTo(2);
    }
}
