package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something with a name in SQL. Its members are changed under the lock of {@link Datasets} only. */
final class Dataset {
    enum Kind {
        STREAM,
        VIEW,
        MATERIALIZED_VIEW,
        EXTERNAL_STREAM,
        EXTERNAL_TABLE
    }

    private final Kind kind;
    private final ObjectNode members;
    private final List<StreamColumn> columns;
    private final @Nullable StreamTable table;
    private final @Nullable Pump pump;

    /**
     * @param members as answers show it, but for its columns
     * @param table where its rows are; null if it has none
     * @param pump what fills it; null if nothing does
     */
    Dataset(
            Kind kind,
            ObjectNode members,
            List<StreamColumn> columns,
            @Nullable StreamTable table,
            @Nullable Pump pump) {
        this.kind = kind;
        this.members = members;
        this.columns = List.copyOf(columns);
        this.table = table;
        this.pump = pump;
    }

    Kind kind() {
        return kind;
    }

    String name() {
        return members.path("name").asText();
    }

    List<StreamColumn> columns() {
        return columns;
    }

    ObjectNode members() {
        return members;
    }

    Optional<StreamTable> table() {
        return Optional.ofNullable(table);
    }

    Optional<Pump> pump() {
        return Optional.ofNullable(pump);
    }

    String query() {
        return members.path("query").asText();
    }

    /** Returns whether the rows are its own and not those of a stream that it only writes to. */
    boolean ownsRows() {
        return table != null && members.path("target_stream").asText().isEmpty();
    }
}
