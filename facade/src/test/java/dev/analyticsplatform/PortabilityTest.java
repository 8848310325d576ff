package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.analyticsplatform.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same program against every vendor: what the public API promises must not depend on which one it is. */
class PortabilityTest {

    private static final String NUMBERS = "numbers";
    private static final int COUNT = 3000;

    private static final Map<String, VendorPlatform> PLATFORMS = new TreeMap<>();

    static List<String> vendors() {
        return Sandbox.vendors();
    }

    @BeforeAll
    static void open() {
        var numbers = IntStream.range(0, COUNT).mapToObj(n -> Map.of("n", n)).toList();
        for (String vendor : vendors()) {
            var opened = new VendorPlatform(vendor);
            PLATFORMS.put(vendor, opened);
            opened.create(DatasetSpec.of(QualifiedName.of(NUMBERS)).column("n", DataType.INTEGER));
            assertThat(opened.fill(NUMBERS, numbers)).isEmpty();
        }
    }

    @AfterAll
    static void close() {
        PLATFORMS.values().forEach(VendorPlatform::close);
        PLATFORMS.clear();
    }

    private static VendorPlatform on(String vendor) {
        return Objects.requireNonNull(PLATFORMS.get(vendor));
    }

    private static Queries queries(String vendor) {
        return on(vendor).platform().queries();
    }

    private static String numbers(String vendor, String what) {
        return "SELECT n FROM " + on(vendor).readable(NUMBERS) + " " + what;
    }

    @ParameterizedTest
    @MethodSource("vendors")
    @DisplayName("A dataset and a view of it: created, ready, listed, described, dropped, gone")
    void catalog(String vendor) {
        var catalog = on(vendor).platform().catalog();
        var name = QualifiedName.of("shop_events");
        var view = QualifiedName.of("shop_view");
        var spec = DatasetSpec.of(name).column("id", DataType.INTEGER).column("label", DataType.STRING);

        var created = catalog.create(spec);
        String namespace = created.name().namespace().orElseThrow();
        assertThat(created.name().name()).isEqualTo("shop_events");
        assertThat(catalog.awaitReady(name, VendorPlatform.LIMIT).state()).isEqualTo(DatasetState.READY);
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> catalog.create(spec));
        on(vendor).fill("shop_events", List.of(Map.of("id", 1, "label", "one")));
        assertThat(catalog.describe(name).name()).isEqualTo(created.name());
        assertThat(catalog.describe(name).columns().stream()
                        .filter(column -> !column.name().startsWith("_"))
                        .map(column -> column.name() + " " + column.type()))
                .containsExactlyInAnyOrder("id INTEGER", "label STRING");

        catalog.createView(view, "SELECT id FROM " + on(vendor).readable("shop_events"));
        catalog.awaitReady(view, VendorPlatform.LIMIT);
        assertThat(catalog.describe(view).kind()).isIn(DatasetKind.VIEW, DatasetKind.MATERIALIZED_VIEW);
        assertThat(catalog.datasets(namespace).toList())
                .extracting(Dataset::name)
                .contains(created.name(), QualifiedName.of(namespace, "shop_view"));

        for (String each :
                new LinkedHashSet<>(List.of("shop_view", on(vendor).readable("shop_events"), "shop_events"))) {
            var gone = QualifiedName.of(each);
            catalog.drop(gone);
            catalog.awaitDropped(gone, VendorPlatform.LIMIT);
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> catalog.describe(gone));
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> catalog.drop(gone));
            assertThat(catalog.datasets(namespace).toList())
                    .extracting(dataset -> dataset.name().name())
                    .doesNotContain(each);
        }
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> catalog.describe(QualifiedName.of("never_there")));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    @DisplayName("promise: errors of one cause are of one kind, with the vendor's code, and never show the key")
    void errors(String vendor) {
        String key = on(vendor).key();
        var wrongSql = catchThrowableOfType(
                AnalyticsException.class,
                () -> on(vendor).rows("SELEC n FROM " + on(vendor).readable(NUMBERS)));
        assertThat(wrongSql).isInstanceOfAny(QueryFailedException.class, InvalidRequestException.class);
        assertThat(wrongSql.context().vendorCode()).as("%s", wrongSql).isPresent();
        assertNoKey(wrongSql, key);

        var noTable =
                catchThrowableOfType(AnalyticsException.class, () -> on(vendor).rows("SELECT n FROM never_there"));
        assertThat(noTable).isInstanceOfAny(QueryFailedException.class, NotFoundException.class);
        assertThat(noTable.context().vendorCode()).as("%s", noTable).isPresent();
        assertNoKey(noTable, key);

        String wrongKey = "canary-3f9c-of-another";
        var config =
                VendorPlatform.config(vendor, on(vendor).config().endpoint().orElseThrow(), wrongKey);
        try (var stranger = AnalyticsPlatform.open(config)) {
            for (Runnable call : List.<Runnable>of(
                    () -> stranger.queries().run("SELECT 1").toList(),
                    () -> stranger.catalog().describe(QualifiedName.of(NUMBERS)))) {
                var refused = catchThrowableOfType(AnalyticsException.class, call::run);
                assertThat(refused).isInstanceOfAny(UnauthenticatedException.class, PermissionDeniedException.class);
                assertThat(refused.retryable()).isFalse();
                assertNoKey(refused, wrongKey);
            }
        }
        assertThat(config.toString()).doesNotContain(wrongKey);
    }

    private static void assertNoKey(Throwable thrown, String key) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain(key);
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    @DisplayName("promise: what a vendor cannot do is refused with the reason, and nothing is sent")
    void unsupported(String vendor) throws IOException {
        var calls = calls();
        try (var server = new MockWebServer()) {
            server.start(InetAddress.getLoopbackAddress(), 0);
            var config = VendorPlatform.config(vendor, "http://127.0.0.1:" + server.getPort(), "key");
            try (var platform = AnalyticsPlatform.open(config)) {
                platform.capabilities().table().forEach((capability, support) -> {
                    if (support instanceof Support.Unsupported unsupported) {
                        assertRefused(capability, unsupported, () -> platform.require(capability));
                        var call = calls.get(capability);
                        if (call != null) {
                            assertRefused(capability, unsupported, () -> call.accept(platform));
                        }
                    }
                });
            }
            assertThat(server.getRequestCount()).isZero();
        }
    }

    private static void assertRefused(Capability capability, Support.Unsupported support, Runnable call) {
        assertThatExceptionOfType(UnsupportedCapabilityException.class)
                .as(capability.name())
                .isThrownBy(call::run)
                .withMessageContaining(support.why())
                .satisfies(e -> assertThat(e.capability()).isEqualTo(capability))
                .satisfies(e -> assertThat(e.retryable()).isFalse());
    }

    /** A call that needs a capability, of each but QUERY_CANCEL, which needs a job. */
    private static Map<Capability, Consumer<AnalyticsPlatform>> calls() {
        var name = QualifiedName.of("x");
        var select = Statement.of("SELECT 1");
        var calls = new EnumMap<Capability, Consumer<AnalyticsPlatform>>(Capability.class);
        calls.put(Capability.QUERY_RUN, platform -> platform.queries().run(select));
        calls.put(
                Capability.QUERY_PARAMETERS,
                platform -> platform.queries().run(Statement.of("SELECT :a").bind("a", 1)));
        calls.put(Capability.QUERY_SUBMIT, platform -> platform.queries().submit(select));
        calls.put(Capability.QUERY_LIST, platform -> platform.queries().list());
        calls.put(Capability.QUERY_VALIDATE, platform -> platform.queries().validate(select));
        calls.put(Capability.QUERY_STREAMING, platform -> platform.queries().subscribe(select));
        calls.put(Capability.NAMESPACE_LIST, platform -> platform.catalog().namespaces());
        calls.put(Capability.NAMESPACE_CREATE, platform -> platform.catalog().createNamespace("x"));
        calls.put(Capability.NAMESPACE_DROP, platform -> platform.catalog().dropNamespace("x"));
        calls.put(Capability.DATASET_LIST, platform -> platform.catalog().datasets("x"));
        calls.put(Capability.DATASET_DESCRIBE, platform -> platform.catalog().describe(name));
        calls.put(Capability.DATASET_CREATE, platform -> platform.catalog().create(DatasetSpec.of(name)));
        calls.put(Capability.VIEW_CREATE, platform -> platform.catalog().createView(name, "SELECT 1"));
        calls.put(Capability.DATASET_DROP, platform -> platform.catalog().drop(name));
        calls.put(Capability.INGEST_APPEND, platform -> platform.ingestion().append(name, List.of(Map.of("n", 1))));
        calls.put(
                Capability.SAVED_QUERY_LIST, platform -> platform.savedQueries().list());
        calls.put(
                Capability.SAVED_QUERY_GET, platform -> platform.savedQueries().get(name));
        calls.put(
                Capability.SAVED_QUERY_SAVE, platform -> platform.savedQueries().save(SavedQuery.of(name, select)));
        calls.put(
                Capability.SAVED_QUERY_RUN, platform -> platform.savedQueries().run(name));
        calls.put(
                Capability.SAVED_QUERY_DELETE,
                platform -> platform.savedQueries().delete(name));
        return calls;
    }

    @ParameterizedTest
    @MethodSource("vendors")
    @DisplayName("A job that cannot be cancelled says so and asks nobody")
    void cancelling(String vendor) {
        var requests = new AtomicInteger();
        var config = on(vendor)
                .config()
                .http(http -> http.addInterceptor(chain -> {
                    requests.incrementAndGet();
                    return chain.proceed(chain.request());
                }));
        try (var platform = AnalyticsPlatform.open(config)) {
            if (!platform.capabilities().supports(Capability.QUERY_SUBMIT)) {
                assertThat(platform.capabilities().supports(Capability.QUERY_CANCEL))
                        .as("without jobs nothing can be cancelled")
                        .isFalse();
                return;
            }
            var job = platform.queries().submit(Statement.of("SELECT 1 AS one"));
            int before = requests.get();
            assertThat(before).isPositive();
            if (platform.capabilities().of(Capability.QUERY_CANCEL) instanceof Support.Unsupported unsupported) {
                assertRefused(Capability.QUERY_CANCEL, unsupported, job::cancel);
                assertThat(requests).hasValue(before);
            }
            assertThat(job.await(VendorPlatform.LIMIT).rows().toList())
                    .extracting(row -> row.getLong("one"))
                    .containsExactly(1L);
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    @DisplayName("Rows closed early, closed twice and asked after they are closed; the platform goes on")
    void closing(String vendor) {
        var rows = queries(vendor).run(numbers(vendor, ""));
        var iterator = rows.iterator();
        assertThat(iterator.next().getLong("n")).isBetween(0L, COUNT - 1L);
        assertThatIllegalStateException().as("rows are read once").isThrownBy(rows::iterator);
        rows.close();
        rows.close();
        assertThatIllegalStateException().isThrownBy(() -> iterator.forEachRemaining(row -> {}));
        assertThatIllegalStateException().isThrownBy(rows::iterator);

        var config = on(vendor).config();
        var closed = AnalyticsPlatform.open(config);
        closed.close();
        closed.close();
        assertThatIllegalStateException().isThrownBy(() -> closed.queries().run("SELECT 1"));
        assertThat(on(vendor).rows(numbers(vendor, ""))).hasSize(COUNT);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    @DisplayName("promise: threads share a platform; each gets the rows of its own query, all of them, once")
    void threads(String vendor) throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            var sums = IntStream.range(0, 4)
                    .mapToObj(part -> threads.submit(() ->
                            queries(vendor).run(numbers(vendor, "WHERE n >= " + part * 500)).stream()
                                    .mapToLong(row -> row.getLong("n"))
                                    .sum()))
                    .toList();
            for (int part = 0; part < sums.size(); part++) {
                assertThat(sums.get(part).get())
                        .isEqualTo(LongStream.range(part * 500L, COUNT).sum());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    @DisplayName("An empty result has no rows, and its columns")
    void empty(String vendor) {
        try (var rows = queries(vendor).run(numbers(vendor, "WHERE n < 0"))) {
            assertThat(rows.columns().orElseThrow()).extracting(Column::name).containsExactly("n");
            assertThat(rows.iterator().hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    @DisplayName("A statement may end with a semicolon or a comment, and hold words that look like ends in texts")
    void statements(String vendor) {
        String one = numbers(vendor, "WHERE n = 1");
        for (String sql : List.of(
                one + ";",
                one + " ; \n",
                one + " -- the one",
                one + " /* the; one */",
                "/* first */ " + one,
                "-- first\n" + one + ";")) {
            assertThat(on(vendor).rows(sql))
                    .as(sql)
                    .extracting(row -> row.getLong("n"))
                    .containsExactly(1L);
        }
        var row = on(vendor).rows("SELECT 'a;b -- c /* d */ ''e''' AS t").get(0);
        assertThat(row.getString("t")).isEqualTo("a;b -- c /* d */ 'e'");
    }
}
