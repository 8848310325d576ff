package dev.analyticsplatform.sandbox.deltastream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.contract.ApiRequest;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Listener;
import dev.analyticsplatform.sandbox.vendor.Part;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes statements, and beside them the records of the sandbox's own store. */
final class ControlPlane implements VendorService {
    private static final String BASE = "/v2";

    private final List<ApiDocument> documents = List.of(ApiDocument.named("deltastream/control-plane"));
    private final Handlers handlers = new Handlers();
    private final ExecutorService executor = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "deltastream-sandbox");
        thread.setDaemon(true);
        return thread;
    });
    private final Organization organization;
    private final ApiTokens apiTokens;
    private final Statements statements;
    private final ResultSets results;
    private final KafkaProxy proxy;
    private final Listener dataPlane;

    ControlPlane(VendorSetup setup) {
        organization = new Organization(setup);
        apiTokens = new ApiTokens(organization);
        statements = new Statements(organization, executor, apiTokens);
        results = new ResultSets(organization);
        proxy = new KafkaProxy(organization);
        dataPlane = setup.listen(new DataPlane(organization, statements, results, executor));
        handlers.on("submitStatement", this::submit);
        handlers.on("getStatementStatus", this::status);
        handlers.on("downloadResource", this::download);
        handlers.on("getVersion", exchange -> Answer.ok(version()));
    }

    static ObjectNode version() {
        return Json.object().put("major", 2).put("minor", 0).put("patch", 0);
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
        return withBase(request);
    }

    /** The paths are answered with and without the base path of the document. */
    static ApiRequest withBase(ApiRequest request) {
        return request.target().startsWith(BASE + "/")
                ? request
                : new ApiRequest(request.method(), BASE + request.target(), request.headers(), request.body());
    }

    @Override
    public Optional<Answer> beyondDocuments(ApiRequest request) {
        return proxy.answer(request, apiTokens);
    }

    @Override
    public Caller authenticate(Exchange exchange) {
        return apiTokens.authenticate(exchange);
    }

    private Answer submit(Exchange exchange) {
        boolean form = exchange.header("Content-Type").orElse("").startsWith("multipart/");
        List<Part> parts = form ? exchange.parts() : List.of();
        ObjectNode request = form ? request(parts) : exchange.body();
        ZoneId zone = Texts.zone(Json.text(request.path("parameters"), "timezone", ""));
        List<Part> attachments =
                parts.stream().filter(part -> part.name().equals("attachments")).toList();
        Statement statement =
                statements.submit(request, attachments, exchange.caller().user());
        return results.control(statement, 0, zone, dataPlane.url());
    }

    private static ObjectNode request(List<Part> parts) {
        for (Part part : parts) {
            if (part.name().equals("request")) {
                try {
                    if (Json.MAPPER.readTree(part.content().utf8()) instanceof ObjectNode request) {
                        return request;
                    }
                } catch (JsonProcessingException e) {
                    throw new Refusal(400, "", "The part 'request' is not JSON: " + e.getOriginalMessage());
                }
            }
        }
        throw new Refusal(400, "", "The form has no part 'request' with a JSON object");
    }

    private Answer status(Exchange exchange) {
        Statement statement = statements.require(exchange.path("statementID"));
        ZoneId zone = Texts.zone(exchange.query("timezone").orElse(""));
        return results.control(statement, partition(exchange), zone, dataPlane.url());
    }

    private Answer download(Exchange exchange) {
        if (!exchange.path("organizationID").equals(organization.id)) {
            throw new Refusal(404, "", "There is no organization " + exchange.path("organizationID"));
        }
        return Answer.bytes(
                200,
                "application/octet-stream",
                statements.file(exchange.path("resourceType"), exchange.path("resourceName")));
    }

    static int partition(Exchange exchange) {
        return exchange.query("partitionID").map(Integer::parseInt).orElse(0);
    }

    @Override
    public Answer refusal(Refusal refusal) {
        return error(refusal);
    }

    static Answer error(Refusal refusal) {
        return Answer.of(refusal.status(), Json.object().put("message", refusal.text()));
    }

    @Override
    public void close() {
        statements.close();
        executor.shutdownNow();
        organization.close();
    }
}
