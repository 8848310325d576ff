package dev.analyticsplatform;

import org.jspecify.annotations.Nullable;

/** The vendor refused the request as wrong (HTTP 400, 405, 406, 413, 415, 422), or an argument cannot be sent. */
public final class InvalidRequestException extends AnalyticsException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters.
     *
     * @param context where it happened
     * @param message what was wrong and what to do, without secrets
     * @param cause the cause, if there is one
     */
    public InvalidRequestException(ErrorContext context, String message, @Nullable Throwable cause) {
        super(context, message, false, cause);
    }
}
