package dev.analyticsplatform.engine.http;

/** What happens if the vendor receives the same request twice. */
public enum Safety {
    /** It changes nothing: reads, and POSTs that only read. */
    SAFE,
    /**
     * Twice leaves the vendor in the same state as once. Repeated like {@link #SAFE}; the answer to the second request
     * may differ, for example 404 for a delete whose first answer got lost.
     */
    IDEMPOTENT,
    /** Twice is more than once. Repeated only if the vendor provably did not process it. */
    UNSAFE;

    boolean repeatable() {
        return this != UNSAFE;
    }
}
