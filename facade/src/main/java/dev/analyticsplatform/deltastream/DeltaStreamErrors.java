package dev.analyticsplatform.deltastream;

import com.google.gson.JsonParseException;
import dev.analyticsplatform.client.deltastream.JSON;
import dev.analyticsplatform.client.deltastream.controlplane.model.ErrorResponse;
import dev.analyticsplatform.engine.http.ErrorShape;
import dev.analyticsplatform.engine.http.VendorError;
import dev.analyticsplatform.engine.http.VendorError.Kind;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** DeltaStream's error body, the ErrorResponse, and the SQL states inside HTTP 200. */
final class DeltaStreamErrors implements ErrorShape {

    static final String SUCCESS = "00000";
    static final String RUNNING = "03000";
    static final String CANCELLED = "57000";
    static final String NO_TOPIC = "3D007";

    static final DeltaStreamErrors CONTROL_PLANE = new DeltaStreamErrors("");
    static final DeltaStreamErrors DATA_PLANE =
            new DeltaStreamErrors("; the token that DeltaStream gives for the rows of one statement lives for minutes: "
                    + "run the statement again and read its rows without long breaks");

    private final String whenRefused;

    private DeltaStreamErrors(String whenRefused) {
        this.whenRefused = whenRefused;
    }

    @Override
    public VendorError read(int status, Headers headers, String body) {
        String message = message(body);
        boolean refused = (status == 401 || status == 403) && !whenRefused.isEmpty();
        if (refused) {
            message = (message == null ? "the data plane refused its token" : message) + whenRefused;
        }
        return VendorError.of(null, message, null);
    }

    private static @Nullable String message(String body) {
        try {
            ErrorResponse error = JSON.gson().fromJson(body, ErrorResponse.class);
            return error == null ? null : error.getMessage();
        } catch (JsonParseException notAnErrorResponse) {
            return null;
        }
    }

    /** A statement that did not succeed. */
    static VendorError of(String sqlState, @Nullable String message, @Nullable String statementId) {
        var error = VendorError.of(sqlState, message, statementId);
        return kind(sqlState).map(error::withKind).orElse(error);
    }

    /** An answer that lacks what the document promises. */
    static VendorError malformed(String problem) {
        return VendorError.of(null, problem, null).withKind(Kind.PROTOCOL);
    }

    /** Codes have five or six characters; one that is not known is a failed query. */
    private static Optional<Kind> kind(String sqlState) {
        return Optional.ofNullable(
                switch (sqlState) {
                    case "0A000", "3D008", "3D021", "42P001", "42P002" -> Kind.INVALID_REQUEST;
                    case "42501", "0L000", "0LP01" -> Kind.PERMISSION_DENIED;
                    case "2BP01", "42710" -> Kind.CONFLICT;
                    case CANCELLED -> Kind.CANCELLED;
                    case "57014" -> Kind.DEADLINE;
                    case "57015", "XX000", "XX001" -> Kind.SERVER;
                    default -> kindOfClass(sqlState);
                });
    }

    private static @Nullable Kind kindOfClass(String sqlState) {
        if (sqlState.startsWith("3D")) {
            return Kind.NOT_FOUND;
        }
        // 3E: not ready yet. 42P0..: there is one of that name.
        return sqlState.startsWith("3E") || sqlState.startsWith("42P0") ? Kind.CONFLICT : null;
    }
}
