package dev.analyticsplatform;

import dev.analyticsplatform.driver.QueriesDriver;

/** Runs SQL. Thread-safe. */
public final class Queries {

    private final Facet facet;
    private final QueriesDriver driver;

    Queries(Facet facet, QueriesDriver driver) {
        this.facet = facet;
        this.driver = driver;
    }

    /**
     * Runs a finite query and streams its rows. Returns when the first byte of the answer is there.
     *
     * @param statement the statement
     * @return its rows, to be closed
     * @throws QueryFailedException if the vendor refuses the statement or it fails; also while the rows are read
     * @throws UnsupportedCapabilityException if parameters are bound and the vendor has none
     */
    public Rows run(Statement statement) {
        facet.requireParameters(!statement.parameters().isEmpty(), "run");
        return facet.rows(Capability.QUERY_RUN, "run", () -> driver.run(statement));
    }

    /**
     * Runs a finite query without parameters.
     *
     * @param sql the SQL
     * @return its rows, to be closed
     * @throws QueryFailedException as {@link #run(Statement)}
     */
    public Rows run(String sql) {
        return run(Statement.of(sql));
    }

    /**
     * Starts a query as a job at the vendor and returns at once. The job goes on if this program ends.
     *
     * @param statement the statement
     * @return the job
     * @throws QueryFailedException if the vendor refuses the statement at once
     * @throws UnsupportedCapabilityException if the vendor has no jobs
     */
    public QueryJob submit(Statement statement) {
        facet.requireParameters(!statement.parameters().isEmpty(), "submit");
        return new QueryJob(
                facet, driver, facet.call(Capability.QUERY_SUBMIT, "submit", () -> driver.submit(statement)));
    }

    /**
     * A job that was submitted before, perhaps by another program.
     *
     * @param id its id
     * @return the job as it stands
     * @throws NotFoundException if the vendor knows no such job, or no longer
     */
    public QueryJob job(String id) {
        return new QueryJob(facet, driver, facet.call(Capability.QUERY_SUBMIT, "job", () -> driver.status(id)));
    }

    /**
     * Starts an unbounded query; rows come as they appear, until the rows are closed.
     *
     * @param statement the statement
     * @return its rows, to be closed
     * @throws UnsupportedCapabilityException if the vendor's queries all end
     */
    public Rows subscribe(Statement statement) {
        facet.requireParameters(!statement.parameters().isEmpty(), "subscribe");
        return facet.rows(Capability.QUERY_STREAMING, "subscribe", () -> driver.subscribe(statement));
    }

    /**
     * The queries that are queued or running now.
     *
     * @return a lazy list
     * @throws UnsupportedCapabilityException if the vendor does not tell
     */
    public Listing<QueryStatus> list() {
        facet.check(Capability.QUERY_LIST, "list");
        return new Listing<>(facet.context("list"), driver::list);
    }

    /**
     * Checks a statement without running it.
     *
     * @param statement the statement; its values are not needed
     * @return what the vendor understood
     * @throws QueryFailedException if the statement is wrong
     * @throws UnsupportedCapabilityException if the vendor cannot check, or has no parameters and some are bound
     */
    public StatementInfo validate(Statement statement) {
        facet.requireParameters(!statement.parameters().isEmpty(), "validate");
        return facet.call(Capability.QUERY_VALIDATE, "validate", () -> driver.validate(statement));
    }
}
