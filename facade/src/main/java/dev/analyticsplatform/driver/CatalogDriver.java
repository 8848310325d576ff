package dev.analyticsplatform.driver;

import dev.analyticsplatform.Dataset;
import dev.analyticsplatform.DatasetSpec;
import dev.analyticsplatform.Namespace;
import dev.analyticsplatform.QualifiedName;
import org.jspecify.annotations.Nullable;

/** Catalog of one vendor. A method is called only if the capability table supports it; names carry their namespace. */
public interface CatalogDriver {

    /**
     * Lists namespaces.
     *
     * @param cursor the page, null for the first
     * @return a page
     */
    default Page<Namespace> namespaces(@Nullable String cursor) {
        throw Missing.method();
    }

    /**
     * Creates a namespace.
     *
     * @param name its name
     * @return the namespace
     */
    default Namespace createNamespace(String name) {
        throw Missing.method();
    }

    /**
     * Drops a namespace.
     *
     * @param name its name
     */
    default void dropNamespace(String name) {
        throw Missing.method();
    }

    /**
     * Lists the datasets of a namespace.
     *
     * @param namespace the namespace
     * @param cursor the page, null for the first
     * @return a page; datasets that are being dropped may still be on it
     */
    default Page<Dataset> datasets(String namespace, @Nullable String cursor) {
        throw Missing.method();
    }

    /**
     * Looks at a dataset without its columns.
     *
     * @param name its name
     * @return the dataset; its columns may be empty
     * @throws dev.analyticsplatform.NotFoundException if there is none of that name
     */
    default Dataset get(QualifiedName name) {
        throw Missing.method();
    }

    /**
     * Looks at a dataset with its columns.
     *
     * @param name its name
     * @return the dataset
     * @throws dev.analyticsplatform.NotFoundException if there is none of that name
     */
    default Dataset describe(QualifiedName name) {
        return get(name);
    }

    /**
     * Creates a dataset.
     *
     * @param spec what to create
     * @return the dataset as it stands
     */
    default Dataset create(DatasetSpec spec) {
        throw Missing.method();
    }

    /**
     * Creates a dataset that a query defines.
     *
     * @param name its name
     * @param query the query
     * @return the dataset as it stands
     */
    default Dataset createView(QualifiedName name, String query) {
        throw Missing.method();
    }

    /**
     * Drops a dataset.
     *
     * @param name its name
     */
    default void drop(QualifiedName name) {
        throw Missing.method();
    }
}
