package dev.analyticsplatform.driver;

import dev.analyticsplatform.Column;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows as they come off the wire: one pass, one thread, closed by the caller. */
public interface RowSource extends AutoCloseable {

    /**
     * The columns that the vendor declared. May read as far as the first row.
     *
     * @return the columns, or empty if the vendor declares none (then each row has its own)
     */
    Optional<List<Column>> columns();

    /**
     * The next row.
     *
     * @return the row, or null after the last; never a row after null
     * @throws dev.analyticsplatform.AnalyticsException if the answer breaks off, is malformed, or reports an error
     */
    @Nullable
    RowData next();

    /**
     * The vendor's id of the query. May read as far as the first row.
     *
     * @return the id, if the vendor told one
     */
    Optional<String> queryId();

    /** Frees the connection; safe from any thread and more than once. */
    @Override
    void close();
}
