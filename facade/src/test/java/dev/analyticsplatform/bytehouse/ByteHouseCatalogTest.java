package dev.analyticsplatform.bytehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonPrimitive;
import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.Catalog;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.Dataset;
import dev.analyticsplatform.DatasetKind;
import dev.analyticsplatform.DatasetSpec;
import dev.analyticsplatform.DatasetState;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.Namespace;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.QueryFailedException;
import dev.analyticsplatform.ServerException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteHouseCatalogTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final ByteHouseSandbox sandbox = new ByteHouseSandbox();
    private final Catalog catalog = sandbox.platform().catalog();
    private final ByteHouseServer server = new ByteHouseServer();
    private final AnalyticsPlatform scripted = server.open();

    @AfterEach
    void close() {
        sandbox.close();
        scripted.close();
        server.close();
    }

    private static DatasetSpec spec(QualifiedName name) {
        return DatasetSpec.of(name).column("id", DataType.INTEGER);
    }

    @Test
    void namespaces() {
        assertThat(catalog.createNamespace("sales")).isEqualTo(new Namespace("sales", Optional.empty()));
        assertThat(catalog.namespaces().toList()).extracting(Namespace::name).contains("default", "sales");
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> catalog.createNamespace("sales"));
        catalog.dropNamespace("sales");
        assertThat(catalog.namespaces().toList()).extracting(Namespace::name).doesNotContain("sales");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> catalog.dropNamespace("sales"));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> catalog.datasets("sales").toList());
    }

    @Test
    @DisplayName("A table is created with every type, found, described, dropped and gone")
    void life() {
        var name = QualifiedName.of("events");
        var full = QualifiedName.of("default", "events");
        var spec = DatasetSpec.of(name).describedAs("what's \\ happened?\n`it`");
        for (DataType type : DataType.values()) {
            spec = spec.column(type.name(), type);
        }
        var created = catalog.create(spec);
        assertThat(created.name()).isEqualTo(full);
        assertThat(created.kind()).isEqualTo(DatasetKind.TABLE);
        assertThat(created.state()).isEqualTo(DatasetState.READY);
        assertThat(created.description()).hasValue("what's \\ happened?\n`it`");
        var again = spec;
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> catalog.create(again));

        assertThat(catalog.awaitReady(name, LIMIT).name()).isEqualTo(full);
        assertThat(catalog.describe(name).columns())
                .extracting(column -> column.name() + " " + column.vendorType() + " " + column.type())
                .containsExactly(
                        "BOOLEAN Nullable(Bool) BOOLEAN",
                        "INTEGER Nullable(Int64) INTEGER",
                        "DECIMAL Nullable(Decimal(38, 10)) DECIMAL",
                        "DOUBLE Nullable(Float64) DOUBLE",
                        "STRING Nullable(String) STRING",
                        "BYTES Nullable(String) STRING",
                        "DATE Nullable(Date32) DATE",
                        "TIME Nullable(String) STRING",
                        "TIMESTAMP Nullable(DateTime64(6)) TIMESTAMP",
                        "TIMESTAMP_WITH_TIME_ZONE Nullable(DateTime64(6, 'UTC')) TIMESTAMP_WITH_TIME_ZONE",
                        "ARRAY Nullable(String) STRING",
                        "OBJECT Nullable(String) STRING",
                        "UNKNOWN Nullable(String) STRING");

        catalog.drop(name);
        catalog.awaitDropped(name, LIMIT);
        assertThat(catalog.datasets("default").toList()).isEmpty();
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> catalog.describe(name));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> catalog.drop(name));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> catalog.describe(QualifiedName.of("nowhere", "t")));
    }

    @Test
    @DisplayName("Views are created over unqualified names, told from tables, and dropped")
    void views() {
        var table = QualifiedName.of("page_views");
        catalog.create(spec(table));
        assertThat(catalog.createView(QualifiedName.of("v"), "SELECT id FROM page_views")
                        .kind())
                .isEqualTo(DatasetKind.VIEW);
        sandbox.sql("CREATE MATERIALIZED VIEW m ENGINE = CnchMergeTree ORDER BY tuple() AS SELECT id FROM page_views");

        assertThat(catalog.datasets("default").toList())
                .extracting(Dataset::name, Dataset::kind)
                .contains(
                        tuple(QualifiedName.of("default", "page_views"), DatasetKind.TABLE),
                        tuple(QualifiedName.of("default", "v"), DatasetKind.VIEW),
                        tuple(QualifiedName.of("default", "m"), DatasetKind.MATERIALIZED_VIEW));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> catalog.createView(QualifiedName.of("v"), "SELECT 1 AS a"));
        for (String wrong : List.of("SELECT nothing", "SELECT * FROM nowhere", "selct")) {
            assertThatExceptionOfType(QueryFailedException.class)
                    .isThrownBy(() -> catalog.createView(QualifiedName.of("w"), wrong));
        }
        for (String name : List.of("m", "v", "page_views")) {
            catalog.drop(QualifiedName.of(name));
        }
        assertThat(catalog.datasets("default").toList()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE default.a_view (`x` Int8) ENGINE = CnchMergeTree ORDER BY x | TABLE",
                "CREATE TABLE default.t (`view` String) COMMENT 'a view' | TABLE",
                "CREATE VIEW default.t AS SELECT 1 | VIEW",
                "create or replace view `t` AS SELECT 1 | VIEW",
                "CREATE MATERIALIZED VIEW default.t TO default.u AS SELECT 1 | MATERIALIZED_VIEW",
                "ATTACH TABLE t (`x` Int8) | TABLE",
                "CREATE DICTIONARY default.t (`x` Int8) | UNKNOWN",
            })
    @DisplayName("The kind is told by the first words, whatever the names are")
    void kinds(String statement, DatasetKind kind) {
        server.cells("String", new JsonPrimitive(statement).toString());
        assertThat(scripted.catalog().awaitReady(QualifiedName.of("t"), LIMIT).kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with `ticks` and 'quotes' \"both\"",
                "back\\slash\\",
                "; DROP TABLE x --",
                "\u4e16\u754c \ud83d\ude00"
            })
    @DisplayName("Names are quoted, whatever they hold")
    void names(String name) {
        var table = QualifiedName.of(name, name);
        catalog.createNamespace(name);
        catalog.create(DatasetSpec.of(table).column(name, DataType.STRING).column("b", DataType.INTEGER));

        assertThat(catalog.describe(table).columns()).extracting(Column::name).containsExactly(name, "b");
        assertThat(catalog.datasets(name).toList()).extracting(Dataset::name).containsExactly(table);
        catalog.drop(table);
        catalog.dropNamespace(name);
    }

    @Test
    void tableWithoutColumns() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> scripted.catalog().create(DatasetSpec.of(QualifiedName.of("t"))));
        assertThat(server.requests()).isZero();
    }

    @Test
    @DisplayName("Lists go on to the total, page by page; without a total they end with a page that is not full")
    void pages() throws InterruptedException {
        String full = "{\"name\":\"d\"},".repeat(99) + "{\"name\":\"d\"}";
        server.answer(200, "{\"data\":[" + full + "],\"meta\":{\"offset\":0,\"total\":101}}")
                .answer(200, "{\"data\":[{\"name\":\"last\"}],\"meta\":{\"offset\":100,\"total\":101}}")
                .answer(200, "{\"data\":[" + full + "]}")
                .answer(200, "{\"data\":null}");
        assertThat(scripted.catalog().namespaces().toList()).hasSize(101);
        assertThat(scripted.catalog().namespaces().toList()).hasSize(100);
        assertThat(server.requests()).isEqualTo(4);
        server.take();
        assertThat(server.take().getTarget()).contains("offset=100", "limit=100");
    }

    @Test
    @DisplayName("Looking at a table is repeated after a failure of the server; creating and dropping are not")
    void repeats() {
        server.answer(503, "").cells("String", "\"CREATE TABLE t\"");
        assertThat(scripted.catalog().awaitReady(QualifiedName.of("t"), LIMIT).kind())
                .isEqualTo(DatasetKind.TABLE);
        server.answer(503, "");
        assertThatExceptionOfType(ServerException.class)
                .isThrownBy(() -> scripted.catalog().create(spec(QualifiedName.of("t"))));
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    @DisplayName("Answers that lack what was asked for are protocol errors")
    void malformed() {
        server.done();
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> scripted.catalog().awaitReady(QualifiedName.of("t"), LIMIT));
        server.cells("String", "\"CREATE TABLE t\"").cells("String", "\"id\"");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> scripted.catalog().describe(QualifiedName.of("t")));
        assertThat(server.requests()).isEqualTo(3);
    }
}
