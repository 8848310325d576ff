package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A virtual warehouse. Nothing runs in the background: what has happened by the clock is worked out when somebody
 * looks. Thread-safe.
 */
final class Warehouse {
    private record Span(Instant from, Instant to) {}

    final String id;
    final String name;
    final Instant createdAt;

    private final List<Span> past = new ArrayList<>();
    private String description;
    private long configId;
    private int autoSuspend;
    private boolean autoResume;
    private Instant modifiedAt;

    private boolean up;
    private Instant upSince;
    private Instant used;
    private int running;
    private @Nullable Boolean next;
    private Instant nextAt;

    Warehouse(String id, String name, ObjectNode request, Instant now) {
        this.id = id;
        this.name = name;
        createdAt = now;
        modifiedAt = now;
        upSince = now;
        used = now;
        nextAt = now;
        description = request.path("description").asText("");
        configId = request.path("configID").asLong();
        autoSuspend = request.path("autoSuspend").asInt();
        autoResume = request.path("autoResume").asBoolean();
    }

    /** Changes what the request names. */
    synchronized void update(ObjectNode request, Instant now) {
        settle(now);
        if (request.hasNonNull("description")) {
            description = request.path("description").asText();
        }
        if (request.hasNonNull("configID")) {
            configId = request.path("configID").asLong();
        }
        if (request.hasNonNull("autoSuspend")) {
            autoSuspend = request.path("autoSuspend").asInt();
            used = now;
        }
        if (request.hasNonNull("autoResume")) {
            autoResume = request.path("autoResume").asBoolean();
        }
        modifiedAt = now;
    }

    /** Goes up or down after a while; it is what it was until then. */
    synchronized void turn(boolean wanted, Instant now, Duration takes) {
        settle(now);
        boolean heading = next == null ? up : next;
        if (heading != wanted) {
            next = wanted;
            nextAt = now.plus(takes);
            settle(now);
        }
    }

    private void settle(Instant now) {
        Boolean wanted = next;
        if (wanted != null && !now.isBefore(nextAt)) {
            become(wanted, nextAt);
            next = null;
        }
        if (up && autoSuspend > 0 && running == 0) {
            Instant idle = (used.isAfter(upSince) ? used : upSince).plus(Duration.ofMinutes(autoSuspend));
            if (!now.isBefore(idle)) {
                become(false, idle);
            }
        }
    }

    private void become(boolean wanted, Instant at) {
        if (up && !wanted) {
            past.add(new Span(upSince, at));
        } else if (!up && wanted) {
            upSince = at;
        }
        up = wanted;
    }

    synchronized boolean isUp(Instant now) {
        settle(now);
        return up;
    }

    /** Takes on a query, waking up for it if it may; tells whether it runs. */
    synchronized boolean begin(Instant now) {
        settle(now);
        if (!up) {
            if (!autoResume) {
                return false;
            }
            become(true, now);
            next = null;
        }
        running++;
        used = now;
        return true;
    }

    synchronized void end(Instant now) {
        running--;
        used = now;
    }

    /** Returns for how long it was up within a span of time. */
    synchronized Duration upBetween(Instant from, Instant to, Instant now) {
        settle(now);
        Duration sum = Duration.ZERO;
        for (Span span : past) {
            sum = sum.plus(common(span, from, to));
        }
        return up ? sum.plus(common(new Span(upSince, now), from, to)) : sum;
    }

    private static Duration common(Span span, Instant from, Instant to) {
        Instant start = span.from().isAfter(from) ? span.from() : from;
        Instant end = span.to().isBefore(to) ? span.to() : to;
        return end.isAfter(start) ? Duration.between(start, end) : Duration.ZERO;
    }

    synchronized ObjectNode json(Instant now) {
        settle(now);
        return Json.object()
                .put("id", id)
                .put("name", name)
                .put("description", description)
                .put("configID", configId)
                .put("status", up ? "up" : "down")
                .put("autoSuspend", autoSuspend)
                .put("autoResume", autoResume)
                .put("createdAt", createdAt.toString())
                .put("lastModifiedAt", modifiedAt.toString());
    }
}
