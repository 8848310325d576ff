package dev.analyticsplatform.sandbox.deltastream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was run. Immutable.
 *
 * @param id its id
 * @param batch the ids of all statements that came with it, its own among them
 * @param createdOn when it came
 * @param readyAt when its answer can be had
 * @param context the names as they are after it
 * @param outcome what it came to
 * @param error why it failed; null if it did not
 */
record Statement(
        String id,
        List<String> batch,
        Instant createdOn,
        Instant readyAt,
        Context context,
        Outcome outcome,
        @Nullable SqlError error) {

    /** Begins an answer with what all have in common. */
    ObjectNode head(String state, String message) {
        ArrayNode ids = Json.array();
        batch.forEach(ids::add);
        ObjectNode head =
                Json.object().put("sqlState", state).put("message", message).put("statementID", id);
        head.set("statementIDs", ids);
        return head.put("createdOn", createdOn.getEpochSecond());
    }

    void close() {
        DataplaneJob job = outcome.elsewhere();
        if (job != null) {
            job.close();
        }
    }
}
