package dev.analyticsplatform.driver;

import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.SavedQuery;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Saved queries of one vendor. A method is called only if the capability table supports it. */
public interface SavedQueriesDriver {

    /**
     * Lists saved queries.
     *
     * @param cursor the page, null for the first
     * @return a page
     */
    default Page<SavedQuery> list(@Nullable String cursor) {
        throw Missing.method();
    }

    /**
     * Looks at a saved query.
     *
     * @param name its name
     * @return its current version
     */
    default SavedQuery get(QualifiedName name) {
        throw Missing.method();
    }

    /**
     * Creates a saved query, or a new version if there is one of that name.
     *
     * @param query what to keep
     * @return what the vendor keeps
     */
    default SavedQuery save(SavedQuery query) {
        throw Missing.method();
    }

    /**
     * Runs the current version.
     *
     * @param name its name
     * @param parameters values that replace the defaults
     * @return its rows
     */
    default RowSource run(QualifiedName name, Map<String, @Nullable Object> parameters) {
        throw Missing.method();
    }

    /**
     * Deletes a saved query with all versions.
     *
     * @param name its name
     */
    default void delete(QualifiedName name) {
        throw Missing.method();
    }
}
