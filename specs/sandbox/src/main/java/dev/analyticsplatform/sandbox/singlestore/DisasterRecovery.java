package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The second home of a group's databases. Guarded by the organization's lock.
 *
 * <p>One operation at a time. The group keeps its identifier when it moves; its region tells where it is.
 */
final class DisasterRecovery {
    private record Operation(String type, Instant since, Duration takes, long workspaces, long attachments) {
        boolean isDone(Instant now) {
            return !now.isBefore(since.plus(takes));
        }

        long completed(long total, Instant now) {
            return isDone(now) ? total : total * Duration.between(since, now).toNanos() / Math.max(1, takes.toNanos());
        }
    }

    private final String primary;
    private @Nullable String secondary;
    private List<String> databases = List.of();
    private Instant replicatedSince = Instant.EPOCH;
    private Duration replicating = Duration.ZERO;
    private @Nullable Operation latest;
    private boolean away;
    private boolean provisioned;

    DisasterRecovery(String primary) {
        this.primary = primary;
    }

    void setUp(String region, List<String> names, Duration takes, Instant now) {
        if (region.equals(primary)) {
            throw new Refusal(400, "", "The secondary region has to be another than that of the workspace group");
        }
        if (away) {
            throw new Refusal(400, "", "The workspace group has failed over; fail back first");
        }
        requireIdle(now);
        secondary = region;
        databases = List.copyOf(names);
        replicatedSince = now;
        replicating = takes;
        latest = null;
        provisioned = false;
    }

    private String required() {
        if (secondary == null) {
            throw new Refusal(400, "", "Disaster recovery is not set up for the workspace group");
        }
        return secondary;
    }

    private void requireIdle(Instant now) {
        if (latest != null && !latest.isDone(now)) {
            throw new Refusal(400, "", "The operation " + latest.type() + " is still in progress");
        }
    }

    /**
     * Begins an operation.
     *
     * @return the region in which the group is once it is done
     */
    String begin(String type, long workspaces, Duration takes, Instant now) {
        String region = required();
        requireIdle(now);
        boolean fits = switch (type) {
            case "Failover" -> !away && isReplicated(now);
            case "Failback" -> away;
            case "PreProvisionStart" -> !away && !provisioned;
            default -> !away && provisioned;
        };
        if (!fits) {
            throw new Refusal(
                    400,
                    "",
                    type + " is not possible: the work is in the "
                            + (away ? "secondary" : "primary") + " region, the databases are "
                            + (isReplicated(now) ? "" : "not yet ") + "replicated, and compute is "
                            + (provisioned ? "" : "not ") + "pre-provisioned");
        }
        latest = new Operation(type, now, takes, workspaces, workspaces * databases.size());
        provisioned = type.equals("PreProvisionStart");
        if (type.startsWith("Fail")) {
            away = type.equals("Failover");
        }
        return away ? region : primary;
    }

    private boolean isReplicated(Instant now) {
        return !now.isBefore(replicatedSince.plus(replicating));
    }

    /** Returns it as answers show it. Before any operation it is that of a group without compute elsewhere. */
    ObjectNode status(Regions regions, Instant now) {
        String region = regions.name(required());
        Operation shown = latest == null ? new Operation("PreProvisionStop", now, Duration.ZERO, 0, 0) : latest;
        ObjectNode status = Json.object();
        status.putObject("compute")
                .put("storageDRType", shown.type())
                .put("storageDRState", shown.isDone(now) ? "Completed" : "Active")
                .put("totalWorkspaces", shown.workspaces())
                .put("completedWorkspaces", shown.completed(shown.workspaces(), now))
                .put("totalAttachments", shown.attachments())
                .put("completedAttachments", shown.completed(shown.attachments(), now));
        ArrayNode storage = status.putArray("storage");
        for (String database : databases) {
            storage.addObject()
                    .put("databaseName", database)
                    .put("region", region)
                    .put("duplicationState", away ? "Inactive" : isReplicated(now) ? "Active" : "Pending");
        }
        return status;
    }
}
