package dev.analyticsplatform.bytehouse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import dev.analyticsplatform.client.bytehouse.JSON;
import dev.analyticsplatform.client.bytehouse.model.ErrorResponse;
import dev.analyticsplatform.engine.http.ErrorShape;
import dev.analyticsplatform.engine.http.VendorError;
import dev.analyticsplatform.engine.http.VendorError.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * ByteHouse's error body. Its members are not published: a message is, and the engine's texts begin with {@code Code:
 * 60}, so codes are looked for in both.
 */
final class ByteHouseErrors implements ErrorShape {

    private static final Pattern CODE = Pattern.compile("\\bCode: (\\d+)");

    /** Numbers of the engine that tell more than the HTTP status. */
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("57", Kind.CONFLICT),
            Map.entry("60", Kind.NOT_FOUND),
            Map.entry("81", Kind.NOT_FOUND),
            Map.entry("82", Kind.CONFLICT),
            Map.entry("159", Kind.DEADLINE),
            Map.entry("394", Kind.CANCELLED),
            Map.entry("497", Kind.PERMISSION_DENIED));

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

    /** An error of a statement or job that came inside HTTP 200. */
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
        String told =
                text(object, "message").or(() -> Optional.ofNullable(message)).orElse(null);
        String code = text(object, "code").or(() -> code(told)).orElse(null);
        var read = VendorError.of(code, told, text(object, "requestID").orElse(null));
        Kind kind = code == null ? null : KINDS.get(code);
        return kind == null ? read : read.withKind(kind);
    }

    private static Optional<String> code(@Nullable String message) {
        var matcher = CODE.matcher(message == null ? "" : message);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Optional<String> text(JsonObject object, String member) {
        return object.get(member) instanceof JsonPrimitive primitive
                ? Optional.of(primitive.getAsString())
                : Optional.empty();
    }
}
