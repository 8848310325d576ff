package dev.analyticsplatform;

/** How far a query job is. */
public enum QueryState {
    /** Accepted, not started. */
    QUEUED,
    /** Running. */
    RUNNING,
    /** Done; its rows can be read. */
    COMPLETED,
    /** Ended with an error. */
    FAILED,
    /** Cancelled. */
    CANCELLED,
    /** The vendor names a state that this library does not know; see {@link QueryStatus#vendorState()}. */
    UNKNOWN;

    /**
     * Whether the state can change no more.
     *
     * @return true for COMPLETED, FAILED and CANCELLED
     */
    public boolean terminal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
