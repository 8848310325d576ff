package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.ProtocolException;
import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;

/**
 * Which addresses that a server gives are followed: https on the configured host or one of the vendor's own domains.
 * Only a vendor that is configured on this machine may lead to this machine, and without TLS.
 *
 * @param configured where the vendor is
 * @param domains the vendor's domains, such as {@code example.com}; hosts below them count
 */
public record GivenAddresses(HttpUrl configured, List<String> domains) {

    /** Copies the list. */
    public GivenAddresses {
        domains = List.copyOf(domains);
    }

    /**
     * Checks an address.
     *
     * @param context for the error
     * @param address a URL; websocket schemes are taken as those of HTTP
     * @return the address with scheme http or https
     * @throws ProtocolException if it is not to be followed; nothing was sent
     */
    public HttpUrl follow(ErrorContext context, String address) {
        var url = HttpUrl.parse(withHttpScheme(address));
        if (url == null) {
            throw new ProtocolException(context, "the vendor gave an address that is no URL", null);
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new ProtocolException(context, "the vendor gave an address with a user in it", null);
        }
        boolean local = isLoopback(url.host());
        boolean known = local ? isLoopback(configured.host()) : url.isHttps() && belongs(url.host());
        if (!known) {
            throw new ProtocolException(
                    context,
                    "the vendor leads to " + Origins.of(url) + ", which is not followed: allowed are https, the host "
                            + configured.host() + " and those of " + domains,
                    null);
        }
        return url;
    }

    private boolean belongs(String host) {
        return host.equals(configured.host())
                || domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }

    private static String withHttpScheme(String address) {
        var lower = address.toLowerCase(Locale.ROOT);
        return lower.startsWith("ws:") || lower.startsWith("wss:") ? "http" + address.substring(2) : address;
    }

    /**
     * Whether a host is this machine by its very name.
     *
     * @param host without brackets
     * @return true for {@code localhost}, {@code ::1} and 127.*
     */
    public static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127\\.\\d+\\.\\d+\\.\\d+");
    }
}
