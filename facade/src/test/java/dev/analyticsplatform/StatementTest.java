package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {

    private final ScriptedServer server = new ScriptedServer();
    private final AnalyticsPlatform platform = server.open();

    @AfterEach
    void close() {
        platform.close();
        server.close();
    }

    private JsonObject sent(Statement statement) throws InterruptedException {
        server.rows();
        platform.queries().run(statement).toList();
        return ScriptedServer.bodyJson(server.take());
    }

    @Test
    void statementIsImmutable() {
        var base = Statement.of("select :a");
        var bound = base.bind("a", 1).timeout(Duration.ofSeconds(3)).compute("vi");

        assertThat(base.parameters()).isEmpty();
        assertThat(base.timeout()).isEmpty();
        assertThat(base.compute()).isEmpty();
        assertThat(bound.parameters()).containsExactly(Map.entry("a", 1)).isUnmodifiable();
        assertThat(bound.bind("a", 2).parameters()).containsExactly(Map.entry("a", 2));
        assertThat(bound.parameters()).containsExactly(Map.entry("a", 1));
    }

    @Test
    @DisplayName("A text builder or byte array that changes after bind does not change the statement")
    void mutableValuesAreCopied() {
        var text = new StringBuilder("before");
        byte[] bytes = {1, 2};
        var statement = Statement.of("select :t, :b").bind("t", text).bind("b", bytes);
        text.setLength(0);
        bytes[0] = 99;

        assertThat(statement.parameters()).containsEntry("t", "before");
        assertThat((byte[]) statement.parameters().get("b")).containsExactly(1, 2);
    }

    @Test
    void valuesThatCannotBeBoundAreRefusedWithTheName() {
        var statement = Statement.of("select :p");
        for (var value : new Object[] {
            new Object(),
            new int[0],
            List.of(1),
            Map.of(),
            'c',
            new AtomicInteger(1),
            Double.NaN,
            Float.POSITIVE_INFINITY,
            java.util.Locale.ROOT
        }) {
            assertThatIllegalArgumentException()
                    .as(value.getClass().getName())
                    .isThrownBy(() -> statement.bind("p", value))
                    .withMessageContaining("parameter p");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> statement.bind("", 1))
                .withMessageContaining("needs a name");
        assertThatIllegalArgumentException().isThrownBy(() -> Statement.of(" \n"));
        assertThatIllegalArgumentException().isThrownBy(() -> statement.timeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> statement.timeout(Duration.ofSeconds(-1)));
    }

    @Test
    @DisplayName("toString shows neither SQL nor values")
    void toStringShowsNothingConfidential() {
        assertThat(Statement.of("select canary where x = :p")
                        .bind("p", "canary")
                        .toString())
                .isEqualTo("Statement[26 characters, parameters [p]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'it''s', \"q\", `b`, '\\', '\\n', E'\\u0041'",
                "select '<a href=\"x\">&amp;</a>' -- \u2028\u2029",
                "select ':not_a_parameter', :p, ::text",
                "  select 1 ;\r\n\t-- end \n ",
                "select '\0\u0001\u001f\u007f'",
                "select 'a\ud800b\udc00', '\ud83d\ude00'",
                "select '\u00fc\ufeff\ufffd'"
            })
    @DisplayName("The SQL arrives as it was given, character by character, with parameters beside it")
    void sqlTravelsExactly(String sql) throws InterruptedException {
        var body = sent(Statement.of(sql).bind("p", "'; drop table x; --"));

        assertThat(body.getAsJsonObject("sql").get("query").getAsString()).isEqualTo(sql);
        assertThat(parameter(body, 0).get("value").getAsString()).isEqualTo("'; drop table x; --");
    }

    @Test
    void aMegabyteOfSqlTravelsExactly() throws InterruptedException {
        String sql = "select '" + "x'' \\ \u00fc".repeat(150_000) + "'";

        assertThat(sent(Statement.of(sql)).getAsJsonObject("sql").get("query").getAsString())
                .isEqualTo(sql);
    }

    private static JsonObject parameter(JsonObject body, int index) {
        return body.getAsJsonObject("sql")
                .getAsJsonArray("parameters")
                .get(index)
                .getAsJsonObject();
    }

    @Test
    @SuppressWarnings("UnnecessaryStringBuilder") // a CharSequence that is no String
    @DisplayName("Each type of parameter travels as text beside its type name")
    void parameterTypes() throws InterruptedException {
        var values = new ArrayList<List<Object>>();
        values.add(List.of(true, "bool", "true"));
        values.add(List.of(7, "int", "7"));
        values.add(List.of((byte) -1, "int", "-1"));
        values.add(List.of((short) 3, "int", "3"));
        values.add(List.of(Long.MIN_VALUE, "int", "-9223372036854775808"));
        values.add(List.of(BigInteger.TEN, "int", "10"));
        values.add(List.of(BigInteger.TWO.pow(64), "u256", "18446744073709551616"));
        values.add(List.of(
                BigInteger.TWO.pow(256).subtract(BigInteger.ONE),
                "u256",
                BigInteger.TWO.pow(256).subtract(BigInteger.ONE).toString()));
        values.add(List.of(0.1, "float", "0.1"));
        values.add(List.of(0.5f, "float", "0.5"));
        values.add(List.of(new BigDecimal("0.10"), "float", "0.10"));
        values.add(List.of("text", "string", "text"));
        values.add(List.of(new StringBuilder("built"), "string", "built"));
        values.add(List.of("a\ud800b", "string", "a\ud800b"));
        values.add(List.of(
                UUID.fromString("6f1e0f1c-5d4b-4b6e-9b0a-111111111111"),
                "string",
                "6f1e0f1c-5d4b-4b6e-9b0a-111111111111"));
        values.add(List.of(new byte[] {0, -1}, "bytes", "AP8="));
        values.add(List.of(LocalDate.of(2024, 3, 1), "date", "2024-03-01"));
        values.add(List.of(LocalTime.of(10, 15, 30), "time", "10:15:30"));
        values.add(
                List.of(LocalDateTime.of(2024, 3, 1, 10, 15, 30, 500_000), "datetime", "2024-03-01T10:15:30.000500"));
        values.add(List.of(Instant.parse("2024-03-01T10:15:30Z"), "timestamp", "2024-03-01T10:15:30Z"));
        values.add(List.of(OffsetDateTime.parse("2024-03-01T12:15:30+02:00"), "timestamp", "2024-03-01T10:15:30Z"));
        var statement = Statement.of("select 1");
        for (int i = 0; i < values.size(); i++) {
            statement = statement.bind("p" + i, values.get(i).get(0));
        }

        var body = sent(statement);

        for (int i = 0; i < values.size(); i++) {
            var parameter = parameter(body, i);
            assertThat(parameter.get("name").getAsString()).isEqualTo("p" + i);
            assertThat(parameter.get("type").getAsString())
                    .as("p" + i)
                    .isEqualTo(values.get(i).get(1));
            assertThat(parameter.get("value").getAsString())
                    .as("p" + i)
                    .isEqualTo(values.get(i).get(2));
        }
    }

    @Test
    @DisplayName("What Rockset's parameters cannot hold is refused before anything is sent")
    void parametersThatRocksetCannotHold() {
        var values = new ArrayList<Object>(List.of(
                new BigDecimal("0.12345678901234567890123456789"),
                new BigDecimal("1e400"),
                BigInteger.TWO.pow(256),
                BigInteger.TWO.pow(63).negate().subtract(BigInteger.ONE)));
        values.add(null);
        for (var value : values) {
            var statement = Statement.of("select :p").bind("p", value);
            assertThatExceptionOfType(InvalidRequestException.class)
                    .as(String.valueOf(value))
                    .isThrownBy(() -> platform.queries().run(statement));
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> platform.queries().submit(statement));
        }
        assertThat(server.requests()).isZero();
    }

    @Test
    void timeoutAndComputeTravel() throws InterruptedException {
        server.rows().rows();
        var statement = Statement.of("select 1").timeout(Duration.ofMillis(1500));
        platform.queries().run(statement).toList();
        platform.queries()
                .run(statement.compute("rrn:vi:usw2a1:1").timeout(Duration.ofNanos(1)))
                .toList();

        var first = server.take();
        assertThat(first.getTarget()).isEqualTo("/v1/orgs/self/queries");
        assertThat(ScriptedServer.bodyJson(first).get("timeout_ms").getAsLong()).isEqualTo(1500);
        var second = server.take();
        assertThat(second.getTarget()).isEqualTo("/v1/orgs/self/virtualinstances/rrn:vi:usw2a1:1/queries");
        assertThat(ScriptedServer.bodyJson(second).get("timeout_ms").getAsLong())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("What was not set is not sent")
    void nothingUnsetIsSent() throws InterruptedException {
        assertThat(sent(Statement.of("select 1")).toString()).isEqualTo("{\"sql\":{\"query\":\"select 1\"}}");
    }
}
