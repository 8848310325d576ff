package dev.analyticsplatform;

import org.jspecify.annotations.Nullable;

/** The network failed: no connection, a broken one, or an answer that ended too soon. */
public final class TransportException extends AnalyticsException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters.
     *
     * @param context where it happened
     * @param message what was wrong and what to do, without secrets
     * @param cause the cause, if there is one
     */
    public TransportException(ErrorContext context, String message, @Nullable Throwable cause) {
        super(context, message, true, cause);
    }
}
