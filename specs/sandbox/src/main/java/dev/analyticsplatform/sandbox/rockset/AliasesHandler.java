package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.ErrorText;
import dev.analyticsplatform.sandbox.store.Resource;
import dev.analyticsplatform.sandbox.store.ResourceHooks;
import dev.analyticsplatform.sandbox.store.ResourceKind;
import dev.analyticsplatform.sandbox.store.ResourceStore;
import dev.analyticsplatform.sandbox.store.Stamp;
import dev.analyticsplatform.sandbox.store.Timeline;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import java.time.Duration;
import java.util.List;

/**
 * Tag Aliases. An alias can be queried under its name at once, but for 2 s after it was made it shows no collections.
 */
final class AliasesHandler implements ResourceHooks {
    private static final Duration UNTIL_SHOWN = Duration.ofSeconds(2);

    private final Org org;

    AliasesHandler(Org org, Handlers handlers) {
        this.org = org;
        ResourceKind kind = ResourceKind.named("Alias")
                .scope("workspace")
                .id("name", "alias")
                .within(org.workspaces)
                .create("createAlias")
                .read("getAlias")
                .list("listAliases")
                .list("workspaceAliases")
                .update("updateAlias")
                .delete("deleteAlias")
                .template("""
                        {"name":null,"description":null,"workspace":"","creator_email":null,
                         "created_by_apikey_name":null,"collections":[],"state":"CREATED","created_at":null,
                         "modified_at":null}""")
                .stamp("creator_email", Stamp.USER)
                .stamp("created_by_apikey_name", Stamp.CREDENTIAL)
                .stamp("created_at", Stamp.NOW)
                .stampEachTime("modified_at", Stamp.NOW)
                .life("state", Timeline.in("CREATED"))
                .notFound(new ErrorText(404, "NOTFOUND", "Alias '{workspace}.{id}' not found"))
                .conflict(new ErrorText(409, "ALREADYEXISTS", "Alias '{workspace}.{id}' already exists"))
                .hooks(this);
        org.aliases = new ResourceStore(kind, org.setup).serve(handlers);
    }

    @Override
    public void beforeCreate(Exchange exchange, ObjectNode made) {
        String name = made.path("name").asText();
        Names.check("alias", name);
        org.requireFree(List.of(exchange.path("workspace"), name));
        target(made);
    }

    @Override
    public void afterCreate(Exchange exchange, Resource made) {
        List<String> target = target(exchange.body());
        org.sql.createAlias(made.key().get(0), made.id(), target.get(0), target.get(1));
    }

    @Override
    public void beforeUpdate(Exchange exchange, Resource before, ObjectNode after) {
        target(after);
    }

    @Override
    public void afterUpdate(Exchange exchange, Resource changed) {
        List<String> target = target(exchange.body());
        org.sql.dropView(changed.key().get(0), changed.id());
        org.sql.createAlias(changed.key().get(0), changed.id(), target.get(0), target.get(1));
    }

    private List<String> target(ObjectNode alias) {
        JsonNode collections = alias.path("collections");
        if (collections.size() != 1) {
            throw RocksetErrors.invalid("An alias leads to exactly one collection, not to " + collections.size());
        }
        List<String> target = Names.path(collections.get(0).asText());
        org.collections.stored(target);
        return target;
    }

    @Override
    public void afterDelete(Exchange exchange, Resource alias) {
        org.sql.dropView(alias.key().get(0), alias.id());
    }

    @Override
    public void show(Exchange exchange, Resource alias) {
        Duration age = Duration.between(alias.since(), org.setup.now());
        if (exchange.operation().method().equals("GET") && age.compareTo(org.setup.scaled(UNTIL_SHOWN)) < 0) {
            alias.members().putArray("collections");
        }
    }
}
