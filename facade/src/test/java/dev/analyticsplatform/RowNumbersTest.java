package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Numbers arrive exact or are refused, never rounded")
class RowNumbersTest {

    private final ScriptedServer server = new ScriptedServer();
    private final AnalyticsPlatform platform = server.open();

    @AfterEach
    void close() {
        platform.close();
        server.close();
    }

    private Row number(String json) {
        return server.row(platform, "{\"n\":" + json + "}");
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                -1,
                9_007_199_254_740_993L,
                -9_007_199_254_740_993L,
                999_999_999_999_999_999L,
                1_000_000_000_000_000_000L,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void longs(long value) {
        var row = number(Long.toString(value));

        assertThat(row.getLong("n")).isEqualTo(value);
        assertThat(row.get("n")).isEqualTo(value);
        assertThat(row.getBigInteger("n")).isEqualTo(BigInteger.valueOf(value));
        assertThat(row.getBigDecimal("n")).isEqualTo(BigDecimal.valueOf(value));
        assertThat(row.getString("n")).isEqualTo(Long.toString(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "18446744073709551616",
                "115792089237316195423570985008687907853269984665640564039457584007913129639935"
            })
    void integersBeyondALong(String text) {
        var row = number(text);

        assertThat(row.get("n")).isEqualTo(new BigInteger(text));
        assertThat(row.getBigInteger("n")).isEqualTo(new BigInteger(text));
        assertThat(row.getBigDecimal("n")).isEqualTo(new BigDecimal(text));
        assertThat(row.getString("n")).isEqualTo(text);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> row.getLong("n"))
                .withMessageContaining("column n: does not fit Long without loss");
    }

    @ParameterizedTest
    @CsvSource({"2147483647, true", "2147483648, false", "-2147483648, true", "-2147483649, false"})
    void intsHaveThirtyTwoBits(String text, boolean fits) {
        var row = number(text);

        if (fits) {
            assertThat(row.getInt("n")).isEqualTo(Integer.parseInt(text));
        } else {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> row.getInt("n"))
                    .withMessageContaining("does not fit Integer");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678901234567890123456789012345678.9",
                "0.00000000000000000000000000000000000001",
                "-99999999999999999999999999999999999999.99",
                "0.10",
                "1e400",
                "-1E-400",
                "1.50"
            })
    void decimalsKeepEveryDigit(String text) {
        var row = number(text);

        assertThat(row.getBigDecimal("n")).isEqualTo(new BigDecimal(text));
        assertThat(row.get("n")).isEqualTo(new BigDecimal(text));
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1", "1e3, 1000", "-2.50e1, -25", "100e-2, 1", "0.0, 0"})
    void fractionsThatAreWholeReadAsIntegers(String text, long value) {
        var row = number(text);

        assertThat(row.getLong("n")).isEqualTo(value);
        assertThat(row.getInt("n")).isEqualTo((int) value);
        assertThat(row.getBigInteger("n")).isEqualTo(BigInteger.valueOf(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "0.1", "1e-1", "9223372036854775807.5"})
    void fractionsDoNotReadAsIntegers(String text) {
        var row = number(text);

        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> row.getLong("n"));
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> row.getInt("n"));
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> row.getBigInteger("n"));
    }

    @Test
    void minusZeroIsZero() {
        assertThat(number("-0").getLong("n")).isZero();
        assertThat(number("-0.0").getBigDecimal("n")).isZero();
    }

    @Test
    @DisplayName("A double is the nearest one, but a finite number never becomes infinite")
    void doubles() {
        assertThat(number("0.1").getDouble("n")).isEqualTo(0.1);
        assertThat(number("9007199254740993").getDouble("n")).isEqualTo(9007199254740992.0);
        assertThat(number("1.7976931348623157e308").getDouble("n")).isEqualTo(Double.MAX_VALUE);
        assertThat(number("1e-400").getDouble("n")).isZero();
        for (var huge : new String[] {"1e400", "-1e400", "1" + "0".repeat(310)}) {
            var row = number(huge);
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> row.getDouble("n"))
                    .withMessageContaining("column n: is finite, but beyond the range of a double");
        }
    }

    @Test
    @DisplayName("Quoted NaN and infinities read as double, and as nothing else")
    void quotedNonFiniteNumbers() {
        assertThat(number("\"NaN\"").getDouble("n")).isNaN();
        assertThat(number("\"Infinity\"").getDouble("n")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(number("\"-Infinity\"").getDouble("n")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(number("\"NaN\"").getString("n")).isEqualTo("NaN");
        for (var text : new String[] {"\"NaN\"", "\"1\"", "\"\"", "true", "[1]", "{}"}) {
            var row = number(text);
            assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> row.getLong("n"));
            assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> row.getBigDecimal("n"));
        }
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> number("\"1.5\"").getDouble("n"))
                .withMessageContaining("column n: is the text \"1.5\", not Double");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e99999", "1e-99999", "1e99999999999", "NaN", "Infinity", "0x10", "01", "+1", ".5", "1.", "--1"
            })
    void absurdOrMalformedNumbersAreRefused(String text) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> number(text))
                .withMessageNotContaining("Strictness");
    }

    @Test
    void numberOfAMillionDigitsIsRefused() {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> number("9".repeat(1_000_000)));
    }

    @Test
    void numbersInsideListsAndObjectsAreAsExact() {
        var row = server.row(
                platform, "{\"a\":[9007199254740993,18446744073709551616,0.10],\"o\":{\"x\":-9223372036854775808}}");

        assertThat(row.getList("a"))
                .containsExactly(9007199254740993L, new BigInteger("18446744073709551616"), new BigDecimal("0.10"));
        assertThat(row.getObject("o")).containsEntry("x", Long.MIN_VALUE);
        assertThat(row.getString("a")).isEqualTo("[9007199254740993,18446744073709551616,0.10]");
    }
}
