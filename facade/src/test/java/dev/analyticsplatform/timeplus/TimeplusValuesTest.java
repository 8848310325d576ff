package dev.analyticsplatform.timeplus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.client.timeplus.JSON;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of every type, both ways: exact or an error. */
class TimeplusValuesTest {

    private static final String NINES = "9".repeat(38);

    private final TimeplusServer server = new TimeplusServer();
    private final AnalyticsPlatform platform = server.open();

    @AfterEach
    void close() {
        platform.close();
        server.close();
    }

    /** A type, a value as it travels, and the value. */
    static Stream<Arguments> both() {
        return Stream.of(
                arguments("bool", "true", true),
                arguments("int8", "-128", -128L),
                arguments("int64", "9223372036854775807", Long.MAX_VALUE),
                arguments("int64", "-9223372036854775808", Long.MIN_VALUE),
                arguments("uint64", "18446744073709551615", new BigInteger("18446744073709551615")),
                arguments(
                        "int128",
                        "\"-" + "1" + "0".repeat(37) + "\"",
                        BigInteger.TEN.pow(37).negate()),
                arguments("uint256", "\"" + NINES + NINES + "\"", new BigInteger(NINES + NINES)),
                arguments(
                        "nullable(decimal(38, 10))",
                        "\"1234567890123456789012345678.0123456789\"",
                        new BigDecimal("1234567890123456789012345678.0123456789")),
                arguments("decimal(38, 0)", "\"" + NINES + "\"", new BigDecimal(NINES)),
                arguments("float64", "0.1", new BigDecimal("0.1")),
                arguments("float64", "\"nan\"", Double.NaN),
                arguments("float64", "\"inf\"", Double.POSITIVE_INFINITY),
                arguments("float32", "\"-inf\"", Double.NEGATIVE_INFINITY),
                arguments("low_cardinality(nullable(string))", "\"naïve \\u0000 \\\" 日本 🚗\"", "naïve \0 \" 日本 🚗"),
                arguments("fixed_string(3)", "\"abc\"", "abc"),
                arguments("enum8('a' = 1, 'b)' = 2)", "\"b)\"", "b)"),
                arguments("date", "\"2024-02-29\"", LocalDate.of(2024, 2, 29)),
                arguments("date32", "\"1900-01-01\"", LocalDate.of(1900, 1, 1)),
                arguments(
                        "datetime64(9, 'UTC')",
                        "\"2024-03-01T12:00:00.123456789Z\"",
                        Instant.parse("2024-03-01T12:00:00.123456789Z")),
                arguments("datetime('Asia/Tokyo')", "\"2024-03-01T12:00:00Z\"", Instant.parse("2024-03-01T12:00:00Z")),
                arguments(
                        "datetime64(3)", "\"2024-03-01T12:00:00.120Z\"", LocalDateTime.parse("2024-03-01T12:00:00.12")),
                arguments("array(nullable(int64))", "[1,null]", Arrays.asList(1L, null)),
                arguments("map(string, array(int64))", "{\"a\":[1]}", Map.of("a", List.of(1L))),
                arguments(
                        "tuple(`a b` nullable(string), x int64)",
                        "{\"a b\":\"z\",\"x\":1}",
                        new TreeMap<>(Map.of("x", 1L, "a b", "z"))),
                arguments(
                        "tuple(int64, datetime64(3, 'UTC'))",
                        "[1,\"2024-03-01T12:00:00Z\"]",
                        List.of(1L, Instant.parse("2024-03-01T12:00:00Z"))),
                arguments(
                        "json",
                        "{\"a\":{\"b\":[1,\"x\",null,true]}}",
                        Map.of("a", Map.of("b", new ArrayList<>(Arrays.asList(1L, "x", null, true))))));
    }

    @ParameterizedTest
    @MethodSource("both")
    @DisplayName("promise: what is ingested comes back equal")
    void read(String type, String json, Object value) {
        assertThat(server.value(platform, type, json)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("both")
    void written(String type, String json, Object value) {
        assertThat(JSON.gson().toJson(TimeplusCells.of(TimeplusType.parse(type), value)))
                .isEqualTo(json);
    }

    @Test
    @DisplayName("Other ways to write the same value are read as well")
    void alsoRead() {
        assertThat(server.value(platform, "decimal(10, 2)", "1.50")).isEqualTo(new BigDecimal("1.50"));
        assertThat(server.value(platform, "decimal(10, 2)", "7")).isEqualTo(new BigDecimal("7"));
        assertThat(server.value(platform, "uint64", "\"18446744073709551615\""))
                .isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(server.value(platform, "int64", "\"5\"")).isEqualTo(5L);
        assertThat(server.value(platform, "bool", "1")).isEqualTo(true);
        assertThat(server.value(platform, "date", "\"2024-02-29T00:00:00Z\"")).isEqualTo(LocalDate.of(2024, 2, 29));
        Instant noon = Instant.parse("2024-03-01T12:00:00Z");
        assertThat(server.value(platform, "datetime64(3, 'Asia/Tokyo')", "\"2024-03-01 21:00:00.000\""))
                .isEqualTo(noon);
        assertThat(server.value(platform, "datetime64(3, 'Asia/Tokyo')", "\"2024-03-01T14:00:00+02:00\""))
                .isEqualTo(noon);
        assertThat(server.value(platform, "datetime64(3)", "\"2024-03-01T14:00:00+02:00\""))
                .isEqualTo(LocalDateTime.parse("2024-03-01T12:00:00"));
        assertThat(server.value(platform, "tuple(a int64, b int64)", "[1,2]")).isEqualTo(Map.of("a", 1L, "b", 2L));
        assertThat(server.value(platform, "json", "\"{\\\"a\\\":1}\"")).isEqualTo(Map.of("a", 1L));
        assertThat(server.value(platform, "interval_day", "3")).isEqualTo(3L);
        assertThat(server.value(platform, "something(new, 'x'", "[true]")).isEqualTo(List.of(true));
        assertThat(server.value(platform, "array(".repeat(5000) + "int8" + ")".repeat(5000), "[]"))
                .isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bool|2",
                "int64|1.5",
                "int64|\"\"",
                "string|1",
                "date|\"2024-02-30\"",
                "date|\"2024-02-29T01:00:00Z\"",
                "datetime64(3)|1709294400",
                "datetime64(3, 'Nowhere/City')|\"2024-03-01 12:00:00\"",
                "array(int64)|1",
                "array(int64)|[\"x\"]",
                "tuple(a int64)|{\"b\":1}",
                "tuple(int64, int64)|[1]",
                "map(string, int64)|[]",
                "float64|\"much\"",
                "date|\"2024-02-30T00:00:00Z\"",
                "datetime64(3)|\"2024-02-30T12:00:00Z\"",
                "datetime64(3)|\"2024-02-28T24:00:00Z\"",
                "datetime('Europe/Berlin')|\"2024-10-27 02:30:00\"",
                "datetime('Europe/Berlin')|\"2024-03-31 02:30:00\"",
                "decimal(3, 1)|true"
            })
    void refused(String type, String json) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> server.value(platform, type, json))
                .withMessageContaining("column v");
    }

    @Test
    @DisplayName("A number that no Java number can hold is an error of the protocol")
    void numberOutOfBounds() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> server.value(platform, "float64", "1e99999999999"));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    @DisplayName("promise: what Timeplus would round, cut off or replace is refused")
    void notWritten(String type, Object value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeplusCells.of(TimeplusType.parse(type), value))
                .withMessageContaining("its type")
                .withMessageNotContaining("secret");
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                arguments("string", null),
                arguments("string", 1),
                arguments("string", Instant.EPOCH),
                arguments("int64", "secret"),
                arguments("int64", new BigInteger("9223372036854775808")),
                arguments("int8", 128),
                arguments("uint8", -1),
                arguments("int64", new BigDecimal("1.5")),
                arguments("int64", new BigDecimal("1e999999999")),
                arguments("int64", Double.NaN),
                arguments("float64", new BigDecimal("0.12345678901234567890")),
                arguments("float64", new BigDecimal("1e400")),
                arguments("float32", 0.12345678901),
                arguments("decimal(5, 2)", new BigDecimal("1.234")),
                arguments("decimal(5, 2)", new BigDecimal("1234")),
                arguments("decimal(5, 2)", Double.POSITIVE_INFINITY),
                arguments("bool", 1),
                arguments("fixed_string(3)", "ab"),
                arguments("date", LocalDate.of(1969, 12, 31)),
                arguments("date", LocalDate.of(2150, 1, 1)),
                arguments("date32", LocalDate.of(1899, 12, 31)),
                arguments("datetime64(3, 'UTC')", LocalDateTime.of(2024, 3, 1, 12, 0)),
                arguments("datetime64(3, 'UTC')", Instant.parse("2024-03-01T12:00:00.1234Z")),
                arguments("datetime64(9, 'UTC')", Instant.parse("2262-04-12T00:00:00Z")),
                arguments("datetime64(3, 'UTC')", Instant.parse("2300-01-01T00:00:00Z")),
                arguments("datetime", Instant.parse("2106-02-07T06:28:16Z")),
                arguments("datetime", Instant.parse("2024-03-01T12:00:00.5Z")),
                arguments("array(int64)", Arrays.asList(1L, null)),
                arguments("array(int64)", "secret"),
                arguments("map(string, int64)", Map.of("a", "secret")),
                arguments("tuple(a int64)", Map.of("b", 1)),
                arguments("tuple(int64, int64)", List.of(1)),
                arguments("json", Map.of("a", LocalDate.EPOCH)));
    }

    @Test
    void alsoWritten() {
        assertThat(TimeplusCells.of(TimeplusType.parse("uuid"), new UUID(1, 2)).getAsString())
                .isEqualTo("00000000-0000-0001-0000-000000000002");
        assertThat(TimeplusCells.of(TimeplusType.parse("float64"), 0.1f).getAsString())
                .isEqualTo("0.10000000149011612");
        assertThat(TimeplusCells.of(TimeplusType.parse("float32"), 0.1).getAsString())
                .isEqualTo("0.1");
        assertThat(TimeplusCells.of(TimeplusType.parse("int64"), new BigDecimal("1e3"))
                        .getAsString())
                .isEqualTo("1000");
        assertThat(TimeplusCells.of(
                                TimeplusType.parse("datetime64(3, 'UTC')"),
                                OffsetDateTime.parse("2024-03-01T14:00:00+02:00"))
                        .getAsString())
                .isEqualTo("2024-03-01T12:00:00Z");
        assertThat(TimeplusCells.of(TimeplusType.parse("nullable(int64)"), null).isJsonNull())
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeplusCells.untyped(Map.of("a", new byte[] {1})))
                .withMessageContaining("base64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeplusCells.untyped(List.of(LocalTime.NOON)))
                .withMessageContaining("java.time.LocalTime");
    }

    @ParameterizedTest
    @CsvSource({
        "uuid, STRING",
        "ipv4, STRING",
        "'decimal256(10)', DECIMAL",
        "Nullable(Int64), INTEGER",
        "json, OBJECT",
        "'DateTime64(3, ''UTC'')', TIMESTAMP_WITH_TIME_ZONE",
        "nothing, UNKNOWN",
        "'', UNKNOWN",
        "u, UNKNOWN",
        "int, UNKNOWN",
        "array(int8, UNKNOWN",
        "'map(string)', UNKNOWN"
    })
    void portableTypes(String type, DataType portable) {
        assertThat(TimeplusType.parse(type).portable()).isEqualTo(portable);
    }
}
