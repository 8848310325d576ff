package dev.analyticsplatform.sandbox.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.contract.ApiOperation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request on its way through the sandbox. Immutable.
 *
 * @param operation the operation that it is for
 * @param pathParameters path parameters, decoded
 * @param queryParameters query parameters, decoded; the first of each name
 * @param headers request headers; names in lower case
 * @param body the body; an empty object where none was sent
 * @param size bytes of the body, after a content encoding was undone
 * @param caller who sent it; {@link Caller#ANONYMOUS} until it is authenticated
 */
public record Exchange(
        ApiOperation operation,
        Map<String, String> pathParameters,
        Map<String, String> queryParameters,
        Map<String, List<String>> headers,
        ObjectNode body,
        long size,
        Caller caller) {
    /**
     * Returns a path parameter.
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

    /** Returns a query parameter. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(queryParameters.get(name));
    }

    /** Returns the first header of a name, in any case. */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of());
        return values.stream().findFirst();
    }

    /** Returns the same request with its sender. */
    public Exchange from(Caller sender) {
        return new Exchange(operation, pathParameters, queryParameters, headers, body, size, sender);
    }

    /** Names the operation only: headers and bodies may hold secrets. */
    @Override
    public String toString() {
        return "Exchange[" + operation.operationId() + "]";
    }
}
