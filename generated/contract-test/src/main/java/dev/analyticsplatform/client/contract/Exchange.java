package dev.analyticsplatform.client.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.contract.ApiOperation;
import dev.analyticsplatform.contract.ApiRequest;
import dev.analyticsplatform.contract.ContractServer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Invocation;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.Body;

/** Calls methods of a client on a contract server and tells what went wrong, or was lost on the way. */
final class Exchange implements AutoCloseable {
    private static final OkHttpClient HTTP = new OkHttpClient();

    private final GeneratedClient client;
    private final ApiDocument document;
    private final ContractServer server;
    private final Retrofit retrofit;
    private final Map<Class<?>, Object> interfaces = new HashMap<>();

    Exchange(GeneratedClient client, ApiDocument document) {
        this.client = client;
        this.document = document;
        server = ContractServer.start(document);
        retrofit = client.retrofit(
                server.url(),
                HTTP.newBuilder()
                        .addInterceptor(chain -> chain.proceed(withCredentials(chain.request())))
                        .build());
    }

    /**
     * Makes one call with the document's examples.
     *
     * @return what is wrong; empty if the request fits, the answer is read, and neither lost anything
     */
    List<String> run(GeneratedMethod method, ApiOperation operation) {
        Arguments.Made arguments;
        try {
            arguments = Arguments.of(method, operation, client.gson());
        } catch (JsonParseException e) {
            return List.of("an example does not fit its parameter: " + e.getMessage());
        }
        if (!arguments.faults().isEmpty()) {
            return arguments.faults();
        }
        server.reset();
        try {
            Response<?> response = call(method, arguments.values()).execute();
            List<String> faults = new ArrayList<>();
            server.violations().forEach(violation -> faults.add(violation.toString()));
            if (faults.isEmpty()) {
                request(operation, faults);
                answer(method, operation, response, faults);
            }
            return faults;
        } catch (IOException | JsonParseException | IllegalArgumentException | IllegalStateException e) {
            return List.of(e.toString());
        }
    }

    /**
     * Makes one call with the document's examples, but another body.
     *
     * @return what is wrong; empty if the body arrives as it is, and the document allows it
     */
    List<String> runWith(RequestBody body, GeneratedMethod method, ApiOperation operation) throws IOException {
        List<@Nullable Object> arguments =
                Arguments.of(method, operation, client.gson()).values();
        for (int i = 0; i < arguments.size(); i++) {
            if (method.method().getParameterAnnotations()[i][0] instanceof Body) {
                arguments.set(i, body);
            }
        }
        server.reset();
        call(method, arguments).execute();
        List<String> faults = new ArrayList<>();
        server.violations().forEach(violation -> faults.add(violation.toString()));
        Buffer expected = new Buffer();
        body.writeTo(expected);
        for (ApiRequest request : server.requests()) {
            if (!request.header("Content-Type").equals(Optional.of(String.valueOf(body.contentType())))) {
                faults.add(body.contentType() + " was sent as " + request.header("Content-Type"));
            }
            if (!java.util.Arrays.equals(request.body(), expected.snapshot().toByteArray())) {
                faults.add("the body of " + body.contentType() + " was altered");
            }
        }
        if (server.requests().size() != 1) {
            faults.add(server.requests().size() + " requests were sent");
        }
        return faults;
    }

    /** A call that is ready to be made. */
    Call<?> call(GeneratedMethod method, List<@Nullable Object> arguments) {
        Class<?> type = method.method().getDeclaringClass();
        Object proxy = interfaces.computeIfAbsent(type, retrofit::create);
        try {
            // Not method.invoke, which refuses nothing more but hides Retrofit's exceptions in two wrappers.
            return (Call<?>) Proxy.getInvocationHandler(proxy).invoke(proxy, method.method(), arguments.toArray());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private void request(ApiOperation operation, List<String> faults) throws IOException {
        List<ApiRequest> requests = server.requests();
        if (requests.size() != 1) {
            faults.add(requests.size() + " requests were sent");
            return;
        }
        ApiRequest request = requests.get(0);
        Optional<ApiOperation> called = document.match(request.method(), request.path());
        if (!called.map(ApiOperation::operationId).equals(Optional.of(operation.operationId()))) {
            faults.add("the request went to " + called);
        }
        if (request.header("Accept").isEmpty()) {
            faults.add("the request says nothing about what it accepts");
        }
        JsonNode example = operation.requestExample().orElse(null);
        if (example != null && json(request.header("Content-Type"))) {
            JsonDifference.between(
                            JsonDifference.gson(example),
                            JsonParser.parseString(new String(request.body(), StandardCharsets.UTF_8)))
                    .forEach(difference -> faults.add("request" + difference));
        } else if (example != null && multipart(request.header("Content-Type"))) {
            faults.addAll(FormDifference.between(example, request));
        }
    }

    private void answer(GeneratedMethod method, ApiOperation operation, Response<?> response, List<String> faults)
            throws IOException {
        byte[] sent = operation.exampleResponse().body();
        Object body = response.body();
        if (!response.isSuccessful()) {
            faults.add("the answer has status " + response.code());
        } else if (method.raw() || method.answer() == ResponseBody.class) {
            if (!(body instanceof ResponseBody raw)) {
                faults.add("the answer has no body to read");
            } else if (!java.util.Arrays.equals(raw.bytes(), sent)) {
                faults.add("the unread body is not what was sent");
            }
        } else if (body == null) {
            if (sent.length > 0 && method.answer() != Void.class) {
                faults.add("the answer was lost");
            }
        } else if (!json(operation.exampleResponse().header("Content-Type"))) {
            if (!body.equals(new String(sent, StandardCharsets.UTF_8))) {
                faults.add("the text of the answer is not what was sent");
            }
        } else {
            JsonElement expected = JsonParser.parseString(new String(sent, StandardCharsets.UTF_8));
            JsonElement actual = JsonParser.parseString(client.gson().toJson(body, method.answer()));
            JsonDifference.between(expected, actual).forEach(difference -> faults.add("answer" + difference));
        }
    }

    /** The placeholders that satisfy the document's security; an interceptor adds them, as an application's would. */
    private Request withCredentials(Request request) {
        Request.Builder builder = request.newBuilder();
        Invocation invocation = request.tag(Invocation.class);
        if (invocation == null) {
            return request;
        }
        document.operation(GeneratedMethod.of(invocation.method()).operationId())
                .ifPresent(operation -> operation.exampleRequest().headers().forEach((name, values) -> {
                    boolean parameter = operation.parameters().stream()
                            .anyMatch(known -> known.name().equalsIgnoreCase(name));
                    if (!parameter && request.header(name) == null && !isContentHeader(name)) {
                        builder.header(name, values.get(0));
                    }
                }));
        return builder.build();
    }

    private static boolean isContentHeader(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("content-")
                || name.toLowerCase(Locale.ROOT).equals("accept");
    }

    private static boolean multipart(Optional<String> contentType) {
        return contentType.filter(type -> type.startsWith("multipart/")).isPresent();
    }

    private static boolean json(Optional<String> contentType) {
        return contentType.filter(type -> type.contains("json")).isPresent();
    }

    /** Closes without a word: violations have been reported one by one. */
    @Override
    public void close() {
        server.reset();
        server.close();
    }
}
