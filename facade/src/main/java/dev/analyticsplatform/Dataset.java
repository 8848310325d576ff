package dev.analyticsplatform;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A dataset at one moment.
 *
 * @param name its name, with its namespace
 * @param kind what sort it is
 * @param state whether it can be used
 * @param vendorState the vendor's own word for the state, empty if it has none
 * @param columns its columns; empty in lists, and where the vendor knows none
 * @param rowCount how many rows it has, if the vendor tells; may lag behind
 * @param description its description, if it has one
 */
public record Dataset(
        QualifiedName name,
        DatasetKind kind,
        DatasetState state,
        String vendorState,
        List<Column> columns,
        OptionalLong rowCount,
        Optional<String> description) {

    /** Checks that no part is null. */
    public Dataset {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(vendorState, "vendorState");
        columns = List.copyOf(columns);
        Objects.requireNonNull(rowCount, "rowCount");
        Objects.requireNonNull(description, "description");
    }

    /**
     * The same with columns.
     *
     * @param value the columns
     * @return a copy
     */
    public Dataset withColumns(List<Column> value) {
        return new Dataset(name, kind, state, vendorState, value, rowCount, description);
    }
}
