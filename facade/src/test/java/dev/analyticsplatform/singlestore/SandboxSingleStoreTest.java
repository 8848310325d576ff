package dev.analyticsplatform.singlestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BasicCredentials;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.DatasetKind;
import dev.analyticsplatform.DatasetSpec;
import dev.analyticsplatform.IngestResult;
import dev.analyticsplatform.IngestionException;
import dev.analyticsplatform.Namespace;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.QueryFailedException;
import dev.analyticsplatform.RowRejection;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.sandbox.Sandbox;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxSingleStoreTest {

    private final Sandbox sandbox = Sandbox.start("singlestore");
    private final AnalyticsPlatform platform = AnalyticsPlatform.open(PlatformConfig.of("singlestore")
            .endpoint(sandbox.url().toString())
            .credentials(ApiKey.of(sandbox.key()))
            .sqlCredentials(BasicCredentials.of("admin", sandbox.key()))
            .namespace("shop"));

    @BeforeEach
    void namespace() {
        platform.catalog().createNamespace("shop");
    }

    @AfterEach
    void close() {
        platform.close();
        sandbox.close();
    }

    @Test
    @DisplayName("Values that were appended come back equal, and so do the columns that were asked for")
    void roundTrip() {
        var name = QualifiedName.of("every`type");
        platform.catalog()
                .create(DatasetSpec.of(name)
                        .column("i", DataType.INTEGER)
                        .column("d", DataType.DOUBLE)
                        .column("s", DataType.STRING)
                        .column("b", DataType.BYTES)
                        .column("day", DataType.DATE)
                        .column("tod", DataType.TIME)
                        .column("ts", DataType.TIMESTAMP)
                        .column("at", DataType.TIMESTAMP_WITH_TIME_ZONE)
                        .column("list", DataType.ARRAY)
                        .column("map", DataType.OBJECT)
                        .column("yes", DataType.BOOLEAN));
        platform.catalog().awaitReady(name, Duration.ofMinutes(1));
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("i", Long.MAX_VALUE);
        row.put("d", new BigDecimal("0.5"));
        row.put("s", "grün 🌍 'quoted' \\ \" ?");
        row.put("b", new byte[] {0, -1, 127});
        row.put("day", LocalDate.of(2024, 2, 29));
        row.put("tod", LocalTime.of(1, 2, 3, 4000));
        row.put("ts", LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_000));
        row.put("at", Instant.parse("2024-03-01T12:00:00.000001Z"));
        row.put("list", List.of(1L, "x", List.of()));
        row.put("map", Map.of("k", List.of(true)));
        row.put("yes", true);
        var none = new LinkedHashMap<String, @Nullable Object>();
        row.keySet().forEach(key -> none.put(key, null));
        assertThat(platform.ingestion().append(name, List.of(row, none)))
                .isEqualTo(new IngestResult(2, List.of(), 2, 0));

        var rows = platform.queries()
                .run("SELECT * FROM `every``type` ORDER BY i IS NULL")
                .toList();
        row.forEach((key, value) -> assertThat(rows.get(0).get(key)).as(key).isEqualTo(value));
        none.forEach((key, value) -> assertThat(rows.get(1).get(key)).as(key).isNull());
        var dataset = platform.catalog().describe(name);
        assertThat(dataset.name()).isEqualTo(QualifiedName.of("shop", "every`type"));
        assertThat(dataset.kind()).isEqualTo(DatasetKind.TABLE);
        assertThat(dataset.columns())
                .extracting(column -> column.name() + " " + column.type())
                .containsExactly(
                        "i INTEGER",
                        "d DOUBLE",
                        "s STRING",
                        "b BYTES",
                        "day DATE",
                        "tod TIME",
                        "ts TIMESTAMP",
                        "at TIMESTAMP_WITH_TIME_ZONE",
                        "list OBJECT",
                        "map OBJECT",
                        "yes BOOLEAN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678901234567890.123456789012345678",
                "99999999999999999999999999999999999999",
                "-0.0123456789",
                "0.000000000000000000000000001"
            })
    @DisplayName("A created DECIMAL keeps every digit, and finds the value again")
    void exactDecimals(String digits) {
        var value = new BigDecimal(digits);
        var money = QualifiedName.of("money");
        platform.catalog().create(DatasetSpec.of(money).column("amount", DataType.DECIMAL));
        platform.ingestion().append(money, List.of(Map.of("amount", BigDecimal.ONE), Map.of("amount", value)));

        assertThat(platform.queries()
                        .run(Statement.of("SELECT amount FROM money WHERE amount = :amount")
                                .bind("amount", value))
                        .toList())
                .singleElement()
                .satisfies(row -> assertThat(row.getBigDecimal("amount")).isEqualByComparingTo(value));
        assertThat(platform.catalog().describe(money).columns())
                .containsExactly(new Column("amount", DataType.DECIMAL, "decimal(65,27)"));
    }

    @Test
    @DisplayName("A BOOL of a table, a view and a comparison is a Boolean, a TINYINT is a number")
    void booleans() {
        platform.queries().run("CREATE TABLE flags (yes BOOL, one TINYINT(1), tiny TINYINT)");
        platform.queries().run("INSERT INTO flags VALUES (TRUE, 0, 1)");
        platform.queries().run("CREATE VIEW shown AS SELECT yes, one, tiny FROM flags");

        assertThat(platform.queries()
                        .run("SELECT yes, one, tiny, tiny > 0 AS more FROM shown")
                        .toList())
                .singleElement()
                .satisfies(row -> assertThat(row.asMap())
                        .containsEntry("yes", true)
                        .containsEntry("one", false)
                        .containsEntry("tiny", 1L)
                        .containsEntry("more", true));
    }

    @Test
    @DisplayName("Namespaces, datasets and views come, are listed, and go")
    void catalog() {
        var catalog = platform.catalog();
        var numbers = QualifiedName.of("numbers");
        var few = QualifiedName.of("few");
        assertThat(catalog.namespaces().toList()).extracting(Namespace::name).contains("shop");
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> catalog.createNamespace("shop"));
        catalog.create(DatasetSpec.of(numbers).column("n", DataType.INTEGER).describedAs("Numbers, 'all' of them"));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> catalog.create(DatasetSpec.of(numbers).column("n", DataType.INTEGER)));
        assertThat(platform.ingestion()
                        .append(
                                numbers,
                                IntStream.range(0, 12_000)
                                        .mapToObj(n -> Map.of("n", n))
                                        .toList())
                        .accepted())
                .isEqualTo(12_000);
        catalog.createView(few, "SELECT n FROM numbers WHERE n < 3");

        assertThat(platform.queries()
                        .run(Statement.of("SELECT n FROM few WHERE n >= :least ORDER BY n")
                                .bind("least", 1))
                        .toList())
                .extracting(row -> row.getInt("n"))
                .containsExactly(1, 2);
        assertThat(catalog.datasets("shop").toList())
                .extracting(dataset -> dataset.name().name() + " " + dataset.kind())
                .containsExactly("few VIEW", "numbers TABLE");
        assertThat(catalog.describe(few).columns()).extracting(Column::name).containsExactly("n");

        catalog.drop(few);
        catalog.drop(numbers);
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> catalog.drop(numbers));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> catalog.describe(numbers));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> catalog.datasets("nowhere").toList());
        catalog.dropNamespace("shop");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> catalog.dropNamespace("shop"));
    }

    @Test
    void badRowsAreFoundAmongGoodOnes() {
        platform.queries().run("CREATE TABLE ids (id BIGINT NOT NULL)");
        var rows = IntStream.range(0, 100)
                .mapToObj(n -> Map.<String, Object>of("id", n == 33 || n == 77 ? "not a number" : n))
                .toList();
        var result = platform.ingestion().append(QualifiedName.of("ids"), rows);

        assertThat(result.rejected()).extracting(RowRejection::index).containsExactly(33L, 77L);
        assertThat(platform.queries()
                        .run("SELECT count(*) AS n FROM ids")
                        .toList()
                        .get(0)
                        .getLong("n"))
                .isEqualTo(98);
    }

    @Test
    void errors() {
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(
                        () -> platform.queries().run("SELECT * FROM nowhere").toList())
                .satisfies(e -> assertThat(e.context().vendorCode()).hasValue("1146"));
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> platform.queries().run("SELCT 1"))
                .satisfies(e -> assertThat(e.context().vendorCode()).hasValue("1064"));
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> platform.ingestion().append(QualifiedName.of("no"), List.of(Map.of("a", 1))))
                .withCauseInstanceOf(NotFoundException.class);
    }
}
