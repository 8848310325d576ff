package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The seven operations of disaster recovery, on a group and on the group of a workspace. */
final class DisasterRecoveryHandler {
    private static final Duration REPLICATION = Duration.ofMinutes(2);
    private static final Duration OPERATION = Duration.ofMinutes(5);

    private final Org org;

    DisasterRecoveryHandler(Org org, Handlers handlers) {
        this.org = org;
        serve(handlers, "WorkspaceGroup");
        serve(handlers, "Workspace");
    }

    private void serve(Handlers handlers, String level) {
        handlers.on("list" + level + "StorageDRRegions", exchange -> answer(exchange, this::regions))
                .on("get" + level + "StorageDRStatus", exchange -> answer(exchange, this::status))
                .on("setup" + level + "StorageDR", exchange -> answer(exchange, this::setUp))
                .on("failover" + level + "StorageDR", exchange -> begin(exchange, "Failover"))
                .on("failback" + level + "StorageDR", exchange -> begin(exchange, "Failback"))
                .on("start" + level + "StorageDRPreProvision", exchange -> begin(exchange, "PreProvisionStart"))
                .on("stop" + level + "StorageDRPreProvision", exchange -> begin(exchange, "PreProvisionStop"));
    }

    private Answer begin(Exchange exchange, String type) {
        return answer(exchange, (same, group) -> {
            long workspaces = org.workspacesOf(group).stream()
                    .filter(workspace -> !workspace.life.isEnding())
                    .count();
            group.regionId = group.recovery.begin(type, workspaces, org.setup.scaled(OPERATION), org.now());
            return Answer.empty(200);
        });
    }

    private Answer answer(Exchange exchange, BiFunction<Exchange, Group, Answer> handling) {
        synchronized (org) {
            return handling.apply(exchange, group(exchange));
        }
    }

    private Group group(Exchange exchange) {
        return Org.named(() -> exchange.pathParameters().containsKey("workspaceGroupID")
                ? org.liveGroup(exchange.path("workspaceGroupID"))
                : org.liveWorkspace(exchange.path("workspaceID")).group);
    }

    private Answer regions(Exchange exchange, Group group) {
        return Answer.ok(Fields.trim(exchange, org.regions.shown(group.regionId)));
    }

    private Answer status(Exchange exchange, Group group) {
        return Answer.ok(group.recovery.status(org.regions, org.now()));
    }

    private Answer setUp(Exchange exchange, Group group) {
        String region = exchange.body().path("regionID").asText();
        org.regions.require(region);
        List<String> names = new ArrayList<>();
        for (JsonNode name : exchange.body().path("databaseNames")) {
            if (!group.server.databases.has(name.asText())) {
                throw new Refusal(400, "", "The workspace group has no database '" + name.asText() + "'");
            }
            names.add(name.asText());
        }
        if (names.isEmpty()) {
            throw new Refusal(400, "", "databaseNames names at least one database");
        }
        group.recovery.setUp(region, names, org.setup.scaled(REPLICATION), org.now());
        return Answer.empty(200);
    }
}
