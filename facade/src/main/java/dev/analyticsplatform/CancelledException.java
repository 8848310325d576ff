package dev.analyticsplatform;

import org.jspecify.annotations.Nullable;

/** The caller or the vendor cancelled the work, or the calling thread was interrupted (its flag is kept). */
public final class CancelledException extends AnalyticsException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters.
     *
     * @param context where it happened
     * @param message what was wrong and what to do, without secrets
     * @param cause the cause, if there is one
     */
    public CancelledException(ErrorContext context, String message, @Nullable Throwable cause) {
        super(context, message, false, cause);
    }
}
