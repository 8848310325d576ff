package dev.analyticsplatform.singlestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.PermissionDeniedException;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.QueryFailedException;
import dev.analyticsplatform.SavedQuery;
import dev.analyticsplatform.ServerException;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.TransportException;
import dev.analyticsplatform.UnsupportedCapabilityException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SingleStoreQueriesTest {

    private final SingleStoreServer server = new SingleStoreServer();
    private final AnalyticsPlatform platform = server.open();

    @AfterEach
    void close() {
        platform.close();
        server.close();
    }

    /** A row of one cell of a type. */
    private @Nullable Object cell(String type, String json) {
        server.tuples(List.of("c " + type), "[" + json + "]");
        return platform.queries().run("select c").toList().get(0).get("c");
    }

    @Test
    @DisplayName("Each type comes back as the value that it is, no digit lost")
    void types() {
        assertThat(cell("BIGINT(20)", "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(cell("BIGINT", "-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(cell("BIGINT(20) unsigned", "18446744073709551615"))
                .isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(cell("TINYINT(1)", "1")).isEqualTo(true);
        assertThat(cell("TINYINT(1)", "0")).isEqualTo(false);
        assertThat(cell("TINYINT(1)", "7")).isEqualTo(7L);
        assertThat(cell("TINYINT(4)", "1")).isEqualTo(1L);
        assertThat(cell("DECIMAL(65,27)", "\"12345678901234567890.123456789012345678\""))
                .isEqualTo(new BigDecimal("12345678901234567890.123456789012345678"));
        assertThat(cell("DECIMAL(41,0)", "\"5\"")).isEqualTo(new BigDecimal("5"));
        assertThat(cell("DOUBLE", "0.1")).isEqualTo(new BigDecimal("0.1"));
        assertThat(cell("DOUBLE", "9007199254740993")).isEqualTo(9007199254740993L);
        assertThat(cell("VARCHAR(50)", "\"grün 🌍 \\u0000 '\\\"\"")).isEqualTo("grün 🌍 \0 '\"");
        assertThat(cell("LONGTEXT", "\"12\"")).isEqualTo("12");
        assertThat(cell("LONGBLOB", "\"AP8Q\"")).isEqualTo(new byte[] {0, -1, 16});
        assertThat(cell("BIT(8)", "\"AQ==\"")).isEqualTo(new byte[] {1});
        assertThat(cell("DATE", "\"2023-01-31\"")).isEqualTo(LocalDate.of(2023, 1, 31));
        assertThat(cell("TIME", "\"15:29:22\"")).isEqualTo(LocalTime.of(15, 29, 22));
        assertThat(cell("DATETIME(6)", "\"9948-03-11 15:29:22.000008\""))
                .isEqualTo(LocalDateTime.parse("9948-03-11T15:29:22.000008"));
        assertThat(cell("TIMESTAMP(6)", "\"2024-03-01 11:30:00\"")).isEqualTo(Instant.parse("2024-03-01T11:30:00Z"));
        assertThat(cell("JSON", "{\"a\":[1,2.50,null,\"x\"],\"b\":{}}"))
                .hasToString("{a=[1, 2.50, null, x], b={}}")
                .isInstanceOf(Map.class);
        assertThat(cell("JSON", "[1]")).isEqualTo(List.of(1L));
        assertThat(cell("GEOGRAPHYPOINT", "\"POINT(1 2)\"")).isEqualTo("POINT(1 2)");
        assertThat(cell("VECTOR(2, F32)", "\"[1,2]\"")).isEqualTo("[1,2]");
        for (String type : List.of("BIGINT(20)", "DECIMAL(5,2)", "DATE", "LONGBLOB", "JSON", "TINYINT(1)", "CHAR(3)")) {
            assertThat(cell(type, "null")).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DATE|\"0000-00-00\"",
                "DATETIME(6)|\"soon\"",
                "TIME|\"838:59:59\"",
                "BIGINT(20)|\"5 apples\"",
                "BIGINT(20)|1.5",
                "LONGBLOB|\"***\"",
                "DATE|20230131",
                "BIGINT(20)|[1]",
                "DECIMAL(5,2)|true"
            })
    @DisplayName("A cell that is not what its column declares is an error, never a guess")
    void cellThatIsNotWhatItsColumnDeclares(String type, String json) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> cell(type, json))
                .withMessageContaining("column declares");
    }

    @Test
    void columnsAndTheirTypesAreTold() {
        server.tuples(List.of("id BIGINT(20)", "id DECIMAL(20,6)", "x NEWTYPE(3)"));

        try (var rows = platform.queries().run("select * from t")) {
            assertThat(rows.columns())
                    .hasValue(List.of(
                            new Column("id", DataType.INTEGER, "BIGINT(20)"),
                            new Column("id", DataType.DECIMAL, "DECIMAL(20,6)"),
                            new Column("x", DataType.UNKNOWN, "NEWTYPE(3)")));
            assertThat(rows.toList()).isEmpty();
        }
    }

    @Test
    @DisplayName("Values travel as arguments, and those that floating point would round as texts")
    void parameters() {
        server.tuples(List.of("n INT(11)"));
        platform.queries()
                .run(Statement.of(
                                "select :int, :max, :dec, :dbl, :txt, ':txt', :nil, :yes, :raw, :day, :tod, :dt, :ins, "
                                        + ":odt, :uuid, :int")
                        .bind("int", 5)
                        .bind("max", Long.MAX_VALUE)
                        .bind("dec", new BigDecimal("1E+3"))
                        .bind("dbl", 0.5)
                        .bind("txt", "a'b\\\" ? :int")
                        .bind("nil", null)
                        .bind("yes", true)
                        .bind("raw", new byte[] {0, -1})
                        .bind("day", LocalDate.of(2024, 2, 29))
                        .bind("tod", LocalTime.of(1, 2, 3))
                        .bind("dt", LocalDateTime.of(2024, 2, 29, 1, 2, 3, 4000))
                        .bind("ins", Instant.parse("2024-03-01T00:00:00Z"))
                        .bind("odt", OffsetDateTime.parse("2024-03-01T02:00:00+02:00"))
                        .bind("uuid", new UUID(0, 1)))
                .close();

        var sent = server.sql().get(0);
        assertThat(sent.sql()).isEqualTo("select ?, ?, ?, ?, ?, ':txt', ?, ?, FROM_BASE64(?), ?, ?, ?, ?, ?, ?, ?");
        assertThat(sent.args())
                .isEqualTo("[5,\"9223372036854775807\",\"1000\",0.5,\"a'b\\\\\\\" ? :int\",null,true,\"AP8=\","
                        + "\"2024-02-29\",\"01:02:03.000000\",\"2024-02-29 01:02:03.000004\","
                        + "\"2024-03-01 00:00:00.000000\",\"2024-03-01 00:00:00.000000\","
                        + "\"00000000-0000-0000-0000-000000000001\",5]");
        assertThat(sent.body().get("database").getAsString()).isEqualTo("shop");
    }

    @Test
    void withoutParametersTheStatementIsSentAsItIs() {
        server.tuples(List.of("n INT(11)"));
        platform.queries().run("select a::x, '?', :y from t").close();

        assertThat(server.sql().get(0).sql()).isEqualTo("select a::x, '?', :y from t");
        assertThat(server.sql().get(0).body().has("args")).isFalse();
    }

    @Test
    @DisplayName("Parameters that do not fit are refused before anything is sent")
    void parametersThatDoNotFit() {
        var good = Statement.of("select :a").bind("a", 1);
        for (Statement bad : List.of(
                good.bind("b", 2),
                Statement.of("select :a, :b").bind("a", 1),
                Statement.of("select :a, ?").bind("a", 1),
                Statement.of("select :a").bind("a", Instant.parse("2024-03-01T00:00:00.000000001Z")),
                Statement.of("select :a").bind("a", LocalDate.of(12024, 1, 1)))) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> platform.queries().run(bad));
        }
        assertThat(server.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|Error 1146: Table 'shop.t' doesn't exist|QueryFailedException|1146",
                "400|Error 1064 (42000): You have an error|QueryFailedException|1064",
                "400|Error 1049: Unknown database 'shop'|QueryFailedException|1049",
                "500|Error 1054: Unknown column 'a'|QueryFailedException|1054",
                "500|Error 1777: A partition of the database is offline|ServerException|1777",
                "500|Error 1317: Query execution was interrupted|CancelledException|1317",
                "401|Error 1045: Access denied for user 'admin'|UnauthenticatedException|1045",
                "401|who are you|UnauthenticatedException|",
                "403|Error 1142: SELECT command denied|PermissionDeniedException|1142",
                "400|Error 1142: SELECT command denied|PermissionDeniedException|1142",
                "415|Content-Type must be application/json|InvalidRequestException|",
                "400|bad JSON|InvalidRequestException|",
                "504|A node did not answer in time|ServerException|"
            })
    void httpErrors(int status, String text, String type, String code) {
        for (int i = 0; i < 3; i++) {
            server.refuse(status, text);
        }
        try {
            platform.queries().run("select 1").toList();
            throw new AssertionError("no error");
        } catch (AnalyticsException e) {
            assertThat(e.getClass().getSimpleName()).isEqualTo(type);
            assertThat(e.context().vendorCode()).isEqualTo(java.util.Optional.ofNullable(code));
            assertThat(e).hasMessageContaining(text.replaceFirst("^Error \\d+( \\(\\w+\\))?: ", ""));
            assertThat(e.toString()).doesNotContain("canary");
        }
    }

    @Test
    @DisplayName("An error behind the rows of HTTP 200 comes out of the rows, after those that arrived")
    void errorBehindTheRows() {
        server.json("{\"results\":[{\"columns\":[{\"name\":\"n\",\"dataType\":\"BIGINT\",\"nullable\":false}],"
                + "\"rows\":[[1],[2]]}],\"error\":{\"code\":1690,\"message\":\"BIGINT value is out of range\"}}");

        try (var rows = platform.queries().run("select n")) {
            var iterator = rows.iterator();
            assertThat(iterator.next().getLong("n")).isEqualTo(1);
            assertThat(iterator.next().getLong("n")).isEqualTo(2);
            assertThatExceptionOfType(QueryFailedException.class)
                    .isThrownBy(iterator::hasNext)
                    .withMessageContaining("out of range")
                    .satisfies(e -> assertThat(e.context().vendorCode()).hasValue("1690"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"results\":[]}",
                "{\"results\":null}",
                "{\"results\":[{\"columns\":[],\"rows\":[[1]]}]}",
                "{\"results\":[{\"rows\":[[1]]}]}",
                "{\"results\":[{\"columns\":[{\"name\":null}],\"rows\":[]}]}",
                "{\"results\":[{\"columns\":[{\"name\":\"n\"}],\"rows\":[]},{\"columns\":[],\"rows\":[]}]}",
                "{\"results\":[{\"columns\":[],\"rows\":["
            })
    @DisplayName("An answer that is not whole, or is two results, is no result")
    void malformedAnswers(String answer) {
        server.json(answer);

        assertThatExceptionOfType(AnalyticsException.class)
                .isThrownBy(() -> platform.queries().run("select 1").toList())
                .isInstanceOfAny(ProtocolException.class, TransportException.class);
    }

    @Test
    void procedureMayGiveNoResult() {
        server.json("{\"results\":[]}");

        assertThat(platform.queries().run("call cleanup()").toList()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show tables",
                "/* x */ (select 1)",
                "DESC t",
                "explain select 1",
                "with a as (select 1) select 1",
                "# a\nselect 1",
                "echo f()"
            })
    void statementsThatGiveRows(String sql) {
        server.tuples(List.of("n INT(11)"), "[1]");

        assertThat(platform.queries().run(sql).toList()).hasSize(1);
        assertThat(server.sql().get(0).path()).isEqualTo("POST /api/v2/query/tuples");
    }

    @Test
    @DisplayName("A statement without rows gives one that tells what it did")
    void outcome() {
        server.json("{\"lastInsertId\":9007199254740995,\"rowsAffected\":3}").json("{}");

        var rows = platform.queries().run("insert into t values (1), (2), (3)").toList();
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).getLong("rowsAffected")).isEqualTo(3);
        assertThat(rows.get(0).getLong("lastInsertId")).isEqualTo(9007199254740995L);
        assertThat(platform.queries()
                        .run("create table t (a int)")
                        .toList()
                        .get(0)
                        .get("rowsAffected"))
                .isNull();
        assertThat(server.sql()).extracting(SingleStoreServer.Asked::path).containsOnly("POST /api/v2/exec");
    }

    @Test
    void errorOfAStatementWithoutRowsInside200() {
        server.json("{\"error\":{\"code\":1142,\"message\":\"INSERT command denied\"}}");

        assertThatExceptionOfType(PermissionDeniedException.class)
                .isThrownBy(() -> platform.queries().run("insert into t values (1)"))
                .withMessageContaining("INSERT command denied");
    }

    @Test
    @DisplayName("promise: an INSERT is never sent twice, a SELECT is")
    void repeating() {
        server.refuse(504, "late").refuse(504, "late").tuples(List.of("n INT"), "[1]");

        assertThatExceptionOfType(ServerException.class)
                .isThrownBy(() -> platform.queries().run("insert into t values (1)"));
        assertThat(server.sql()).hasSize(1);
        assertThat(platform.queries().run("select 1").toList()).hasSize(1);
        assertThat(server.sql()).hasSize(3);
    }

    @Test
    @DisplayName("What SingleStore lacks is refused without a request")
    void unsupported() {
        var statement = Statement.of("select 1");
        var name = QualifiedName.of("q");
        for (Runnable call : List.<Runnable>of(
                () -> platform.queries().submit(statement),
                () -> platform.queries().job("1"),
                () -> platform.queries().subscribe(statement),
                () -> platform.queries().validate(statement),
                () -> platform.queries().list(),
                () -> platform.savedQueries().list(),
                () -> platform.savedQueries().get(name),
                () -> platform.savedQueries().save(SavedQuery.of(name, statement)),
                () -> platform.savedQueries().run(name, Map.of()),
                () -> platform.savedQueries().delete(name))) {
            assertThatExceptionOfType(UnsupportedCapabilityException.class).isThrownBy(call::run);
        }
        assertThat(server.asked()).isEmpty();
    }
}
