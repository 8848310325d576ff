package dev.analyticsplatform;

import dev.analyticsplatform.driver.IngestionDriver;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Appends rows to datasets. Thread-safe. */
public final class Ingestion {

    private final Facet facet;
    private final IngestionDriver<?> driver;

    Ingestion(Facet facet, IngestionDriver<?> driver) {
        this.facet = facet;
        this.driver = driver;
    }

    /**
     * Appends rows in their order. They are taken from the iterable as they are needed and sent in batches cut by the
     * vendor's limits of rows and bytes, one after the other; only one batch is held in memory.
     *
     * <p>A batch is never sent twice unless the vendor refused it unseen. A row that the vendor refuses, or that cannot
     * be encoded, does not stop the others; it is in the result with its index and the reason.
     *
     * @param dataset where to
     * @param rows names and values; values are as in {@link Statement#bind}, and lists and maps of these
     * @return what became of the rows
     * @throws IngestionException if a whole batch fails, or the iterable throws; it tells what became of every row so
     *     far
     */
    public IngestResult append(
            QualifiedName dataset, Iterable<? extends Map<String, ? extends @Nullable Object>> rows) {
        facet.check(Capability.INGEST_APPEND, "append");
        return new Appender<>(driver, facet.complete(dataset), facet.context("append")).append(rows);
    }
}
