package dev.analyticsplatform;

import dev.analyticsplatform.driver.IngestionDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of {@link Ingestion#append}: cuts batches and keeps count. Not thread-safe. */
final class Appender<R> {

    private final IngestionDriver<R> driver;
    private final QualifiedName dataset;
    private final List<RowRejection> rejected = new ArrayList<>();
    private final List<R> batch = new ArrayList<>();
    private final List<Long> indexes = new ArrayList<>();
    private long batchBytes;
    private long accepted;

    Appender(IngestionDriver<R> driver, QualifiedName dataset) {
        this.driver = driver;
        this.dataset = dataset;
    }

    IngestResult append(Iterable<? extends Map<String, ? extends @Nullable Object>> rows) {
        long index = 0;
        for (var row : rows) {
            add(index++, row);
        }
        flush();
        return result(0);
    }

    private void add(long index, Map<String, ? extends @Nullable Object> row) {
        R encoded;
        try {
            // An untyped caller may hand over null; losing count of the rows before it would be worse than a rejection.
            if ((Object) row == null) {
                throw new IllegalArgumentException("the row is null");
            }
            encoded = driver.encode(row);
        } catch (IllegalArgumentException unencodable) {
            rejected.add(new RowRejection(index, String.valueOf(unencodable.getMessage()), Optional.empty()));
            return;
        }
        long bytes = driver.bytes(encoded);
        if (bytes > driver.maxBytes()) {
            rejected.add(new RowRejection(
                    index,
                    "the row has " + bytes + " bytes, the vendor takes at most " + driver.maxBytes() + " in a request",
                    Optional.empty()));
            return;
        }
        if (batch.size() == driver.maxRows() || batchBytes + bytes > driver.maxBytes()) {
            flush();
        }
        batch.add(encoded);
        indexes.add(index);
        batchBytes += bytes;
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        try {
            List<RowRejection> refused = driver.write(dataset, batch);
            for (RowRejection rejection : refused) {
                rejected.add(rejection.at(indexes.get(Math.toIntExact(rejection.index()))));
            }
            accepted += batch.size() - refused.size();
        } catch (AnalyticsException failed) {
            throw new IngestionException(result(batch.size()), failed);
        }
        batch.clear();
        indexes.clear();
        batchBytes = 0;
    }

    private IngestResult result(int inDoubt) {
        rejected.sort(java.util.Comparator.comparingLong(RowRejection::index));
        return new IngestResult(accepted, rejected, inDoubt == 0 ? -1 : indexes.get(0), inDoubt);
    }
}
