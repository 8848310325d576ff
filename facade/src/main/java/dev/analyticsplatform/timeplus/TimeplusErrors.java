package dev.analyticsplatform.timeplus;

import com.google.gson.JsonParseException;
import dev.analyticsplatform.client.timeplus.JSON;
import dev.analyticsplatform.client.timeplus.model.ErrorResponse;
import dev.analyticsplatform.client.timeplus.model.Query;
import dev.analyticsplatform.engine.http.ErrorShape;
import dev.analyticsplatform.engine.http.VendorError;
import dev.analyticsplatform.engine.http.VendorError.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Timeplus's error body, and how a query tells that it failed. Its code is mostly the number that the SQL engine has
 * for the error, beside an HTTP status that may be 500 for a fault of the request.
 */
final class TimeplusErrors implements ErrorShape {

    /** The SQL engine's numbers that tell more than the HTTP status. */
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("57", Kind.CONFLICT), // the stream exists
            Map.entry("60", Kind.NOT_FOUND), // no such stream
            Map.entry("81", Kind.NOT_FOUND), // no such database
            Map.entry("159", Kind.DEADLINE), // the query took too long
            Map.entry("192", Kind.UNAUTHENTICATED), // no such user
            Map.entry("193", Kind.UNAUTHENTICATED), // wrong password
            Map.entry("202", Kind.RATE_LIMITED), // too many queries at a time
            Map.entry("394", Kind.CANCELLED), // the query was cancelled
            Map.entry("497", Kind.PERMISSION_DENIED),
            Map.entry("516", Kind.UNAUTHENTICATED),
            Map.entry("630", Kind.CONFLICT)); // others depend on it

    private static final Pattern CODE = Pattern.compile("\\bcode: ?(\\d{1,6})\\b", Pattern.CASE_INSENSITIVE);
    private static final int NOT_FOUND = 404;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    @Override
    public VendorError read(int status, Headers headers, String body) {
        if (status == NOT_FOUND && body.isBlank()) {
            return VendorError.of(null, "Timeplus has nothing of that name or id", null);
        }
        ErrorResponse error;
        try {
            error = JSON.gson().fromJson(body, ErrorResponse.class);
        } catch (JsonParseException notAnErrorResponse) {
            return VendorError.NONE;
        }
        String message = error == null ? null : error.getMessage();
        if (error == null || (error.getCode() == null && (message == null || message.isBlank()))) {
            return VendorError.NONE;
        }
        String code = error.getCode() == null ? null : error.getCode().toString();
        var read = VendorError.of(code, message, null);
        Kind kind = code == null || !ofTheEngine(status, code) ? null : KINDS.get(code);
        return kind == null ? read : read.withKind(kind);
    }

    /** The engine's numbers come with 400 and 500; the application server's own are the HTTP status again. */
    static boolean ofTheEngine(int status, String code) {
        return (status == BAD_REQUEST || status == SERVER_ERROR) && !code.equals(Integer.toString(status));
    }

    /** How a query ended that did not finish. */
    static VendorError read(Query query) {
        if (Query.StatusEnum.CANCELED.equals(query.getStatus())) {
            return VendorError.of(null, "the query was cancelled" + because(query), query.getId())
                    .withKind(Kind.CANCELLED);
        }
        var code = Optional.ofNullable(query.getMessage()).map(CODE::matcher).filter(matcher -> matcher.find());
        String number = code.map(found -> found.group(1)).orElse(null);
        Kind kind = number == null ? Kind.QUERY_FAILED : KINDS.getOrDefault(number, Kind.QUERY_FAILED);
        boolean ofTheStatement = kind == Kind.NOT_FOUND || kind == Kind.CONFLICT;
        return VendorError.of(number, "the query failed" + because(query), query.getId())
                .withKind(ofTheStatement ? Kind.QUERY_FAILED : kind);
    }

    private static String because(Query query) {
        String message = query.getMessage();
        return message == null || message.isBlank() ? "" : ": " + message;
    }

    /** An answer that lacks what the document promises. */
    static VendorError malformed(String problem) {
        return VendorError.of(null, problem, null).withKind(Kind.PROTOCOL);
    }

    /** A stream of events that ended too early. */
    static VendorError cutOff(@Nullable String queryId) {
        return VendorError.of(
                        null,
                        "the stream of events ended before Timeplus told how the query ended, so its rows are not whole",
                        queryId)
                .withKind(Kind.TRANSPORT);
    }
}
