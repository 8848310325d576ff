package dev.analyticsplatform;

import org.jspecify.annotations.Nullable;

/** The state of the resource forbids the operation, for instance it exists already (HTTP 409). */
public final class ConflictException extends AnalyticsException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters.
     *
     * @param context where it happened
     * @param message what was wrong and what to do, without secrets
     * @param cause the cause, if there is one
     */
    public ConflictException(ErrorContext context, String message, @Nullable Throwable cause) {
        super(context, message, false, cause);
    }
}
