package dev.analyticsplatform;

import org.jspecify.annotations.Nullable;

/**
 * The answer is not what the vendor's document promises: no JSON, a wrong type, a number out of range, or a limit of
 * this library passed.
 */
public final class ProtocolException extends AnalyticsException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters.
     *
     * @param context where it happened
     * @param message what was wrong and what to do, without secrets
     * @param cause the cause, if there is one
     */
    public ProtocolException(ErrorContext context, String message, @Nullable Throwable cause) {
        super(context, message, false, cause);
    }
}
