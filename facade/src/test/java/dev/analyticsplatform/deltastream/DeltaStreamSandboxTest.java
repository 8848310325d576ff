package dev.analyticsplatform.deltastream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.BearerToken;
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
import dev.analyticsplatform.PermissionDeniedException;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.QueryFailedException;
import dev.analyticsplatform.QueryState;
import dev.analyticsplatform.Statement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeltaStreamSandboxTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final SandboxOrganization organization = new SandboxOrganization();

    @AfterEach
    void close() {
        organization.close();
    }

    private static DatasetSpec numbers(String name) {
        return DatasetSpec.of(QualifiedName.of(name)).column("n", DataType.INTEGER);
    }

    @Test
    @DisplayName("A schema is created with its database if that is not there; a name with a dot is one name")
    void namespaces() {
        var catalog = organization.catalog();
        assertThat(catalog.createNamespace("\"my.shop\".sales").name()).isEqualTo("\"my.shop\".sales");
        assertThat(catalog.namespaces().toList())
                .extracting(Namespace::name)
                .contains("demo.public", "quickstart.public", "\"my.shop\".public", "\"my.shop\".sales");
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> catalog.createNamespace("\"my.shop\".sales"))
                .satisfies(e -> assertThat(e.context().vendorCode()).hasValue("42P06"));
        catalog.dropNamespace("\"my.shop\".sales");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> catalog.dropNamespace("\"my.shop\".sales"));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> catalog.createNamespace("a.b.c"))
                .withMessageContaining("neither database.schema nor schema");
        assertThat(catalog.createNamespace("side").name())
                .as("a schema alone is one of the default database")
                .isEqualTo("side");
        assertThat(catalog.namespaces().toList()).extracting(Namespace::name).contains("demo.side");
    }

    @Test
    @DisplayName("A stream over a topic that is made for it, a view over the stream, and their end")
    void life() {
        var catalog = organization.catalog();
        var name = QualifiedName.of("ev'ent\"s");
        var created = catalog.create(
                DatasetSpec.of(name).column("id", DataType.STRING).column("Größe", DataType.DOUBLE));
        assertThat(created.name()).isEqualTo(QualifiedName.of("quickstart.public", "ev'ent\"s"));
        assertThat(created.kind()).isEqualTo(DatasetKind.STREAM);
        assertThat(catalog.awaitReady(name, LIMIT).state()).isEqualTo(DatasetState.READY);
        assertThat(catalog.describe(name).columns())
                .containsExactly(
                        new Column("id", DataType.STRING, "VARCHAR"), new Column("Größe", DataType.DOUBLE, "DOUBLE"));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> catalog.create(numbers("ev'ent\"s")))
                .satisfies(e -> assertThat(e.context().vendorCode()).hasValue("42P017"));

        var view = QualifiedName.of("sizes");
        assertThat(catalog.createView(view, "SELECT \"id\" FROM \"ev'ent\"\"s\";")
                        .kind())
                .isEqualTo(DatasetKind.MATERIALIZED_VIEW);
        assertThat(catalog.datasets("quickstart.public").toList())
                .extracting(Dataset::name)
                .containsExactlyInAnyOrder(created.name(), QualifiedName.of("quickstart.public", "sizes"));
        assertThatExceptionOfType(ConflictException.class)
                .as("the view reads the stream")
                .isThrownBy(() -> catalog.drop(name));
        catalog.drop(view);
        organization.clock().advance(LIMIT);
        catalog.drop(name);
        catalog.awaitDropped(name, LIMIT);
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> catalog.describe(name));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> catalog.drop(name));
        catalog.create(DatasetSpec.of(name).column("id", DataType.STRING));
    }

    @Test
    @DisplayName("promise: what every type holds comes back exactly, at its limits, and NULL as null")
    void values() {
        var spec = new DatasetSpec(
                QualifiedName.of("typed"),
                List.of(
                        new Column("flag", DataType.BOOLEAN, ""),
                        new Column("whole", DataType.INTEGER, ""),
                        new Column("exact", DataType.DECIMAL, "DECIMAL(38, 0)"),
                        new Column("price", DataType.DECIMAL, ""),
                        new Column("text", DataType.STRING, ""),
                        new Column("raw", DataType.BYTES, ""),
                        new Column("day", DataType.DATE, ""),
                        new Column("at", DataType.TIMESTAMP, ""),
                        new Column("since", DataType.TIMESTAMP_WITH_TIME_ZONE, ""),
                        new Column("tags", DataType.ARRAY, "ARRAY<VARCHAR>"),
                        new Column("place", DataType.OBJECT, "STRUCT<city VARCHAR, zip BIGINT>")),
                Optional.empty());
        organization.view("typed_view", spec, """
                {"flag": true, "whole": -9223372036854775808, "exact": "99999999999999999999999999999999999999",
                 "price": "12.500000000000000001", "text": "Zürich 東京 🎈 \\"'", "raw": "AAH/", "day": "2024-02-29",
                 "at": "2024-02-29 23:59:59.123456", "since": "2024-02-29 23:59:59.5Z", "tags": ["a", "b\\"c"],
                 "place": {"city": "Genf", "zip": 1201}}
                """, """
                {"whole": 9223372036854775807}
                """);

        var rows = organization.rows("SELECT * FROM typed_view WHERE whole IS NOT NULL ORDER BY whole");
        assertThat(rows).hasSize(2);
        var row = rows.get(0);
        assertThat(row.get("flag")).isEqualTo(true);
        assertThat(row.get("whole")).isEqualTo(Long.MIN_VALUE);
        assertThat(row.getBigDecimal("exact")).isEqualTo(new BigDecimal(new BigInteger("9".repeat(38))));
        assertThat(row.getBigDecimal("price")).isEqualByComparingTo("12.500000000000000001");
        assertThat(row.get("text")).isEqualTo("Zürich 東京 🎈 \"'");
        assertThat((byte[]) row.get("raw")).containsExactly(0, 1, 255);
        assertThat(row.get("day")).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(row.get("at")).isEqualTo(LocalDateTime.parse("2024-02-29T23:59:59.123456"));
        assertThat(row.get("since")).isEqualTo(Instant.parse("2024-02-29T23:59:59.5Z"));
        assertThat(row.get("tags")).isEqualTo(List.of("a", "b\"c"));
        assertThat(row.get("place")).isEqualTo(Map.of("city", "Genf", "zip", 1201L));
        assertThat(rows.get(1).get("whole")).isEqualTo(Long.MAX_VALUE);
        assertThat(rows.get(1).get("text")).isNull();
        assertThat(rows.get(1).get("tags")).isNull();
        var computed = organization.rows("SELECT TIME '13:10:02' AS t, 1.5e300::DOUBLE AS d FROM typed_view LIMIT 1");
        assertThat(computed.get(0).get("t")).isEqualTo(LocalTime.of(13, 10, 2));
        assertThat(computed.get(0).getBigDecimal("d")).isEqualByComparingTo("1.5e300");
    }

    @Test
    @DisplayName(
            "Rows in several parts come in one go, and the names of the context are found out where none are configured")
    void partsAndDefaults() {
        try (var platform = AnalyticsPlatform.open(organization.config())) {
            try (var rows = platform.queries().run("SELECT i AS n FROM range(25000) AS numbers(i)")) {
                assertThat(rows.stream().mapToLong(row -> row.getLong("n")).sum())
                        .isEqualTo(312_487_500L);
            }
            platform.catalog().create(numbers("plain"));
            assertThat(platform.catalog().datasets("demo.public").toList())
                    .extracting(dataset -> dataset.name().name())
                    .containsExactly("plain");
        }
    }

    @Test
    void errorsOfStatements() {
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> organization.rows("SELEC 1"))
                .satisfies(e -> assertThat(e.context().vendorCode()).hasValue("42601"))
                .satisfies(e -> assertThat(e.context().requestId()).isPresent());
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> organization.rows("SELECT * FROM nowhere"))
                .satisfies(e -> assertThat(e.context().vendorCode()).hasValue("3D020"));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> organization.rows("LIST DATABASES; LIST STORES;"))
                .withMessageContaining("send one statement at a time");
        var stranger = organization.config().credentials(BearerToken.of("no-such-token"));
        try (var platform = AnalyticsPlatform.open(stranger)) {
            assertThatExceptionOfType(PermissionDeniedException.class)
                    .as("DeltaStream says 403 for a token that it does not know")
                    .isThrownBy(() -> platform.catalog().namespaces().toList())
                    .withMessageNotContaining("no-such-token");
        }
    }

    @Test
    @DisplayName("A statement is a job by its id: awaited, read again, told as failed")
    void jobs() {
        var queries = organization.platform().queries();
        organization.catalog().create(numbers("feed"));
        var job = queries.submit(Statement.of("CREATE MATERIALIZED VIEW late AS SELECT * FROM feed"));
        assertThat(job.status().state()).isEqualTo(QueryState.RUNNING);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> job.rows().toList())
                .withMessageContaining("still runs");
        assertThat(job.await(LIMIT).status().state()).isEqualTo(QueryState.COMPLETED);

        var select = queries.submit(Statement.of("SELECT i AS n FROM range(3) AS numbers(i)"));
        assertThat(queries.job(select.id()).await(LIMIT).rows().toList()).hasSize(3);
        assertThat(select.rows().toList()).hasSize(3);
        assertThatExceptionOfType(QueryFailedException.class).isThrownBy(() -> queries.submit(Statement.of("SELEC 1")));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> queries.job("0191f2c4-7a3e-7c55-9b1d-3f60a2c8e417"));
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> queries.job("../version"));
    }

    @Test
    @DisplayName("A stream has no end: run refuses it and says what to do, subscribe reads it until it is closed")
    void streams() {
        organization.catalog().create(numbers("endless"));
        organization.write("endless", "{\"n\": 1}", "{\"n\": null}", "{\"n\": 3}");
        var earliest = Statement.of("SELECT n FROM endless WITH ('starting.position'='earliest')");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> organization.platform().queries().run(earliest))
                .withMessageContaining("queries().subscribe");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> organization.platform().queries().submit(earliest));

        var seen = new ArrayList<Object>();
        try (var rows = organization.platform().queries().subscribe(earliest)) {
            assertThat(rows.columns().orElseThrow()).containsExactly(new Column("n", DataType.INTEGER, "BIGINT"));
            var iterator = rows.iterator();
            for (int i = 0; i < 3; i++) {
                seen.add(iterator.next().get("n"));
            }
            organization.write("endless", "{\"n\": 4}");
            seen.add(iterator.next().get("n"));
        }
        assertThat(seen).containsExactly(1L, null, 3L, 4L);
        try (var rows = organization.platform().queries().subscribe(Statement.of("LIST DATABASES"))) {
            assertThat(rows.stream().map(row -> row.getString("Name")).toList())
                    .as("a statement that ends gives its rows and ends")
                    .contains("demo", "quickstart");
        }
    }
}
