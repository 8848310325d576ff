package dev.analyticsplatform.sandbox.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * A database of its own, in memory, that runs real SQL: DuckDB, locked down so that a statement reaches nothing of the
 * machine it runs on.
 *
 * <p>Statements name parameters as {@code :name} or {@code ?}; values are bound, never written into the text.
 * Thread-safe; queries run side by side. Everything throws {@link SqlFailure} for what the statement or its author did
 * wrong. Closing ends the running queries and frees all memory.
 */
public final class SqlEngine implements AutoCloseable {
    private static final int INSERT_BATCH = 5_000;

    private final DuckDBConnection root;
    private final SqlDialect dialect;
    private final Catalog catalog;
    private final Set<Cursor> cursors;

    private SqlEngine(DuckDBConnection root, SqlDialect dialect, Catalog catalog, Set<Cursor> cursors) {
        this.root = root;
        this.dialect = dialect;
        this.catalog = catalog;
        this.cursors = cursors;
    }

    /** Opens an empty database that speaks the engine's own dialect, with {@code main} as the default schema. */
    public static SqlEngine open() {
        return open(SqlDialect.PLAIN);
    }

    /** Opens an empty database with a vendor's functions and default schema. */
    public static SqlEngine open(SqlDialect dialect) {
        Properties properties = new Properties();
        properties.put(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        try {
            DuckDBConnection root =
                    DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class);
            ExactFunctions.register(root);
            Jdbc.run(root, "CREATE SCHEMA " + Texts.quoteName(DocumentTable.SCHEMA));
            Jdbc.run(root, "CREATE SCHEMA IF NOT EXISTS " + Texts.quoteName(dialect.defaultSchema()));
            for (String macro : dialect.macros()) {
                Jdbc.run(root, macro);
            }
            for (String setting : dialect.settings()) {
                Jdbc.run(root, setting);
            }
            Jdbc.run(root, "SET GLOBAL TimeZone = 'UTC'");
            Jdbc.run(root, "SET GLOBAL temp_directory = ''");
            Jdbc.run(root, "SET GLOBAL autoinstall_known_extensions = false");
            Jdbc.run(root, "SET GLOBAL autoload_known_extensions = false");
            Jdbc.run(root, "SET GLOBAL enable_external_access = false");
            Jdbc.run(root, "SET GLOBAL lock_configuration = true");
            return new SqlEngine(
                    root, dialect, new Catalog(root, dialect.defaultSchema()), ConcurrentHashMap.newKeySet());
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    /**
     * Returns the same database as somebody sees it who has another schema in use: plain tables and views that do not
     * say theirs are looked for there. It is closed with this one, and closing it closes this one.
     */
    public SqlEngine in(String schema) {
        return new SqlEngine(root, new SqlDialect(schema, dialect.macros(), dialect.settings()), catalog, cursors);
    }

    /** Creates a schema. */
    public void createSchema(String schema) {
        attempt(() -> {
            Jdbc.run(root, "CREATE SCHEMA " + Texts.quoteName(schema));
            return true;
        });
    }

    /** Drops a schema and all that is in it. */
    public void dropSchema(String schema) {
        attempt(() -> {
            catalog.dropSchema(schema);
            return true;
        });
    }

    /** Creates a collection of documents, empty. */
    public DocumentStore documents(String schema, String name) {
        return attempt(() -> catalog.addDocuments(schema, name));
    }

    /** Drops a collection and its documents. */
    public void dropDocuments(String schema, String name) {
        attempt(() -> {
            catalog.drop(schema, name, true);
            return true;
        });
    }

    /**
     * Creates a view. It shows documents and members that come later.
     *
     * @throws SqlFailure as well if the query has parameters or does not fit what there is
     */
    public void createView(String schema, String name, String query) {
        attempt(() -> {
            try (DuckDBConnection connection = connect()) {
                catalog.addView(schema, name, SyntaxTree.parse(connection, query));
                return true;
            }
        });
    }

    /** Creates a second name for a collection or view. */
    public void createAlias(String schema, String name, String targetSchema, String target) {
        createView(schema, name, "SELECT * FROM " + Texts.quoteName(targetSchema) + "." + Texts.quoteName(target));
    }

    /** Drops a view or an alias. */
    public void dropView(String schema, String name) {
        attempt(() -> {
            catalog.drop(schema, name, false);
            return true;
        });
    }

    /**
     * Prepares a query with named parameters, written {@code :name}; those of question marks are named {@code ?1},
     * {@code ?2} and so on. Values that no parameter asks for are left over.
     *
     * @return its rows, for one thread to read and close; the query starts with the first {@link Cursor#next}
     */
    public Cursor query(String sql, Map<String, SqlValue> parameters) {
        return query(Bindings.named(sql, parameters));
    }

    /** Prepares a query whose parameters have no names, written {@code ?}. */
    public Cursor query(String sql, List<SqlValue> parameters) {
        return query(Bindings.positional(sql, parameters));
    }

    private Cursor query(Bindings bindings) {
        return attempt(bindings.sql(), () -> {
            DuckDBConnection connection = connect();
            try {
                return cursor(connection, bindings);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        });
    }

    private Cursor cursor(DuckDBConnection connection, Bindings bindings) throws SQLException {
        SyntaxTree tree = SyntaxTree.parse(connection, bindings.sql());
        Cursor cursor =
                new Cursor(connection, bindings, () -> catalog.bind(connection, tree, bindings), cursors::remove);
        cursors.add(cursor);
        return cursor;
    }

    /**
     * Checks a query as far as that is possible without running it and without values.
     *
     * @throws SqlFailure if it cannot run
     */
    public void validate(String sql) {
        describe(sql);
    }

    /**
     * Returns the columns that a query would give.
     *
     * @throws SqlFailure if it cannot run
     */
    public List<SqlColumn> describe(String sql) {
        String numbered = Parameters.read(sql, Map.of()).sql();
        return attempt(numbered, () -> {
            try (DuckDBConnection connection = connect()) {
                return catalog.bind(
                                connection, SyntaxTree.parse(connection, numbered), new Bindings(numbered, List.of()))
                        .columns();
            }
        });
    }

    /** Returns the names of a statement's parameters in the order in which they first stand there. */
    public List<String> namedParameters(String sql) {
        return Parameters.read(sql, Map.of()).names();
    }

    /**
     * Returns the tables, views and collections that a query names itself, as {@code schema.name}.
     *
     * @throws SqlFailure if it is no query
     */
    public Set<String> referencedTables(String sql) {
        Set<String> names = new LinkedHashSet<>();
        for (List<String> path : referencedPaths(sql)) {
            names.add(path.size() == 1 ? dialect.defaultSchema() + "." + path.get(0) : String.join(".", path));
        }
        return names;
    }

    /**
     * Returns the tables, views and collections that a query names itself, each as the parts of its name.
     *
     * @throws SqlFailure if it is no query
     */
    public Set<List<String>> referencedPaths(String sql) {
        String numbered = Parameters.read(sql, Map.of()).sql();
        return attempt(numbered, () -> {
            try (DuckDBConnection connection = connect()) {
                return SyntaxTree.parse(connection, numbered).tables();
            }
        });
    }

    /**
     * Puts the rows of a query into a collection as documents; a row's {@code _id} is its identity.
     *
     * @param format how values that JSON lacks are stored
     * @param ids makes the identity of a row without one
     * @return the number of rows
     */
    public long insertInto(
            DocumentStore target,
            String query,
            Map<String, SqlValue> parameters,
            RowFormat format,
            Supplier<String> ids) {
        long rows = 0;
        try (Cursor cursor = query(query, parameters)) {
            List<Document> batch = new ArrayList<>();
            while (cursor.next()) {
                ObjectNode row = cursor.row(format);
                JsonNode id = row.path(Relation.ID);
                batch.add(new Document(id.isTextual() ? id.textValue() : ids.get(), row));
                rows++;
                if (batch.size() == INSERT_BATCH) {
                    target.putAll(batch);
                    batch.clear();
                }
            }
            target.putAll(batch);
        }
        return rows;
    }

    /**
     * Runs a statement that changes plain tables: INSERT, UPDATE, DELETE, MERGE, TRUNCATE, and CREATE, DROP or ALTER of
     * tables, views, schemas, indexes and sequences. Collections of documents are changed through
     * {@link DocumentStore}.
     *
     * @return the number of rows it changed
     */
    public long execute(String sql, List<SqlValue> parameters) {
        Bindings bindings = Bindings.positional(sql, parameters);
        Changes.check(bindings.sql());
        return attempt(bindings.sql(), () -> {
            try (DuckDBConnection connection = connect();
                    DuckDBPreparedStatement statement = connection.prepare(bindings.sql())) {
                bindings.bind(statement);
                return statement.executeLargeUpdate();
            }
        });
    }

    /**
     * Puts rows of text into a table that only the statement sees, and runs the statement: the quick way to store many
     * rows at once, all or none of them. The table is {@code incoming}, its columns are {@code c0}, {@code c1} and so
     * on.
     *
     * @param sql an INSERT that reads from the table, without parameters
     * @param columns how many columns the rows have
     * @param rows the rows; null elements are NULL
     * @return the number of rows that the statement changed
     */
    public long load(String sql, int columns, Iterable<@Nullable String[]> rows) {
        Changes.check(sql);
        return attempt(sql, () -> {
            try (DuckDBConnection connection = connect()) {
                Incoming.fill(connection, columns, rows);
                try (Statement statement = connection.createStatement()) {
                    return statement.executeLargeUpdate(sql);
                }
            }
        });
    }

    @Override
    public void close() {
        cursors.forEach(Cursor::cancel);
        attempt(() -> {
            catalog.close();
            root.close();
            return true;
        });
    }

    private DuckDBConnection connect() throws SQLException {
        DuckDBConnection connection = root.duplicate();
        connection.setSchema(dialect.defaultSchema());
        return connection;
    }

    private static <T> T attempt(Jdbc.Work<T> work) {
        return attempt(null, work);
    }

    private static <T> T attempt(@Nullable String sql, Jdbc.Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw Failures.of(e, sql);
        }
    }
}
