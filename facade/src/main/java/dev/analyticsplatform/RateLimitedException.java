package dev.analyticsplatform;

import org.jspecify.annotations.Nullable;

/**
 * Too many requests (HTTP 429), after the retries of the retry policy. {@link ErrorContext#retryAfter()} holds the
 * vendor's hint.
 */
public final class RateLimitedException extends AnalyticsException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters.
     *
     * @param context where it happened
     * @param message what was wrong and what to do, without secrets
     * @param cause the cause, if there is one
     */
    public RateLimitedException(ErrorContext context, String message, @Nullable Throwable cause) {
        super(context, message, true, cause);
    }
}
