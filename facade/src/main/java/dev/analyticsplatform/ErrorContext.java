package dev.analyticsplatform;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Where an error happened: vendor, operation, HTTP status, the vendor's own error code and request id. Immutable.
 *
 * @param vendor the vendor's id, such as {@code rockset}
 * @param operation the vendor's operationId, or the facade's method where no operation was called
 * @param httpStatus the HTTP status, empty if no answer arrived
 * @param vendorCode the vendor's own error code, such as {@code QUERY_ERROR}
 * @param requestId the id to quote to the vendor's support: a request, trace or query id
 * @param retryAfter how long the vendor asked to wait before another try
 */
public record ErrorContext(
        String vendor,
        String operation,
        OptionalInt httpStatus,
        Optional<String> vendorCode,
        Optional<String> requestId,
        Optional<Duration> retryAfter) {

    /** Checks that no part is null. */
    public ErrorContext {
        Objects.requireNonNull(vendor, "vendor");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(httpStatus, "httpStatus");
        Objects.requireNonNull(vendorCode, "vendorCode");
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(retryAfter, "retryAfter");
    }

    /**
     * A context without an answer.
     *
     * @param vendor the vendor's id
     * @param operation the operation
     * @return the context
     */
    public static ErrorContext of(String vendor, String operation) {
        return new ErrorContext(
                vendor, operation, OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The same with an HTTP status.
     *
     * @param status the status
     * @return a copy
     */
    public ErrorContext withHttpStatus(int status) {
        return new ErrorContext(vendor, operation, OptionalInt.of(status), vendorCode, requestId, retryAfter);
    }

    /**
     * The same with the vendor's error code.
     *
     * @param code the code, or null if the vendor sent none
     * @return a copy
     */
    public ErrorContext withVendorCode(@Nullable String code) {
        return new ErrorContext(vendor, operation, httpStatus, Optional.ofNullable(code), requestId, retryAfter);
    }

    /**
     * The same with the vendor's id of the request or query.
     *
     * @param id the id, or null if the vendor sent none
     * @return a copy
     */
    public ErrorContext withRequestId(@Nullable String id) {
        return new ErrorContext(vendor, operation, httpStatus, vendorCode, Optional.ofNullable(id), retryAfter);
    }

    /**
     * The same with the wait that the vendor asked for.
     *
     * @param wait the wait, or null if the vendor asked for none
     * @return a copy
     */
    public ErrorContext withRetryAfter(@Nullable Duration wait) {
        return new ErrorContext(vendor, operation, httpStatus, vendorCode, requestId, Optional.ofNullable(wait));
    }

    /** The context as it stands in front of every error message. */
    @Override
    public String toString() {
        var text = new StringBuilder(vendor).append(' ').append(operation);
        httpStatus.ifPresent(status -> text.append(", HTTP ").append(status));
        vendorCode.ifPresent(code -> text.append(", ").append(code));
        requestId.ifPresent(id -> text.append(", request ").append(id));
        retryAfter.ifPresent(
                wait -> text.append(", retry after ").append(wait.toSeconds()).append(" s"));
        return text.toString();
    }
}
