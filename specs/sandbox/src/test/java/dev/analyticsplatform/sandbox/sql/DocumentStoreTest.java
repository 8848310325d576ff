package dev.analyticsplatform.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.analyticsplatform.sandbox.sql.DocumentStore.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentStoreTest extends EngineTest {
    @Test
    void outcomesCountAndSize() {
        DocumentStore store = collection("c");
        assertThat(store.putAll(List.of(
                        new Document("a", object("{`x`:1}")),
                        new Document("b", object("{`x`:2}")),
                        new Document("a", object("{`x`:3}")))))
                .containsExactly(Outcome.ADDED, Outcome.ADDED, Outcome.REPLACED);
        assertThat(store.put("b", object("{}"))).isEqualTo(Outcome.REPLACED);
        assertThat(store.get("a")).contains(object("{`_id`:`a`,`x`:3}"));
        assertThat(store.bytes()).isEqualTo("{\"_id\":\"a\",\"x\":3}{\"_id\":\"b\"}".length());
        assertThat(store.deleteAll(List.of("b", "b", "zz")))
                .containsExactly(Outcome.DELETED, Outcome.MISSING, Outcome.MISSING);
        assertThat(store.count()).isEqualTo(1);
        assertThat(store.bytes()).isEqualTo("{\"_id\":\"a\",\"x\":3}".length());
        assertThat(store.get("b")).isEmpty();
    }

    @Test
    @DisplayName("Large batches add and replace as small ones do")
    void largeBatches() {
        DocumentStore store = collection("c");
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            documents.add(new Document("id" + i, object("{`n`:" + i + "}")));
        }
        assertThat(store.putAll(documents)).containsOnly(Outcome.ADDED);
        long bytes = store.bytes();
        documents.subList(0, 500).clear();
        documents.add(new Document("id501", object("{`n`:-1}")));
        documents.add(new Document("new", object("{`n`:-2}")));
        List<Outcome> outcomes = store.putAll(documents);
        assertThat(outcomes.subList(0, 501)).containsOnly(Outcome.REPLACED);
        assertThat(outcomes.get(501)).isEqualTo(Outcome.ADDED);
        assertThat(store.count()).isEqualTo(1001);
        assertThat(store.bytes()).isEqualTo(bytes - 1 + "{\"_id\":\"new\",\"n\":-2}".length());
        assertThat(rows("SELECT count(*) AS c, sum(n) AS s FROM c")).containsExactly("{`c`:1001,`s`:498996}");
    }

    @Test
    @DisplayName("SELECT * gives documents as they were put: order, absent members, nulls and digits")
    void asTheyWerePut() {
        collection(
                "c",
                "{`b`:1.10,`a`:{`x`:null,`y`:{}},`_event_time`:`2024-01-01T00:00:00.123456Z`}",
                "{`a`:[],`n`:null,`_id`:`ignored`,`big`:123456789012345678901234567890123456789012345}");
        List<String> documents = List.of(
                "{`_id`:`0`,`b`:1.10,`a`:{`x`:null,`y`:{}},`_event_time`:`2024-01-01T00:00:00.123456Z`}",
                "{`_id`:`1`,`a`:[],`n`:null,`big`:123456789012345678901234567890123456789012345}");
        engine.createAlias("ws", "alias", "ws", "c");
        engine.createView("ws", "view", "SELECT * FROM ws.alias WHERE _id >= '0'");
        for (String from : List.of(
                "ws.c",
                "c",
                "\"c\" AS x",
                "ws.alias",
                "view",
                "(SELECT * FROM c WHERE true) s",
                "C ORDER BY _id LIMIT 2")) {
            assertThat(rows("SELECT * FROM " + from)).as(from).isEqualTo(documents);
        }
        assertThat(rows("WITH c AS (SELECT * FROM ws.c) SELECT * FROM c")).isEqualTo(documents);
        assertThat(rows("WITH c AS (SELECT 1 AS one) SELECT * FROM c")).containsExactly("{`one`:1}");
        assertThat(rows("SELECT 'é' AS e, x.*, 7 AS b FROM ws.c x WHERE _id = '0'"))
                .containsExactly(
                        "{`_id`:`0`,`a`:{`x`:null,`y`:{}},`_event_time`:`2024-01-01T00:00:00.123456Z`,`e`:`é`,`b`:7}");
    }

    @Test
    @DisplayName("Elsewhere the star means the typed columns, and no name occurs twice in a row")
    void typedStar() {
        collection("c", "{`a`:1}");
        assertThat(rows("SELECT * FROM c ORDER BY 1")).containsExactly("{`_id`:`0`,`a`:1}");
        assertThat(rows("SELECT * EXCLUDE (_id) FROM c")).containsExactly("{`a`:1}");
        assertThat(rows("SELECT * FROM c x JOIN c y ON x._id = y._id"))
                .containsExactly("{`_id`:`0`,`a`:1,`_id_1`:`0`,`a_1`:1}");
        assertThat(rows("SELECT DISTINCT count(*) AS n FROM c")).containsExactly("{`n`:1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1, 2|BIGINT|[1,2]",
                "9223372036854775807|BIGINT|[9223372036854775807]",
                "1, 9223372036854775808|HUGEINT|[1,9223372036854775808]",
                "170141183460469231731687303715884105728|JSON|[170141183460469231731687303715884105728]",
                "1, 2.5|DOUBLE|[1.0,2.5]",
                "0.1, 1e300|DOUBLE|[0.1,1.0E+300]",
                "9007199254740993, 0.5|DECIMAL(38,1)|[9007199254740993.0,0.5]",
                "0.12345678901234567890, 0.1|DECIMAL(38,20)|[0.12345678901234567890,0.10000000000000000000]",
                "0.12345678901234567890, 1e300|JSON|[0.12345678901234567890,1E+300]",
                "1e400|JSON|[1E+400]",
                "true|BOOLEAN|[true]",
                "`a`, `é\uD83D\uDE00`|VARCHAR|[`a`,`é\uD83D\uDE00`]",
                "{`x`:1}|STRUCT(x BIGINT)|[{`x`:1}]",
                "{`x`:{`d`:0.12345678901234567890}}|STRUCT(x STRUCT(d DECIMAL(38,20)))|[{`x`:{`d`:0.12345678901234567890}}]",
                "[1], []|BIGINT[]|[[1],[]]",
                "[]|VARIANT[]|[[]]",
                "[1, `a`]|VARIANT[]|[[1,`a`]]",
                "{}|VARIANT|[{}]",
                "1, `a`, null, {`k`:[true]}|VARIANT|[1,`a`,null,{`k`:[true]}]",
                "`a`, 0.12345678901234567890|JSON|[`a`,0.12345678901234567890]",
                "`a`, {`b`:123456789012345678901}|JSON|[`a`,{`b`:123456789012345678901}]",
                "{`a`:1,`A`:2}|VARIANT|[{`A`:2,`a`:1}]",
                "null|NULL|[null]"
            })
    @DisplayName("A column has the one type that fits all its values, and shows each exactly")
    void columnTypes(String members, String type, String shown) {
        DocumentStore store = collection("c");
        int id = 0;
        for (var value : json("[" + members + "]")) {
            store.put("" + id++, (com.fasterxml.jackson.databind.node.ObjectNode)
                    object("{}").set("m", value));
        }
        try (Cursor cursor = engine.query("SELECT m FROM c ORDER BY _id", Map.of())) {
            assertThat(cursor.columns()).containsExactly(new SqlColumn("m", type));
            List<Object> values = new ArrayList<>();
            while (cursor.next()) {
                values.add(cursor.row(RowFormat.ISO).get("m"));
            }
            assertThat(values.toString().replace(", ", ",")).isEqualTo(shown.replace('`', '"'));
        }
    }

    @Test
    void eventTimeIsAnInstantAsLongAsAllAre() {
        DocumentStore store = collection("c", "{`_event_time`:`2024-01-01T00:00:00.000001Z`}");
        assertThat(rows("SELECT _event_time + INTERVAL 1 DAY AS t FROM c"))
                .containsExactly("{`t`:`2024-01-02T00:00:00.000001Z`}");
        store.put("1", object("{`_event_time`:`now and then`}"));
        assertThat(engine.describe("SELECT _event_time FROM c"))
                .containsExactly(new SqlColumn("_event_time", "VARCHAR"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT nope AS v FROM c",
                "SELECT x.nope AS v FROM c x",
                "SELECT a.nope AS v FROM c",
                "SELECT c.a.nope.deeper AS v FROM c",
                "SELECT nope.deeper AS v FROM c",
                "SELECT y.nope AS v FROM (SELECT * FROM c) y",
                "SELECT w.v FROM (SELECT nope AS v FROM view) w",
                "SELECT max(nope) AS v FROM c WHERE nope IS NULL AND nope2 IS NULL",
                "SELECT x.nope AS v FROM c x JOIN c y ON x._id = y._id"
            })
    @DisplayName("A member that no document has is NULL, and leaves no trace")
    void absentMembers(String sql) {
        collection("c", "{`a`:{`b`:1}}");
        engine.createView("ws", "view", "SELECT * FROM c");
        assertThat(rows(sql)).containsExactly("{`v`:null}");
        assertThat(engine.describe("SELECT * FROM c"))
                .extracting(SqlColumn::name)
                .containsExactly("_id", "a");
    }

    @Test
    void absentMembersBesideAParameter() {
        collection("c", "{`a`:1}");
        assertThat(rows("SELECT :x AS x, nope FROM c WHERE a = :a", Map.of("x", SqlValue.of("é"), "a", SqlValue.of(1))))
                .containsExactly("{`x`:`é`,`nope`:null}");
    }

    @Test
    void emptyCollectionsCanBeQueried() {
        collection("c");
        assertThat(rows("SELECT * FROM c")).isEmpty();
        assertThat(rows("SELECT a.b, c.d FROM c WHERE e > 5")).isEmpty();
        assertThat(rows("SELECT count(*) AS n FROM c")).containsExactly("{`n`:0}");
    }

    @Test
    void namesThatAreNoColumnOfAnyCollectionStayErrors() {
        collection("c", "{`a`:1}");
        assertThat(catchThrowableOfType(SqlFailure.class, () -> rows("WITH w AS (SELECT a FROM c) SELECT b FROM w"))
                        .kind())
                .isEqualTo(SqlFailure.Kind.NO_SUCH_COLUMN);
    }

    @Test
    @DisplayName("Members that differ only in case: the second is refused by name, and nothing is mixed up")
    void membersThatDifferInCase() {
        collection("c", "{`a`:1,`A`:2}");
        assertThat(rows("SELECT a FROM c")).containsExactly("{`a`:1}");
        assertThat(rows("SELECT * FROM c")).containsExactly("{`_id`:`0`,`a`:1,`A`:2}");
        assertThatExceptionOfType(SqlFailure.class)
                .isThrownBy(() -> rows("SELECT A FROM c"))
                .withMessageContaining("differ only in case");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "c\"d", "e.f", "g'h", "i/j~k", "$l", "é\uD83D\uDE00", "select", "", "~document", "*"})
    void oddNames(String name) {
        DocumentStore store = collection("c");
        var document = object("{}").put(name, 1);
        document.putObject("o").put(name, 2).put("m", "x");
        store.put("x", document);
        assertThat(store.get("x").orElseThrow().get(name).intValue()).isEqualTo(1);
        try (Cursor cursor = engine.query("SELECT * FROM c", Map.of())) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.row(RowFormat.ISO).get("o")).isEqualTo(document.get("o"));
        }
        if (!name.isEmpty() && !name.startsWith("~")) {
            String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
            assertThat(value("SELECT " + quoted + " + o." + quoted + " FROM c", Map.of()))
                    .isEqualTo("3");
        }
    }

    @Test
    void longText() {
        DocumentStore store = collection("c");
        String text = "é\u0000".repeat(500_000);
        store.put("x", object("{}").put("t", text));
        assertThat(store.get("x").orElseThrow().get("t").textValue()).isEqualTo(text);
        assertThat(rows("SELECT length(t) AS n FROM c")).containsExactly("{`n`:1000000}");
    }

    @Test
    void halfOfASurrogatePairIsRefused() {
        DocumentStore store = collection("c");
        assertThatExceptionOfType(SqlFailure.class)
                .isThrownBy(() -> store.put("x", object("{}").put("t", "\uD800")))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(SqlFailure.Kind.VALUE));
        assertThat(store.count()).isZero();
    }

    @Test
    @DisplayName("A view shows documents and members that come later, through other views as well")
    void viewsFollow() {
        DocumentStore store = collection("c", "{`a`:1}");
        engine.createView("ws", "v", "SELECT _id, a, later FROM c WHERE a > 0");
        engine.createView("ws", "w", "SELECT later FROM v");
        assertThat(rows("SELECT * FROM w")).containsExactly("{`later`:null}");
        store.put("1", object("{`a`:2,`later`:`x`}"));
        assertThat(rows("SELECT * FROM w")).containsExactly("{`later`:null}", "{`later`:`x`}");
        store.put("2", object("{`a`:2.5,`later`:7}"));
        assertThat(rows("SELECT later FROM w WHERE later = 7")).containsExactly("{`later`:7}");
        engine.dropDocuments("ws", "c");
        assertThat(catchThrowableOfType(SqlFailure.class, () -> rows("SELECT * FROM w")))
                .hasMessageContaining("\"ws\".\"v\"");
    }

    @Test
    void insertIntoMakesIdentities() {
        DocumentStore store = collection("c");
        assertThat(engine.insertInto(
                        store,
                        "SELECT CASE WHEN i = :two THEN 'own' END AS _id, i, 0.1::DECIMAL(5,2) AS d FROM range(3) t(i)",
                        Map.of("two", SqlValue.of(2)),
                        RowFormat.ISO,
                        () -> "made" + store.count()))
                .isEqualTo(3);
        assertThat(store.get("own")).contains(object("{`_id`:`own`,`i`:2,`d`:0.10}"));
    }

    @Test
    void droppedAndTakenNames() {
        DocumentStore store = collection("c");
        assertThatExceptionOfType(SqlFailure.class)
                .isThrownBy(() -> engine.documents("ws", "C"))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(SqlFailure.Kind.ALREADY_EXISTS));
        engine.dropSchema("ws");
        assertThatExceptionOfType(SqlFailure.class).isThrownBy(store::count).withMessageContaining("dropped");
        engine.createSchema("ws");
        collection("c", "{`fresh`:true}");
        assertThat(rows("SELECT * FROM c")).containsExactly("{`_id`:`0`,`fresh`:true}");
    }

    @Test
    @DisplayName("Readers and writers side by side: each query sees whole batches only")
    void concurrentUse() {
        DocumentStore store = collection("c");
        List<CompletableFuture<Void>> work = new ArrayList<>();
        for (int writer = 0; writer < 2; writer++) {
            int base = writer;
            work.add(CompletableFuture.runAsync(() -> {
                for (int batch = 0; batch < 20; batch++) {
                    List<Document> documents = new ArrayList<>();
                    for (int i = 0; i < 10; i++) {
                        documents.add(
                                new Document(base + "-" + batch + "-" + i, object("{`m" + batch + "`:" + i + "}")));
                    }
                    store.putAll(documents);
                }
            }));
            work.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 20; i++) {
                    assertThat(Integer.parseInt(value("SELECT count(*) AS n FROM c WHERE absent IS NULL", Map.of()))
                                    % 10)
                            .isZero();
                }
            }));
        }
        work.forEach(CompletableFuture::join);
        assertThat(store.count()).isEqualTo(400);
    }
}
