package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a workspace suspends itself. Thread-safe. */
final class AutoSuspend {
    private static final String DISABLED = "DISABLED";

    private String type = DISABLED;
    private long idleAfter;
    private @Nullable Instant scheduled;
    private @Nullable Instant changed;

    /** Takes over what a request says; seconds are the caller's own and are not scaled. */
    synchronized void change(JsonNode request, Instant now) {
        if (!request.isObject()) {
            return;
        }
        String wanted = Json.text(request, "suspendType", type);
        JsonNode seconds = request.path("suspendAfterSeconds");
        if (wanted.equals(DISABLED)) {
            disable();
            return;
        }
        if (!seconds.isNumber() || seconds.asLong() <= 0) {
            throw new Refusal(400, "", "autoSuspend.suspendAfterSeconds has to be more than 0 for " + wanted);
        }
        type = wanted;
        changed = now;
        if (wanted.equals("IDLE")) {
            idleAfter = seconds.asLong();
            scheduled = null;
        } else {
            scheduled = now.plusSeconds(seconds.asLong());
        }
    }

    synchronized void disable() {
        type = DISABLED;
        scheduled = null;
        changed = null;
    }

    /** Returns when it is due for a workspace that was last used at a time. */
    synchronized Optional<Instant> due(Instant lastUsed) {
        return switch (type) {
            case "IDLE" -> Optional.of(lastUsed.plus(Duration.ofSeconds(idleAfter)));
            case "SCHEDULED" -> Optional.ofNullable(scheduled);
            default -> Optional.empty();
        };
    }

    /** A scheduled suspension happens once. */
    synchronized void happened() {
        if (type.equals("SCHEDULED")) {
            disable();
        }
    }

    synchronized ObjectNode shown() {
        ObjectNode shown = Json.object();
        if (changed == null) {
            return shown;
        }
        String since = Times.text(changed);
        shown.put("suspendType", type).put("suspendTypeChangedAt", since);
        if (scheduled != null) {
            shown.put("scheduledSuspendAt", Times.text(scheduled)).put("scheduledChangedAt", since);
        } else {
            shown.put("idleAfterSeconds", idleAfter).put("idleChangedAt", since);
        }
        return shown;
    }
}
