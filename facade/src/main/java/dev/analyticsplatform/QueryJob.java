package dev.analyticsplatform;

import dev.analyticsplatform.driver.QueriesDriver;
import java.time.Duration;
import java.util.Optional;

/** A query that runs at the vendor, whether this program waits or not. Thread-safe. */
public final class QueryJob {

    private final Facet facet;
    private final QueriesDriver driver;
    private final String id;
    private volatile QueryStatus status;

    QueryJob(Facet facet, QueriesDriver driver, QueryStatus status) {
        this.facet = facet;
        this.driver = driver;
        this.id = status.id();
        this.status = status;
    }

    /**
     * The vendor's id of the query; {@link Queries#job} finds the job by it.
     *
     * @return the id
     */
    public String id() {
        return id;
    }

    /**
     * The job as it was when last asked about; sends nothing.
     *
     * @return the status
     */
    public QueryStatus status() {
        return status;
    }

    /**
     * Asks the vendor how far the job is. A terminal state is not asked for again.
     *
     * @return the status now
     */
    public QueryStatus refresh() {
        if (!status.state().terminal()) {
            status = facet.call(Capability.QUERY_SUBMIT, "status", () -> driver.status(id));
        }
        return status;
    }

    /**
     * Waits until the job is done. If the limit passes or the thread is interrupted the job itself goes on; call
     * {@link #cancel} to end it.
     *
     * @param limit how long to wait
     * @return this job, completed
     * @throws QueryFailedException if the job failed
     * @throws CancelledException if the job was cancelled, or the thread interrupted
     * @throws DeadlineExceededException if the limit passes
     */
    public QueryJob await(Duration limit) {
        var context = facet.context("await").withRequestId(id);
        facet.poller().await(context, "query " + id, limit, () -> {
            QueryStatus now = refresh();
            return switch (now.state()) {
                case COMPLETED -> Optional.of(now);
                case FAILED ->
                    throw new QueryFailedException(
                            context, now.error().orElse("the query failed; the vendor gave no reason"), null);
                case CANCELLED -> throw new CancelledException(context, "the query was cancelled", null);
                case QUEUED, RUNNING, UNKNOWN -> Optional.empty();
            };
        });
        return this;
    }

    /**
     * The rows of the completed job; may be asked as often as the vendor keeps them.
     *
     * @return its rows, to be closed
     * @throws ConflictException if the job is not completed as far as the vendor is concerned
     */
    public Rows rows() {
        return facet.rows(Capability.QUERY_SUBMIT, "rows", () -> driver.rows(id));
    }

    /**
     * Cancels the job at the vendor. Cancelling a job that is over changes nothing.
     *
     * @return the status after it
     * @throws UnsupportedCapabilityException if the vendor cannot cancel, whatever the job's state; nothing is sent
     */
    public QueryStatus cancel() {
        facet.check(Capability.QUERY_CANCEL, "cancel");
        if (!refresh().state().terminal()) {
            status = facet.call(Capability.QUERY_CANCEL, "cancel", () -> driver.cancel(id));
        }
        return status;
    }

    /** Id and last known state. */
    @Override
    public String toString() {
        return "QueryJob[" + id + ", " + status.vendorState() + "]";
    }
}
