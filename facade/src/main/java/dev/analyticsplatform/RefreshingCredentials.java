package dev.analyticsplatform;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * Credentials that change while the program runs. The supplier is asked before every attempt; after an HTTP 401 it is
 * asked once more, and if it gives something new the call is repeated once. The supplier must be thread-safe and quick:
 * it should keep its current value and fetch a new one only when needed.
 */
public final class RefreshingCredentials implements Credentials {

    private final Supplier<? extends Credentials> supplier;

    private RefreshingCredentials(Supplier<? extends Credentials> supplier) {
        this.supplier = Objects.requireNonNull(supplier, "supplier");
    }

    /**
     * Credentials from a supplier.
     *
     * @param supplier gives the current API key, bearer token or basic credentials
     * @return the credentials
     */
    public static RefreshingCredentials of(Supplier<? extends Credentials> supplier) {
        return new RefreshingCredentials(supplier);
    }

    /**
     * Asks the supplier.
     *
     * @return the credentials of this moment, never refreshing ones
     * @throws ConfigurationException if the supplier gives null or refreshing credentials
     */
    public Credentials current() {
        Credentials current = supplier.get();
        if (current == null || current instanceof RefreshingCredentials) {
            throw new ConfigurationException(
                    ErrorContext.of("analytics-platform", "credentials"),
                    "the supplier of refreshing credentials must give an ApiKey, BearerToken or BasicCredentials",
                    null);
        }
        return current;
    }

    /** Does not ask the supplier. */
    @Override
    public String toString() {
        return "RefreshingCredentials[redacted]";
    }
}
