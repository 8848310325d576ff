package dev.analyticsplatform;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Root of every error that this library throws. The message names vendor, operation, HTTP status, the vendor's code and
 * request id, what was wrong and what to do; it never holds a credential.
 *
 * <p>The family is sealed: a {@code switch} over it is complete.
 */
public abstract sealed class AnalyticsException extends RuntimeException
        permits ConfigurationException,
                UnsupportedCapabilityException,
                InvalidRequestException,
                UnauthenticatedException,
                PermissionDeniedException,
                NotFoundException,
                ConflictException,
                RateLimitedException,
                ServerException,
                QueryFailedException,
                TransportException,
                DeadlineExceededException,
                CancelledException,
                ProtocolException,
                IngestionException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorContext context;
    private final boolean retryable;

    AnalyticsException(ErrorContext context, String message, boolean retryable, @Nullable Throwable cause) {
        super(context + ": " + Objects.requireNonNull(message, "message"), cause);
        this.context = context;
        this.retryable = retryable;
    }

    /**
     * Where it happened.
     *
     * @return vendor, operation, status, codes
     */
    public final ErrorContext context() {
        return context;
    }

    /**
     * Whether the same call may succeed later without a change. This library has already retried what was safe to
     * retry; for an operation that is not safe to repeat the caller has to find out first whether it took effect.
     *
     * @return true if a later try makes sense
     */
    public final boolean retryable() {
        return retryable;
    }
}
