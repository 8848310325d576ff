package dev.analyticsplatform.sandbox.sql;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query, read as they are asked for: memory does not grow with their number.
 *
 * <p>The query starts with the first call of {@link #next}. A cursor is for one thread, except {@link #cancel}, which
 * any thread may call. Close it: it holds a connection.
 */
public final class Cursor implements AutoCloseable {
    private final DuckDBConnection connection;
    private final DuckDBPreparedStatement statement;
    private final Bindings bindings;
    private final List<SqlColumn> columns;
    private final Set<String> hidden;
    private final Jdbc.Work<Catalog.Bound> binding;
    private final Consumer<Cursor> onClose;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean cancelled;
    private @Nullable DuckDBResultSet rows;
    private List<ColumnWriter> writers = List.of();
    private List<ColumnWriter> values = List.of();

    /**
     * @param connection the cursor's own
     * @param bindings the statement as the user's positions count in it, with its values
     * @param binding makes the statement ready to run
     */
    Cursor(DuckDBConnection connection, Bindings bindings, Jdbc.Work<Catalog.Bound> binding, Consumer<Cursor> onClose)
            throws SQLException {
        Catalog.Bound bound = binding.run();
        this.connection = connection;
        this.statement = bound.statement();
        this.columns = bound.columns();
        this.hidden = bound.hidden();
        this.bindings = bindings;
        this.binding = binding;
        this.onClose = onClose;
        bindings.bind(statement);
    }

    private List<ColumnWriter> writers(ResultSetMetaData metaData) throws SQLException {
        List<ColumnWriter> writers = new ArrayList<>();
        List<Integer> documents = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            String name = metaData.getColumnName(i);
            if (name.equals(Stars.ROW)) {
                documents.add(i);
            } else if (Columns.isShown(name, hidden)) {
                String unique = name;
                for (int n = 1; !names.add(unique); n++) {
                    unique = name + "_" + n;
                }
                writers.add(ColumnWriter.of(i, unique, metaData.getColumnTypeName(i)));
            }
        }
        for (int i = documents.size() - 1; i >= 0; i--) {
            writers.add(0, new DocumentMembers(documents.get(i), names));
        }
        return writers;
    }

    private List<ColumnWriter> values(ResultSetMetaData metaData) throws SQLException {
        List<ColumnWriter> values = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            if (Columns.isShown(metaData.getColumnName(i), hidden)) {
                values.add(ColumnWriter.value(i, metaData.getColumnTypeName(i)));
            }
        }
        return values;
    }

    /** Returns the columns; for {@code SELECT *} those that the documents have in common, in no promised order. */
    public List<SqlColumn> columns() {
        return columns;
    }

    /**
     * Goes to the next row and tells whether there is one.
     *
     * @throws SqlFailure if the query fails now, or was cancelled
     */
    public boolean next() {
        try {
            if (rows == null) {
                throwIfCancelled();
                rows = start();
                writers = writers(rows.getMetaData());
                values = values(rows.getMetaData());
            }
            // A result that is cancelled while it is read would just go on.
            throwIfCancelled();
            return rows.next();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private DuckDBResultSet start() throws SQLException {
        try {
            return statement.executeQuery().unwrap(DuckDBResultSet.class);
        } catch (SQLException e) {
            throwIfCancelled();
            if (!String.valueOf(e.getMessage()).contains("Invalid result set")) {
                throw e;
            }
            throw reason(e);
        }
    }

    /**
     * A streamed query that fails at once loses the reason on its way through the driver; its other interface keeps it.
     */
    private SQLException reason(SQLException lost) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
            Catalog.Bound bound = binding.run();
            try (DuckDBPreparedStatement again = bound.statement()) {
                bindings.bind(again);
                try (DuckDBChunkedResult result = again.query()) {
                    while (result.nextChunk()) {
                        throwIfCancelled();
                    }
                }
            }
        } catch (SQLException e) {
            return e;
        }
        return lost;
    }

    private void throwIfCancelled() {
        if (cancelled) {
            throw new SqlFailure(SqlFailure.Kind.CANCELLED, "The statement was cancelled.");
        }
    }

    /** Writes the row as a JSON object, dates and times in ISO form. */
    public void writeRow(JsonGenerator out) throws IOException {
        writeRow(out, RowFormat.ISO);
    }

    /**
     * Writes the row as a JSON object.
     *
     * @throws IOException if the generator does
     * @throws SqlFailure if a value cannot be read
     */
    public void writeRow(JsonGenerator out, RowFormat format) throws IOException {
        DuckDBResultSet row = rows;
        if (row == null) {
            throw new IllegalStateException("There is no row: call next() first.");
        }
        try {
            if (writers.size() == 1 && writers.get(0) instanceof DocumentMembers document) {
                document.writeWhole(row, out);
                return;
            }
            out.writeStartObject();
            for (ColumnWriter writer : writers) {
                writer.write(row, out, format);
            }
            out.writeEndObject();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * Returns the row's values in the order of {@link #columns}, for queries of plain tables: null, text, booleans,
     * numbers, {@link java.time} values, {@link java.util.UUID}, byte arrays, and lists and maps of these. Intervals
     * and JSON are text.
     *
     * @throws SqlFailure if a value cannot be read
     */
    public List<@Nullable Object> values() {
        DuckDBResultSet row = rows;
        if (row == null) {
            throw new IllegalStateException("There is no row: call next() first.");
        }
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        try {
            for (int i = 0; i < columns.size(); i++) {
                values.add(JavaValues.read(row, i + 1, columns.get(i).type()));
            }
        } catch (SQLException e) {
            throw failure(e);
        }
        return values;
    }

    /**
     * Writes one value of the row, without its name. Not for queries whose rows are documents, which have no columns.
     *
     * @param column the place of its column in {@link #columns}, from 0
     * @throws IOException if the generator does
     * @throws SqlFailure if the value cannot be read
     */
    public void writeValue(int column, JsonGenerator out, RowFormat format) throws IOException {
        DuckDBResultSet row = rows;
        if (row == null || values.size() != columns.size()) {
            throw new IllegalStateException("There is no row of columns: call next() first, and select from tables.");
        }
        try {
            values.get(column).write(row, out, format);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * Returns the only column of the row, which has to be text; null for NULL.
     *
     * @throws SqlFailure if it cannot be read
     */
    public @Nullable String text() {
        DuckDBResultSet row = rows;
        if (row == null || columns.size() != 1) {
            throw new IllegalStateException("There is no row, or it has not one column but " + columns.size());
        }
        try {
            return row.getString(1);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Returns the row as a JSON object. */
    public ObjectNode row(RowFormat format) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = ExactJson.MAPPER.createGenerator(text)) {
            writeRow(out, format);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to a string failed", e);
        }
        return (ObjectNode) ExactJson.read(text.toString());
    }

    /**
     * Returns a value of the row as the engine's driver hands it out: boxed numbers, {@code BigInteger},
     * {@code BigDecimal}, text, {@code java.time} types, {@code java.sql.Array}, maps, structs, blobs. Not for queries
     * on collections of documents, whose columns are not those of the engine.
     *
     * @param column its place, from 0, among {@link #columns}
     * @throws SqlFailure if it cannot be read
     */
    public @Nullable Object value(int column) {
        DuckDBResultSet row = rows;
        if (row == null) {
            throw new IllegalStateException("There is no row: call next() first.");
        }
        try {
            // The driver's default for these is java.sql.Timestamp, which passes through the zone of the machine.
            String type = columns.get(column).type();
            return type.equals("TIMESTAMP") || type.startsWith("TIMESTAMP_")
                    ? row.getObject(column + 1, LocalDateTime.class)
                    : row.getObject(column + 1);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Ends the query: {@link #next} throws from now on. Any thread may call it, at any time. */
    public void cancel() {
        cancelled = true;
        try {
            statement.cancel();
        } catch (SQLException e) {
            // It is closed already, which is as good.
            return;
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        onClose.accept(this);
        try {
            if (rows != null) {
                rows.close();
            }
            statement.close();
            connection.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private SqlFailure failure(SQLException e) {
        return cancelled
                ? new SqlFailure(SqlFailure.Kind.CANCELLED, "The statement was cancelled.", 0, 0, e)
                : Failures.of(e, bindings.sql());
    }
}
