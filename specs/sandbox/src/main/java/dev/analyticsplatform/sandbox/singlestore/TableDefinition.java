package dev.analyticsplatform.sandbox.singlestore;

import java.util.List;
import java.util.Optional;

/** A table or a view as it was declared. */
record TableDefinition(String database, String name, boolean view, List<ColumnDefinition> columns) {
    TableDefinition {
        columns = List.copyOf(columns);
    }

    Optional<ColumnDefinition> column(String column) {
        return columns.stream()
                .filter(each -> each.name().equalsIgnoreCase(column))
                .findFirst();
    }

    Optional<ColumnDefinition> numbered() {
        return columns.stream().filter(each -> each.sequence() != null).findFirst();
    }

    String quoted() {
        return Sql.name(database, name);
    }

    TableDefinition with(List<ColumnDefinition> others) {
        return new TableDefinition(database, name, view, others);
    }
}
