package dev.analyticsplatform.sandbox.sql;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * What names stand for, and the engine's views behind them.
 *
 * <p>A collection and a view each are a view of the engine, written anew when a query names them and what they show has
 * changed. All changes to names happen under one lock.
 */
final class Catalog {
    /** A name that queries may use. */
    private static final class Entry {
        final String quoted;
        final @Nullable DocumentStore documents;
        final @Nullable SyntaxTree view;
        String written = "";
        long version;

        Entry(String quoted, @Nullable DocumentStore documents, @Nullable SyntaxTree view) {
            this.quoted = quoted;
            this.documents = documents;
            this.view = view;
        }
    }

    private final DuckDBConnection connection;
    private final String defaultSchema;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong tables = new AtomicLong();
    private final AtomicLong versions = new AtomicLong();

    Catalog(DuckDBConnection connection, String defaultSchema) {
        this.connection = connection;
        this.defaultSchema = defaultSchema;
    }

    private static String key(String schema, String name) {
        return Relation.folded(schema) + '\0' + Relation.folded(name);
    }

    private Optional<Entry> entry(List<String> path) {
        return switch (path.size()) {
            case 1 -> Optional.ofNullable(entries.get(key(defaultSchema, path.get(0))));
            case 2 -> Optional.ofNullable(entries.get(key(path.get(0), path.get(1))));
            default -> Optional.empty();
        };
    }

    synchronized DocumentStore addDocuments(String schema, String name) throws SQLException {
        String quoted = claim(schema, name);
        DocumentTable table = DocumentTable.create(connection.duplicate(), "c" + tables.incrementAndGet());
        DocumentStore store = new DocumentStore(schema, name, table);
        Entry entry = new Entry(quoted, store, null);
        try {
            write(entry, store.relation(), "");
        } catch (SQLException e) {
            store.drop();
            throw e;
        }
        entries.put(key(schema, name), entry);
        return store;
    }

    synchronized void addView(String schema, String name, SyntaxTree query) throws SQLException {
        Entry entry = new Entry(claim(schema, name), null, query);
        List<DocumentStore> stores = List.copyOf(refresh(query));
        try {
            writeView(entry, query, stores);
        } finally {
            stores.forEach(DocumentStore::forgetAbsent);
        }
        entries.put(key(schema, name), entry);
    }

    private String claim(String schema, String name) {
        if (entries.containsKey(key(schema, name))) {
            throw new SqlFailure(SqlFailure.Kind.ALREADY_EXISTS, schema + "." + name + " exists already.");
        }
        return Texts.quoteName(schema) + "." + Texts.quoteName(name);
    }

    synchronized void drop(String schema, String name, boolean documents) throws SQLException {
        Entry entry = entries.get(key(schema, name));
        if (entry == null || (entry.documents != null) != documents) {
            throw new SqlFailure(
                    SqlFailure.Kind.NO_SUCH_TABLE,
                    "There is no " + (documents ? "collection " : "view ") + schema + "." + name + ".");
        }
        Jdbc.run(connection, "DROP VIEW " + entry.quoted);
        entries.remove(key(schema, name));
        if (entry.documents != null) {
            entry.documents.drop();
        }
    }

    /** Forgets the names of a schema that the engine has dropped. */
    synchronized void dropSchema(String schema) throws SQLException {
        String prefix = Relation.folded(schema) + '\0';
        Jdbc.run(connection, "DROP SCHEMA " + Texts.quoteName(schema) + " CASCADE");
        entries.entrySet().removeIf(each -> {
            boolean gone = each.getKey().startsWith(prefix);
            if (gone && each.getValue().documents != null) {
                each.getValue().documents.drop();
            }
            return gone;
        });
    }

    synchronized void close() {
        for (Entry entry : entries.values()) {
            if (entry.documents != null) {
                entry.documents.drop();
            }
        }
        entries.clear();
    }

    /** Tells whether each row of the table is a document. */
    boolean showsDocuments(List<String> path) {
        Optional<Entry> entry = entry(path);
        return entry.isPresent()
                && (entry.get().documents != null
                        || (entry.get().view != null && Stars.onlyDocuments(entry.get().view, this::showsDocuments)));
    }

    /**
     * Binds a query with what it names brought up to date.
     *
     * <p>Members that no document has are shown only while this runs. So the connection begins a transaction here: the
     * query goes on to see the names as they are now.
     *
     * @return the prepared query and its columns
     */
    synchronized Bound bind(DuckDBConnection user, SyntaxTree query, Bindings bindings) throws SQLException {
        List<DocumentStore> stores = List.copyOf(refresh(query));
        for (List<String> reference : query.columns()) {
            reference.forEach(name -> stores.forEach(store -> store.checkCase(name)));
        }
        // Held until the transaction has begun: a document of a new shape in between would be read by the types of
        // before.
        stores.forEach(DocumentStore::hold);
        try {
            refresh(query);
            return bind(user, query, bindings, stores);
        } finally {
            stores.forEach(DocumentStore::release);
        }
    }

    private Bound bind(DuckDBConnection user, SyntaxTree query, Bindings bindings, List<DocumentStore> stores)
            throws SQLException {
        AbsentMembers absent = new AbsentMembers(query, stores, () -> refresh(query));
        try {
            absent.bind(() -> {
                Columns.of(user, query.sql(), bindings, Set.of());
                return true;
            });
            user.setAutoCommit(false);
            Set<String> hidden = query.onlyStars() ? absent.names() : Set.of();
            List<SqlColumn> columns = Columns.of(user, query.sql(), bindings, hidden);
            String sql = Stars.replace(query, this::showsDocuments);
            return new Bound(user.prepare(sql), columns, hidden);
        } finally {
            stores.forEach(DocumentStore::forgetAbsent);
        }
    }

    /**
     * A query that is ready to run.
     *
     * @param hidden folded names of columns that are there only because the query asked for them
     */
    record Bound(DuckDBPreparedStatement statement, List<SqlColumn> columns, Set<String> hidden) {}

    /** Writes anew what changed of what the query names; returns the collections in it. */
    private Set<DocumentStore> refresh(SyntaxTree query) throws SQLException {
        Set<DocumentStore> stores = new LinkedHashSet<>();
        for (List<String> table : query.tables()) {
            Optional<Entry> entry = entry(table);
            if (entry.isPresent()) {
                refresh(entry.get(), stores);
            }
        }
        return stores;
    }

    private void refresh(Entry entry, Set<DocumentStore> stores) throws SQLException {
        if (entry.documents != null) {
            stores.add(entry.documents);
            write(entry, entry.documents.relation(), "");
        } else if (entry.view != null) {
            Set<DocumentStore> below = refresh(entry.view);
            stores.addAll(below);
            try {
                writeView(entry, entry.view, List.copyOf(below));
            } catch (SQLException e) {
                SqlFailure failure = Failures.of(e);
                throw new SqlFailure(
                        failure.kind(),
                        "The view " + entry.quoted + " does not work: " + failure.getMessage(),
                        0,
                        0,
                        e);
            }
        }
    }

    private void writeView(Entry entry, SyntaxTree view, List<DocumentStore> stores) throws SQLException {
        new AbsentMembers(view, stores, () -> refresh(view)).bind(() -> {
            // Written anew as well when anything below it was.
            StringBuilder below = new StringBuilder();
            for (List<String> table : view.tables()) {
                entry(table).ifPresent(each -> below.append(each.version).append(' '));
            }
            write(entry, view.sql(), below.toString());
            return true;
        });
    }

    private void write(Entry entry, String query, String below) throws SQLException {
        String state = below + query;
        if (!state.equals(entry.written)) {
            Jdbc.run(connection, "CREATE OR REPLACE VIEW " + entry.quoted + " AS " + query);
            entry.written = state;
            entry.version = versions.incrementAndGet();
        }
    }
}
