package dev.analyticsplatform;

import org.jspecify.annotations.Nullable;

/** The credentials are good but lack the right (HTTP 403). */
public final class PermissionDeniedException extends AnalyticsException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters.
     *
     * @param context where it happened
     * @param message what was wrong and what to do, without secrets
     * @param cause the cause, if there is one
     */
    public PermissionDeniedException(ErrorContext context, String message, @Nullable Throwable cause) {
        super(context, message, false, cause);
    }
}
