package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.bytehouse.ByteHouseErrors.Code;
import dev.analyticsplatform.sandbox.bytehouse.TableDefinition.Kind;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.sql.Digits;
import dev.analyticsplatform.sandbox.sql.SqlEngine;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Databases and what is in them, and the engine's tables and views behind them. All changes happen under one lock, so
 * that both agree. Thread-safe. Refuses in the words of SQL.
 */
final class Catalog {
    private static final int MOST_KEYS = 5;

    private final SqlEngine engine;
    private final Supplier<Instant> clock;
    private final Map<String, Database> databases = new ConcurrentSkipListMap<>();

    Catalog(SqlEngine engine, Supplier<Instant> clock) {
        this.engine = engine;
        this.clock = clock;
    }

    Collection<Database> databases() {
        return List.copyOf(databases.values());
    }

    Optional<Database> findDatabase(String name) {
        return Optional.ofNullable(databases.get(name));
    }

    Database database(String name) {
        return findDatabase(name)
                .orElseThrow(() -> ByteHouseErrors.sql(
                        Code.UNKNOWN_DATABASE, "Database " + Token.vendorName(name) + " doesn't exist"));
    }

    Optional<TableDefinition> find(TableName name) {
        return findDatabase(name.database()).map(database -> database.tables.get(name.name()));
    }

    TableDefinition table(TableName name) {
        TableDefinition table = database(name.database()).tables.get(name.name());
        if (table == null) {
            throw ByteHouseErrors.sql(Code.UNKNOWN_TABLE, "Table " + name + " doesn't exist");
        }
        return table;
    }

    /** Returns a table that rows can be written to. */
    TableDefinition writable(TableName name) {
        TableDefinition table = table(name);
        if (!table.isTable()) {
            throw ByteHouseErrors.sql(Code.NOT_IMPLEMENTED, name + " is no table, so rows cannot be written to it");
        }
        return table;
    }

    synchronized Database createDatabase(
            String name, String description, String databaseEngine, long user, boolean ifNotExists) {
        Database present = databases.get(name);
        if (present != null) {
            if (ifNotExists) {
                return present;
            }
            throw ByteHouseErrors.sql(
                    Code.DATABASE_ALREADY_EXISTS, "Database " + Token.vendorName(name) + " already exists");
        }
        for (String other : databases.keySet()) {
            if (other.equalsIgnoreCase(name)) {
                throw ByteHouseErrors.sql(
                        Code.DATABASE_ALREADY_EXISTS,
                        "Database " + Token.vendorName(other)
                                + " exists; the sandbox tells names apart by more than case");
            }
        }
        run("CREATE SCHEMA IF NOT EXISTS " + Token.quotedName(name));
        Database made = new Database(name, description, databaseEngine, user, clock.get());
        databases.put(name, made);
        return made;
    }

    synchronized void dropDatabase(String name) {
        database(name);
        engine.dropSchema(name);
        databases.remove(name);
    }

    /** Creates a table, view, materialized view or dictionary. */
    synchronized void create(TableDefinition made, long user, boolean ifNotExists, boolean replace) {
        Database database = database(made.name.database());
        TableDefinition present = database.tables.get(made.name.name());
        if (present != null && ifNotExists) {
            return;
        }
        boolean replaces = present != null && replace && present.kind == made.kind;
        if (present != null && !replaces) {
            throw ByteHouseErrors.sql(Code.TABLE_ALREADY_EXISTS, "Table " + made.name + " already exists");
        }
        check(made);
        checkDefaults(made);
        made.createdBy = user;
        made.createdAt = clock.get();
        made.writtenAt = made.createdAt;
        switch (made.kind) {
            case TABLE ->
                run("CREATE " + (replaces ? "OR REPLACE " : "") + "TABLE " + made.name.engineSql() + " "
                        + made.columns.stream()
                                .map(column -> Token.quotedName(column.name()) + " "
                                        + column.type().engineType())
                                .collect(Collectors.joining(", ", "(", ")")));
            case VIEW, MATERIALIZED_VIEW -> {
                // The text is the engine's: whoever made the definition has translated it.
            }
            case DICTIONARY -> {
                // Nothing is loaded into dictionaries.
            }
        }
        database.tables.put(made.name.name(), made);
    }

    /** Creates a view over a query of the engine. */
    synchronized void createView(
            TableDefinition made, Statements.View view, long user, boolean ifNotExists, boolean replace) {
        Optional<TableDefinition> present = find(made.name);
        if (present.isPresent() && ifNotExists) {
            return;
        }
        boolean replaces = present.isPresent() && replace && present.get().kind == made.kind;
        if (present.isPresent() && !replaces) {
            throw ByteHouseErrors.sql(Code.TABLE_ALREADY_EXISTS, "Table " + made.name + " already exists");
        }
        database(made.name.database());
        String replacing = replaces ? "OR REPLACE " : "";
        view.engine().execute("CREATE " + replacing + "VIEW " + made.name.engineSql() + " AS " + view.sql(), List.of());
        create(made, user, false, replaces);
    }

    private static void check(TableDefinition made) {
        if (made.kind == Kind.TABLE && made.columns.isEmpty()) {
            throw ByteHouseErrors.sql(Code.BAD_ARGUMENTS, "Table " + made.name + " has no columns");
        }
        Set<String> names = new HashSet<>();
        for (Column column : made.columns) {
            if (!names.add(column.name().toLowerCase(Locale.ROOT)) && made.isTable()) {
                throw ByteHouseErrors.sql(Code.DUPLICATE_COLUMN, "Column " + column.name() + " is there twice");
            }
        }
        if (!made.isTable()) {
            return;
        }
        List<String> keys = new ArrayList<>(made.orderBy);
        keys.addAll(made.primaryKeys);
        made.partitionKeys.forEach(key -> {
            if (key.column() != null) {
                keys.add(key.column());
            }
        });
        if (made.orderBy.size() > MOST_KEYS || made.partitionKeys.size() > MOST_KEYS) {
            throw ByteHouseErrors.sql(
                    Code.BAD_ARGUMENTS, "Order and partition keys take at most " + MOST_KEYS + " columns");
        }
        for (String key : keys) {
            requireKey(made, key);
        }
        if (!made.orderBy
                .subList(0, Math.min(made.primaryKeys.size(), made.orderBy.size()))
                .equals(made.primaryKeys)) {
            throw ByteHouseErrors.sql(
                    Code.BAD_ARGUMENTS, "Primary key must be a prefix of the sorting key, but is " + made.primaryKeys);
        }
        made.uniqueExpressions.forEach(key -> requireKey(made, key));
    }

    private void checkDefaults(TableDefinition made) {
        for (Column column : made.columns) {
            if (column.engineDefault() != null) {
                try (Cursor value = engine.query("SELECT " + column.standIn(), List.of())) {
                    value.next();
                } catch (SqlFailure e) {
                    throw ByteHouseErrors.sql(
                            Code.BAD_ARGUMENTS,
                            "Default of column " + column.name() + " does not fit it: " + e.getMessage());
                }
            }
        }
    }

    private static void requireKey(TableDefinition made, String key) {
        if (!key.matches("[A-Za-z_][A-Za-z0-9_]*") && made.column(key).isEmpty()) {
            return;
        }
        Column column = made.column(key)
                .orElseThrow(() -> ByteHouseErrors.sql(
                        Code.UNKNOWN_IDENTIFIER, "Missing columns: '" + key + "' of a key of " + made.name));
        if (column.type().isNullable()) {
            throw ByteHouseErrors.sql(Code.ILLEGAL_COLUMN, "Key column " + key + " is Nullable; keys cannot be");
        }
    }

    /** Drops one. */
    synchronized void drop(TableName name) {
        TableDefinition table = table(name);
        switch (table.kind) {
            case TABLE -> run("DROP TABLE " + name.engineSql());
            case VIEW, MATERIALIZED_VIEW -> run("DROP VIEW " + name.engineSql());
            case DICTIONARY -> {
                // The engine has none.
            }
        }
        database(name.database()).tables.remove(name.name());
    }

    /** Changes a table by writing it anew; either all of the change happens or nothing. */
    synchronized void rewrite(TableDefinition table, List<Column> columns, List<String> expressions) {
        if (columns.isEmpty()) {
            throw ByteHouseErrors.sql(Code.BAD_ARGUMENTS, "Cannot drop all columns of " + table.name);
        }
        StringBuilder select = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            select.append(i == 0 ? "" : ", ")
                    .append(expressions.get(i))
                    .append(" AS ")
                    .append(Token.quotedName(columns.get(i).name()));
        }
        run("CREATE OR REPLACE TABLE " + table.name.engineSql() + " AS SELECT " + select + " FROM "
                + table.name.engineSql());
        table.columns = List.copyOf(columns);
    }

    synchronized void truncate(TableDefinition table) {
        run("TRUNCATE " + table.name.engineSql());
        written(table);
    }

    synchronized void rename(TableName from, TableName to) {
        TableDefinition table = writable(from);
        if (!from.database().equals(to.database())) {
            throw ByteHouseErrors.sql(Code.NOT_IMPLEMENTED, "A table cannot be moved to another database");
        }
        if (find(to).isPresent()) {
            throw ByteHouseErrors.sql(Code.TABLE_ALREADY_EXISTS, "Table " + to + " already exists");
        }
        run("ALTER TABLE " + from.engineSql() + " RENAME TO " + Token.quotedName(to.name()));
        database(from.database()).tables.remove(from.name());
        database(to.database()).tables.put(to.name(), table.renamed(to));
    }

    /** Holds wide decimals with other numbers of digits behind the point. */
    synchronized void hold(TableDefinition table, Map<String, Integer> scales) {
        List<Column> columns = new ArrayList<>();
        List<String> expressions = new ArrayList<>();
        for (Column column : table.columns) {
            Integer scale = scales.get(column.name());
            Column held = scale == null
                    ? column
                    : new Column(
                            column.name(),
                            column.type().held(scale),
                            column.written(),
                            column.engineDefault(),
                            column.comment());
            columns.add(held);
            String name = Token.quotedName(column.name());
            expressions.add(
                    scale == null ? name : "CAST(" + name + " AS " + held.type().engineType() + ")");
        }
        rewrite(table, columns, expressions);
    }

    /** Returns how many digits before and behind the point the values of a decimal column need. */
    Digits digits(TableDefinition table, String column) {
        return Digits.stored(engine, table.name.engineSql(), Token.quotedName(column));
    }

    /** Notes that rows were written. */
    void written(TableDefinition table) {
        table.writtenAt = clock.get();
    }

    private void run(String sql) {
        try {
            engine.execute(sql, List.of());
        } catch (SqlFailure e) {
            throw ByteHouseErrors.sql(e);
        }
    }
}
