package dev.analyticsplatform.singlestore;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.QueryFailedException;
import dev.analyticsplatform.client.singlestore.model.QueryOutputError;
import dev.analyticsplatform.engine.http.ErrorShape;
import dev.analyticsplatform.engine.http.VendorError;
import dev.analyticsplatform.engine.http.VendorError.Kind;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * SingleStore's errors: texts with a MySQL code in front, and the error member of an answer that says 200. A statement
 * that the server refuses is a failed query; where the catalog or ingestion wrote it, the code tells more.
 */
final class SingleStoreErrors implements ErrorShape {

    private static final Pattern CODED =
            Pattern.compile("\\s*\"?Error (\\d{1,5})(?: \\(\\w+\\))?: ?(.*)", Pattern.DOTALL);

    private static final Pattern AT_ROW = Pattern.compile("at row \\d");

    /** Codes that tell more than "the statement failed". */
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("1044", Kind.PERMISSION_DENIED),
            Map.entry("1045", Kind.UNAUTHENTICATED),
            Map.entry("1142", Kind.PERMISSION_DENIED),
            Map.entry("1143", Kind.PERMISSION_DENIED),
            Map.entry("1227", Kind.PERMISSION_DENIED),
            Map.entry("1370", Kind.PERMISSION_DENIED),
            Map.entry("1205", Kind.SERVER),
            Map.entry("1213", Kind.SERVER),
            Map.entry("1317", Kind.CANCELLED),
            Map.entry("1777", Kind.SERVER),
            Map.entry("3024", Kind.DEADLINE));

    private static final Set<String> NO_SUCH_THING = Set.of("1008", "1049", "1051", "1091", "1109", "1146");
    private static final Set<String> EXISTS_ALREADY = Set.of("1007", "1050");

    /** What is wrong with a row rather than with the statement. */
    private static final Set<String> DATA =
            Set.of("1048", "1054", "1062", "1063", "1264", "1265", "1292", "1364", "1366", "1367", "1406", "1690");

    static final String NO_SUCH_COLUMN = "1054";

    @Override
    public VendorError read(int status, Headers headers, String body) {
        var coded = CODED.matcher(body);
        if (!coded.matches()) {
            return VendorError.NONE;
        }
        String message = coded.group(2).strip();
        return kinded(coded.group(1), message.endsWith("\"") ? message.substring(0, message.length() - 1) : message);
    }

    /** An error that came inside HTTP 200. */
    static VendorError read(QueryOutputError error) {
        String message = error.getMessage();
        if (error.getCode() == null) {
            return VendorError.of(null, message, null).withKind(Kind.QUERY_FAILED);
        }
        return kinded(error.getCode().toString(), message);
    }

    /** An answer that lacks what the document promises. */
    static VendorError malformed(String problem) {
        return VendorError.of(null, problem, null).withKind(Kind.PROTOCOL);
    }

    private static VendorError kinded(String code, @Nullable String message) {
        return VendorError.of(code, message, null).withKind(KINDS.getOrDefault(code, Kind.QUERY_FAILED));
    }

    /** The error of a statement that the user did not write: what it says of the thing that it is about. */
    static AnalyticsException ofCatalog(AnalyticsException failed) {
        String code = code(failed);
        if (!(failed instanceof QueryFailedException)) {
            return failed;
        } else if (NO_SUCH_THING.contains(code)) {
            return new NotFoundException(failed.context(), text(failed), failed);
        } else if (EXISTS_ALREADY.contains(code)) {
            return new ConflictException(failed.context(), text(failed), failed);
        }
        return failed;
    }

    /** The error of an INSERT that the server refused as a whole: nothing of it was stored. */
    static AnalyticsException ofIngestion(AnalyticsException failed) {
        AnalyticsException known = ofCatalog(failed);
        boolean refused = known instanceof QueryFailedException
                && known.context().httpStatus().orElse(0) < 500
                && !code(known).isEmpty();
        return refused ? new InvalidRequestException(known.context(), text(known), known) : known;
    }

    /** Whether the server refused an INSERT for what a row of it holds. */
    static boolean isOfData(AnalyticsException failed) {
        String code = code(failed);
        return failed instanceof QueryFailedException
                && (DATA.contains(code)
                        || (!code.isEmpty() && AT_ROW.matcher(text(failed)).find()));
    }

    static String code(AnalyticsException failed) {
        return failed.context().vendorCode().orElse("");
    }

    /** The message without the context that it begins with. */
    static String text(AnalyticsException failed) {
        String prefix = failed.context() + ": ";
        String message = String.valueOf(failed.getMessage());
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }
}
