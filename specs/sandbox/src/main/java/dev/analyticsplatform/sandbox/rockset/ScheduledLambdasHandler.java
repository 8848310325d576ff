package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.ErrorText;
import dev.analyticsplatform.sandbox.store.ResourceHooks;
import dev.analyticsplatform.sandbox.store.ResourceKind;
import dev.analyticsplatform.sandbox.store.ResourceStore;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;

/** Tag Scheduled Lambdas. Schedules are kept and checked, but nothing is executed by them. */
final class ScheduledLambdasHandler implements ResourceHooks {
    private final QueryLambdas lambdas;

    ScheduledLambdasHandler(Org org, QueryLambdas lambdas, Handlers handlers) {
        this.lambdas = lambdas;
        ResourceKind kind = ResourceKind.named("Scheduled lambda")
                .scope("workspace")
                .id("rrn", "scheduledLambdaId")
                .idFrom(exchange -> rrn(Names.idOf(exchange.path("scheduledLambdaId"))))
                .within(org.workspaces)
                .create("createScheduledLambda")
                .read("getScheduledLambda")
                .update("updateScheduledLambda")
                .delete("deleteScheduledLambda")
                .ignore("apikey", "webhook_auth_header")
                .template("""
                        {"rrn":null,"workspace":"","ql_name":null,"tag":null,"version":null,"cron_string":null,
                         "total_times_to_execute":null,"execution_count":0,"next_execution_date":null,
                         "last_completion_date":null,"last_query_id":null,"resume_permanent_error":false,
                         "webhook_url":null,"webhook_payload":null,"query_execution_status":null,
                         "webhook_execution_status":null}""")
                .notFound(new ErrorText(404, "NOTFOUND", "Scheduled lambda '{id}' not found"))
                .hooks(this);
        new ResourceStore(kind, org.setup).serve(handlers);
    }

    private static String rrn(String id) {
        return Names.rrn("sl", id);
    }

    @Override
    public void beforeCreate(Exchange exchange, ObjectNode made) {
        made.put("rrn", rrn(Names.uuid()));
        boolean byTag = made.path("tag").isTextual();
        if (byTag == made.path("version").isTextual()) {
            throw RocksetErrors.invalid("Exactly one of tag and version has to be sent");
        }
        if (made.path("cron_string").asText().strip().split("\\s+").length < 5) {
            throw RocksetErrors.invalid("cron_string has fewer than five fields: " + made.path("cron_string"));
        }
        String version = made.path("version").asText();
        String tag = made.path("tag").asText();
        lambdas.with(
                exchange.path("workspace"),
                made.path("ql_name").asText(),
                lambda -> QueryLambdas.version(lambda, byTag ? QueryLambdas.tagged(lambda, tag) : version));
    }
}
