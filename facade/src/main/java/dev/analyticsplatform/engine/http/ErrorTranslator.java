package dev.analyticsplatform.engine.http;

import com.google.gson.JsonParseException;
import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.CancelledException;
import dev.analyticsplatform.ConfigurationException;
import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.DeadlineExceededException;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.PermissionDeniedException;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.QueryFailedException;
import dev.analyticsplatform.RateLimitedException;
import dev.analyticsplatform.ServerException;
import dev.analyticsplatform.TimeSource;
import dev.analyticsplatform.TransportException;
import dev.analyticsplatform.UnauthenticatedException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Makes our exceptions of everything that can go wrong with a call. A vendor only tells the shape of its error bodies
 * and the codes that mean something else than their HTTP status. Texts that others wrote are cut to 2 KB, brought to
 * one line and cleared of credentials.
 */
final class ErrorTranslator {

    private static final int EXCERPT = 2048;
    private static final int SHORT = 200;

    private final Endpoint endpoint;
    private final Redactor redactor;
    private final TimeSource time;

    ErrorTranslator(Endpoint endpoint, Redactor redactor, TimeSource time) {
        this.endpoint = endpoint;
        this.redactor = redactor;
        this.time = time;
    }

    /** An answer that is not 2xx. */
    AnalyticsException status(CallState state, int status, Headers headers, HttpUrl url, String body) {
        VendorError error;
        try {
            error = endpoint.errors().read(status, headers, body);
        } catch (RuntimeException brokenShape) {
            error = VendorError.NONE;
        }
        var context = state.context()
                .withHttpStatus(status)
                .withRetryAfter(
                        RetryAfter.parse(headers.get("Retry-After"), time.now()).orElse(null));
        if (status < 400) {
            return new ProtocolException(context, redirect(headers, url), null);
        }
        var message = new StringBuilder(error.message()
                .map(this::foreign)
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> body.isBlank() ? "the server gave no reason" : "the server said: " + foreign(body)));
        message.append(state.attemptsMade());
        if (state.note != null) {
            message.append("; ").append(state.note);
        }
        return make(error.kind().orElseGet(() -> kind(status)), described(context, error), message.toString());
    }

    /** An error inside an answer that says 200, or one that an adapter found by itself. */
    AnalyticsException vendor(ErrorContext context, VendorError error) {
        var message = error.message().map(this::foreign).orElse("the vendor reported an error without a text");
        return make(error.kind().orElse(VendorError.Kind.QUERY_FAILED), described(context, error), message);
    }

    /** Whatever a call threw. Exceptions that are no failure of the call (bugs) come out as they are. */
    RuntimeException thrown(CallState state, Exception thrown) {
        if (thrown instanceof AnalyticsException ours) {
            return ours;
        } else if (thrown instanceof IOException io) {
            return io(state, io);
        } else if (thrown instanceof JsonParseException
                || thrown instanceof DateTimeException
                || thrown instanceof NumberFormatException) {
            return unreadable(state, "", thrown);
        } else if (thrown instanceof IllegalArgumentException argument) {
            return state.answer != null ? unreadable(state, "", argument) : badArgument(state, argument);
        }
        return thrown instanceof RuntimeException bug ? bug : new IllegalStateException(thrown);
    }

    AnalyticsException io(CallState state, IOException failure) {
        if (failure instanceof CarriedFailure carried) {
            return carried.failure();
        }
        var reason = state.stopped();
        if (reason != null) {
            return state.ended(reason, redactor.safe(failure));
        }
        if (Thread.currentThread().isInterrupted()) {
            return state.ended(CallState.Stop.INTERRUPTED, redactor.safe(failure));
        }
        if (failure instanceof UnreadableAnswer unreadable) {
            return unreadable(state, unreadable.excerpt(), java.util.Objects.requireNonNull(unreadable.getCause()));
        }
        if (failure instanceof CharacterCodingException
                || failure instanceof com.google.gson.stream.MalformedJsonException
                || (state.answer != null && failure instanceof java.io.EOFException)) {
            return unreadable(state, "", failure);
        }
        var context = answered(state);
        if (failure instanceof LimitReached) {
            return new DeadlineExceededException(
                    context, failure.getMessage() + state.attemptsMade() + noted(state), redactor.safe(failure));
        }
        var text = failure instanceof BodyFailure
                ? String.valueOf(failure.getMessage())
                : "the exchange with " + Origins.of(endpoint.baseUrl()) + " failed: "
                        + failure.getClass().getSimpleName() + ": " + foreign(String.valueOf(failure.getMessage()));
        return new TransportException(context, text + state.attemptsMade() + noted(state), redactor.safe(failure));
    }

    AnalyticsException noCredentials(CallState state, RuntimeException e) {
        return new UnauthenticatedException(
                state.context(),
                "the supplier of the credentials failed with " + e.getClass().getName() + "; nothing was sent",
                redactor.safe(e));
    }

    AnalyticsException emptyAnswer(CallState state) {
        return new ProtocolException(answered(state), "the answer has no body, but the operation promises one", null);
    }

    /** An answer of the right kind with a flaw. */
    AnalyticsException unreadable(CallState state, String problem) {
        return new ProtocolException(answered(state), "the answer cannot be read: " + problem, null);
    }

    /** A 2xx answer of another kind than the one that was asked for: perhaps an error of the vendor. */
    AnalyticsException unexpected(CallState state, int status, Headers headers, String expected, String start) {
        VendorError error;
        try {
            error = endpoint.errors().read(status, headers, start);
        } catch (RuntimeException brokenShape) {
            error = VendorError.NONE;
        }
        var context = state.context().withHttpStatus(status);
        if (error.message().isPresent() || error.code().isPresent()) {
            return vendor(context, error);
        }
        return new ProtocolException(
                context,
                "the answer is not " + expected + " (content type "
                        + foreign(String.valueOf(headers.get("Content-Type"))) + "); "
                        + (start.isBlank() ? "it is empty" : "it begins with: " + foreign(start)),
                null);
    }

    /** An answer that says it is a websocket and is not. */
    AnalyticsException badHandshake(CallState state, Throwable problem) {
        return new ProtocolException(
                answered(state),
                "the handshake of the websocket is wrong: " + foreign(String.valueOf(problem.getMessage())),
                redactor.safe(problem));
    }

    /** A websocket that was open has broken. */
    AnalyticsException webSocket(CallState state, Throwable failure) {
        if (failure instanceof CarriedFailure carried) {
            return carried.failure();
        }
        var reason = state.stopped();
        if (reason != null) {
            return state.ended(reason, redactor.safe(failure));
        }
        var text = failure instanceof java.io.EOFException
                ? "the websocket was cut off: it ended without a close frame"
                : "the websocket broke off: " + failure.getClass().getSimpleName() + ": "
                        + foreign(String.valueOf(failure.getMessage()));
        return new TransportException(answered(state), text, redactor.safe(failure));
    }

    /** A websocket that the server has closed, although its answer was not at its end or the code tells an error. */
    AnalyticsException webSocketClosed(CallState state, int code, String reason) {
        return new TransportException(
                answered(state).withVendorCode(String.valueOf(code)),
                "the server closed the websocket with code " + code
                        + (reason.isBlank() ? " and no reason" : ": " + foreign(reason)),
                null);
    }

    private AnalyticsException unreadable(CallState state, String excerpt, Throwable cause) {
        var head = state.answer;
        var text = new StringBuilder(excerpt.isEmpty() ? "the answer cannot be read" : "the answer is not JSON");
        if (head != null) {
            text.append(" (content type ")
                    .append(foreign(head.contentType()))
                    .append(", path ")
                    .append(foreign(head.path()))
                    .append(')');
        }
        text.append(": ");
        if (cause instanceof CharacterCodingException) {
            text.append("it holds bytes that are not valid in its character set");
        } else if (!excerpt.isEmpty()) {
            text.append("it begins with: ").append(foreign(excerpt));
        } else {
            text.append(Texts.line(redactor.redact(String.valueOf(cause.getMessage())), SHORT));
        }
        return new ProtocolException(answered(state), text.toString(), redactor.safe(cause));
    }

    private AnalyticsException badArgument(CallState state, IllegalArgumentException e) {
        // OkHttp prints the value of a header that it refuses, so that text is cut and the cause left out.
        var text = String.valueOf(e.getMessage());
        int value = text.indexOf(" value: ");
        return new InvalidRequestException(
                state.context(),
                "the request cannot be built, nothing was sent: "
                        + foreign(value < 0 ? text : text.substring(0, value)),
                null);
    }

    private static String redirect(Headers headers, HttpUrl url) {
        var location = headers.get("Location");
        var target = location == null ? null : url.resolve(location);
        return "the server redirects " + (target == null ? "elsewhere" : "to " + Origins.of(target))
                + ", which is never followed; check the endpoint, and whether a proxy or login page stands in between";
    }

    private ErrorContext described(ErrorContext context, VendorError error) {
        return context.withVendorCode(error.code().map(this::brief).orElse(null))
                .withRequestId(error.requestId().map(this::brief).orElse(null));
    }

    private static ErrorContext answered(CallState state) {
        var head = state.answer;
        return head == null ? state.context() : state.context().withHttpStatus(head.status());
    }

    private static String noted(CallState state) {
        boolean inDoubt = state.mayHaveArrived && state.safety() == Safety.UNSAFE;
        return (inDoubt ? "; the vendor may have received the request, so find out before you repeat it" : "")
                + (state.note == null ? "" : "; " + state.note);
    }

    private String foreign(String text) {
        return Texts.line(redactor.redact(text), EXCERPT);
    }

    private String brief(String text) {
        return Texts.line(redactor.redact(text), SHORT);
    }

    private static VendorError.Kind kind(int status) {
        return switch (status) {
            case 401 -> VendorError.Kind.UNAUTHENTICATED;
            case 402, 403 -> VendorError.Kind.PERMISSION_DENIED;
            case 404, 410 -> VendorError.Kind.NOT_FOUND;
            case 407 -> VendorError.Kind.CONFIGURATION;
            case 408, 425 -> VendorError.Kind.SERVER;
            case 409, 412, 423 -> VendorError.Kind.CONFLICT;
            case 429 -> VendorError.Kind.RATE_LIMITED;
            default -> status < 500 ? VendorError.Kind.INVALID_REQUEST : VendorError.Kind.SERVER;
        };
    }

    private static AnalyticsException make(VendorError.Kind kind, ErrorContext context, String message) {
        @Nullable Throwable none = null;
        return switch (kind) {
            case INVALID_REQUEST -> new InvalidRequestException(context, message, none);
            case UNAUTHENTICATED -> new UnauthenticatedException(context, message, none);
            case PERMISSION_DENIED -> new PermissionDeniedException(context, message, none);
            case NOT_FOUND -> new NotFoundException(context, message, none);
            case CONFLICT -> new ConflictException(context, message, none);
            case RATE_LIMITED -> new RateLimitedException(context, message, none);
            case SERVER -> new ServerException(context, message, none);
            case QUERY_FAILED -> new QueryFailedException(context, message, none);
            case CANCELLED -> new CancelledException(context, message, none);
            case DEADLINE -> new DeadlineExceededException(context, message, none);
            case PROTOCOL -> new ProtocolException(context, message, none);
            case TRANSPORT -> new TransportException(context, message, none);
            case CONFIGURATION -> new ConfigurationException(context, message, none);
        };
    }
}
