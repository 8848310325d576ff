package dev.analyticsplatform;

import dev.analyticsplatform.driver.RowSource;
import dev.analyticsplatform.engine.Poller;
import java.util.function.Supplier;

/** What all facets share: the vendor's id, its capability table, default names, and a check before each call. */
final class Facet {

    private final Capabilities capabilities;
    private final String vendor;
    private final String namespace;
    private final Poller poller;
    private final java.util.function.BooleanSupplier closed;

    Facet(
            String vendor,
            Capabilities capabilities,
            String namespace,
            Poller poller,
            java.util.function.BooleanSupplier closed) {
        this.vendor = vendor;
        this.capabilities = capabilities;
        this.namespace = namespace;
        this.poller = poller;
        this.closed = closed;
    }

    /** Throws before a byte is sent if the platform is closed or the vendor lacks the capability. */
    void check(Capability capability, String operation) {
        if (closed.getAsBoolean()) {
            throw new IllegalStateException("the platform is closed");
        }
        capabilities.check(capability, operation);
    }

    <T> T call(Capability capability, String operation, Supplier<T> call) {
        check(capability, operation);
        return call.get();
    }

    Rows rows(Capability capability, String operation, Supplier<RowSource> call) {
        return new Rows(call(capability, operation, call), context(operation));
    }

    void requireParameters(boolean any, String operation) {
        if (any) {
            capabilities.check(Capability.QUERY_PARAMETERS, operation);
        }
    }

    QualifiedName complete(QualifiedName name) {
        return name.namespace().isPresent() ? name : QualifiedName.of(namespace, name.name());
    }

    ErrorContext context(String operation) {
        return ErrorContext.of(vendor, operation);
    }

    Poller poller() {
        return poller;
    }
}
