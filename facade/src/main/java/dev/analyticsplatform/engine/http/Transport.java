package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.CancelledException;
import dev.analyticsplatform.ConfigurationException;
import dev.analyticsplatform.Credentials;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.PlatformConfig;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Invocation;
import retrofit2.Response;
import retrofit2.Retrofit;

/**
 * One vendor endpoint: an authenticated, retrying HTTP client with the generated interfaces bound to it. Thread-safe.
 * Every failure of a call is an {@link AnalyticsException}.
 *
 * <p>A call that its user executes or enqueues itself is retried, limited and authenticated the same; its HTTP errors
 * are Retrofit responses, and its failures IOExceptions whose cause is the {@link AnalyticsException}.
 */
public final class Transport implements AutoCloseable {

    private static final OperationInfo UNKNOWN = new OperationInfo("request", Safety.UNSAFE);

    private static final ThreadLocal<@Nullable Pending> PENDING = new ThreadLocal<>();

    private final PlatformConfig config;
    private final Endpoint endpoint;
    private final Clients clients;
    private final ActiveCalls active;
    private final ErrorTranslator errors;
    private final WebSockets webSockets;
    private final Retrofit retrofit;
    private final Map<Class<?>, Object> interfaces = new ConcurrentHashMap<>();

    private Transport(
            PlatformConfig config, Endpoint endpoint, Credentials credentials, Clients clients, ActiveCalls active) {
        this.config = config;
        this.endpoint = endpoint;
        this.clients = clients;
        this.active = active;
        var redactor = new Redactor();
        this.errors = new ErrorTranslator(endpoint, redactor, config.time());
        var source = new CredentialSource(credentials);
        var attempts = new Attempts(
                clients.attempts(), endpoint, config.timeouts(), new Answers(config.limits(), active), redactor);
        var calls = clients.calls(new RetryInterceptor(
                attempts, new RequestGuard(endpoint.baseUrl()), source, errors, active, config.retry(), config.time()));
        this.webSockets = new WebSockets(config, endpoint, clients, active, errors, redactor, source);
        this.retrofit = new Retrofit.Builder()
                .baseUrl(endpoint.baseUrl())
                .addConverterFactory(new JsonConverters(StrictJson.of(endpoint.gson())))
                .callFactory(request -> calls.newCall(tagged(request)))
                .build();
    }

    /**
     * Makes a transport; connects only when it is used.
     *
     * @param config credentials, limits, time, HTTP hook
     * @param endpoint what the vendor needs
     * @return the transport, to be closed
     * @throws ConfigurationException if there are no credentials
     */
    public static Transport open(PlatformConfig config, Endpoint endpoint) {
        var credentials = config.credentials()
                .orElseThrow(() -> new ConfigurationException(
                        ErrorContext.of(endpoint.vendor(), "open"), "there are no credentials", null));
        return new Transport(config, endpoint, credentials, new Clients(config), new ActiveCalls(endpoint.vendor()));
    }

    /**
     * A transport for another endpoint of the same vendor, with credentials of its own; the ones of this transport are
     * never sent there. It shares connections and threads with this one, is closed with it, and need not be closed
     * itself.
     *
     * @param other the endpoint; an address that a server gave must have passed {@link GivenAddresses}
     * @param credentials for this endpoint alone
     * @return the transport
     */
    public Transport beside(Endpoint other, Credentials credentials) {
        return new Transport(config, other, credentials, clients, active);
    }

    /**
     * A generated interface bound to this endpoint.
     *
     * @param generatedInterface a Retrofit interface
     * @param <T> its type
     * @return the same object for the same interface
     */
    public <T> T api(Class<T> generatedInterface) {
        return generatedInterface.cast(interfaces.computeIfAbsent(generatedInterface, retrofit::create));
    }

    /**
     * A generated interface that a user asks for, bound to this endpoint.
     *
     * @param type what the user asks for
     * @param sibling an interface of the same package
     * @param owner whose interfaces these are, for the error
     * @param <T> its type
     * @return the same object for the same interface
     * @throws IllegalArgumentException if it is not an interface of that package
     */
    public <T> T api(Class<T> type, Class<?> sibling, String owner) {
        if (!type.isInterface() || !type.getPackageName().equals(sibling.getPackageName())) {
            throw new IllegalArgumentException(type.getName() + " is not a generated interface of " + owner
                    + "; those are in " + sibling.getPackageName());
        }
        return api(type);
    }

    /**
     * Makes a call and reads its whole answer.
     *
     * @param call not used up: the call made is a clone of it
     * @param <T> the answer
     * @return the answer, never null
     * @throws AnalyticsException if the call fails, or the answer has no body
     */
    public <T> T call(Call<T> call) {
        return call(call, CallOptions.NONE);
    }

    /**
     * Makes a call and reads its whole answer.
     *
     * @param call not used up: the call made is a clone of it
     * @param options what this call wants differently
     * @param <T> the answer
     * @return the answer, never null
     * @throws AnalyticsException if the call fails, or the answer has no body
     */
    public <T> T call(Call<T> call, CallOptions options) {
        var made = new Pending(options, false);
        var body = execute(call, made).body();
        if (body == null) {
            throw errors.emptyAnswer(state(made));
        }
        return body;
    }

    /**
     * Makes a call whose answer may have no body.
     *
     * @param call not used up: the call made is a clone of it
     * @param <T> the answer
     * @return the answer; empty for 204, an empty body and the JSON null
     * @throws AnalyticsException if the call fails
     */
    public <T> Optional<T> callForOptional(Call<T> call) {
        return callForOptional(call, CallOptions.NONE);
    }

    /**
     * Makes a call whose answer may have no body.
     *
     * @param call not used up: the call made is a clone of it
     * @param options what this call wants differently
     * @param <T> the answer
     * @return the answer; empty for 204, an empty body and the JSON null
     * @throws AnalyticsException if the call fails
     */
    public <T> Optional<T> callForOptional(Call<T> call, CallOptions options) {
        return Optional.ofNullable(execute(call, new Pending(options, false)).body());
    }

    /**
     * Makes a call and leaves its answer open.
     *
     * @param call of a {@code @Streaming} method; not used up
     * @param options what this call wants differently; its limits hold until the headers are there
     * @return the open answer, to be closed
     * @throws AnalyticsException if the call fails or the status is not 2xx
     */
    public Streamed stream(Call<ResponseBody> call, CallOptions options) {
        var made = new Pending(options, true);
        var response = execute(call, made);
        var body = response.body();
        if (body == null) {
            body = ResponseBody.create("", null);
            active.remove(state(made));
        }
        return new Streamed(body, response.code(), response.headers(), state(made), errors);
    }

    /**
     * Begins to open a websocket; returns before it is open.
     *
     * @param request what to open; must be of this transport's origin, and encrypted unless that is this machine
     * @param receiver is told of everything that happens to it
     * @return the websocket, to be closed
     * @throws AnalyticsException if the request must not be sent, or the transport is closed
     */
    public WebSocketLine webSocket(WebSocketRequest request, WebSocketReceiver receiver) {
        if (active.isClosed()) {
            throw new CancelledException(
                    ErrorContext.of(endpoint.vendor(), request.operation()), "the platform was closed", null);
        }
        return webSockets.open(request, receiver);
    }

    /**
     * Makes an exception of an error that the vendor reports inside an answer that says 200.
     *
     * @param operation the vendor's operationId
     * @param error what the vendor told; without a kind it is a failed query
     * @return the exception
     */
    public AnalyticsException failure(String operation, VendorError error) {
        return errors.vendor(ErrorContext.of(endpoint.vendor(), operation).withHttpStatus(200), error);
    }

    /** Ends running calls, waits and streams at once and lets go of connections and threads. */
    @Override
    public void close() {
        active.close();
        clients.close();
    }

    /** Vendor and origin. */
    @Override
    public String toString() {
        return "Transport[" + endpoint.vendor() + ", " + Origins.of(endpoint.baseUrl()) + "]";
    }

    private <T> Response<T> execute(Call<T> call, Pending made) {
        if (active.isClosed()) {
            throw new CancelledException(state(made).context(), "the platform was closed", null);
        }
        PENDING.set(made);
        Response<T> response;
        try {
            // A clone: the original may have built its request already, outside of our sight.
            response = call.clone().execute();
        } catch (IOException | RuntimeException e) {
            throw errors.thrown(state(made), e);
        } finally {
            PENDING.remove();
        }
        if (response.isSuccessful()) {
            return response;
        }
        try (var error = response.errorBody()) {
            var raw = response.raw();
            throw errors.status(
                    state(made),
                    response.code(),
                    response.headers(),
                    raw.request().url(),
                    error == null ? "" : error.string());
        } catch (IOException e) {
            throw errors.thrown(state(made), e);
        }
    }

    /**
     * Retrofit makes the OkHttp call on the thread that executes it, so what belongs to the call is handed over in a
     * thread local. It is taken once: a supplier of credentials may make a call of its own meanwhile.
     */
    private Request tagged(Request request) {
        var options = PENDING.get();
        PENDING.remove();
        var invocation = request.tag(Invocation.class);
        var operation = invocation == null ? UNKNOWN : endpoint.operations().apply(invocation.method());
        boolean streaming = invocation != null && HttpAnnotations.streaming(invocation.method());
        if (options != null && options.streaming != streaming) {
            throw new IllegalStateException(operation.operationId()
                    + (streaming ? " streams; use stream()" : " is not @Streaming; its answer would be read whole"));
        }
        var state = new CallState(
                endpoint.vendor(),
                operation,
                options == null ? CallOptions.NONE : options.options,
                config.timeouts(),
                config.time(),
                streaming);
        if (options != null) {
            options.state = state;
        }
        return request.newBuilder().tag(CallState.class, state).build();
    }

    private CallState state(Pending made) {
        var state = made.state;
        return state != null
                ? state
                : new CallState(endpoint.vendor(), UNKNOWN, made.options, config.timeouts(), config.time(), false);
    }

    /** A call of ours that Retrofit is about to build. */
    private static final class Pending {
        private final CallOptions options;
        private final boolean streaming;
        private @Nullable CallState state;

        Pending(CallOptions options, boolean streaming) {
            this.options = options;
            this.streaming = streaming;
        }
    }
}
