package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.singlestore.Databases.TableName;
import dev.analyticsplatform.sandbox.sql.SqlColumn;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** CREATE, DROP, ALTER and TRUNCATE of databases, tables and views. For one thread, which holds the lock of writing. */
final class Definitions {
    private final String text;
    private final Tokens tokens;
    private final Translator.Context context;
    private final Databases databases;

    Definitions(String text, Tokens tokens, Translator.Context context, Databases databases) {
        this.text = text;
        this.tokens = tokens;
        this.context = context;
        this.databases = databases;
    }

    void run() {
        switch (tokens.next().keyword()) {
            case "CREATE" -> create();
            case "DROP" -> drop();
            case "ALTER" -> alter();
            case "TRUNCATE" -> {
                tokens.skip("TABLE");
                TableDefinition table = table();
                tokens.expectEnd();
                execute("TRUNCATE TABLE " + table.quoted());
            }
            default -> throw tokens.unexpected();
        }
    }

    private void execute(String sql) {
        execute(Statement.of(text, context.database(), sql));
    }

    private void execute(Statement statement) {
        try {
            databases.engine.in(schema()).execute(statement.sql(), List.of());
        } catch (SqlFailure e) {
            throw SqlErrors.of(e, statement);
        }
    }

    private String schema() {
        return context.database() == null ? Dialect.NO_DATABASE : context.database();
    }

    private TableDefinition table() {
        TableDefinition table = databases.require(TableName.read(tokens, context.database()));
        if (table.view()) {
            throw SqlErrors.of(1347, "'" + table.database() + "." + table.name() + "' is not BASE TABLE");
        }
        return table;
    }

    private boolean ifNotExists() {
        return tokens.skip("IF", "NOT", "EXISTS");
    }

    /** Statements that the vendor has are not called faulty. */
    private void refuse(String statement, Set<String> missing) {
        if (missing.contains(tokens.peek().keyword())) {
            throw SqlErrors.notSupported(statement + " " + tokens.peek().keyword());
        }
    }

    private void create() {
        boolean replace = tokens.skip("OR", "REPLACE");
        if (tokens.skip("DATABASE") || tokens.skip("SCHEMA")) {
            boolean lenient = ifNotExists();
            String name = tokens.name();
            tokens.expectEnd();
            if (!lenient || !databases.has(name)) {
                databases.create(name);
            }
        } else if (tokens.skip("VIEW")) {
            createView(replace);
        } else if (tokens.skip("TEMPORARY") || tokens.skip("GLOBAL")) {
            throw SqlErrors.notSupported("CREATE TEMPORARY TABLE");
        } else {
            refuse("CREATE", Set.of("INDEX", "UNIQUE", "PROCEDURE", "FUNCTION", "AGGREGATE", "PIPELINE", "ROLE"));
            if (!tokens.skip("ROWSTORE") && !tokens.skip("COLUMNSTORE")) {
                tokens.skip("REFERENCE");
            }
            tokens.expect("TABLE");
            createTable();
        }
    }

    private void createTable() {
        boolean lenient = ifNotExists();
        TableName name = TableName.read(tokens, context.database());
        databases.requireDatabase(name.database());
        if (databases.find(name.database(), name.table()).isPresent()) {
            if (lenient) {
                return;
            }
            throw name.exists();
        }
        if (tokens.skip("AS") || tokens.peek().is("SELECT")) {
            createTableAs(name);
            return;
        }
        if (tokens.skip("LIKE")) {
            throw SqlErrors.notSupported("CREATE TABLE LIKE");
        }
        CreateTable table = new CreateTable(name, tokens);
        TableDefinition definition = table.read();
        table.statements().forEach(this::execute);
        databases.put(definition);
    }

    private void createTableAs(TableName name) {
        Statement query = Translator.translate(text, tokens.rest(), context);
        List<ColumnDefinition> columns = columns(query);
        execute(Statement.of(text, context.database(), "CREATE TABLE " + name.quoted() + " AS " + query.sql()));
        databases.put(new TableDefinition(name.database(), name.table(), false, columns));
    }

    private List<ColumnDefinition> columns(Statement query) {
        try {
            Set<List<String>> named = databases.engine.referencedPaths(query.sql());
            databases.check(named, context.database());
            List<SqlColumn> columns = databases.engine.in(schema()).describe(query.sql());
            return databases.declared(columns, named, context.database(), false);
        } catch (SqlFailure e) {
            throw SqlErrors.of(e, query);
        }
    }

    private void createView(boolean replace) {
        TableName name = TableName.read(tokens, context.database());
        databases.requireDatabase(name.database());
        List<String> renamed = new ArrayList<>();
        if (tokens.skipSymbol("(")) {
            do {
                renamed.add(tokens.name());
            } while (tokens.skipSymbol(","));
            tokens.expectSymbol(")");
        }
        tokens.expect("AS");
        boolean present = databases.find(name.database(), name.table()).isPresent();
        if (present && (!replace || !databases.require(name).view())) {
            throw name.exists();
        }
        Statement query = Translator.translate(text, tokens.rest(), context);
        List<ColumnDefinition> columns = new ArrayList<>(columns(query));
        if (!renamed.isEmpty() && renamed.size() != columns.size()) {
            throw SqlErrors.of(1353, "View's SELECT and view's field list have different column counts");
        }
        for (int i = 0; i < renamed.size(); i++) {
            columns.set(i, columns.get(i).withName(renamed.get(i)));
        }
        String names = String.join(", ", renamed.stream().map(Sql::name).toList());
        String head = "CREATE " + (replace ? "OR REPLACE " : "") + "VIEW " + name.quoted()
                + (names.isEmpty() ? "" : " (" + names + ")");
        execute(Statement.of(text, context.database(), head + " AS " + query.sql()));
        databases.put(new TableDefinition(name.database(), name.table(), true, columns));
    }

    private void drop() {
        if (tokens.skip("DATABASE") || tokens.skip("SCHEMA")) {
            boolean lenient = tokens.skip("IF", "EXISTS");
            String name = tokens.name();
            tokens.expectEnd();
            if (!lenient || databases.has(name)) {
                databases.drop(name);
            }
            return;
        }
        refuse("DROP", Set.of("INDEX", "PROCEDURE", "FUNCTION", "AGGREGATE", "PIPELINE", "ROLE"));
        boolean view = tokens.skip("VIEW");
        if (!view) {
            tokens.expect("TABLE");
        }
        boolean lenient = tokens.skip("IF", "EXISTS");
        List<TableName> names = new ArrayList<>();
        do {
            names.add(TableName.read(tokens, context.database()));
        } while (tokens.skipSymbol(","));
        tokens.expectEnd();
        for (TableName name : names) {
            drop(name, view, lenient);
        }
    }

    private void drop(TableName name, boolean view, boolean lenient) {
        databases.requireDatabase(name.database());
        TableDefinition table = databases.find(name.database(), name.table()).orElse(null);
        if (table == null || table.view() != view) {
            if (table == null && lenient) {
                return;
            }
            throw SqlErrors.of(1051, "Unknown table '" + name.database() + "." + name.table() + "'");
        }
        execute("DROP " + (view ? "VIEW " : "TABLE ") + name.quoted());
        table.numbered().ifPresent(column -> execute("DROP SEQUENCE " + column.sequence()));
        databases.forget(table);
    }

    private void alter() {
        tokens.expect("TABLE");
        TableDefinition table = table();
        TableName name = new TableName(table.database(), table.name());
        String head = "ALTER TABLE " + table.quoted() + " ";
        List<ColumnDefinition> columns = new ArrayList<>(table.columns());
        if (tokens.skip("ADD")) {
            tokens.skip("COLUMN");
            CreateTable added = new CreateTable(name, tokens);
            String line = added.column();
            ColumnDefinition column = added.definition().columns().get(0);
            if (table.column(column.name()).isPresent()) {
                throw SqlErrors.of(1060, "Duplicate column name '" + column.name() + "'");
            }
            tokens.expectEnd();
            addColumn(table, column, line);
            columns.add(column);
        } else if (tokens.skip("DROP")) {
            tokens.skip("COLUMN");
            String dropped = tokens.name();
            tokens.expectEnd();
            ColumnDefinition column = table.column(dropped)
                    .orElseThrow(
                            () -> SqlErrors.of(1091, "Can't DROP '" + dropped + "'; check that column/key exists"));
            execute(head + "DROP COLUMN " + Sql.name(dropped));
            columns.remove(column);
        } else if (tokens.skip("RENAME")) {
            if (!tokens.skip("TO")) {
                tokens.skip("AS");
            }
            String renamed = tokens.name();
            tokens.expectEnd();
            if (databases.find(table.database(), renamed).isPresent()) {
                throw new TableName(table.database(), renamed).exists();
            }
            execute(head + "RENAME TO " + Sql.name(renamed));
            databases.forget(table);
            databases.put(new TableDefinition(table.database(), renamed, false, columns));
            return;
        } else {
            refuse("ALTER TABLE", Set.of("MODIFY", "CHANGE"));
            throw tokens.unexpected();
        }
        databases.put(table.with(columns));
    }

    /** The engine adds columns without constraints only, so those come after. */
    private void addColumn(TableDefinition table, ColumnDefinition column, String line) {
        if (!column.key().isEmpty() || column.sequence() != null) {
            throw SqlErrors.notSupported("ALTER TABLE ADD of a key");
        }
        int check = line.indexOf(" CHECK (length(");
        String bare = check < 0 ? line : line.substring(0, check);
        boolean required = bare.endsWith(" NOT NULL");
        bare = required ? bare.substring(0, bare.length() - " NOT NULL".length()) : bare;
        execute("ALTER TABLE " + table.quoted() + " ADD COLUMN " + bare);
        if (required && column.defaultText() != null) {
            execute("ALTER TABLE " + table.quoted() + " ALTER COLUMN " + Sql.name(column.name()) + " SET NOT NULL");
        }
    }
}
