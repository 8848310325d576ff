package dev.analyticsplatform.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;

/**
 * A server on this machine that answers as a document says, and holds every request against that document.
 *
 * <p>A request that does not fit is answered with status 400 and what was wrong, and {@link #close()} throws an
 * {@link AssertionError} that names every one of them. A request that fits is answered with a scripted answer or else
 * with the document's example of the lowest 2xx status.
 *
 * <p>Thread-safe. Listens on the loopback address only. No failure message and no {@code toString} shows a credential.
 */
public final class ContractServer implements AutoCloseable {
    private final ApiDocument document;
    private final MockWebServer server = new MockWebServer();
    private final Map<String, Deque<ApiResponse>> queued = new ConcurrentHashMap<>();
    private final Map<String, Function<ApiRequest, ApiResponse>> functions = new ConcurrentHashMap<>();
    private final List<ApiRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Violation> violations = new CopyOnWriteArrayList<>();
    private final String url;

    private ContractServer(ApiDocument document) {
        this.document = document;
        server.setDispatcher(new Answers());
        try {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            server.start(loopback, 0);
            String base = document.operations().get(0).basePath();
            url = "http://" + loopback.getHostAddress() + ":" + server.getPort() + base + "/";
        } catch (IOException e) {
            throw new UncheckedIOException("No port of the loopback address could be opened", e);
        }
    }

    /**
     * Starts a server on a free port.
     *
     * @param document the document that it speaks
     * @return the running server, to be closed by the caller
     */
    public static ContractServer start(ApiDocument document) {
        return new ContractServer(Objects.requireNonNull(document, "document"));
    }

    /** {@return the base URL, with the base path of the document's first server, and with a slash at the end} */
    public String url() {
        return url;
    }

    /** {@return the document that this server speaks} */
    public ApiDocument document() {
        return document;
    }

    /**
     * Scripts the next answers of an operation, one a request; after them the document's example is served again.
     *
     * @param operationId the operation
     * @param answers the answers in order, added to those that are still waiting
     * @throws IllegalArgumentException if the document has no such operation, or if an answer does not fit the document
     */
    public void answer(String operationId, ApiResponse... answers) {
        ApiOperation operation = operation(operationId);
        for (ApiResponse answer : answers) {
            List<Violation> wrong = document.checkResponse(operation, answer);
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException("This answer does not fit " + document.name()
                        + "; if that is meant, use answerUnchecked:\n" + lines(wrong));
            }
        }
        answerUnchecked(operationId, answers);
    }

    /**
     * Scripts all answers of an operation for which none is waiting.
     *
     * <p>An answer that does not fit the document counts as a violation and is sent as status 500.
     *
     * @param operationId the operation
     * @param answers makes an answer for a request that fits the document; called by the server's threads
     * @throws IllegalArgumentException if the document has no such operation
     */
    public void answer(String operationId, Function<ApiRequest, ApiResponse> answers) {
        functions.put(operation(operationId).operationId(), Objects.requireNonNull(answers, "answers"));
    }

    /**
     * Scripts the next answers of an operation, which may break the document.
     *
     * @param operationId the operation
     * @param answers the answers in order, added to those that are still waiting
     * @throws IllegalArgumentException if the document has no such operation
     */
    public void answerUnchecked(String operationId, ApiResponse... answers) {
        Deque<ApiResponse> queue =
                queued.computeIfAbsent(operation(operationId).operationId(), key -> new ArrayDeque<>());
        synchronized (queue) {
            queue.addAll(Arrays.asList(answers));
        }
    }

    /** Forgets all scripted answers, received requests and violations. */
    public void reset() {
        queued.clear();
        functions.clear();
        requests.clear();
        violations.clear();
    }

    /** {@return all requests that were received, in the order of their arrival, also those that did not fit} */
    public List<ApiRequest> requests() {
        return List.copyOf(requests);
    }

    /** {@return everything that did not fit so far} */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /**
     * Stops the server.
     *
     * @throws AssertionError if a request did not fit the document; names method, path, fault and place of each
     */
    @Override
    public void close() {
        server.close();
        verify();
    }

    /**
     * Does nothing if every request so far did fit the document.
     *
     * @throws AssertionError if one did not; names method, path, fault and place of each
     */
    public void verify() {
        if (!violations.isEmpty()) {
            throw new AssertionError(
                    violations.size() + " violation(s) of " + document.name() + ":\n" + lines(violations));
        }
    }

    /** {@return the document's name and the base URL} */
    @Override
    public String toString() {
        return "ContractServer of " + document.name() + " at " + url;
    }

    private ApiOperation operation(String operationId) {
        return document.operation(operationId)
                .orElseThrow(() ->
                        new IllegalArgumentException(document.name() + " has no operation '" + operationId + "'"));
    }

    private static String lines(List<Violation> violations) {
        return violations.stream().map(violation -> "  " + violation).collect(Collectors.joining("\n"));
    }

    private ApiResponse answer(ApiRequest request) {
        requests.add(request);
        List<Violation> wrong = document.checkRequest(request);
        if (!wrong.isEmpty()) {
            return refuse(400, "The request does not fit " + document.name(), wrong);
        }
        ApiOperation operation =
                document.match(request.method(), request.path()).orElseThrow();
        ApiResponse waiting = waiting(operation.operationId());
        if (waiting != null) {
            return waiting;
        }
        Function<ApiRequest, ApiResponse> function = functions.get(operation.operationId());
        if (function == null) {
            return operation.exampleResponse();
        }
        ApiResponse answer = function.apply(request);
        List<Violation> off = document.checkResponse(operation, answer);
        return off.isEmpty() ? answer : refuse(500, "The scripted answer does not fit " + document.name(), off);
    }

    private @Nullable ApiResponse waiting(String operationId) {
        Deque<ApiResponse> queue = queued.get(operationId);
        if (queue == null) {
            return null;
        }
        synchronized (queue) {
            return queue.poll();
        }
    }

    private ApiResponse refuse(int status, String message, List<Violation> wrong) {
        violations.addAll(wrong);
        var body = JsonTree.MAPPER.createObjectNode().put("message", message);
        var list = body.putArray("violations");
        wrong.forEach(violation ->
                list.addObject().put("message", violation.message()).put("where", violation.where()));
        return ApiResponse.json(status, body.toString());
    }

    private final class Answers extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest recorded) {
            try {
                return WireMessages.response(answer(WireMessages.request(recorded)));
            } catch (RuntimeException | IOException e) {
                // A server thread: the failure must reach the test.
                violations.add(new Violation(
                        recorded.getMethod(),
                        recorded.getUrl().encodedPath(),
                        "the server could not answer: " + e,
                        "#"));
                return WireMessages.response(ApiResponse.of(500, "text/plain", "the contract server failed: " + e));
            }
        }
    }
}
