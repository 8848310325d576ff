package dev.analyticsplatform.sandbox.singlestore;

import org.jspecify.annotations.Nullable;

/**
 * A column as it was declared.
 *
 * @param key {@code PRI}, {@code UNI}, {@code MUL} or nothing
 * @param defaultText what the catalog shows as its default
 * @param sequence the engine's sequence from which it is numbered, quoted
 */
record ColumnDefinition(
        String name,
        ColumnType type,
        boolean nullable,
        String key,
        @Nullable String defaultText,
        @Nullable String sequence) {
    boolean isBytes() {
        return type.engine().equals("BLOB");
    }

    ColumnDefinition withKey(String other) {
        boolean primary = other.equals("PRI");
        return new ColumnDefinition(
                name, type, nullable && !primary, key.equals("PRI") ? key : other, defaultText, sequence);
    }

    ColumnDefinition withType(ColumnType other) {
        return new ColumnDefinition(name, other, nullable, key, defaultText, sequence);
    }

    ColumnDefinition withName(String other) {
        return new ColumnDefinition(other, type, nullable, key, defaultText, sequence);
    }
}
