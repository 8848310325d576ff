package dev.analyticsplatform;

import org.jspecify.annotations.Nullable;

/** The credentials are missing, wrong or expired (HTTP 401). */
public final class UnauthenticatedException extends AnalyticsException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters.
     *
     * @param context where it happened
     * @param message what was wrong and what to do, without secrets
     * @param cause the cause, if there is one
     */
    public UnauthenticatedException(ErrorContext context, String message, @Nullable Throwable cause) {
        super(context, message, false, cause);
    }
}
