package dev.analyticsplatform.driver;

/** One vendor, opened: its facets and its generated interfaces. Thread-safe. */
public interface PlatformDriver extends AutoCloseable {

    /**
     * Queries.
     *
     * @return the driver
     */
    QueriesDriver queries();

    /**
     * Catalog.
     *
     * @return the driver
     */
    CatalogDriver catalog();

    /**
     * Ingestion.
     *
     * @return the driver
     */
    IngestionDriver<?> ingestion();

    /**
     * Saved queries.
     *
     * @return the driver
     */
    SavedQueriesDriver savedQueries();

    /**
     * A generated interface of this vendor, bound to its authenticated, retrying client.
     *
     * @param type the interface
     * @param <T> the interface
     * @return the bound interface
     * @throws IllegalArgumentException if the type is not a generated interface of this vendor
     */
    <T> T api(Class<T> type);

    /** Cancels what runs and frees all connections. */
    @Override
    void close();
}
