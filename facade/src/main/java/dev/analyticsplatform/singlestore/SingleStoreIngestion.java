package dev.analyticsplatform.singlestore;

import com.google.gson.JsonElement;
import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.RowRejection;
import dev.analyticsplatform.ServerException;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.TransportException;
import dev.analyticsplatform.client.singlestore.JSON;
import dev.analyticsplatform.driver.IngestionDriver;
import dev.analyticsplatform.engine.JsonSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows as one INSERT with their values as arguments. A statement stores all of its rows or none, so if the server
 * refuses it for what a row holds, the halves are sent, and so on down to the row. No statement is sent twice.
 */
final class SingleStoreIngestion implements IngestionDriver<SingleStoreIngestion.EncodedRow> {

    /** After so many requests for one batch the parts that are refused are not divided any further. */
    static final int MOST_REQUESTS = 100;

    private static final int MAX_ROWS = 10_000;

    /** Of the vendor's 1 MB; the rest is for the names of table and columns. */
    private static final long MAX_BYTES = 960_000;

    private final SingleStoreQueries queries;

    SingleStoreIngestion(SingleStoreQueries queries) {
        this.queries = queries;
    }

    /**
     * A row as it is sent.
     *
     * @param cells values by their column in lower case, since columns are told apart without regard to case
     * @param bytes of the arguments
     */
    record EncodedRow(Map<String, Cell> cells, long bytes) {}

    /**
     * A value.
     *
     * @param column its column as the caller wrote it
     * @param mark what stands in the SQL for it
     * @param argument the value
     */
    record Cell(String column, String mark, JsonElement argument) {}

    @Override
    public int maxRows() {
        return MAX_ROWS;
    }

    @Override
    public long maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public EncodedRow encode(Map<String, ? extends @Nullable Object> row) {
        var cells = new LinkedHashMap<String, Cell>();
        long bytes = 0;
        for (var entry : row.entrySet()) {
            if ((Object) entry.getKey() == null) {
                throw new IllegalArgumentException("a name is null");
            }
            String column = entry.getKey();
            Object value = entry.getValue();
            var cell = new Cell(column, SingleStoreValues.mark(value), SingleStoreValues.cell(value));
            if (cells.put(column.toLowerCase(Locale.ROOT), cell) != null) {
                throw new IllegalArgumentException("column " + column + " stands twice; its case does not matter");
            }
            bytes += JsonSize.of(JSON.gson(), cell.argument()) + 1;
        }
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("the row has no values");
        }
        return new EncodedRow(cells, bytes);
    }

    @Override
    public long bytes(EncodedRow row) {
        long marks = row.cells().values().stream()
                .mapToLong(cell -> cell.mark().length() + 1L)
                .sum();
        return row.bytes() + marks + 2;
    }

    @Override
    public List<RowRejection> write(QualifiedName dataset, List<EncodedRow> batch) {
        var writing = new Writing(dataset, batch);
        writing.write(0, batch.size());
        return writing.rejected;
    }

    /** The work on one batch. */
    private final class Writing {
        private final QualifiedName dataset;
        private final List<EncodedRow> batch;
        private final List<RowRejection> rejected = new ArrayList<>();
        private int requests;
        private boolean stored;

        Writing(QualifiedName dataset, List<EncodedRow> batch) {
            this.dataset = dataset;
            this.batch = batch;
        }

        void write(int from, int to) {
            var insert = SingleStoreInsert.of(dataset, batch.subList(from, to));
            if (insert.isTooLarge() && to - from > 1) {
                divide(from, to);
                return;
            }
            try {
                requests++;
                send(insert, to - from);
                stored = true;
            } catch (AnalyticsException refused) {
                refused(from, to, insert, refused);
            }
        }

        private void divide(int from, int to) {
            int middle = (from + to) >>> 1;
            write(from, middle);
            write(middle, to);
        }

        private void send(SingleStoreInsert insert, int rows) {
            Long affected =
                    queries.exec(Statement.of(insert.sql()), insert.input()).getRowsAffected();
            if (affected != null && affected != rows) {
                throw new ProtocolException(
                        ErrorContext.of(SingleStoreProvider.VENDOR, "exec"),
                        rows + " rows were sent, but the answer tells of " + affected,
                        null);
            }
        }

        private void refused(int from, int to, SingleStoreInsert insert, AnalyticsException failed) {
            // Rows that all have the same columns lack or have the column together.
            boolean ofAll =
                    insert.isUniform() && SingleStoreErrors.code(failed).equals(SingleStoreErrors.NO_SUCH_COLUMN);
            if (!SingleStoreErrors.isOfData(failed) || (ofAll && to - from == batch.size())) {
                throw stopped(failed);
            } else if (to - from == 1 || ofAll || requests >= MOST_REQUESTS) {
                String reason = SingleStoreErrors.text(failed)
                        + (to - from == 1 || ofAll
                                ? ""
                                : " (one or more of " + (to - from) + " rows refused together)");
                for (int i = from; i < to; i++) {
                    rejected.add(new RowRejection(i, reason, Optional.of(SingleStoreErrors.code(failed))));
                }
            } else {
                divide(from, to);
            }
        }

        /** With a part of the batch stored, no refusal of another part may look as if nothing was. */
        private AnalyticsException stopped(AnalyticsException failed) {
            AnalyticsException known = SingleStoreErrors.ofIngestion(failed);
            if (!stored || known instanceof TransportException || known instanceof ServerException) {
                return known;
            }
            return new ServerException(
                    known.context(),
                    "a part of the batch was stored before this: " + SingleStoreErrors.text(known),
                    known);
        }
    }
}
