package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.ErrorText;
import dev.analyticsplatform.sandbox.store.Resource;
import dev.analyticsplatform.sandbox.store.ResourceHooks;
import dev.analyticsplatform.sandbox.store.ResourceKind;
import dev.analyticsplatform.sandbox.store.ResourceStore;
import dev.analyticsplatform.sandbox.store.Stamp;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import java.util.List;
import java.util.stream.Collectors;

/** Tag Integrations. Each has exactly one provider; secrets are never shown again; nothing is connected to. */
final class IntegrationsHandler implements ResourceHooks {
    private static final List<String> PROVIDERS = List.of(
            "s3",
            "kinesis",
            "dynamodb",
            "gcs",
            "azure_blob_storage",
            "azure_event_hubs",
            "azure_service_bus",
            "mongodb",
            "kafka",
            "snowflake");

    private final Org org;

    IntegrationsHandler(Org org, Handlers handlers) {
        this.org = org;
        ResourceKind kind = ResourceKind.named("Integration")
                .id("name", "integration")
                .create("createIntegration")
                .read("getIntegration")
                .list("listIntegrations")
                .update("updateIntegration")
                .delete("deleteIntegration")
                .secret(
                        "aws_secret_access_key",
                        "service_account_key_file_json",
                        "connection_string",
                        "connection_uri",
                        "client_key",
                        "secret",
                        "password")
                .template("""
                        {"name":null,"description":null,"collections":[],"created_by":null,
                         "created_by_apikey_name":null,"owner_email":null,"s3":null,"kinesis":null,"dynamodb":null,
                         "gcs":null,"azure_blob_storage":null,"azure_service_bus":null,"azure_event_hubs":null,
                         "kafka":null,"mongodb":null,"snowflake":null,"is_write_enabled":false,"created_at":null}""")
                .stamp("created_by", Stamp.USER)
                .stamp("owner_email", Stamp.USER)
                .stamp("created_by_apikey_name", Stamp.CREDENTIAL)
                .stamp("created_at", Stamp.NOW)
                .notFound(new ErrorText(404, "NOTFOUND", "Integration '{id}' not found"))
                .conflict(new ErrorText(409, "ALREADYEXISTS", "Integration '{id}' already exists"))
                .hooks(this);
        org.integrations = new ResourceStore(kind, org.setup).serve(handlers);
    }

    private static List<String> providers(ObjectNode members) {
        return PROVIDERS.stream()
                .filter(provider -> members.path(provider).isObject())
                .toList();
    }

    @Override
    public void beforeCreate(Exchange exchange, ObjectNode made) {
        Names.check("integration", made.path("name").asText());
        List<String> providers = providers(made);
        if (providers.size() != 1) {
            throw RocksetErrors.invalid(
                    "An integration has exactly one of " + String.join(", ", PROVIDERS) + "; sent were " + providers);
        }
    }

    /** A provider that is sent takes the place of the one before. */
    @Override
    public void beforeUpdate(Exchange exchange, Resource before, ObjectNode after) {
        List<String> sent = providers(exchange.body());
        if (sent.size() > 1) {
            throw RocksetErrors.invalid("An integration has exactly one provider; sent were " + sent);
        }
        if (sent.size() == 1) {
            PROVIDERS.stream()
                    .filter(provider -> !sent.contains(provider))
                    .collect(Collectors.toList())
                    .forEach(after::putNull);
        }
    }

    @Override
    public void beforeDelete(Exchange exchange, Resource integration) {
        List<Resource> users = collections(integration.id());
        if (!users.isEmpty()) {
            throw RocksetErrors.inUse("Integration '" + integration.id() + "' is used by collection "
                    + String.join(".", users.get(0).key()));
        }
    }

    private List<Resource> collections(String integration) {
        return org.sources.within(List.of()).stream()
                .filter(source ->
                        source.members().path("integration_name").asText().equals(integration))
                .map(source -> source.key().subList(0, 2))
                .distinct()
                .map(org.collections::require)
                .toList();
    }

    @Override
    public void view(Resource integration) {
        ArrayNode collections = integration.members().putArray("collections");
        collections(integration.id()).forEach(collection -> collections.add(collection.members()));
    }
}
