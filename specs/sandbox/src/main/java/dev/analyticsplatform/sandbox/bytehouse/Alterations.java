package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.sql.SqlEngine;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.List;

/** ALTER TABLE, and the statements that change rows. */
final class Alterations {
    private final Catalog catalog;
    private final SqlEngine engine;
    private final Translator translator;

    Alterations(Catalog catalog, SqlEngine engine, Translator translator) {
        this.catalog = catalog;
        this.engine = engine;
        this.translator = translator;
    }

    /** Runs ALTER TABLE, OPTIMIZE TABLE, DELETE FROM or UPDATE. */
    Outcome run(Tokens tokens, Session session) {
        if (tokens.accept("OPTIMIZE", "TABLE")) {
            catalog.writable(tokens.tableName(session.database()));
            tokens.rest();
        } else if (tokens.accept("DELETE", "FROM")) {
            TableDefinition table = catalog.writable(tokens.tableName(session.database()));
            delete(table, tokens, session);
        } else if (tokens.accept("UPDATE")) {
            TableDefinition table = catalog.writable(tokens.tableName(session.database()));
            tokens.expect("SET");
            update(table, tokens, session);
        } else {
            tokens.expect("ALTER", "TABLE");
            alter(catalog.writable(tokens.tableName(session.database())), tokens, session);
        }
        return Outcome.NONE;
    }

    private void delete(TableDefinition table, Tokens tokens, Session session) {
        tokens.expect("WHERE");
        String condition = translator.write(tokens.rest());
        engine.in(session.database())
                .execute("DELETE FROM " + table.name.engineSql() + " WHERE " + condition, List.of());
        catalog.written(table);
    }

    private void update(TableDefinition table, Tokens tokens, Session session) {
        String changes = translator.write(tokens.rest());
        engine.in(session.database()).execute("UPDATE " + table.name.engineSql() + " SET " + changes, List.of());
        catalog.written(table);
    }

    private void alter(TableDefinition table, Tokens tokens, Session session) {
        if (tokens.accept("DELETE")) {
            delete(table, tokens, session);
            return;
        }
        if (tokens.accept("UPDATE")) {
            update(table, tokens, session);
            return;
        }
        if (tokens.accept("DROP", "PARTITION")) {
            String name = tokens.peek().kind() == Token.Kind.TEXT ? tokens.text() : tokens.written(tokens.rest());
            tokens.expectEnd();
            new Partitions(engine).drop(table, List.of(name));
            catalog.written(table);
            return;
        }
        ColumnChanges changes = new ColumnChanges(table);
        boolean columns = false;
        do {
            columns |= change(table, tokens, changes);
        } while (tokens.acceptSymbol(","));
        tokens.expectEnd();
        if (columns) {
            changes.applyTo(catalog);
        }
    }

    /** Reads one change; tells whether it is one of columns. */
    private boolean change(TableDefinition table, Tokens tokens, ColumnChanges changes) {
        if (tokens.accept("ADD", "COLUMN")) {
            boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
            Column column = CreateTable.column(tokens, translator);
            int place = tokens.accept("FIRST") ? 0 : tokens.accept("AFTER") ? changes.after(tokens.name()) : -1;
            if (!ifNotExists || !changes.has(column.name())) {
                changes.add(column, place);
            }
        } else if (tokens.accept("DROP", "COLUMN")) {
            boolean ifExists = tokens.accept("IF", "EXISTS");
            String name = tokens.name();
            if (!ifExists || changes.has(name)) {
                changes.drop(name);
            }
        } else if (tokens.accept("MODIFY", "COLUMN")) {
            changes.modify(CreateTable.column(tokens, translator));
        } else if (tokens.accept("RENAME", "COLUMN")) {
            String name = tokens.name();
            tokens.expect("TO");
            changes.rename(name, tokens.name());
        } else if (tokens.accept("COMMENT", "COLUMN")) {
            String name = tokens.name();
            String comment = tokens.text();
            table.column(name)
                    .ifPresentOrElse(
                            column -> changes.modify(
                                    new Column(name, column.type(), column.written(), column.engineDefault(), comment)),
                            () -> changes.drop(name));
        } else if (tokens.accept("MODIFY", "TTL")) {
            table.ttl = Json.object().put("expression", tokens.written(tokens.until(",")));
            return false;
        } else if (tokens.accept("REMOVE", "TTL")) {
            table.ttl = null;
            return false;
        } else if (tokens.accept("MODIFY", "COMMENT")) {
            table.description = tokens.text();
            return false;
        } else {
            throw tokens.unexpected("one of ADD COLUMN, DROP COLUMN, MODIFY COLUMN, RENAME COLUMN, COMMENT COLUMN,"
                    + " MODIFY TTL, REMOVE TTL, MODIFY COMMENT, DROP PARTITION, DELETE, UPDATE");
        }
        return true;
    }
}
