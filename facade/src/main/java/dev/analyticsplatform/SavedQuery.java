package dev.analyticsplatform;

import java.util.Objects;
import java.util.Optional;

/**
 * A query that the vendor keeps under a name.
 *
 * @param name its name
 * @param statement its SQL, and the parameters' default values
 * @param description its description, if it has one
 * @param version the vendor's id of this version; empty before it is saved
 */
public record SavedQuery(
        QualifiedName name, Statement statement, Optional<String> description, Optional<String> version) {

    /** Checks that no part is null. */
    public SavedQuery {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(version, "version");
    }

    /**
     * A query to be saved.
     *
     * @param name its name
     * @param statement its SQL, with the parameters' default values bound
     * @return the query
     */
    public static SavedQuery of(QualifiedName name, Statement statement) {
        return new SavedQuery(name, statement, Optional.empty(), Optional.empty());
    }

    /**
     * The same with a description.
     *
     * @param text the description
     * @return a copy
     */
    public SavedQuery describedAs(String text) {
        return new SavedQuery(name, statement, Optional.of(text), version);
    }

    SavedQuery named(QualifiedName other) {
        return new SavedQuery(other, statement, description, version);
    }
}
