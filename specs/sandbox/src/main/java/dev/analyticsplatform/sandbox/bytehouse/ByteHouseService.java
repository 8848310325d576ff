package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.util.List;

/** Puts the handlers of all tags together around one account. */
final class ByteHouseService implements VendorService {
    private final List<ApiDocument> documents = List.of(ApiDocument.named("bytehouse/api"));
    private final Handlers handlers = new Handlers();
    private final Tenant tenant;
    private final Queries queries;
    private final ApiKeys apiKeys;

    ByteHouseService(VendorSetup setup) {
        tenant = new Tenant(setup);
        apiKeys = new ApiKeys(setup, handlers);
        Warehouses warehouses = new Warehouses(setup, handlers);
        queries = new Queries(tenant, warehouses);
        new QueriesHandler(tenant, queries, handlers);
        new DatabasesHandler(tenant, handlers);
        new TablesHandler(tenant, handlers);
        new RolesHandler(tenant.roles, handlers);
        new UsageHandler(tenant, warehouses, handlers);
        Connections connections = new Connections(tenant, handlers);
        new ImportJobs(tenant, connections, new Executions(setup, handlers), handlers);
    }

    @Override
    public List<ApiDocument> documents() {
        return documents;
    }

    @Override
    public Handlers handlers() {
        return handlers;
    }

    @Override
    public Caller authenticate(Exchange exchange) {
        Caller caller = apiKeys.authenticate(exchange);
        exchange.header("X-User-ActiveRole").ifPresent(role -> {
            if (!tenant.roles.exists(role)) {
                throw new Refusal(403, "", "The role " + role + " does not exist in the account.");
            }
        });
        return caller;
    }

    @Override
    public Answer refusal(Refusal refusal) {
        return Answer.of(refusal.status(), ByteHouseErrors.body(refusal));
    }

    @Override
    public void close() {
        queries.close();
        tenant.engine.close();
    }
}
