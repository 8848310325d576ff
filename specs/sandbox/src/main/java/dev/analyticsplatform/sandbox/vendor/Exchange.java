package dev.analyticsplatform.sandbox.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.contract.ApiOperation;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A request on its way through the sandbox. Does not change; used by one thread. */
public final class Exchange {
    private final ApiOperation operation;
    private final Map<String, String> pathParameters;
    private final Map<String, String> queryParameters;
    private final Map<String, List<String>> headers;
    private final ByteString content;
    private final Caller caller;
    private @Nullable JsonNode json;

    /**
     * Makes a request of {@link Caller#ANONYMOUS}.
     *
     * @param operation the operation that it is for
     * @param pathParameters path parameters, decoded
     * @param queryParameters query parameters, decoded; the first of each name
     * @param headers request headers; names in lower case
     * @param content the body, after a content encoding was undone; empty where none was sent
     */
    public Exchange(
            ApiOperation operation,
            Map<String, String> pathParameters,
            Map<String, String> queryParameters,
            Map<String, List<String>> headers,
            ByteString content) {
        this(operation, pathParameters, queryParameters, headers, content, Caller.ANONYMOUS);
    }

    private Exchange(
            ApiOperation operation,
            Map<String, String> pathParameters,
            Map<String, String> queryParameters,
            Map<String, List<String>> headers,
            ByteString content,
            Caller caller) {
        this.operation = operation;
        this.pathParameters = pathParameters;
        this.queryParameters = queryParameters;
        this.headers = headers;
        this.content = content;
        this.caller = caller;
    }

    /** Returns the operation that it is for. */
    public ApiOperation operation() {
        return operation;
    }

    /** Returns who sent it; {@link Caller#ANONYMOUS} until it is authenticated. */
    public Caller caller() {
        return caller;
    }

    /** Returns the request headers; names in lower case. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** Returns the path parameters, decoded. */
    public Map<String, String> pathParameters() {
        return pathParameters;
    }

    /** Returns the query parameters, decoded; the first of each name. */
    public Map<String, String> queryParameters() {
        return queryParameters;
    }

    /**
     * Returns a path parameter, decoded.
     *
     * @throws IllegalArgumentException if the operation has none of this name
     */
    public String path(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException(operation.operationId() + " has no path parameter " + name);
        }
        return value;
    }

    /** Returns a query parameter, decoded. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(queryParameters.get(name));
    }

    /** Returns the first header of a name, in any case. */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.stream().findFirst();
    }

    /** Returns the body as it came, after a content encoding was undone; empty where none was sent. */
    public ByteString content() {
        return content;
    }

    /** Returns the bytes of the body, after a content encoding was undone. */
    public long size() {
        return content.size();
    }

    /**
     * Returns the body as JSON of any kind; an empty object where none was sent.
     *
     * @throws Refusal 400 if it is not JSON
     */
    public JsonNode json() {
        JsonNode read = json;
        if (read == null) {
            read = content.size() == 0 ? Json.object() : parse();
            json = read;
        }
        return read;
    }

    /**
     * Returns the body as a JSON object; an empty one where none was sent.
     *
     * @throws Refusal 400 if it is not a JSON object
     */
    public ObjectNode body() {
        if (json() instanceof ObjectNode object) {
            return object;
        }
        throw new Refusal(400, "", "The body is not a JSON object");
    }

    /**
     * Returns the parts of a multipart body, in order.
     *
     * @throws Refusal 400 if it is not multipart, or breaks off
     */
    public List<Part> parts() {
        return Part.read(header("Content-Type").orElse(""), content);
    }

    private JsonNode parse() {
        try {
            return Json.MAPPER.readTree(content.toByteArray());
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "", "The body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Refusal(400, "", "The body is not JSON: " + e.getMessage());
        }
    }

    /** Returns the same request with its sender. */
    public Exchange from(Caller sender) {
        return new Exchange(operation, pathParameters, queryParameters, headers, content, sender);
    }

    /** Names the operation only: headers and bodies may hold secrets. */
    @Override
    public String toString() {
        return "Exchange[" + operation.operationId() + "]";
    }
}
