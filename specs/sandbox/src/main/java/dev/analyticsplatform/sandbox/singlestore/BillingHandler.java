package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Tag Billing: worked out from when workspaces ran at which size, and from the files in the Stages. */
final class BillingHandler {
    private static final int MOST_PARTS = 10_000;

    private record Part(Instant from, Instant to) {}

    private final Org org;

    BillingHandler(Org org, Handlers handlers) {
        this.org = org;
        handlers.on("listBillingUsage", this::list);
    }

    private Answer list(Exchange exchange) {
        Instant start = Times.read("startTime", exchange.query("startTime").orElse(""));
        Instant end = Times.read("endTime", exchange.query("endTime").orElse(""));
        if (!start.isBefore(end)) {
            throw new Refusal(400, "", "startTime has to be before endTime");
        }
        List<Part> parts = parts(start, end, unit(exchange.query("aggregateBy").orElse("hour")));
        String metric = exchange.query("metric").orElse("");
        ObjectNode answer = Json.object();
        ArrayNode all = answer.putArray("billingUsage");
        synchronized (org) {
            org.settle();
            if (!metric.equals("StorageAvgByte")) {
                ArrayNode usage = metric(all, "ComputeCredit", "Credits used by workspaces");
                parts.forEach(part -> credits(usage, part));
            }
            if (!metric.equals("ComputeCredit")) {
                ArrayNode usage = metric(all, "StorageAvgByte", "Average bytes in the Stages");
                parts.forEach(part -> bytes(usage, part));
            }
        }
        return Answer.ok(answer);
    }

    private static ChronoUnit unit(String aggregateBy) {
        return switch (aggregateBy) {
            case "day" -> ChronoUnit.DAYS;
            case "month" -> ChronoUnit.MONTHS;
            default -> ChronoUnit.HOURS;
        };
    }

    private static List<Part> parts(Instant start, Instant end, ChronoUnit unit) {
        List<Part> parts = new ArrayList<>();
        for (Instant from = start; from.isBefore(end); ) {
            Instant next = from.atOffset(ZoneOffset.UTC).plus(1, unit).toInstant();
            Instant to = next.isBefore(end) ? next : end;
            parts.add(new Part(from, to));
            from = to;
            if (parts.size() > MOST_PARTS) {
                throw new Refusal(400, "", "The span has more than " + MOST_PARTS + " parts; ask for longer ones");
            }
        }
        return parts;
    }

    private static ArrayNode metric(ArrayNode all, String metric, String description) {
        return all.addObject()
                .put("description", description)
                .put("metric", metric)
                .putArray("usage");
    }

    /** The future has not used anything yet. */
    private Instant end(Part part) {
        return part.to().isBefore(org.now()) ? part.to() : org.now();
    }

    private void credits(ArrayNode usage, Part part) {
        for (Workspace workspace : org.workspaces.values()) {
            BigDecimal credits = workspace.usage.credits(part.from(), end(part));
            if (credits.signum() > 0) {
                entry(usage, part, workspace.id, workspace.name, "Workspace", credits.toPlainString());
            }
        }
    }

    private void bytes(ArrayNode usage, Part part) {
        for (Group group : org.groups.values()) {
            long bytes = group.stage.averageBytes(part.from(), end(part));
            if (bytes > 0) {
                entry(usage, part, group.id, group.name, "WorkspaceGroup", String.valueOf(bytes));
            }
        }
    }

    private void entry(ArrayNode usage, Part part, String id, String name, String type, String value) {
        usage.addObject()
                .put("endTime", Times.text(part.to()))
                .put("ownerId", org.id)
                .put("resourceId", id)
                .put("resourceName", name)
                .put("resourceType", type)
                .put("startTime", Times.text(part.from()))
                .put("value", value);
    }
}
