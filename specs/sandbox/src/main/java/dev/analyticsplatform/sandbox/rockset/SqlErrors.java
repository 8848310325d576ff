package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import org.jspecify.annotations.Nullable;

/** A failure of the engine in Rockset's terms. */
final class SqlErrors {
    private SqlErrors() {}

    static Refusal refusal(SqlFailure failure, @Nullable String queryId) {
        ObjectNode details = Json.object();
        failure.line().ifPresent(line -> details.put("line", line));
        failure.column().ifPresent(column -> details.put("column", column));
        if (queryId != null) {
            details.put("query_id", queryId);
        }
        String message = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case CANCELLED -> new Refusal(400, "QUERY_CANCELLED", message, details);
            case ALREADY_EXISTS -> new Refusal(409, "ALREADYEXISTS", message, details);
            default -> new Refusal(400, "QUERY_ERROR", message, details);
        };
    }

    static Refusal timeout(long millis, String queryId) {
        return new Refusal(
                408,
                "QUERY_TIMEOUT",
                "The query took longer than its limit of " + millis + " ms",
                Json.object().put("query_id", queryId));
    }
}
