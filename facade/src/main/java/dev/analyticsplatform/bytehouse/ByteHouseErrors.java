package dev.analyticsplatform.bytehouse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.QueryFailedException;
import dev.analyticsplatform.client.bytehouse.JSON;
import dev.analyticsplatform.client.bytehouse.model.ErrorResponse;
import dev.analyticsplatform.engine.http.ErrorShape;
import dev.analyticsplatform.engine.http.VendorError;
import dev.analyticsplatform.engine.http.VendorError.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * ByteHouse's error body. Its members are not published: a message is, and the engine's texts begin with {@code Code:
 * 60}, so codes are looked for in both. A statement that the engine refuses is a failed query; where the catalog or
 * ingestion wrote it, the code tells more.
 */
final class ByteHouseErrors implements ErrorShape {

    private static final Pattern CODE = Pattern.compile("\\bCode: (\\d+)");
    private static final Pattern AT_ROW = Pattern.compile("\\bat row (\\d{1,9})\\b");
    private static final String CANCELLED = "394";

    /** Numbers of the engine that tell more than "the statement failed". */
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("159", Kind.DEADLINE), // took too long
            Map.entry("160", Kind.DEADLINE), // would take too long
            Map.entry("192", Kind.UNAUTHENTICATED), // no such user
            Map.entry("193", Kind.UNAUTHENTICATED), // wrong password
            Map.entry("202", Kind.RATE_LIMITED), // too many queries at a time
            Map.entry(CANCELLED, Kind.CANCELLED),
            Map.entry("497", Kind.PERMISSION_DENIED),
            Map.entry("516", Kind.UNAUTHENTICATED));

    /** Told by its name, since its number is not published. */
    private static final String WAREHOUSE_DOWN = "VIRTUAL_WAREHOUSE_NOT_RUNNING";

    private static final Set<String> NO_SUCH_THING = Set.of("60", "81");
    private static final Set<String> EXISTS_ALREADY = Set.of("57", "82");
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    @Override
    public VendorError read(int status, Headers headers, String body) {
        ErrorResponse error;
        try {
            error = JSON.gson().fromJson(body, ErrorResponse.class);
        } catch (JsonParseException notAnErrorResponse) {
            return VendorError.NONE;
        }
        return error == null ? VendorError.NONE : read(error.getMessage(), error.getError());
    }

    /** An error of a statement that came inside HTTP 200. */
    static VendorError ofQuery(@Nullable String message, @Nullable JsonElement error) {
        var read = read(message, error);
        return read.kind().isPresent() ? read : read.withKind(Kind.QUERY_FAILED);
    }

    /** An answer that lacks what the document promises. */
    static VendorError malformed(String problem) {
        return VendorError.of(null, problem, null).withKind(Kind.PROTOCOL);
    }

    /** Whether the error object of an answer tells of a failure: it is there, too, when all went well. */
    static boolean tells(@Nullable JsonElement error) {
        return error instanceof JsonObject object
                && (text(object, "message").filter(text -> !text.isEmpty()).isPresent()
                        || text(object, "code")
                                .filter(code -> !code.isEmpty() && !code.equals("0"))
                                .isPresent());
    }

    private static VendorError read(@Nullable String message, @Nullable JsonElement error) {
        var object = error instanceof JsonObject given ? given : new JsonObject();
        String told = text(object, "message")
                .filter(text -> !text.isEmpty())
                .or(() -> Optional.ofNullable(message))
                .orElse(null);
        // Only the engine's own text tells that it is the statement which is wrong.
        var engine = code(told);
        String code = engine.or(() -> text(object, "code")).orElse(null);
        var read = VendorError.of(code, told, text(object, "requestID").orElse(null));
        Kind kind = code == null ? null : KINDS.get(code);
        if (told != null && told.contains(WAREHOUSE_DOWN)) {
            kind = Kind.CONFLICT;
        } else if (kind == null && engine.isPresent()) {
            kind = Kind.QUERY_FAILED;
        }
        return kind == null ? read : read.withKind(kind);
    }

    /** The engine's number in one of its texts. */
    private static Optional<String> code(@Nullable String message) {
        var matcher = CODE.matcher(message == null ? "" : message);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Whether the text of a failed job says that somebody stopped it. */
    static boolean tellsOfCancelling(String message) {
        return code(message).filter(CANCELLED::equals).isPresent();
    }

    /** The error of a statement that the user did not write: what it says of the thing that it is about. */
    static AnalyticsException ofCatalog(AnalyticsException failed) {
        String code = failed.context().vendorCode().orElse("");
        if (!(failed instanceof QueryFailedException)) {
            return failed;
        } else if (NO_SUCH_THING.contains(code)) {
            return new NotFoundException(failed.context(), text(failed), failed);
        } else if (EXISTS_ALREADY.contains(code)) {
            return new ConflictException(failed.context(), text(failed), failed);
        }
        return failed;
    }

    /** The error of an INSERT; one that the engine refused stored nothing. */
    static AnalyticsException ofIngestion(AnalyticsException failed) {
        AnalyticsException known = ofCatalog(failed);
        boolean refused = known instanceof QueryFailedException
                && known.context().vendorCode().isPresent()
                && isBelow500(known);
        return refused ? new InvalidRequestException(known.context(), text(known), known) : known;
    }

    /** The row that an INSERT was refused for, counted from 0. */
    static OptionalInt refusedRow(AnalyticsException failed) {
        var row = AT_ROW.matcher(text(failed));
        return failed instanceof InvalidRequestException && isBelow500(failed) && row.find()
                ? OptionalInt.of(Integer.parseInt(row.group(1)) - 1)
                : OptionalInt.empty();
    }

    private static boolean isBelow500(AnalyticsException failed) {
        int status = failed.context().httpStatus().orElse(0);
        return status >= BAD_REQUEST && status < SERVER_ERROR;
    }

    /** The message without the context that it begins with. */
    static String text(AnalyticsException failed) {
        String prefix = failed.context() + ": ";
        String message = String.valueOf(failed.getMessage());
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }

    /** A member of an answer whose form is not published. */
    static Optional<String> text(JsonObject object, String member) {
        return object.get(member) instanceof JsonPrimitive primitive
                ? Optional.of(primitive.getAsString())
                : Optional.empty();
    }
}
