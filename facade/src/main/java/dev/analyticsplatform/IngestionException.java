package dev.analyticsplatform;

/**
 * Ingestion stopped before the last row, because a batch failed or the caller's rows threw. {@link #result()} tells
 * what became of every row up to there, so that the caller can go on from {@link IngestResult#nextIndex()} without
 * losing or doubling a row. Never {@link #retryable()} as a whole: rows that were accepted would arrive twice.
 */
public final class IngestionException extends AnalyticsException {

    private static final long serialVersionUID = 1L;

    private final transient IngestResult result;

    IngestionException(ErrorContext context, IngestResult result, RuntimeException cause) {
        super(
                context,
                "ingestion stopped: " + result + "; rows from index " + (result.nextIndex() + result.inDoubt())
                        + " on were not sent. Cause: " + cause.getMessage(),
                false,
                cause);
        this.result = result;
    }

    /**
     * What became of the rows before it stopped.
     *
     * @return the partial result
     */
    public IngestResult result() {
        return result;
    }
}
