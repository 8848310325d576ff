package dev.analyticsplatform.timeplus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BasicCredentials;
import dev.analyticsplatform.CancelledException;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.DatasetKind;
import dev.analyticsplatform.DatasetSpec;
import dev.analyticsplatform.DatasetState;
import dev.analyticsplatform.IngestionException;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.Namespace;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.PermissionDeniedException;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.QueryFailedException;
import dev.analyticsplatform.QueryState;
import dev.analyticsplatform.Row;
import dev.analyticsplatform.Rows;
import dev.analyticsplatform.SavedQuery;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.TestTime;
import dev.analyticsplatform.sandbox.Sandbox;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The adapter against a Timeplus with real SQL behind it. */
class TimeplusSandboxTest {

    private static final QualifiedName CARS = QualifiedName.of("cars");
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final TestTime time = new TestTime();
    private final Sandbox sandbox = Sandbox.start("timeplus");
    private final AnalyticsPlatform platform = AnalyticsPlatform.open(config());

    private PlatformConfig config() {
        return PlatformConfig.of("timeplus")
                .endpoint(sandbox.url().toString())
                .credentials(ApiKey.of(sandbox.key()))
                .time(time);
    }

    @AfterEach
    void close() {
        platform.close();
        sandbox.close();
    }

    private void numbers(int count) {
        platform.catalog().create(DatasetSpec.of(CARS).column("n", DataType.INTEGER));
        append(IntStream.range(0, count).mapToObj(n -> Map.of("n", n)).toList());
    }

    private void append(List<? extends Map<String, ? extends @Nullable Object>> rows) {
        assertThat(platform.ingestion().append(CARS, rows).accepted()).isEqualTo(rows.size());
    }

    @Test
    @DisplayName("promise: what is ingested comes back equal, in columns of every portable type that Timeplus has")
    void everyType() {
        platform.catalog()
                .create(DatasetSpec.of(CARS)
                        .column("text", DataType.STRING)
                        .column("whole", DataType.INTEGER)
                        .column("real", DataType.DOUBLE)
                        .column("exact", DataType.DECIMAL)
                        .column("flag", DataType.BOOLEAN)
                        .column("day", DataType.DATE)
                        .column("local", DataType.TIMESTAMP)
                        .column("instant", DataType.TIMESTAMP_WITH_TIME_ZONE));
        var full = new HashMap<String, @Nullable Object>();
        full.put("text", "naïve ' \" \\ \n 日本 🚗");
        full.put("whole", Long.MIN_VALUE);
        full.put("real", new BigDecimal("-0.1"));
        full.put("exact", new BigDecimal("12345678901234567890.123456789012345678"));
        full.put("flag", true);
        full.put("day", LocalDate.of(2024, 2, 29));
        full.put("local", LocalDateTime.parse("2024-03-01T12:00:00.123456789"));
        full.put("instant", Instant.parse("1969-07-20T20:17:40.000000001Z"));
        var nulls = new HashMap<String, @Nullable Object>();
        full.keySet().forEach(name -> nulls.put(name, null));

        append(List.of(full, nulls, Map.of("text", "alone")));

        List<Row> rows = platform.queries()
                .run("SELECT * EXCEPT _tp_time FROM cars ORDER BY whole NULLS LAST, text")
                .toList();
        assertThat(rows).hasSize(3);
        full.forEach((name, value) -> assertThat(rows.get(0).get(name)).as(name).isEqualTo(value));
        full.forEach((name, value) -> {
            boolean text = name.equals("text");
            assertThat(rows.get(1).get(name)).as(name).isEqualTo(text ? "alone" : null);
            assertThat(rows.get(2).get(name)).as(name).isNull();
        });
    }

    @Test
    void catalogRoundTrip() {
        assertThat(platform.catalog().namespaces()).containsExactly(new Namespace("default", Optional.empty()));
        var created = platform.catalog()
                .create(DatasetSpec.of(CARS)
                        .column("id", DataType.STRING)
                        .column("speed", DataType.DOUBLE)
                        .describedAs("all cars"));
        platform.catalog().createView(QualifiedName.of("fast"), "SELECT id FROM cars WHERE speed > 100");
        platform.queries()
                .run("CREATE MATERIALIZED VIEW slow AS SELECT id FROM cars WHERE speed < 10")
                .toList();

        assertThat(created.kind()).isEqualTo(DatasetKind.STREAM);
        assertThat(platform.catalog().awaitReady(CARS, LIMIT).state()).isEqualTo(DatasetState.READY);
        assertThat(platform.catalog().describe(CARS).columns())
                .containsExactly(
                        new Column("id", DataType.STRING, "nullable(string)"),
                        new Column("speed", DataType.DOUBLE, "nullable(float64)"),
                        new Column("_tp_time", DataType.TIMESTAMP_WITH_TIME_ZONE, "datetime64(3, 'UTC')"));
        assertThat(platform.catalog().describe(CARS).description()).hasValue("all cars");
        assertThat(platform.catalog().datasets("default"))
                .extracting(dataset -> dataset.name().toString() + " " + dataset.kind() + dataset.columns())
                .containsExactlyInAnyOrder(
                        "default.cars STREAM[]", "default.fast VIEW[]", "default.slow MATERIALIZED_VIEW[]");
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> platform.catalog().create(DatasetSpec.of(CARS).column("id", DataType.STRING)));

        for (var name : List.of("slow", "fast", "cars")) {
            platform.catalog().drop(QualifiedName.of(name));
            platform.catalog().awaitDropped(QualifiedName.of(name), LIMIT);
        }
        assertThat(platform.catalog().datasets("default")).isEmpty();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> platform.catalog().describe(CARS))
                .withMessageContaining("nothing of that name");
    }

    @Test
    void otherNamespacesAreNotThere() {
        var elsewhere = QualifiedName.of("other", "cars");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> platform.catalog().describe(elsewhere))
                .withMessageContaining("there is no namespace other");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> platform.catalog().datasets("other").stream().toList());
    }

    @Test
    @DisplayName("A column that Timeplus has no type for is refused with what to do; its own types can be named")
    void typesOfColumns() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> platform.catalog().create(DatasetSpec.of(CARS).column("b", DataType.BYTES)))
                .withMessageContaining("column b")
                .withMessageContaining("vendorType");
        var columns = List.of(
                new Column("tags", DataType.ARRAY, "array(string)"),
                new Column("sizes", DataType.OBJECT, "map(string, int64)"));
        platform.catalog().create(new DatasetSpec(CARS, columns, Optional.empty()));
        append(List.of(Map.of("tags", List.of("a", "b"), "sizes", Map.of("x", 1))));
        Row row =
                platform.queries().run("SELECT tags, sizes FROM cars").toList().get(0);
        assertThat(row.get("tags")).isEqualTo(List.of("a", "b"));
        assertThat(row.get("sizes")).isEqualTo(Map.of("x", 1L));
    }

    @Test
    @DisplayName("Rows that the columns cannot hold are rejected one by one, the others are taken")
    void rejections() {
        numbers(1);
        List<Map<String, Object>> rows = List.of(
                Map.of("n", 1),
                Map.of("n", "two"),
                Map.of("m", 3),
                Map.of("n", new byte[] {4}),
                Map.of(),
                Map.of("n", 5));

        var result = platform.ingestion().append(CARS, rows);

        assertThat(result.accepted()).isEqualTo(2);
        assertThat(result.rejected())
                .extracting(rejection -> rejection.index() + " " + rejection.reason())
                .satisfiesExactly(
                        two -> assertThat(two).startsWith("1 column n: its type int64 cannot hold java.lang.String"),
                        three -> assertThat(three).isEqualTo("2 the stream has no column m"),
                        four -> assertThat(four).startsWith("3 ").contains("base64"),
                        five -> assertThat(five).startsWith("4 the row has no values"));
        assertThat(platform.queries().run("SELECT n FROM cars ORDER BY n").stream()
                        .map(row -> row.getLong("n")))
                .containsExactly(0L, 1L, 5L);
    }

    @Test
    @DisplayName("More rows than one request takes arrive all, and once")
    void manyRows() {
        numbers(25_000);
        Row row = platform.queries()
                .run("SELECT count() AS c, count(DISTINCT n) AS d FROM cars")
                .toList()
                .get(0);
        assertThat(row.getLong("c")).isEqualTo(25_000);
        assertThat(row.getLong("d")).isEqualTo(25_000);
        assertThat(platform.queries().run("SELECT n FROM cars").stream().count())
                .isEqualTo(25_000);
    }

    @Test
    void rowsForNoStream() {
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> platform.ingestion().append(CARS, List.of(Map.of("n", 1))))
                .withCauseInstanceOf(NotFoundException.class)
                .satisfies(e -> assertThat(e.result().inDoubt()).isZero());
    }

    @Test
    @DisplayName("A subscription brings rows as they come, is listed while it runs, and ends with its rows")
    void subscription() {
        numbers(3);
        Rows rows = platform.queries().subscribe(Statement.of("SELECT n FROM cars WHERE n >= 0"));
        try (rows) {
            String id = rows.queryId().orElseThrow();
            append(List.of(Map.of("n", 10), Map.of("n", -1), Map.of("n", 11)));
            var iterator = rows.iterator();
            assertThat(iterator.next().getLong("n")).isEqualTo(10);
            assertThat(iterator.next().getLong("n")).isEqualTo(11);
            append(List.of(Map.of("n", 12)));
            assertThat(iterator.next().getLong("n")).isEqualTo(12);
            assertThat(platform.queries().list()).singleElement().satisfies(query -> {
                assertThat(query.id()).isEqualTo(id);
                assertThat(query.state()).isEqualTo(QueryState.RUNNING);
                assertThat(query.sql()).hasValue("SELECT n FROM cars WHERE n >= 0");
            });
        }
    }

    @Test
    @DisplayName("Closing a subscription ends a read that waits in another thread, and the query at Timeplus")
    void closedWhileWaiting() throws Exception {
        numbers(1);
        var rows = platform.queries().subscribe(Statement.of("SELECT n FROM cars"));
        rows.queryId();
        var executor = Executors.newSingleThreadExecutor();
        try {
            var reading = executor.submit(() -> rows.iterator().hasNext());
            rows.close();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> reading.get(1, TimeUnit.MINUTES))
                    .havingCause()
                    .isInstanceOfAny(CancelledException.class, IllegalStateException.class);
        } finally {
            executor.shutdownNow();
        }
        assertTimeoutPreemptively(LIMIT, () -> {
            while (platform.queries().list().stream().findAny().isPresent()) {
                Thread.onSpinWait();
            }
        });
    }

    @Test
    @DisplayName("A subscription whose stream is dropped fails; one with a limit ends")
    void endsOfSubscriptions() {
        numbers(1);
        var ended = new ArrayList<Long>();
        try (var rows = platform.queries().subscribe(Statement.of("SELECT n FROM cars LIMIT 1"))) {
            rows.queryId();
            append(List.of(Map.of("n", 1)));
            rows.forEach(row -> ended.add(row.getLong("n")));
        }
        assertThat(ended).containsExactly(1L);
        try (var rows = platform.queries().subscribe(Statement.of("SELECT n FROM cars"))) {
            rows.queryId();
            platform.catalog().drop(CARS);
            assertThatExceptionOfType(QueryFailedException.class)
                    .isThrownBy(() -> rows.iterator().hasNext())
                    .withMessageContaining("dropped");
        }
    }

    @Test
    void failedStatements() {
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> platform.queries().run("SELEC 1"))
                .withMessageContaining("Syntax error")
                .satisfies(e -> assertThat(e.context().vendorCode()).hasValue("62"));
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> platform.queries().run("SELECT n FROM nowhere"))
                .withMessageContaining("nowhere")
                .satisfies(e -> assertThat(e.context().vendorCode()).hasValue("60"));
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> platform.queries().validate(Statement.of("SELECT")));
        try (var stranger = AnalyticsPlatform.open(config().credentials(BasicCredentials.of("admin", "wrong")))) {
            assertThatExceptionOfType(PermissionDeniedException.class)
                    .isThrownBy(() -> stranger.queries().run("SELECT 1"));
        }
        try (var admin = AnalyticsPlatform.open(config().credentials(BasicCredentials.of("admin", sandbox.key())))) {
            assertThat(admin.queries().run("SELECT 1 AS one").toList()).hasSize(1);
        }
    }

    @Test
    void validate() {
        numbers(0);
        var info = platform.queries().validate(Statement.of("SELECT n FROM cars"));
        assertThat(info.datasets()).containsExactly("default.cars");
        assertThat(info.parameters()).isEmpty();
    }

    @Test
    void savedQueries() {
        numbers(5);
        var name = QualifiedName.of("big_ones");
        var first = platform.savedQueries()
                .save(SavedQuery.of(name, Statement.of("SELECT n FROM cars WHERE n > 3"))
                        .describedAs("more than three"));
        var second = platform.savedQueries()
                .save(SavedQuery.of(name, Statement.of("SELECT n FROM cars WHERE n > 2 ORDER BY n")));

        assertThat(second.version()).isEqualTo(first.version());
        assertThat(platform.savedQueries().list()).hasSize(1);
        assertThat(platform.savedQueries().get(name).statement().sql()).contains("n > 2");
        assertThat(platform.savedQueries().run(name).stream().map(row -> row.getLong("n")))
                .containsExactly(3L, 4L);
        platform.savedQueries().delete(name);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> platform.savedQueries().run(name))
                .withMessageContaining("big_ones");
    }
}
