package dev.analyticsplatform.engine.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;

/** What a configured address must look like, so that credentials go nowhere else and never in the clear. */
public final class EndpointRule {

    private EndpointRule() {}

    /**
     * Checks an address.
     *
     * @param endpoint a URL as a user wrote it
     * @return what is wrong with it and what to write; never its text, which may hold a secret; empty if all is well
     */
    public static Optional<String> problem(String endpoint) {
        URI uri;
        try {
            uri = URI.create(endpoint);
        } catch (IllegalArgumentException notAUrl) {
            return Optional.of("is not a URL; write for example https://api.example.com");
        }
        if (uri.getHost() == null || uri.getScheme() == null) {
            return Optional.of("lacks scheme or host; write for example https://api.example.com");
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            return Optional.of("holds a user, query or fragment; give scheme, host, port and path only, "
                    + "and secrets as credentials");
        }
        if (HttpUrl.parse(endpoint) == null
                && uri.getScheme().toLowerCase(Locale.ROOT).startsWith("http")) {
            return Optional.of("is not a URL; write for example https://api.example.com");
        }
        String host = uri.getHost();
        boolean loopback =
                GivenAddresses.isLoopback(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "https" -> Optional.empty();
            case "http" ->
                loopback
                        ? Optional.empty()
                        : Optional.of("is plain http, which would send the credentials in the clear; use https");
            default -> Optional.of("has the scheme " + uri.getScheme() + "; use https");
        };
    }
}
