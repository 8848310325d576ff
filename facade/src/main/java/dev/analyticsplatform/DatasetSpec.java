package dev.analyticsplatform;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A dataset to be created: the vendor's plain kind for rows that are appended (a collection, a table, a stream).
 *
 * @param name its name
 * @param columns its columns; a vendor without schemas takes none of them, its columns come with the rows. A column
 *     that names a type of the vendor's own has it where the adapter takes such, and is refused elsewhere
 * @param description its description, if it is to have one
 */
public record DatasetSpec(QualifiedName name, List<Column> columns, Optional<String> description) {

    /** Checks that no part is null. */
    public DatasetSpec {
        Objects.requireNonNull(name, "name");
        columns = List.copyOf(columns);
        Objects.requireNonNull(description, "description");
    }

    /**
     * A dataset without columns yet.
     *
     * @param name its name
     * @return the specification
     */
    public static DatasetSpec of(QualifiedName name) {
        return new DatasetSpec(name, List.of(), Optional.empty());
    }

    /**
     * The same with one more column.
     *
     * @param column its name
     * @param type its portable type
     * @return a copy
     */
    public DatasetSpec column(String column, DataType type) {
        var more = new ArrayList<>(columns);
        more.add(new Column(column, type, ""));
        return new DatasetSpec(name, more, description);
    }

    /**
     * The same with a description.
     *
     * @param text the description
     * @return a copy
     */
    public DatasetSpec describedAs(String text) {
        return new DatasetSpec(name, columns, Optional.of(text));
    }

    DatasetSpec named(QualifiedName other) {
        return new DatasetSpec(other, columns, description);
    }
}
