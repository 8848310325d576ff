package dev.analyticsplatform.sandbox.timeplus;

import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.contract.ApiRequest;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.util.List;

/** Puts the handlers of all tags together around one workspace. */
final class TimeplusService implements VendorService {
    private final List<ApiDocument> documents = List.of(ApiDocument.named("timeplus/api"));
    private final Handlers handlers = new Handlers();
    private final Workspace workspace;
    private final Access access;

    TimeplusService(VendorSetup setup) {
        workspace = new Workspace(setup);
        UsersHandler users = new UsersHandler(workspace, handlers);
        ApiKeysHandler keys = new ApiKeysHandler(workspace, handlers);
        access = new Access(setup, users, keys);
        Streams streams = new Streams(workspace);
        Views views = new Views(workspace, streams);
        new StreamsHandler(workspace, streams, handlers);
        new IngestHandler(streams, handlers);
        new ViewsHandler(workspace, views, handlers);
        new ExternalHandler(workspace, handlers);
        new AlertsHandler(workspace, handlers);
        PlainResources plain = new PlainResources(workspace, handlers);
        SinksHandler sinks = new SinksHandler(workspace, handlers);
        SourcesHandler sources = new SourcesHandler(workspace, handlers);
        new WorkspaceHandler(workspace, plain, sinks, sources, handlers);
        new QueriesHandler(workspace, new Statements(workspace, streams, views), handlers);
    }

    @Override
    public List<ApiDocument> documents() {
        return documents;
    }

    @Override
    public Handlers handlers() {
        return handlers;
    }

    /** The address of old, without a workspace, means the default one. */
    @Override
    public ApiRequest asDocumented(ApiRequest request) {
        ApiRequest rooted = request.target().startsWith("/api/")
                ? new ApiRequest(request.method(), "/default" + request.target(), request.headers(), request.body())
                : request;
        return IngestHandler.asDocumented(rooted);
    }

    @Override
    public Caller authenticate(Exchange exchange) {
        return access.authenticate(exchange);
    }

    @Override
    public Answer refusal(Refusal refusal) {
        boolean missing = refusal.status() == 404 && refusal.type().isEmpty();
        return missing ? Answer.empty(404) : Answer.of(refusal.status(), TimeplusErrors.body(refusal));
    }

    @Override
    public void close() {
        workspace.close();
    }
}
