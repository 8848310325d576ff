package dev.analyticsplatform;

import dev.analyticsplatform.driver.SavedQueriesDriver;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Named, parameterised queries that the vendor keeps. Thread-safe. */
public final class SavedQueries {

    private final Facet facet;
    private final SavedQueriesDriver driver;

    SavedQueries(Facet facet, SavedQueriesDriver driver) {
        this.facet = facet;
        this.driver = driver;
    }

    /**
     * The saved queries of all namespaces.
     *
     * @return a lazy list
     */
    public Listing<SavedQuery> list() {
        facet.check(Capability.SAVED_QUERY_LIST, "list");
        return new Listing<>(facet.context("list"), driver::list);
    }

    /**
     * The current version of a saved query.
     *
     * @param name its name
     * @return the query
     * @throws NotFoundException if there is none
     */
    public SavedQuery get(QualifiedName name) {
        return facet.call(Capability.SAVED_QUERY_GET, "get", () -> driver.get(facet.complete(name)));
    }

    /**
     * Keeps a query under its name; if the name exists this becomes its current version.
     *
     * @param query the query
     * @return the query as the vendor keeps it, with its version
     * @throws UnsupportedCapabilityException if the vendor keeps no queries, or none with parameters
     */
    public SavedQuery save(SavedQuery query) {
        facet.requireParameters(!query.statement().parameters().isEmpty(), "save");
        return facet.call(
                Capability.SAVED_QUERY_SAVE, "save", () -> driver.save(query.named(facet.complete(query.name()))));
    }

    /**
     * Runs the current version with its default values.
     *
     * @param name its name
     * @return its rows, to be closed
     * @throws QueryFailedException if it fails
     */
    public Rows run(QualifiedName name) {
        return run(name, Map.of());
    }

    /**
     * Runs the current version.
     *
     * @param name its name
     * @param parameters values that replace defaults, of the types of {@link Statement#bind}
     * @return its rows, to be closed
     * @throws QueryFailedException if it fails
     * @throws UnsupportedCapabilityException if the vendor keeps no queries, or none with parameters
     */
    public Rows run(QualifiedName name, Map<String, ? extends @Nullable Object> parameters) {
        facet.requireParameters(!parameters.isEmpty(), "run");
        parameters.forEach(Values::requireBindable);
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        parameters.forEach((parameter, value) -> copy.put(parameter, Values.frozen(value)));
        return facet.rows(
                Capability.SAVED_QUERY_RUN,
                "run",
                () -> driver.run(facet.complete(name), Collections.unmodifiableMap(copy)));
    }

    /**
     * Deletes a saved query with all its versions.
     *
     * @param name its name
     * @throws NotFoundException if there is none
     */
    public void delete(QualifiedName name) {
        facet.check(Capability.SAVED_QUERY_DELETE, "delete");
        driver.delete(facet.complete(name));
    }
}
