package dev.analyticsplatform;

import java.util.Objects;
import java.util.Optional;

/**
 * A namespace: a workspace, a database, a schema of a database.
 *
 * @param name its name
 * @param description its description, if it has one
 */
public record Namespace(String name, Optional<String> description) {
    /** Checks that no part is null. */
    public Namespace {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
    }
}
