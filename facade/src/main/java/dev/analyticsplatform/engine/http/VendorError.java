package dev.analyticsplatform.engine.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error as a vendor tells it, in an error body or inside HTTP 200.
 *
 * @param code the vendor's own code
 * @param message the vendor's text
 * @param requestId the id to quote to the vendor's support
 * @param kind what it means, where the HTTP status says otherwise or there is none
 */
public record VendorError(
        Optional<String> code, Optional<String> message, Optional<String> requestId, Optional<Kind> kind) {

    /** The body told nothing. */
    public static final VendorError NONE =
            new VendorError(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The exception that an error becomes. */
    public enum Kind {
        /** {@link dev.analyticsplatform.InvalidRequestException}. */
        INVALID_REQUEST,
        /** {@link dev.analyticsplatform.UnauthenticatedException}. */
        UNAUTHENTICATED,
        /** {@link dev.analyticsplatform.PermissionDeniedException}. */
        PERMISSION_DENIED,
        /** {@link dev.analyticsplatform.NotFoundException}. */
        NOT_FOUND,
        /** {@link dev.analyticsplatform.ConflictException}. */
        CONFLICT,
        /** {@link dev.analyticsplatform.RateLimitedException}. */
        RATE_LIMITED,
        /** {@link dev.analyticsplatform.ServerException}. */
        SERVER,
        /** {@link dev.analyticsplatform.QueryFailedException}. */
        QUERY_FAILED,
        /** {@link dev.analyticsplatform.CancelledException}. */
        CANCELLED,
        /** {@link dev.analyticsplatform.DeadlineExceededException}. */
        DEADLINE,
        /** {@link dev.analyticsplatform.ProtocolException}. */
        PROTOCOL,
        /** {@link dev.analyticsplatform.TransportException}. */
        TRANSPORT,
        /** {@link dev.analyticsplatform.ConfigurationException}. */
        CONFIGURATION
    }

    /**
     * An error from parts that may be missing.
     *
     * @param code the vendor's own code
     * @param message the vendor's text
     * @param requestId the id to quote
     * @return the error
     */
    public static VendorError of(@Nullable String code, @Nullable String message, @Nullable String requestId) {
        return new VendorError(
                Optional.ofNullable(code),
                Optional.ofNullable(message),
                Optional.ofNullable(requestId),
                Optional.empty());
    }

    /**
     * The same with a meaning of its own.
     *
     * @param value what the error means
     * @return a copy
     */
    public VendorError withKind(Kind value) {
        return new VendorError(code, message, requestId, Optional.of(value));
    }
}
