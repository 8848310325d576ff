package dev.analyticsplatform.rockset;

import com.google.gson.JsonParseException;
import dev.analyticsplatform.client.rockset.JSON;
import dev.analyticsplatform.client.rockset.model.ErrorModel;
import dev.analyticsplatform.client.rockset.model.QueryError;
import dev.analyticsplatform.engine.http.ErrorShape;
import dev.analyticsplatform.engine.http.VendorError;
import dev.analyticsplatform.engine.http.VendorError.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Rockset's error body, the ErrorModel, and its query errors inside HTTP 200. */
final class RocksetErrors implements ErrorShape {

    /** Error types that tell more than the HTTP status; keyed without underscores, since spellings vary. */
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("QUERYERROR", Kind.QUERY_FAILED),
            Map.entry("QUERYTIMEOUT", Kind.DEADLINE),
            Map.entry("QUERYCANCELLED", Kind.CANCELLED),
            Map.entry("ALREADYEXISTS", Kind.CONFLICT),
            Map.entry("DEPENDENTRESOURCES", Kind.CONFLICT),
            Map.entry("NOTREADY", Kind.CONFLICT),
            Map.entry("CREATING", Kind.CONFLICT),
            Map.entry("NOTFOUND", Kind.NOT_FOUND),
            Map.entry("AUTHEXCEPTION", Kind.UNAUTHENTICATED),
            Map.entry("FORBIDDEN", Kind.PERMISSION_DENIED),
            Map.entry("RATELIMITEXCEEDED", Kind.RATE_LIMITED));

    @Override
    public VendorError read(int status, Headers headers, String body) {
        ErrorModel error;
        try {
            error = JSON.gson().fromJson(body, ErrorModel.class);
        } catch (JsonParseException notAnErrorModel) {
            return VendorError.NONE;
        }
        return error == null ? VendorError.NONE : read(error);
    }

    private static VendorError read(ErrorModel error) {
        String type = error.getType() == null ? null : error.getType().getValue();
        String id = Stream.of(error.getQueryId(), error.getTraceId(), error.getErrorId())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        String message = error.getMessage();
        if (message != null && error.getLine() != null) {
            message += " (line " + error.getLine() + (error.getColumn() == null ? "" : ", column " + error.getColumn())
                    + ")";
        }
        return withKind(VendorError.of(type, message, id), type);
    }

    /** A query error that came inside HTTP 200. */
    static VendorError read(QueryError error, @Nullable String queryId) {
        var read = VendorError.of(error.getType(), error.getMessage(), queryId);
        var kinded = withKind(read, error.getType());
        return kinded.kind().isPresent() ? kinded : read.withKind(Kind.QUERY_FAILED);
    }

    /** An answer that lacks what the document promises. */
    static VendorError malformed(String problem) {
        return VendorError.of(null, problem, null).withKind(Kind.PROTOCOL);
    }

    private static VendorError withKind(VendorError error, @Nullable String type) {
        Kind kind =
                type == null ? null : KINDS.get(type.toUpperCase(Locale.ROOT).replace("_", ""));
        return kind == null ? error : error.withKind(kind);
    }
}
