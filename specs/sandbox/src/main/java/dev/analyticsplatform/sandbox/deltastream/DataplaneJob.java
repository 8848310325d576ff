package dev.analyticsplatform.sandbox.deltastream;

import java.util.List;

/** Rows that the data plane gives. Thread-safe. */
sealed interface DataplaneJob permits FiniteJob, StreamJob {
    /** Returns the columns of the rows. */
    List<Column> columns();

    /** Returns the vendor's word for the way in which the rows are to be had. */
    String requestType();

    /** Ends it and frees what it holds. */
    void close();
}
