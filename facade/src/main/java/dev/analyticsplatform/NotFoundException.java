package dev.analyticsplatform;

import org.jspecify.annotations.Nullable;

/** What was named does not exist (HTTP 404). */
public final class NotFoundException extends AnalyticsException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters.
     *
     * @param context where it happened
     * @param message what was wrong and what to do, without secrets
     * @param cause the cause, if there is one
     */
    public NotFoundException(ErrorContext context, String message, @Nullable Throwable cause) {
        super(context, message, false, cause);
    }
}
