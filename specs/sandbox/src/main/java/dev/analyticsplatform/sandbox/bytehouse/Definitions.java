package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.bytehouse.ByteHouseErrors.Code;
import dev.analyticsplatform.sandbox.bytehouse.TableDefinition.Kind;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Statements that create, drop, rename, show and describe. */
final class Definitions {
    private final Catalog catalog;
    private final Translator translator;
    private final Statements statements;

    Definitions(Catalog catalog, Translator translator, Statements statements) {
        this.catalog = catalog;
        this.translator = translator;
        this.statements = statements;
    }

    /** Runs CREATE, DROP, TRUNCATE or RENAME. */
    Outcome change(Tokens tokens, Session session, long user) {
        if (tokens.accept("CREATE")) {
            create(tokens, session, user);
        } else if (tokens.accept("DROP")) {
            drop(tokens, session);
        } else if (tokens.accept("TRUNCATE")) {
            tokens.accept("TABLE");
            boolean ifExists = tokens.accept("IF", "EXISTS");
            TableName name = tokens.tableName(session.database());
            tokens.expectEnd();
            if (!ifExists || catalog.find(name).isPresent()) {
                catalog.truncate(catalog.writable(name));
            }
        } else {
            tokens.expect("RENAME", "TABLE");
            TableName from = tokens.tableName(session.database());
            tokens.expect("TO");
            TableName to = tokens.tableName(session.database());
            tokens.expectEnd();
            catalog.rename(from, to);
        }
        return Outcome.NONE;
    }

    private void create(Tokens tokens, Session session, long user) {
        boolean replace = tokens.accept("OR", "REPLACE");
        if (tokens.accept("DATABASE") || tokens.accept("SCHEMA")) {
            boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
            String name = tokens.name();
            String comment = "";
            String engine = Database.PLAIN;
            if (tokens.accept("ENGINE")) {
                tokens.acceptSymbol("=");
                engine = tokens.name();
                if (tokens.acceptSymbol("(")) {
                    tokens.until(")");
                    tokens.expectSymbol(")");
                }
            }
            if (tokens.accept("COMMENT")) {
                comment = tokens.text();
            }
            tokens.expectEnd();
            catalog.createDatabase(name, comment, engine, user, ifNotExists);
        } else if (tokens.accept("TABLE")) {
            boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
            table(tokens, tokens.tableName(session.database()), session, user, ifNotExists, replace);
        } else if (tokens.accept("VIEW")) {
            boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
            view(Kind.VIEW, tokens, session, user, ifNotExists, replace);
        } else if (tokens.accept("MATERIALIZED", "VIEW")) {
            boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
            view(Kind.MATERIALIZED_VIEW, tokens, session, user, ifNotExists, replace);
        } else if (tokens.accept("DICTIONARY")) {
            boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
            dictionary(tokens, session, user, ifNotExists);
        } else {
            throw tokens.unexpected("one of DATABASE, TABLE, VIEW, MATERIALIZED VIEW, DICTIONARY, ROLE");
        }
    }

    private void table(
            Tokens tokens, TableName name, Session session, long user, boolean ifNotExists, boolean replace) {
        TableDefinition table = new CreateTable(tokens, translator).read(name);
        if (!tokens.accept("AS")) {
            tokens.expectEnd();
            catalog.create(table, user, ifNotExists, replace);
            return;
        }
        if (!tokens.peek().isWord("SELECT")
                && !tokens.peek().isWord("WITH")
                && !tokens.peek().isSymbol("(")) {
            table.columns = catalog.writable(tokens.tableName(session.database())).columns;
            tokens.expectEnd();
            catalog.create(table, user, ifNotExists, replace);
            return;
        }
        List<Token> query = tokens.rest();
        if (table.columns.isEmpty()) {
            table.columns = statements
                    .view(query, tokens.written(query), session.database())
                    .columns();
        }
        if (ifNotExists && catalog.find(name).isPresent()) {
            return;
        }
        catalog.create(table, user, false, replace);
        try {
            statements.fill(table, query, session.database());
        } catch (RuntimeException e) {
            catalog.drop(name);
            throw e;
        }
    }

    private void view(Kind kind, Tokens tokens, Session session, long user, boolean ifNotExists, boolean replace) {
        TableDefinition view = new TableDefinition(kind, tokens.tableName(session.database()));
        if (kind == Kind.MATERIALIZED_VIEW && tokens.accept("TO")) {
            view.target = tokens.tableName(session.database());
            catalog.writable(view.target);
        }
        List<String> names = tokens.peek().isSymbol("(") ? tokens.names() : List.of();
        tokens.until("AS");
        tokens.expect("AS");
        List<Token> query = tokens.rest();
        if (query.isEmpty()) {
            throw tokens.unexpected("SELECT");
        }
        view.query = tokens.written(query);
        view.engine = kind == Kind.VIEW ? "View" : "MaterializedView";
        Statements.View definition = statements.view(query, view.query, session.database());
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < definition.columns().size(); i++) {
            Column column = definition.columns().get(i);
            columns.add(new Column(i < names.size() ? names.get(i) : column.name(), column.type()));
        }
        view.columns = List.copyOf(columns);
        String aliases =
                columns.stream().map(column -> Token.quotedName(column.name())).collect(Collectors.joining(", "));
        String sql = "SELECT * FROM (" + definition.sql() + ") AS q(" + aliases + ")";
        catalog.createView(view, new Statements.View(columns, sql, definition.engine()), user, ifNotExists, replace);
    }

    private void dictionary(Tokens tokens, Session session, long user, boolean ifNotExists) {
        TableDefinition dictionary = new TableDefinition(Kind.DICTIONARY, tokens.tableName(session.database()));
        List<Column> columns = new ArrayList<>();
        tokens.expectSymbol("(");
        do {
            columns.add(CreateTable.column(tokens, translator));
        } while (tokens.acceptSymbol(","));
        tokens.expectSymbol(")");
        List<Token> rest = tokens.rest();
        dictionary.columns = List.copyOf(columns);
        dictionary.engine = "Dictionary";
        dictionary.query = "CREATE DICTIONARY " + dictionary.name + " "
                + columns.stream().map(Column::declaration).collect(Collectors.joining(", ", "(", ") "))
                + tokens.written(rest);
        catalog.create(dictionary, user, ifNotExists, false);
    }

    private void drop(Tokens tokens, Session session) {
        boolean database = tokens.accept("DATABASE") || tokens.accept("SCHEMA");
        Kind kind = database
                ? null
                : tokens.accept("TABLE")
                        ? Kind.TABLE
                        : tokens.accept("VIEW")
                                ? Kind.VIEW
                                : tokens.accept("MATERIALIZED", "VIEW")
                                        ? Kind.MATERIALIZED_VIEW
                                        : tokens.accept("DICTIONARY") ? Kind.DICTIONARY : null;
        if (!database && kind == null) {
            throw tokens.unexpected("one of DATABASE, TABLE, VIEW, MATERIALIZED VIEW, DICTIONARY, ROLE");
        }
        boolean ifExists = tokens.accept("IF", "EXISTS");
        if (kind == null) {
            String name = tokens.name();
            tokens.expectEnd();
            if (!ifExists || catalog.findDatabase(name).isPresent()) {
                catalog.dropDatabase(name);
            }
            return;
        }
        TableName name = tokens.tableName(session.database());
        tokens.accept("SYNC");
        tokens.expectEnd();
        if (ifExists && catalog.find(name).isEmpty()) {
            return;
        }
        drop(name, kind);
    }

    /** Drops what is of the kind; a table may be a view of either kind too, as it is with the vendor. */
    private void drop(TableName name, @Nullable Kind kind) {
        TableDefinition found = catalog.table(name);
        boolean fits = found.kind == kind
                || (kind == Kind.TABLE && found.kind != Kind.DICTIONARY)
                || (kind == Kind.VIEW && found.kind == Kind.MATERIALIZED_VIEW);
        if (!fits) {
            throw ByteHouseErrors.sql(Code.INCORRECT_DATA, name + " is a " + found.kind.name());
        }
        catalog.drop(name);
    }

    /** Runs SHOW, DESCRIBE or EXISTS. */
    Outcome show(Tokens tokens, Session session) {
        if (tokens.accept("SHOW", "DATABASES") || tokens.accept("SHOW", "SCHEMAS")) {
            List<String> names =
                    catalog.databases().stream().map(database -> database.name).toList();
            return Outcome.texts("name", matching(names, tokens));
        }
        if (tokens.accept("SHOW", "TABLES")) {
            String database = tokens.accept("FROM") || tokens.accept("IN") ? tokens.name() : session.database();
            return Outcome.texts(
                    "name",
                    matching(List.copyOf(catalog.database(database).tables.keySet()), tokens));
        }
        if (tokens.accept("SHOW", "CREATE")) {
            boolean database = tokens.accept("DATABASE");
            if (!database && !tokens.accept("TABLE") && !tokens.accept("VIEW")) {
                tokens.accept("DICTIONARY");
            }
            String statement = database
                    ? "CREATE DATABASE " + Token.vendorName(catalog.database(tokens.name()).name) + " ENGINE = Cnch"
                    : catalog.table(tokens.tableName(session.database())).createStatement();
            tokens.expectEnd();
            return Outcome.texts("statement", List.of(statement));
        }
        if (tokens.accept("DESCRIBE") || tokens.accept("DESC")) {
            tokens.accept("TABLE");
            TableDefinition table = catalog.table(tokens.tableName(session.database()));
            tokens.expectEnd();
            return describe(table);
        }
        if (tokens.accept("EXISTS")) {
            boolean database = tokens.accept("DATABASE");
            if (!database && !tokens.accept("TABLE") && !tokens.accept("VIEW")) {
                tokens.accept("DICTIONARY");
            }
            boolean there = database
                    ? catalog.findDatabase(tokens.name()).isPresent()
                    : catalog.find(tokens.tableName(session.database())).isPresent();
            tokens.expectEnd();
            return Outcome.of(List.of(new Column("result", ColumnType.of("UInt8"))), List.of(List.of(there ? 1 : 0)));
        }
        throw unknown(tokens);
    }

    private static Refusal unknown(Tokens tokens) {
        tokens.next();
        return tokens.unexpected("one of DATABASES, TABLES, CREATE");
    }

    private static List<String> matching(List<String> names, Tokens tokens) {
        if (tokens.accept("LIKE")) {
            StringBuilder pattern = new StringBuilder();
            for (char c : tokens.text().toCharArray()) {
                pattern.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
            tokens.expectEnd();
            return names.stream()
                    .filter(name -> name.matches(pattern.toString()))
                    .toList();
        }
        tokens.expectEnd();
        return names;
    }

    private static Outcome describe(TableDefinition table) {
        List<Column> columns = new ArrayList<>();
        for (String name : List.of(
                "name",
                "type",
                "default_type",
                "default_expression",
                "comment",
                "codec_expression",
                "ttl_expression")) {
            columns.add(new Column(name, ColumnType.of("String")));
        }
        List<List<? extends @Nullable Object>> rows = new ArrayList<>();
        for (Column column : table.columns) {
            String value = column.written();
            rows.add(List.of(
                    column.name(),
                    column.type().toString(),
                    value == null ? "" : "DEFAULT",
                    value == null ? "" : value,
                    column.comment(),
                    "",
                    ""));
        }
        return Outcome.of(columns, rows);
    }
}
