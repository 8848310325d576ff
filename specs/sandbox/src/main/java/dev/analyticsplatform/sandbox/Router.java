package dev.analyticsplatform.sandbox;

import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.contract.ApiOperation;
import dev.analyticsplatform.contract.ApiRequest;
import dev.analyticsplatform.contract.Violation;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handler;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Leads each request through document, authentication, check and handler. Whatever happens, there is an answer. */
final class Router extends Dispatcher {
    private static final Logger LOGGER = System.getLogger(Router.class.getName());
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final MockWebServer server;
    private final VendorService service;

    Router(MockWebServer server, VendorService service) {
        this.server = server;
        this.service = service;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
        // The server keeps every request for tests to take; one that runs for long would never let go of a body.
        server.takeRequest(0, TimeUnit.SECONDS);
        String name = request.getMethod() + " " + request.getTarget();
        try {
            return Responses.of(answer(request), name);
        } catch (Refusal refusal) {
            return Responses.of(service.refusal(refusal), name);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.ERROR, "The sandbox failed on " + name, e);
            return Responses.of(service.refusal(new Refusal(500, "", "The sandbox failed: " + e)), name);
        }
    }

    private Answer answer(RecordedRequest recorded) throws IOException {
        ApiRequest request = service.asDocumented(Requests.read(recorded));
        String path = Requests.path(request.target());
        Optional<ApiDocument> document = documentOf(request.method(), path);
        if (document.isEmpty()) {
            return service.beyondDocuments(request).orElseThrow(() -> noOperation(request, path));
        }
        ApiOperation operation =
                document.flatMap(d -> d.match(request.method(), path)).orElseThrow();
        Exchange exchange = Requests.exchange(operation, request, path);
        Caller caller = service.authenticate(exchange);
        check(document.get(), request);
        Handler handler = service.handlers()
                .of(operation.operationId())
                .orElseThrow(() -> new Refusal(
                        501, "", "The sandbox does not model " + operation.operationId() + "; see its README"));
        return handler.handle(exchange.from(caller));
    }

    private Optional<ApiDocument> documentOf(String method, String path) {
        return service.documents().stream()
                .filter(document -> document.match(method, path).isPresent())
                .findFirst();
    }

    private Refusal noOperation(ApiRequest request, String path) {
        String allowed = METHODS.stream()
                .filter(method -> documentOf(method, path).isPresent())
                .collect(Collectors.joining(", "));
        return allowed.isEmpty()
                ? new Refusal(404, "", "There is no " + path)
                : new Refusal(405, "", request.method() + " is not allowed on " + path + "; allowed: " + allowed);
    }

    private static void check(ApiDocument document, ApiRequest request) {
        // Whether the credentials do is the service's to say: it has let the caller in.
        List<Violation> violations = document.checkRequest(request).stream()
                .filter(violation -> !violation.where().endsWith("/security"))
                .toList();
        if (!violations.isEmpty()) {
            throw new Refusal(
                    400,
                    "",
                    violations.stream()
                            .map(violation -> violation.message() + " (" + violation.where() + ")")
                            .collect(Collectors.joining("; ")));
        }
    }
}
