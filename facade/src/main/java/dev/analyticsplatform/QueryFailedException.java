package dev.analyticsplatform;

import org.jspecify.annotations.Nullable;

/**
 * The query itself failed: wrong SQL, or an error while it ran. Raised also where the vendor reports it inside HTTP
 * 200.
 */
public final class QueryFailedException extends AnalyticsException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters.
     *
     * @param context where it happened
     * @param message what was wrong and what to do, without secrets
     * @param cause the cause, if there is one
     */
    public QueryFailedException(ErrorContext context, String message, @Nullable Throwable cause) {
        super(context, message, false, cause);
    }
}
