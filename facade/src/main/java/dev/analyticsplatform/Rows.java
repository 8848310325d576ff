package dev.analyticsplatform;

import dev.analyticsplatform.driver.RowData;
import dev.analyticsplatform.driver.RowSource;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query, streamed off the wire in bounded memory: one pass, in order, and then done. Close it, best with
 * try-with-resources; closing early frees the connection at once.
 *
 * <p>Not thread-safe, but {@link #close} may be called from any thread. An answer that breaks off or reports an error,
 * even after many good rows, throws an {@link AnalyticsException} from the iterator: a short result never looks like a
 * whole one.
 */
public final class Rows implements Iterable<Row>, AutoCloseable {

    private final RowSource source;
    private final ErrorContext context;
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean iterating;
    private @Nullable List<String> shapeOf;
    private @Nullable RowShape shape;

    Rows(RowSource source, ErrorContext context) {
        this.source = source;
        this.context = context;
    }

    /**
     * The columns that the vendor declares.
     *
     * @return the columns, or empty if it declares none; then each row has names of its own
     */
    public Optional<List<Column>> columns() {
        return closingOnFailure(source::columns);
    }

    /**
     * The vendor's id of the query.
     *
     * @return the id, if the vendor told one
     */
    public Optional<String> queryId() {
        return closingOnFailure(source::queryId);
    }

    /**
     * Iterates over the rows; may be asked once.
     *
     * @return an iterator that reads from the wire as it goes
     * @throws IllegalStateException if the rows were iterated before, or are closed
     */
    @Override
    public Iterator<Row> iterator() {
        if (iterating) {
            throw new IllegalStateException("rows can be read once; run the query again, or keep them with toList()");
        }
        requireOpen();
        iterating = true;
        return new RowIterator();
    }

    /**
     * The rows as a sequential stream; closing the stream closes the rows.
     *
     * @return a stream, may be asked once
     */
    public Stream<Row> stream() {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(
                                iterator(), Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE),
                        false)
                .onClose(this::close);
    }

    /**
     * The rows as records; see {@link Row#as}.
     *
     * @param type the record class
     * @param <R> the record
     * @return a stream, may be asked once
     */
    public <R extends Record> Stream<R> as(Class<R> type) {
        return stream().map(row -> row.as(type));
    }

    /**
     * Reads all rows into memory and closes.
     *
     * @return an unmodifiable list
     */
    public List<Row> toList() {
        try (this) {
            return stream().toList();
        }
    }

    /** Frees the connection. Rows that were read stay good. More than once is fine. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            source.close();
        }
    }

    /** After a failure the rows are over: asking again must not look like a normal end. */
    private <T extends @Nullable Object> T closingOnFailure(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the rows are closed");
        }
    }

    private Row wrap(RowData data) {
        RowShape current = shape;
        if (current == null || shapeOf != data.names()) {
            if (current == null || !current.names().equals(data.names())) {
                current = new RowShape(data.names(), source.columns().orElse(List.of()), context);
                shape = current;
            }
            shapeOf = data.names();
        }
        return new Row(current, data);
    }

    private final class RowIterator implements Iterator<Row> {
        private @Nullable Row next;
        private boolean done;

        @Override
        public boolean hasNext() {
            if (next == null && !done) {
                requireOpen();
                RowData data = Rows.this.<@Nullable RowData>closingOnFailure(source::next);
                done = data == null;
                next = data == null ? null : wrap(data);
            }
            return next != null;
        }

        @Override
        public Row next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException("no more rows");
            }
            Row row = next;
            next = null;
            return row;
        }
    }
}
