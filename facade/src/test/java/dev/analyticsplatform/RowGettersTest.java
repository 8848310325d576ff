package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RowGettersTest {

    private static final Map<String, BiFunction<Row, String, @Nullable Object>> GETTERS = Map.ofEntries(
            Map.entry("boolean", Row::getBoolean),
            Map.entry("int", Row::getInt),
            Map.entry("long", Row::getLong),
            Map.entry("double", Row::getDouble),
            Map.entry("decimal", Row::getBigDecimal),
            Map.entry("integer", Row::getBigInteger),
            Map.entry("instant", Row::getInstant),
            Map.entry("date", Row::getLocalDate),
            Map.entry("time", Row::getLocalTime),
            Map.entry("datetime", Row::getLocalDateTime),
            Map.entry("bytes", Row::getBytes),
            Map.entry("list", Row::getList),
            Map.entry("object", Row::getObject));

    private static final Set<String> PRIMITIVES = Set.of("boolean", "int", "long", "double");
    private static final Set<String> NUMBERS = Set.of("int", "long", "double", "decimal", "integer");

    private final ScriptedServer server = new ScriptedServer();
    private final AnalyticsPlatform platform = server.open();

    @AfterEach
    void close() {
        platform.close();
        server.close();
    }

    private Row value(String json) {
        return server.row(platform, "{\"v\":" + json + "}");
    }

    private static String typed(String type, String value) {
        return "{\"__rockset_type\":\"" + type + "\",\"value\":\"" + value + "\"}";
    }

    @Test
    @DisplayName("Each kind of value has its getters; every other getter refuses it with the column's name")
    void matrix() {
        Map<String, Set<String>> readable = new HashMap<>();
        readable.put("true", Set.of("boolean"));
        readable.put("7", NUMBERS);
        readable.put("7.5", Set.of("double", "decimal"));
        readable.put("\"2024-03-01\"", Set.of("date"));
        readable.put("\"10:15:30.5\"", Set.of("time"));
        readable.put("\"2024-03-01T10:15:30\"", Set.of("datetime"));
        readable.put("\"2024-03-01 10:15:30\"", Set.of("datetime"));
        readable.put("\"2024-03-01T10:15:30Z\"", Set.of("instant"));
        readable.put("\"2024-03-01T10:15:30+02:00\"", Set.of("instant"));
        readable.put("\"anything\"", Set.of());
        readable.put("\"true\"", Set.of());
        readable.put("\"AAEC\"", Set.of());
        readable.put("[1]", Set.of("list"));
        readable.put("{\"a\":1}", Set.of("object"));
        readable.put(typed("date", "2024-03-01"), Set.of("date"));
        readable.put(typed("time", "10:15:30"), Set.of("time"));
        readable.put(typed("datetime", "2024-03-01T10:15:30.123456"), Set.of("datetime"));
        readable.put(typed("timestamp", "2024-03-01T10:15:30.123456Z"), Set.of("instant"));
        readable.put(typed("bytes", "AAEC/w=="), Set.of("bytes"));
        readable.put(typed("u256", "18446744073709551616"), Set.of("double", "decimal", "integer"));
        readable.put(typed("geography", "POINT(1 2)"), Set.of("object"));

        readable.forEach((json, getters) -> {
            var row = value(json);
            GETTERS.forEach((name, getter) -> {
                if (getters.contains(name)) {
                    assertThat(getter.apply(row, "v")).as(name + " of " + json).isNotNull();
                } else {
                    assertThatExceptionOfType(ProtocolException.class)
                            .as(name + " of " + json)
                            .isThrownBy(() -> getter.apply(row, "v"))
                            .withMessageContaining("column v");
                }
            });
        });
    }

    @Test
    @DisplayName("NULL is null from getters of objects and refused by getters of primitives")
    void nulls() {
        var row = value("null");

        assertThat(row.isNull("v")).isTrue();
        assertThat(row.has("v")).isTrue();
        assertThat(row.getString("v")).isNull();
        GETTERS.forEach((name, getter) -> {
            if (PRIMITIVES.contains(name)) {
                assertThatExceptionOfType(ProtocolException.class)
                        .as(name)
                        .isThrownBy(() -> getter.apply(row, "v"))
                        .withMessageContaining("column v is NULL; ask isNull first");
            } else {
                assertThat(getter.apply(row, "v")).as(name).isNull();
            }
        });
    }

    @Test
    void timesAreExact() {
        assertThat(value(typed("timestamp", "2024-03-01T10:15:30.123456Z")).getInstant("v"))
                .isEqualTo(Instant.parse("2024-03-01T10:15:30.123456Z"));
        assertThat(value("\"2024-03-01T10:15:30+02:00\"").getInstant("v"))
                .isEqualTo(Instant.parse("2024-03-01T08:15:30Z"));
        assertThat(value("\"2024-03-01 10:15:30\"").getLocalDateTime("v"))
                .isEqualTo(LocalDateTime.parse("2024-03-01T10:15:30"));
        assertThat(value(typed("date", "2024-02-29")).getLocalDate("v")).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(value(typed("time", "23:59:59.999999")).getLocalTime("v"))
                .isEqualTo(LocalTime.parse("23:59:59.999999"));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> value("\"2023-02-29\"").getLocalDate("v"))
                .withMessageContaining("column v");
    }

    @Test
    void bytesAreBytes() {
        assertThat(value(typed("bytes", "AAEC/w==")).getBytes("v")).containsExactly(0, 1, 2, 255);
        assertThat(value(typed("bytes", "")).getBytes("v")).isEmpty();
    }

    @Test
    @DisplayName("An object that only looks like extended JSON stays the object that it is")
    void extendedJsonThatIsNone() {
        for (var json : new String[] {
            typed("date", "01.03.2024"),
            typed("bytes", "not base64!"),
            typed("u256", "12x"),
            "{\"__rockset_type\":\"date\",\"value\":5}",
            "{\"__rockset_type\":\"date\"}",
            "{\"__rockset_type\":null,\"value\":\"2024-03-01\"}"
        }) {
            var row = value(json);
            assertThat(row.getObject("v")).as(json).containsKey("__rockset_type");
            assertThat(row.getString("v")).isEqualTo(json);
        }
    }

    @Test
    void textOfEveryKind() {
        assertThat(value("\"a \\\"quoted\\\" ü \\ud83d\\ude00 \\u0000\"").getString("v"))
                .isEqualTo("a \"quoted\" ü \ud83d\ude00 \0");
        assertThat(value("true").getString("v")).isEqualTo("true");
        assertThat(value("0.10").getString("v")).isEqualTo("0.10");
        assertThat(value("[1,null,\"<a>\",{\"b\":[]}]").getString("v")).isEqualTo("[1,null,\"<a>\",{\"b\":[]}]");
        assertThat(value("{\"a\":null,\"b\":{\"c\":true}}").getString("v"))
                .isEqualTo("{\"a\":null,\"b\":{\"c\":true}}");
        assertThat(value(typed("date", "2024-03-01")).getString("v")).isEqualTo("2024-03-01");
        assertThat(value(typed("bytes", "AAEC/w==")).getString("v")).isEqualTo("AAEC/w==");
        assertThat(value("{\"d\":" + typed("date", "2024-03-01") + "}").getString("v"))
                .isEqualTo("{\"d\":\"2024-03-01\"}");
    }

    @Test
    @DisplayName("Half of a surrogate pair, which is no character, is refused rather than replaced")
    void loneSurrogates() {
        for (var text : new String[] {"\"a\\ud800b\"", "\"\\udc00\""}) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> value(text))
                    .withMessageContaining("surrogate")
                    .withMessageNotContaining("github");
        }
        assertThat(value("\"\\ud83d\\ude00\"").getString("v")).isEqualTo("\ud83d\ude00");
    }

    @Test
    void nestedValuesAreUnmodifiableAndKeepTheirOrder() {
        var row = server.row(
                platform,
                "{\"o\":{\"z\":1,\"a\":[1,[2,{\"k\":null}]],\"m\":" + typed("date", "2024-03-01") + "},\"l\":[]}");

        assertThat(row.getObject("o")).isUnmodifiable();
        assertThat(row.getString("o")).startsWith("{\"z\":1,\"a\":[").endsWith("\"m\":\"2024-03-01\"}");
        assertThat(row.getObject("o")).containsEntry("m", LocalDate.of(2024, 3, 1));
        assertThat(row.getList("l")).isEmpty();
        assertThat(row.getList("l")).isUnmodifiable();
        assertThat(row.asMap()).isUnmodifiable().containsOnlyKeys("o", "l");
        assertThat(row.names()).isUnmodifiable().containsExactly("o", "l");
    }

    @Test
    void positionsAndUnknownPositions() {
        var row = server.row(platform, "{\"a\":1,\"b\":\"x\"}");

        assertThat(row.get(0)).isEqualTo(1L);
        assertThat(row.get(1)).isEqualTo("x");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> row.get(2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> row.get(-1));
        assertThat(row.toString()).isEqualTo("{a=1, b=x}");
    }

    @Test
    @DisplayName("Without declared columns, a column that a row lacks is NULL")
    void absentInAnOpenResult() {
        var row = server.row(platform, "{\"a\":1}");

        assertThat(row.has("b")).isFalse();
        assertThat(row.isNull("b")).isTrue();
        assertThat(row.getString("b")).isNull();
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> row.getLong("b"));
    }

    @Test
    @DisplayName("With declared columns, one that a row lacks is NULL, and a name that is none of them is a mistake")
    void absentInADeclaredResult() {
        server.answer("{\"column_fields\":[{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"\"}],"
                + "\"results\":[{\"a\":1},{\"a\":2,\"b\":3}]}");
        var rows = platform.queries().run("select a, b from t").toList();

        assertThat(rows.get(0).isNull("b")).isTrue();
        assertThat(rows.get(0).has("b")).isFalse();
        assertThat(rows.get(1).getLong("b")).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.get(0).get("c"))
                .withMessage("the result has no column c; it has [a, b]");
        assertThatIllegalArgumentException().isThrownBy(() -> rows.get(1).isNull("A"));
    }

    @Test
    @DisplayName("Of two columns of one name, the name means the first; both are there by position")
    void duplicateNames() {
        var row = server.row(platform, "{\"n\":1,\"n\":2,\"m\":3}");

        assertThat(row.names()).containsExactly("n", "n", "m");
        assertThat(row.getLong("n")).isEqualTo(1);
        assertThat(row.get(0)).isEqualTo(1L);
        assertThat(row.get(1)).isEqualTo(2L);
        assertThat(row.asMap()).containsEntry("n", 1L).containsEntry("m", 3L);
    }
}
