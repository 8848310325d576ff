package dev.analyticsplatform;

import dev.analyticsplatform.driver.IngestionDriver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of {@link Ingestion#append}: cuts batches and keeps count, whatever happens. Not thread-safe. */
final class Appender<R> {

    private final IngestionDriver<R> driver;
    private final QualifiedName dataset;
    private final ErrorContext context;
    private final List<RowRejection> rejected = new ArrayList<>();
    private final List<R> batch = new ArrayList<>();
    private final List<Long> indexes = new ArrayList<>();
    private long index;
    private long batchBytes;
    private long accepted;

    Appender(IngestionDriver<R> driver, QualifiedName dataset, ErrorContext context) {
        this.driver = driver;
        this.dataset = dataset;
        this.context = context;
    }

    IngestResult append(Iterable<? extends Map<String, ? extends @Nullable Object>> rows) {
        try {
            for (var row : rows) {
                add(row);
                index++;
            }
            flush();
        } catch (IngestionException told) {
            throw told;
        } catch (RuntimeException ofTheCaller) {
            throw stopped(ofTheCaller, context, 0);
        }
        return new IngestResult(accepted, rejectedBelow(index), index, 0);
    }

    private void add(Map<String, ? extends @Nullable Object> row) {
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
            throw stopped(failed, failed.context(), refusedAsAWhole(failed) ? 0 : batch.size());
        }
        batch.clear();
        indexes.clear();
        batchBytes = 0;
    }

    /** With these the vendor looked at the request and took nothing of it. */
    private static boolean refusedAsAWhole(AnalyticsException failed) {
        return failed instanceof InvalidRequestException
                || failed instanceof UnauthenticatedException
                || failed instanceof PermissionDeniedException
                || failed instanceof NotFoundException
                || failed instanceof ConflictException
                || failed instanceof RateLimitedException
                || failed instanceof ConfigurationException;
    }

    /** Rows that wait in the batch are not settled, so the account ends before the first of them. */
    private IngestionException stopped(RuntimeException cause, ErrorContext where, int inDoubt) {
        long next = indexes.isEmpty() ? index : indexes.get(0);
        return new IngestionException(where, new IngestResult(accepted, rejectedBelow(next), next, inDoubt), cause);
    }

    private List<RowRejection> rejectedBelow(long next) {
        return rejected.stream()
                .filter(row -> row.index() < next)
                .sorted(Comparator.comparingLong(RowRejection::index))
                .toList();
    }
}
