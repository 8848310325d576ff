package dev.analyticsplatform;

import org.jspecify.annotations.Nullable;

/** A time limit passed: of an attempt, of the whole call, between two rows, or of a wait. */
public final class DeadlineExceededException extends AnalyticsException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters.
     *
     * @param context where it happened
     * @param message what was wrong and what to do, without secrets
     * @param cause the cause, if there is one
     */
    public DeadlineExceededException(ErrorContext context, String message, @Nullable Throwable cause) {
        super(context, message, true, cause);
    }
}
