package dev.analyticsplatform;

import org.jspecify.annotations.Nullable;

/**
 * The configuration is wrong; nothing was sent. The message lists all problems at once, each with its key and a hint.
 */
public final class ConfigurationException extends AnalyticsException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters.
     *
     * @param context where it happened
     * @param message what was wrong and what to do, without secrets
     * @param cause the cause, if there is one
     */
    public ConfigurationException(ErrorContext context, String message, @Nullable Throwable cause) {
        super(context, message, false, cause);
    }
}
