package dev.analyticsplatform.sandbox.vendor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which handler answers which operation. Filled by one thread, then read by many. */
public final class Handlers {
    private final Map<String, Handler> byOperation = new LinkedHashMap<>();

    /** Makes a table without handlers. */
    public Handlers() {}

    /**
     * Adds a handler.
     *
     * @throws IllegalStateException if the operation has one already
     */
    public Handlers on(String operationId, Handler handler) {
        if (byOperation.putIfAbsent(operationId, handler) != null) {
            throw new IllegalStateException("Two handlers for operation " + operationId);
        }
        return this;
    }

    /** Returns the handler of an operation. */
    public Optional<Handler> of(String operationId) {
        return Optional.ofNullable(byOperation.get(operationId));
    }

    /** Returns the operations that have a handler. */
    public Set<String> operationIds() {
        return new TreeSet<>(byOperation.keySet());
    }
}
