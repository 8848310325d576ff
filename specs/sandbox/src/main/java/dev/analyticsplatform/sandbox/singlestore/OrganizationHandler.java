package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.List;

/** Tags Organizations, Regions and Metrics. */
final class OrganizationHandler {
    private static final String PREFIX = "singlestoredb_cloud_";

    private final Org org;

    OrganizationHandler(Org org, Handlers handlers) {
        this.org = org;
        handlers.on("getCurrentOrganization", exchange -> Answer.ok(organization()))
                .on("listRegions", exchange -> Answer.ok(Fields.trim(exchange, org.regions.shown(""))))
                .on("getWorkspaceGroupMetrics", this::metrics);
    }

    private ObjectNode organization() {
        ObjectNode shown = Json.object().put("orgID", org.id).put("name", Org.NAME);
        shown.putArray("firewallRanges");
        return shown;
    }

    private Answer metrics(Exchange exchange) {
        if (!exchange.path("organizationID").equals(org.id)) {
            throw new Refusal(400, "", "The key is not of the organization " + exchange.path("organizationID"));
        }
        synchronized (org) {
            Group group = Org.named(() -> org.group(exchange.path("workspaceGroupID")));
            List<Workspace> running = org.workspacesOf(group).stream()
                    .filter(workspace -> workspace.life.at(org.now()).equals(Life.ACTIVE))
                    .toList();
            StringBuilder text = new StringBuilder();
            describe(text, "threads_running", "gauge", "Queries whose rows are being read.");
            for (Workspace workspace : running) {
                sample(
                        text,
                        "threads_running",
                        workspace,
                        group.server.running().size());
            }
            describe(text, "databases", "gauge", "Databases of the workspace group.");
            for (Workspace workspace : running) {
                sample(
                        text,
                        "databases",
                        workspace,
                        group.server.databases.names().size());
            }
            describe(text, "statements", "counter", "Statements since the workspace group was created.");
            for (Workspace workspace : running) {
                sample(text, "statements_total", workspace, group.server.statements());
            }
            return Answer.text(
                    200, "text/plain; charset=utf-8", text.append("# EOF\n").toString());
        }
    }

    private static void describe(StringBuilder text, String name, String type, String help) {
        text.append("# HELP ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
        text.append("# TYPE ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
    }

    private static void sample(StringBuilder text, String name, Workspace workspace, long value) {
        text.append(PREFIX)
                .append(name)
                .append("{node=\"node-")
                .append(workspace.id, 0, 8)
                .append("-aggregator-0\",role=\"CA\",workspace_name=\"")
                .append(workspace.name)
                .append("\"} ")
                .append(value)
                .append('\n');
    }
}
