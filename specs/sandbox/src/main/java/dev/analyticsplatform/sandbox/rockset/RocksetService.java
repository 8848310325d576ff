package dev.analyticsplatform.sandbox.rockset;

import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.contract.ApiRequest;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.util.List;
import java.util.Optional;

/** Puts the handlers of all tags together around one organisation. */
final class RocksetService implements VendorService {
    private static final String PUBLIC_PATHS = "/v1/public/";

    private final List<ApiDocument> documents = List.of(ApiDocument.named("rockset/api"));
    private final Handlers handlers = new Handlers();
    private final Org org;
    private final ApiKeysHandler apiKeys;

    RocksetService(VendorSetup setup) {
        org = new Org(setup);
        new WorkspacesHandler(org, handlers);
        apiKeys = new ApiKeysHandler(org, handlers);
        new UsersHandler(org, handlers);
        new RolesHandler(org, handlers);
        new IntegrationsHandler(org, handlers);
        new CollectionsHandler(org, handlers);
        new SourcesHandler(org, handlers);
        new DocumentsHandler(org, handlers);
        new OffsetsHandler(org, handlers);
        new ViewsHandler(org, handlers);
        new AliasesHandler(org, handlers);
        new VirtualInstancesHandler(org, handlers);
        new MountsHandler(org, handlers);
        new OrganizationHandler(org, handlers);
        QueryRuns runs = new QueryRuns(org);
        org.onClose(runs::close);
        new QueriesHandler(org, runs, handlers);
        new QueryResultsHandler(runs, handlers);
        QueryLambdas lambdas = new QueryLambdas(org);
        new QueryLambdasHandler(lambdas, handlers);
        new QueryLambdaTagsHandler(lambdas, handlers);
        new QueryLambdaExecutionHandler(org, lambdas, runs, handlers);
        new ScheduledLambdasHandler(org, lambdas, handlers);
    }

    @Override
    public List<ApiDocument> documents() {
        return documents;
    }

    @Override
    public Handlers handlers() {
        return handlers;
    }

    /** A ping needs no key. */
    @Override
    public Optional<Answer> beyondDocuments(ApiRequest request) {
        return request.method().equals("GET") && request.target().equals("/")
                ? Optional.of(Answer.ok(Json.object().put("message", "GO ROCKSET!")))
                : Optional.empty();
    }

    @Override
    public Caller authenticate(Exchange exchange) {
        return exchange.operation().pathTemplate().startsWith(PUBLIC_PATHS)
                ? Caller.ANONYMOUS
                : apiKeys.authenticate(exchange);
    }

    @Override
    public Answer refusal(Refusal refusal) {
        return Answer.of(refusal.status(), RocksetErrors.body(refusal));
    }

    @Override
    public void close() {
        org.close();
    }
}
