package dev.analyticsplatform;

import org.jspecify.annotations.Nullable;

/** The vendor failed (HTTP 5xx), after the retries that are safe for the operation. */
public final class ServerException extends AnalyticsException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters.
     *
     * @param context where it happened
     * @param message what was wrong and what to do, without secrets
     * @param cause the cause, if there is one
     */
    public ServerException(ErrorContext context, String message, @Nullable Throwable cause) {
        super(context, message, true, cause);
    }
}
