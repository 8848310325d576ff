package dev.analyticsplatform;

import java.util.Objects;

/**
 * A column of a result or a dataset.
 *
 * @param name its name, as the vendor spells it
 * @param type its portable type
 * @param vendorType the vendor's name of the type, empty if the vendor did not tell
 */
public record Column(String name, DataType type, String vendorType) {
    /** Checks that no part is null. */
    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(vendorType, "vendorType");
    }

    /**
     * A column of which only the name is known.
     *
     * @param name its name
     * @return the column
     */
    public static Column untyped(String name) {
        return new Column(name, DataType.UNKNOWN, "");
    }
}
