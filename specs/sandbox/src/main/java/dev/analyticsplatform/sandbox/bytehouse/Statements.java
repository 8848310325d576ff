package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.bytehouse.ByteHouseErrors.Code;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.sql.SqlEngine;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Runs one statement of any kind that the sandbox knows. Thread-safe. */
final class Statements {
    private final Catalog catalog;
    private final SqlEngine engine;
    private final Translator translator;
    private final Definitions definitions;
    private final Inserts inserts;
    private final Alterations alterations;
    private final RoleStatements roles;

    Statements(Catalog catalog, SqlEngine engine, Translator translator, RoleStatements roles) {
        this.catalog = catalog;
        this.engine = engine;
        this.translator = translator;
        this.roles = roles;
        definitions = new Definitions(catalog, translator, this);
        inserts = new Inserts(catalog, engine, translator);
        alterations = new Alterations(catalog, engine, translator);
    }

    /**
     * Runs a statement.
     *
     * @throws dev.analyticsplatform.sandbox.vendor.Refusal in the words of SQL if it cannot run
     */
    Outcome run(Script.Statement statement, Session session, long user) {
        try {
            return dispatch(statement, session, user);
        } catch (SqlFailure e) {
            throw ByteHouseErrors.sql(e);
        }
    }

    private Outcome dispatch(Script.Statement statement, Session session, long user) {
        Tokens tokens = statement.read();
        Token first = tokens.peek();
        if (first.isSymbol("(")) {
            return query(statement, session);
        }
        return switch (first.upper()) {
            case "SELECT", "WITH" -> query(statement, session);
            case "INSERT" -> {
                inserts.run(statement, session.database());
                yield Outcome.NONE;
            }
            case "USE" -> {
                tokens.next();
                String database = tokens.name();
                tokens.expectEnd();
                session.use(catalog.database(database).name);
                yield Outcome.NONE;
            }
            case "CREATE", "DROP", "TRUNCATE", "RENAME" ->
                roles.run(statement.read()) ? Outcome.NONE : definitions.change(tokens, session, user);
            case "SHOW", "DESCRIBE", "DESC", "EXISTS" -> definitions.show(tokens, session);
            case "ALTER", "OPTIMIZE", "DELETE", "UPDATE" -> alterations.run(tokens, session);
            case "SET" -> {
                tokens.next();
                tokens.rest();
                yield Outcome.NONE;
            }
            case "EXPLAIN" -> {
                tokens.next();
                tokens.accept("SYNTAX");
                List<Token> query = tokens.rest();
                engine.in(session.database()).validate(translator.write(query));
                yield Outcome.texts("explain", List.of(tokens.written(query)));
            }
            default ->
                throw tokens.unexpected(
                        "one of: SELECT, WITH, INSERT, CREATE, DROP, ALTER, SHOW, DESCRIBE, EXISTS, USE, SET, TRUNCATE,"
                                + " RENAME, OPTIMIZE, EXPLAIN");
        };
    }

    private Outcome query(Script.Statement statement, Session session) {
        String database = session.database();
        String sql = translator.write(statement.tokens());
        SqlEngine here = engine.in(database);
        requireTables(here.referencedTables(sql));
        Cursor cursor = here.query(sql, List.of());
        try {
            return new Outcome(
                    ResultColumns.of(catalog, database, statement.tokens(), statement.source(), cursor.columns()),
                    List.of(),
                    cursor);
        } catch (RuntimeException e) {
            cursor.close();
            throw e;
        }
    }

    /** Returns what a query names, without running it. */
    Set<TableName> tables(List<Token> query, String database) {
        Set<TableName> tables = new LinkedHashSet<>();
        for (String name : engine.in(database).referencedTables(translator.write(query))) {
            tables.add(named(name));
        }
        return tables;
    }

    /** The engine gives the two parts with a dot between; either may hold dots itself. */
    private TableName named(String path) {
        List<TableName> candidates = new ArrayList<>();
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            candidates.add(new TableName(path.substring(0, dot), path.substring(dot + 1)));
        }
        return candidates.stream()
                .filter(name -> catalog.find(name).isPresent())
                .findFirst()
                .orElseGet(
                        () -> candidates.isEmpty() ? new TableName(Dialect.DEFAULT_DATABASE, path) : candidates.get(0));
    }

    private void requireTables(Set<String> names) {
        for (String name : names) {
            TableDefinition table = catalog.table(named(name));
            if (table.kind == TableDefinition.Kind.DICTIONARY) {
                throw ByteHouseErrors.sql(Code.NOT_IMPLEMENTED, "Dictionary " + table.name + " holds nothing here");
            }
        }
    }

    /** Puts the rows of a query into a new table. */
    void fill(TableDefinition table, List<Token> query, String database) {
        requireTables(engine.in(database).referencedTables(translator.write(query)));
        inserts.fill(table, query, database);
    }

    /** Returns the columns of a query and its text for the engine. */
    View view(List<Token> query, String written, String database) {
        String sql = translator.write(query);
        SqlEngine here = engine.in(database);
        requireTables(here.referencedTables(sql));
        List<Column> columns = ResultColumns.of(catalog, database, query, written, here.describe(sql));
        return new View(columns, sql, here);
    }

    /**
     * A query to be kept.
     *
     * @param columns its columns
     * @param sql its text for the engine
     * @param engine the engine with the database in use in which the text was written
     */
    record View(List<Column> columns, String sql, SqlEngine engine) {}
}
