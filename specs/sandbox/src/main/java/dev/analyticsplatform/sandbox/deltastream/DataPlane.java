package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.contract.ApiRequest;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Gives rows to whoever has the token of their statement: over HTTP those that end, over a websocket the others. */
final class DataPlane implements VendorService {
    private static final String PRINT = "/v2/print/";

    private final List<ApiDocument> documents = List.of(ApiDocument.named("deltastream/data-plane"));
    private final Handlers handlers = new Handlers();
    private final Organization organization;
    private final Statements statements;
    private final ResultSets results;
    private final Executor executor;

    DataPlane(Organization organization, Statements statements, ResultSets results, Executor executor) {
        this.organization = organization;
        this.statements = statements;
        this.results = results;
        this.executor = executor;
        handlers.on("getStatementStatus", this::rows);
        handlers.on("getVersion", exchange -> Answer.ok(ControlPlane.version()));
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
        return ControlPlane.withBase(request);
    }

    /** A caller is known here by the statement that its token is for. */
    @Override
    public Caller authenticate(Exchange exchange) {
        String token = ApiTokens.bearer(exchange.header("Authorization"))
                .orElseThrow(() -> new Refusal(401, "", "The request carries no bearer token"));
        Tokens.Grant grant = organization
                .tokens
                .grant(token, organization.now())
                .orElseThrow(() -> new Refusal(403, "", "The token is not valid here, or has expired"));
        return new Caller(grant.statementId(), null);
    }

    private Answer rows(Exchange exchange) {
        String id = exchange.path("statementID");
        if (!id.equals(exchange.caller().user())) {
            throw new Refusal(403, "", "The token is for another statement");
        }
        ZoneId zone = Texts.zone(exchange.query("timezone").orElse(""));
        Statement statement = statements.require(id);
        if (statement.outcome().elsewhere() instanceof FiniteJob job) {
            return results.data(statement, job, ControlPlane.partition(exchange), zone);
        }
        throw new Refusal(400, "", "The rows of statement " + id + " come over a websocket");
    }

    /** The websocket stands in no document. It asks for the token in its first frame. */
    @Override
    public Optional<Answer> beyondDocuments(ApiRequest request) {
        if (!request.method().equals("GET") || !request.path().startsWith(PRINT)) {
            return Optional.empty();
        }
        try {
            Statement statement = statements.require(request.path().substring(PRINT.length()));
            if (!(statement.outcome().elsewhere() instanceof StreamJob job)) {
                return Optional.of(Answer.text(400, "text/plain", "The statement has no stream\n"));
            }
            if (!request.header("Upgrade").orElse("").equalsIgnoreCase("websocket")) {
                return Optional.of(Answer.text(426, "text/plain", "The stream comes over a websocket\n")
                        .with("Upgrade", "websocket"));
            }
            return Optional.of(Answer.webSocket(new StreamSocket(organization, statement.id(), job, executor)));
        } catch (Refusal refusal) {
            return Optional.of(Answer.text(refusal.status(), "text/plain", refusal.text() + "\n"));
        }
    }

    @Override
    public Answer refusal(Refusal refusal) {
        return ControlPlane.error(refusal);
    }

    /** What it shows belongs to the control plane. */
    @Override
    public void close() {}
}
