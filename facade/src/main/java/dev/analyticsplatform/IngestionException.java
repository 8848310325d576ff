package dev.analyticsplatform;

/**
 * Ingestion stopped before the last row. {@link #result()} tells what became of every row up to there, so that the
 * caller can go on without losing or doubling a row; the cause is the error that stopped it.
 */
public final class IngestionException extends AnalyticsException {

    private static final long serialVersionUID = 1L;

    private final transient IngestResult result;

    /**
     * For the engine.
     *
     * @param result what became of the rows
     * @param cause the error of the batch that failed
     */
    IngestionException(IngestResult result, AnalyticsException cause) {
        super(
                cause.context(),
                "ingestion stopped: " + result + ". Rows in doubt may or may not have arrived; the rest was not sent",
                cause.retryable(),
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
