package dev.analyticsplatform.driver;

import dev.analyticsplatform.QueryStatus;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.StatementInfo;
import org.jspecify.annotations.Nullable;

/** Queries of one vendor. A method is called only if the capability table supports it. */
public interface QueriesDriver {

    /**
     * Runs a finite query.
     *
     * @param statement the statement
     * @return its rows
     */
    RowSource run(Statement statement);

    /**
     * Starts a query as a job of the vendor.
     *
     * @param statement the statement
     * @return the job as it stands
     */
    default QueryStatus submit(Statement statement) {
        throw Missing.method();
    }

    /**
     * Looks at a job.
     *
     * @param id the job's id
     * @return the job as it stands
     */
    default QueryStatus status(String id) {
        throw Missing.method();
    }

    /**
     * Reads the rows of a completed job.
     *
     * @param id the job's id
     * @return its rows
     */
    default RowSource rows(String id) {
        throw Missing.method();
    }

    /**
     * Cancels a job.
     *
     * @param id the job's id
     * @return the job as it stands
     */
    default QueryStatus cancel(String id) {
        throw Missing.method();
    }

    /**
     * Lists active queries.
     *
     * @param cursor the page, null for the first
     * @return a page
     */
    default Page<QueryStatus> list(@Nullable String cursor) {
        throw Missing.method();
    }

    /**
     * Checks a statement without running it.
     *
     * @param statement the statement
     * @return what the vendor understood
     */
    default StatementInfo validate(Statement statement) {
        throw Missing.method();
    }

    /**
     * Starts an unbounded query.
     *
     * @param statement the statement
     * @return rows as they appear; closing ends the query
     */
    default RowSource subscribe(Statement statement) {
        throw Missing.method();
    }
}
