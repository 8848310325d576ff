package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.Stamp;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.net.URI;
import java.util.List;

/** Tags Organizations and Deployment Settings. */
final class OrganizationHandler {
    private final Org org;
    private final String createdAt;
    private final String id = Names.uuid();

    OrganizationHandler(Org org, Handlers handlers) {
        this.org = org;
        createdAt = Stamp.NOW.value(org.owner(), org.setup.now()).textValue();
        handlers.on("getOrganization", exchange -> Answer.ok(Json.object().set("data", organization())))
                .on("getDeploymentSettings", exchange -> Answer.ok(settings()))
                .on("updateDeploymentSettings", this::updateSettings);
    }

    private ObjectNode organization() {
        URI url = org.setup.url().get();
        ObjectNode organization = Json.object();
        organization.put("id", id);
        organization.put("created_at", createdAt);
        organization.put("display_name", "Sandbox");
        organization.put("company_name", "Sandbox");
        organization.put("rockset_user", "arn:aws:iam::000000000000:user/sandbox");
        organization.put("external_id", id.substring(0, 8));
        organization.putNull("sso_connection");
        organization.put("sso_only", false);
        organization
                .putArray("clusters")
                .addObject()
                .put("id", id)
                .put("cluster_type", "PUBLIC")
                .put("aws_region", "us-west-2")
                .put("domain", url.getHost())
                .put("top_level_domain", url.getHost())
                .put("apiserver_url", url.toString());
        return organization;
    }

    private ObjectNode settings() {
        ObjectNode settings = Json.object();
        settings.putObject("data").put("default_query_vi", Names.rrn("vi", org.defaultVirtualInstance()));
        return settings;
    }

    private Answer updateSettings(Exchange exchange) {
        if (exchange.body().path("default_query_vi").isTextual()) {
            String chosen = Names.idOf(exchange.body().path("default_query_vi").textValue());
            org.virtualInstances.stored(List.of(chosen));
            org.defaultVirtualInstance(chosen);
        }
        return Answer.of(202, settings());
    }
}
