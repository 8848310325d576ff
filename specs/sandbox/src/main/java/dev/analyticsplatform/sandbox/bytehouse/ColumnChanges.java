package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.bytehouse.ByteHouseErrors.Code;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Changes to the columns of a table, gathered first and done at once. For one thread. */
final class ColumnChanges {
    private final TableDefinition table;
    private final List<Column> columns;
    private final List<String> expressions = new ArrayList<>();

    ColumnChanges(TableDefinition table) {
        this.table = table;
        columns = new ArrayList<>(table.columns);
        columns.forEach(column -> expressions.add(Token.quotedName(column.name())));
    }

    private int place(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private int require(String name) {
        int place = place(name);
        if (place < 0) {
            throw ByteHouseErrors.sql(
                    Code.NOT_FOUND_COLUMN_IN_BLOCK,
                    "Wrong column name. Cannot find column " + name + " in " + table.name);
        }
        return place;
    }

    private Refusal isThere(String name) {
        return ByteHouseErrors.sql(
                Code.DUPLICATE_COLUMN, "Cannot add column " + name + ": column with this name already exists");
    }

    private void requireNoKey(String name) {
        boolean key = table.orderBy.contains(name)
                || table.primaryKeys.contains(name)
                || table.uniqueExpressions.contains(name)
                || table.partitionKeys.stream().anyMatch(each -> name.equals(each.column()));
        if (key) {
            throw ByteHouseErrors.sql(Code.ILLEGAL_COLUMN, "Column " + name + " is part of a key of " + table.name);
        }
    }

    void add(Column column, int at) {
        if (place(column.name()) >= 0) {
            throw isThere(column.name());
        }
        int place = at < 0 ? columns.size() : at;
        columns.add(place, column);
        expressions.add(
                place, "CAST(" + column.standIn() + " AS " + column.type().engineType() + ")");
    }

    void add(Column column) {
        add(column, -1);
    }

    int after(String name) {
        return require(name) + 1;
    }

    boolean has(String name) {
        return place(name) >= 0;
    }

    void drop(String name) {
        int place = require(name);
        requireNoKey(name);
        columns.remove(place);
        expressions.remove(place);
    }

    void modify(Column column) {
        int place = require(column.name());
        Column before = columns.get(place);
        if (!before.type().equals(column.type())) {
            requireNoKey(column.name());
        }
        columns.set(place, column);
        String cast = "CAST(" + expressions.get(place) + " AS " + column.type().engineType() + ")";
        expressions.set(place, column.type().isNullable() ? cast : "coalesce(" + cast + ", " + column.standIn() + ")");
    }

    void rename(String name, String other) {
        int place = require(name);
        requireNoKey(name);
        if (place(other) >= 0) {
            throw isThere(other);
        }
        columns.set(place, columns.get(place).renamed(other));
    }

    void applyTo(Catalog catalog) {
        catalog.rewrite(table, columns, expressions);
    }
}
