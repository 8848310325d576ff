package dev.analyticsplatform;

import dev.analyticsplatform.driver.PlatformDriver;
import dev.analyticsplatform.driver.PlatformProvider;
import dev.analyticsplatform.engine.Poller;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One platform of one vendor, opened: the entry to everything else. Thread-safe; open it once and share it. Close it to
 * cancel what runs and free all connections; close may be called more than once.
 *
 * <pre>{@code
 * try (var platform = AnalyticsPlatform.open(PlatformConfig.of("rockset").credentials(ApiKey.fromEnv("ROCKSET_APIKEY")))) {
 *     var byCity = Statement.of("select city, count(*) n from rides where day = :day group by city").bind("day", "2024-03-01");
 *     try (var rows = platform.queries().run(byCity)) {
 *         for (var row : rows) {
 *             System.out.println(row.getString("city") + " " + row.getLong("n"));
 *         }
 *     }
 * }
 * }</pre>
 */
public final class AnalyticsPlatform implements AutoCloseable {

    private final String vendor;
    private final Capabilities capabilities;
    private final PlatformDriver driver;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Queries queries;
    private final Catalog catalog;
    private final Ingestion ingestion;
    private final SavedQueries savedQueries;

    private AnalyticsPlatform(PlatformProvider provider, PlatformConfig config) {
        this.vendor = provider.vendor();
        this.capabilities = provider.capabilities();
        this.driver = provider.open(config);
        var facet = new Facet(
                vendor,
                capabilities,
                config.namespace().orElse(provider.defaultNamespace()),
                new Poller(config.time()),
                closed::get);
        this.queries = new Queries(facet, driver.queries());
        this.catalog = new Catalog(facet, driver.catalog());
        this.ingestion = new Ingestion(facet, driver.ingestion());
        this.savedQueries = new SavedQueries(facet, driver.savedQueries());
    }

    /**
     * Opens a platform. Nothing is sent yet, so wrong credentials show with the first call.
     *
     * @param config how to reach it
     * @return the platform, to be closed
     * @throws ConfigurationException with all problems of the configuration at once
     */
    public static AnalyticsPlatform open(PlatformConfig config) {
        var problems = new ArrayList<>(config.problems());
        var matching = providers(config.vendor(), problems);
        matching.forEach(provider -> problems.addAll(provider.problems(config)));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(
                    ErrorContext.of(config.vendor(), "open"), String.join("; ", problems), null);
        }
        return new AnalyticsPlatform(matching.get(0), config);
    }

    /** The vendor's one adapter; anything else is a problem. */
    private static List<PlatformProvider> providers(String vendor, List<String> problems) {
        var found = ServiceLoader.load(PlatformProvider.class, AnalyticsPlatform.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        var matching = found.stream()
                .filter(provider -> provider.vendor().equals(vendor))
                .toList();
        if (matching.isEmpty()) {
            problems.add(
                    0,
                    "vendor: unknown; known are "
                            + found.stream()
                                    .map(PlatformProvider::vendor)
                                    .sorted()
                                    .toList());
        } else if (matching.size() > 1) {
            problems.add(0, "vendor: the class path holds " + matching.size() + " adapters of that name");
        }
        return matching;
    }

    /**
     * The vendor's id.
     *
     * @return such as {@code rockset}
     */
    public String vendor() {
        return vendor;
    }

    /**
     * What this vendor can do.
     *
     * @return a total table
     */
    public Capabilities capabilities() {
        return capabilities;
    }

    /**
     * Makes sure that the vendor can do what a program needs.
     *
     * @param needed the capabilities
     * @return this platform
     * @throws UnsupportedCapabilityException naming everything that is missing, with the reasons
     */
    public AnalyticsPlatform require(Capability... needed) {
        capabilities.require(List.of(needed));
        return this;
    }

    /**
     * SQL.
     *
     * @return the facet
     */
    public Queries queries() {
        return queries;
    }

    /**
     * Namespaces and datasets.
     *
     * @return the facet
     */
    public Catalog catalog() {
        return catalog;
    }

    /**
     * Appending rows.
     *
     * @return the facet
     */
    public Ingestion ingestion() {
        return ingestion;
    }

    /**
     * Queries that the vendor keeps.
     *
     * @return the facet
     */
    public SavedQueries savedQueries() {
        return savedQueries;
    }

    /**
     * The way to everything that is not portable: a generated Retrofit interface of this vendor, bound to the same
     * authenticated, retrying HTTP client. Calls made through it return Retrofit's own answers; HTTP errors are not
     * translated.
     *
     * @param type a generated interface of this vendor, from {@code dev.analyticsplatform.client.<vendor>.api}
     * @param <T> the interface
     * @return the bound interface, thread-safe
     * @throws IllegalArgumentException if the type is not one of this vendor
     */
    public <T> T api(Class<T> type) {
        return driver.api(Objects.requireNonNull(type, "type"));
    }

    /**
     * Runs work with this platform on an executor; blocking calls are safe on virtual threads.
     *
     * @param work what to do
     * @param executor where to do it
     * @param <T> its result
     * @return a future of the result; cancelling it does not interrupt the work
     */
    public <T> CompletableFuture<T> async(Function<? super AnalyticsPlatform, ? extends T> work, Executor executor) {
        return CompletableFuture.supplyAsync(() -> work.apply(this), executor);
    }

    /** Cancels what runs and frees all connections. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            driver.close();
        }
    }

    /** The vendor. */
    @Override
    public String toString() {
        return "AnalyticsPlatform[" + vendor + "]";
    }
}
