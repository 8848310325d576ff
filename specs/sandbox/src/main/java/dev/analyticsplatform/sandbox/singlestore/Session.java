package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.singlestore.Token.Kind;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.sql.SqlValue;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request: one statement, with what it needs to know. Nothing of it is left for the next one. For one thread. */
final class Session {
    private final DatabaseServer server;
    private final Translator.Context context;
    private final String sql;
    private final List<SqlValue> args;
    private final List<Token> words;

    private Session(
            DatabaseServer server, Translator.Context context, String sql, List<SqlValue> args, List<Token> words) {
        this.server = server;
        this.context = context;
        this.sql = sql;
        this.args = args;
        this.words = words;
    }

    /** Begins with a request that fits the document. */
    static Session begin(DatabaseServer server, String user, Instant now, ObjectNode request) {
        JsonNode database = request.path("database");
        String selected = database.asText("").isEmpty() ? null : database.asText();
        if (selected != null) {
            server.databases.requireDatabase(selected);
        }
        String sql = request.path("sql").asText();
        List<SqlValue> args = Arguments.read(request.path("args"));
        List<Token> words = Lexer.read(sql);
        long marks =
                words.stream().filter(word -> word.kind() == Kind.PARAMETER).count();
        if (marks != args.size()) {
            throw SqlErrors.of(
                    1210,
                    "Incorrect arguments: the statement has " + marks + " placeholders, and there are " + args.size()
                            + " args");
        }
        Translator.Context context = new Translator.Context(now, user, server.nextId(), selected);
        return new Session(server, context, sql, args, words);
    }

    /** Tells whether the statement gives rows. */
    boolean isQuery() {
        return switch (words.get(0).keyword()) {
            case "SELECT", "WITH", "SHOW", "DESCRIBE", "DESC", "EXPLAIN", "VALUES" -> true;
            default -> words.get(0).isSymbol("(");
        };
    }

    /** Runs a statement that gives no rows, and returns what the vendor answers to it. */
    ObjectNode execute() {
        if (isQuery()) {
            query().close();
            return changed(0, 0);
        }
        server.databases.writing.lock();
        try {
            return change();
        } finally {
            server.databases.writing.unlock();
        }
    }

    private ObjectNode change() {
        Tokens tokens = new Tokens(sql, words);
        switch (tokens.peek().keyword()) {
            case "INSERT", "REPLACE" -> {
                return insert(new Insert(sql, tokens, context, server.databases, args).read());
            }
            case "UPDATE", "DELETE" -> {
                updating(tokens);
                Statement statement = Translator.translate(sql, words, context);
                return changed(execute(statement, args), 0);
            }
            case "CREATE", "DROP", "ALTER", "TRUNCATE" -> {
                if (tokens.peek(1).is("USER")) {
                    server.change(sql, tokens);
                } else {
                    new Definitions(sql, tokens, context, server.databases).run();
                }
            }
            default -> server.change(sql, tokens);
        }
        return changed(0, 0);
    }

    /** Makes room for the numbers of an UPDATE; what is wrong with it is told by the engine. */
    private void updating(Tokens tokens) {
        if (tokens.skip("UPDATE") && tokens.peek().isName()) {
            String first = tokens.name();
            String table = tokens.skipSymbol(".") ? tokens.name() : null;
            String database = table == null ? context.database() : first;
            if (database != null) {
                server.databases.find(database, table == null ? first : table).ifPresent(definition -> {
                    WideDecimals wide = new WideDecimals(server.databases, definition);
                    wide.seenSomewhere(words, args);
                    wide.makeRoom();
                });
            }
        }
    }

    private static ObjectNode changed(long rows, long lastInsertId) {
        return Json.object().put("lastInsertId", lastInsertId).put("rowsAffected", rows);
    }

    private ObjectNode insert(Insert.Ready insert) {
        long rows = execute(insert.statement(), insert.values());
        Optional<String> numbered = insert.numbered().filter(sequence -> rows > 0);
        long first = 0;
        if (numbered.isPresent()) {
            String last = "SELECT currval(" + Sql.text(numbered.get()) + ")";
            try (Cursor cursor = server.databases.engine.query(last, List.of())) {
                cursor.next();
                JsonNode value = cursor.row(MySqlFormat.PLAIN).iterator().next();
                first = value.asLong() - rows + 1;
            }
        }
        return changed(rows, first);
    }

    private long execute(Statement statement, List<SqlValue> values) {
        try {
            return server.databases.engine.in(schema()).execute(statement.sql(), values);
        } catch (SqlFailure e) {
            throw SqlErrors.of(e, statement);
        }
    }

    private String schema() {
        String database = context.database();
        return database == null || database.equals("information_schema") ? Dialect.NO_DATABASE : database;
    }

    /**
     * Starts a query and goes to its first row, so that what fails at once still has a status of its own.
     *
     * @return its rows, for the caller to close
     */
    Rows query() {
        Statement statement = statement();
        Cursor cursor = null;
        try {
            Set<List<String>> named = server.databases.engine.referencedPaths(statement.sql());
            server.databases.check(named, context.database());
            cursor = server.databases.engine.in(schema()).query(statement.sql(), args);
            List<ColumnDefinition> columns =
                    server.databases.declared(cursor.columns(), named, context.database(), isPlain());
            Running running = new Running(context.id(), context.user(), context.database(), sql, context.now(), cursor);
            return Rows.start(server, running, statement, columns);
        } catch (SqlFailure e) {
            close(cursor);
            throw SqlErrors.of(e, statement);
        } catch (RuntimeException e) {
            close(cursor);
            throw e;
        }
    }

    private static void close(@Nullable Cursor cursor) {
        if (cursor != null) {
            cursor.close();
        }
    }

    private Statement statement() {
        Tokens tokens = new Tokens(sql, words);
        return switch (tokens.peek().keyword()) {
            case "SHOW", "DESCRIBE", "DESC" ->
                new Show(sql, tokens, context, server.databases, server.running()).query();
            case "EXPLAIN" -> throw SqlErrors.notSupported("EXPLAIN");
            default -> Translator.translate(sql, SelectNames.add(sql, words), context);
        };
    }

    /** Tells whether nothing but columns of the tables are selected, and no join adds NULL. */
    private boolean isPlain() {
        boolean selecting = true;
        for (int i = 0; i < words.size() - 1; i++) {
            Token word = words.get(i);
            selecting &= !word.is("FROM");
            boolean fits = switch (word.keyword()) {
                case "LEFT", "RIGHT", "FULL", "UNION", "ROLLUP", "CUBE", "GROUPING", "WITH", "AS", "CASE" -> false;
                case "SELECT" -> i == 0;
                default -> !selecting || word.isName() || List.of("*", ",", ".").contains(word.text());
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
