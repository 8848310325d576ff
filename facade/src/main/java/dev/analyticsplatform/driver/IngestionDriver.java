package dev.analyticsplatform.driver;

import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.RowRejection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Appends rows at one vendor. A method is called only if the capability table supports it. The engine encodes each row
 * once, cuts batches by the vendor's limits and hands them over.
 *
 * @param <R> the encoded row
 */
public interface IngestionDriver<R> {

    /**
     * The vendor's limit of one request.
     *
     * @return rows, at least 1
     */
    default int maxRows() {
        throw Missing.method();
    }

    /**
     * The vendor's limit of one request.
     *
     * @return bytes of the request body
     */
    default long maxBytes() {
        throw Missing.method();
    }

    /**
     * Encodes a row.
     *
     * @param row names and values
     * @return the row as the vendor takes it
     * @throws IllegalArgumentException if a value cannot be sent; the engine reports the row as rejected
     */
    default R encode(Map<String, ? extends @Nullable Object> row) {
        throw Missing.method();
    }

    /**
     * The size of an encoded row in a request body, separators included.
     *
     * @param row the row
     * @return bytes
     */
    default long bytes(R row) {
        throw Missing.method();
    }

    /**
     * Sends one batch.
     *
     * @param dataset where to
     * @param batch rows within the limits
     * @return the rows that the vendor refused, by their index in the batch; empty if it took all
     */
    default List<RowRejection> write(QualifiedName dataset, List<R> batch) {
        throw Missing.method();
    }
}
