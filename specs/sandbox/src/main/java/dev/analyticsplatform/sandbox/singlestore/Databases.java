package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.sql.SqlColumn;
import dev.analyticsplatform.sandbox.sql.SqlEngine;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The databases of one workspace group, with what was declared of their tables. Thread-safe. */
final class Databases implements AutoCloseable {
    final SqlEngine engine = SqlEngine.open(Dialect.create());

    /** Held by whoever writes: the engine refuses changes that meet. */
    final ReentrantLock writing = new ReentrantLock();

    private final Map<String, Map<String, TableDefinition>> databases = new ConcurrentSkipListMap<>();
    private final Information information = new Information(engine);

    Databases() {
        databases.put("information_schema", Map.of());
    }

    Set<String> names() {
        return databases.keySet();
    }

    boolean has(String database) {
        return databases.containsKey(database);
    }

    void requireDatabase(String database) {
        if (!has(database)) {
            throw SqlErrors.unknownDatabase(database);
        }
    }

    void create(String database) {
        if (databases.keySet().stream().anyMatch(database::equalsIgnoreCase)) {
            throw SqlErrors.of(1007, "Can't create database '" + database + "'; database exists");
        }
        if (database.startsWith("~")
                || List.of("main", "temp", "system", "memsql", "cluster").contains(database.toLowerCase(Locale.ROOT))) {
            throw SqlErrors.of(1102, "Incorrect database name '" + database + "'");
        }
        engine.createSchema(database);
        databases.put(database, new ConcurrentSkipListMap<>());
        information.addDatabase(database);
    }

    void drop(String database) {
        if (!has(database) || database.equals("information_schema")) {
            throw SqlErrors.of(1008, "Can't drop database '" + database + "'; database doesn't exist");
        }
        engine.dropSchema(database);
        databases.remove(database);
        information.removeDatabase(database);
    }

    /** Returns the tables and views of a database, sorted by name. */
    List<TableDefinition> tables(String database) {
        requireDatabase(database);
        return List.copyOf(databases.getOrDefault(database, Map.of()).values());
    }

    Optional<TableDefinition> find(String database, String table) {
        return Optional.ofNullable(databases.getOrDefault(database, Map.of()).get(table));
    }

    TableDefinition require(TableName name) {
        requireDatabase(name.database());
        return find(name.database(), name.table()).orElseThrow(() -> SqlErrors.noTable(name.database(), name.table()));
    }

    /** Keeps what was declared of a table, in place of what was before. */
    void put(TableDefinition table) {
        Map<String, TableDefinition> tables = databases.get(table.database());
        if (tables == null) {
            throw SqlErrors.unknownDatabase(table.database());
        }
        tables.put(table.name(), table);
        information.removeTable(table.database(), table.name());
        information.addTable(table);
    }

    void forget(TableDefinition table) {
        databases.getOrDefault(table.database(), Map.of()).remove(table.name());
        information.removeTable(table.database(), table.name());
    }

    /**
     * Returns the declared type of each column of a result. A column counts as that of a table which the query names
     * and which has one of its name and of the engine's type; all others go by the engine's type.
     *
     * @param plain whether the query selects nothing but columns of one table
     */
    List<ColumnDefinition> declared(
            List<SqlColumn> columns, Set<List<String>> tables, @Nullable String database, boolean plain) {
        List<TableDefinition> named = new ArrayList<>();
        for (List<String> path : tables) {
            String schema = path.size() == 1 ? database : path.get(path.size() - 2);
            if (schema != null) {
                find(schema, path.get(path.size() - 1)).ifPresent(named::add);
            }
        }
        boolean exact = plain && named.size() == 1;
        List<ColumnDefinition> declared = new ArrayList<>();
        for (SqlColumn column : columns) {
            Optional<ColumnDefinition> origin = named.stream()
                    .flatMap(table -> table.column(column.name()).stream())
                    .filter(each -> each.type().isOf(column.type()))
                    .findFirst();
            declared.add(new ColumnDefinition(
                    column.name(),
                    origin.map(ColumnDefinition::type).orElseGet(() -> ColumnType.ofEngine(column.type())),
                    !exact || origin.map(ColumnDefinition::nullable).orElse(true),
                    "",
                    null,
                    null));
        }
        return declared;
    }

    /** Checks that what a query names is there: names count in their case here, which the engine does not mind. */
    void check(Set<List<String>> tables, @Nullable String database) {
        for (List<String> path : tables) {
            String table = path.get(path.size() - 1);
            String schema = path.size() == 1 ? database : path.get(path.size() - 2);
            if (schema == null) {
                throw SqlErrors.noDatabaseSelected();
            }
            if (!schema.equals(Translator.INFORMATION)) {
                require(new TableName(schema, table));
            }
        }
    }

    /** A name with its database. */
    record TableName(String database, String table) {
        /** Reads a name that may have its database before it. */
        static TableName read(Tokens tokens, @Nullable String database) {
            String first = tokens.name();
            if (tokens.skipSymbol(".")) {
                return new TableName(first, tokens.name());
            }
            if (database == null) {
                throw SqlErrors.noDatabaseSelected();
            }
            return new TableName(database, first);
        }

        String quoted() {
            return Sql.name(database, table);
        }

        Refusal exists() {
            return SqlErrors.of(1050, "Table '" + table + "' already exists");
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
