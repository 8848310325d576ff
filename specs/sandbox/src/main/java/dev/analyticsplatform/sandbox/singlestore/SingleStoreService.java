package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.contract.ApiRequest;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** The Management API: the handlers of all tags around one organization. */
final class SingleStoreService implements VendorService {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final List<ApiDocument> documents = List.of(ApiDocument.named("singlestore/management"));
    private final Handlers handlers = new Handlers();
    private final List<String> keys;
    private final Org org;

    SingleStoreService(VendorSetup setup) {
        keys = setup.keys();
        org = new Org(setup);
        new GroupsHandler(org, handlers);
        new WorkspacesHandler(org, handlers);
        new DisasterRecoveryHandler(org, handlers);
        new ConnectionsHandler(org, handlers);
        new StageHandler(org, new Downloads(setup), handlers);
        new OrganizationHandler(org, handlers);
        new BillingHandler(org, handlers);
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
    public ApiRequest asDocumented(ApiRequest request) {
        return DocumentedForm.of(request);
    }

    @Override
    public Caller authenticate(Exchange exchange) {
        String[] parts = exchange.header("Authorization").orElse("").trim().split("\\s+", 2);
        byte[] given = parts[parts.length - 1].getBytes(StandardCharsets.UTF_8);
        boolean bearer = parts.length == 2 && parts[0].equalsIgnoreCase("Bearer");
        if (!bearer
                || keys.stream().noneMatch(key -> MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), given))) {
            throw new Refusal(401, "", bearer ? "The API key is not valid" : "Authorization: Bearer <key> is missing");
        }
        return new Caller("api-key", null);
    }

    /** Errors are plain text: clients of the vendor show what they get. */
    @Override
    public Answer refusal(Refusal refusal) {
        return Answer.text(refusal.status(), TEXT, refusal.text());
    }

    @Override
    public void close() {
        org.close();
    }
}
