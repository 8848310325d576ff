package dev.analyticsplatform;

import dev.analyticsplatform.driver.CatalogDriver;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Namespaces and the datasets in them. Thread-safe. */
public final class Catalog {

    private final Facet facet;
    private final CatalogDriver driver;

    Catalog(Facet facet, CatalogDriver driver) {
        this.facet = facet;
        this.driver = driver;
    }

    /**
     * The namespaces.
     *
     * @return a lazy list
     */
    public Listing<Namespace> namespaces() {
        facet.check(Capability.NAMESPACE_LIST, "namespaces");
        return new Listing<>(facet.context("namespaces"), driver::namespaces);
    }

    /**
     * Creates a namespace.
     *
     * @param name its name
     * @return the namespace
     * @throws ConflictException if it exists
     */
    public Namespace createNamespace(String name) {
        requireName(name);
        return facet.call(Capability.NAMESPACE_CREATE, "createNamespace", () -> driver.createNamespace(name));
    }

    /**
     * Drops an empty namespace.
     *
     * @param name its name
     * @throws NotFoundException if there is none
     * @throws AnalyticsException if it is not empty; which kind depends on the vendor
     */
    public void dropNamespace(String name) {
        requireName(name);
        facet.check(Capability.NAMESPACE_DROP, "dropNamespace");
        driver.dropNamespace(name);
    }

    /**
     * The datasets of a namespace, without their columns.
     *
     * @param namespace the namespace
     * @return a lazy list; datasets that are being dropped are left out
     */
    public Listing<Dataset> datasets(String namespace) {
        requireName(namespace);
        facet.check(Capability.DATASET_LIST, "datasets");
        return new Listing<>(facet.context("datasets"), cursor -> {
            var page = driver.datasets(namespace, cursor);
            return new dev.analyticsplatform.driver.Page<>(
                    page.items().stream()
                            .filter(dataset -> dataset.state() != DatasetState.DROPPING)
                            .toList(),
                    page.next());
        });
    }

    /**
     * One dataset with its columns.
     *
     * @param name its name
     * @return the dataset
     * @throws NotFoundException if there is none
     */
    public Dataset describe(QualifiedName name) {
        return facet.call(Capability.DATASET_DESCRIBE, "describe", () -> driver.describe(facet.complete(name)));
    }

    /**
     * Creates a dataset and returns at once; some vendors need a while until it can be used, see {@link #awaitReady}.
     *
     * @param spec what to create
     * @return the dataset as it stands
     * @throws ConflictException if there is one of that name
     */
    public Dataset create(DatasetSpec spec) {
        return facet.call(
                Capability.DATASET_CREATE, "create", () -> driver.create(spec.named(facet.complete(spec.name()))));
    }

    /**
     * Creates a dataset whose rows are those of a query: a view. Where the vendor's finite queries read materialized
     * views only, as DeltaStream's do, it is one of these, and rows appear in it a little later.
     *
     * @param name its name
     * @param query the query, in the vendor's SQL
     * @return the dataset as it stands
     * @throws ConflictException if there is one of that name
     * @throws QueryFailedException or {@link InvalidRequestException} if the query is wrong
     */
    public Dataset createView(QualifiedName name, String query) {
        require("query", query);
        return facet.call(Capability.VIEW_CREATE, "createView", () -> driver.createView(facet.complete(name), query));
    }

    /**
     * Waits until a dataset can be read and written.
     *
     * @param name its name
     * @param limit how long to wait
     * @return the dataset, ready, without its columns
     * @throws ConflictException if it is being dropped or broken
     * @throws DeadlineExceededException if the limit passes
     */
    public Dataset awaitReady(QualifiedName name, Duration limit) {
        facet.check(Capability.DATASET_DESCRIBE, "awaitReady");
        var context = facet.context("awaitReady");
        return facet.poller().await(context, "dataset " + name + " to be ready", limit, () -> {
            Dataset dataset = driver.get(facet.complete(name));
            return switch (dataset.state()) {
                case READY -> Optional.of(dataset);
                case CREATING, UNAVAILABLE -> Optional.empty();
                case DROPPING, UNKNOWN ->
                    throw new ConflictException(
                            context,
                            "dataset " + name + " is in state " + dataset.vendorState()
                                    + ", which does not become ready",
                            null);
            };
        });
    }

    /**
     * Drops a dataset with its rows and returns at once; some vendors need a while, see {@link #awaitDropped}.
     *
     * @param name its name
     * @throws NotFoundException if there is none
     */
    public void drop(QualifiedName name) {
        facet.check(Capability.DATASET_DROP, "drop");
        driver.drop(facet.complete(name));
    }

    /**
     * Waits until a dropped dataset is gone, so that its name is free again.
     *
     * @param name its name
     * @param limit how long to wait
     * @throws DeadlineExceededException if the limit passes
     */
    public void awaitDropped(QualifiedName name, Duration limit) {
        facet.check(Capability.DATASET_DESCRIBE, "awaitDropped");
        facet.poller().await(facet.context("awaitDropped"), "dataset " + name + " to be gone", limit, () -> {
            try {
                driver.get(facet.complete(name));
                return Optional.empty();
            } catch (NotFoundException gone) {
                return Optional.of(name);
            }
        });
    }

    private static void requireName(String name) {
        require("name", name);
    }

    private static void require(String what, String text) {
        if (Objects.requireNonNull(text, what).isBlank()) {
            throw new IllegalArgumentException("the " + what + " must not be empty");
        }
    }
}
