package dev.analyticsplatform.sandbox.vendor;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param user the user, by the vendor's identifier, such as an e-mail address
 * @param credential the name of the key that was used, never the key itself; null where there is none
 */
public record Caller(String user, @Nullable String credential) {
    /** Stands for nobody in particular, on operations that need no credentials. */
    public static final Caller ANONYMOUS = new Caller("anonymous", null);
}
