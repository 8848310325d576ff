package dev.analyticsplatform;

import java.util.Objects;
import java.util.Optional;

/**
 * The name of a dataset or a saved query, with the namespace it stands in. Without a namespace the default of
 * {@link PlatformConfig#namespace(String)} applies, and without that the vendor's own.
 *
 * @param namespace the namespace, or empty for the default
 * @param name the name within the namespace
 */
public record QualifiedName(Optional<String> namespace, String name) {

    /** Checks that no part is null or empty. */
    public QualifiedName {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
        if (name.isEmpty() || namespace.filter(String::isEmpty).isPresent()) {
            throw new IllegalArgumentException("a name must not be empty");
        }
    }

    /**
     * A name in the default namespace. Dots are part of the name, they do not separate.
     *
     * @param name the name
     * @return the qualified name
     */
    public static QualifiedName of(String name) {
        return new QualifiedName(Optional.empty(), name);
    }

    /**
     * A name in a namespace.
     *
     * @param namespace the namespace
     * @param name the name
     * @return the qualified name
     */
    public static QualifiedName of(String namespace, String name) {
        return new QualifiedName(Optional.of(namespace), name);
    }

    /** {@code namespace.name}, or the name alone. */
    @Override
    public String toString() {
        return namespace.map(space -> space + "." + name).orElse(name);
    }
}
