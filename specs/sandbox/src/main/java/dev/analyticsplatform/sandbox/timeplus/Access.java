package dev.analyticsplatform.sandbox.timeplus;

import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells callers by an API key, in a header of its own or in Authorization, or by user and password. Where both kinds
 * are sent, Authorization counts.
 */
final class Access {
    /** Operations that tell of wrong credentials by 401; all others do by 403. */
    private static final Set<String> UNAUTHORIZED =
            Set.of("listDashboards", "listQueries", "listInvitations", "deleteSink");

    private final VendorSetup setup;
    private final UsersHandler users;
    private final ApiKeysHandler keys;

    Access(VendorSetup setup, UsersHandler users, ApiKeysHandler keys) {
        this.setup = setup;
        this.users = users;
        this.keys = keys;
    }

    Caller authenticate(Exchange exchange) {
        Optional<String> authorization = exchange.header("Authorization");
        Optional<Caller> caller = authorization.isPresent()
                ? byAuthorization(authorization.get())
                : exchange.header("X-Api-Key").flatMap(this::byKey);
        return caller.orElseThrow(() -> new Refusal(
                UNAUTHORIZED.contains(exchange.operation().operationId()) ? 401 : 403,
                "",
                "the credentials are missing or not valid"));
    }

    private Optional<Caller> byAuthorization(String header) {
        int space = header.indexOf(' ');
        String scheme = space < 0 ? "" : header.substring(0, space).toLowerCase(Locale.ROOT);
        String value = header.substring(space + 1).strip();
        return switch (scheme) {
            case "apikey" -> byKey(value);
            case "basic" -> byPassword(value);
            default -> Optional.empty();
        };
    }

    private Optional<Caller> byKey(String key) {
        boolean own = false;
        for (String each : setup.keys()) {
            own |= same(each, key);
        }
        return own ? Optional.of(new Caller(Workspace.OWNER, null)) : keys.caller(key);
    }

    private Optional<Caller> byPassword(String encoded) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String user = pair.substring(0, colon);
        String password = pair.substring(colon + 1);
        boolean own = false;
        for (String each : setup.keys()) {
            own |= user.equals(UsersHandler.ADMIN) && same(each, password);
        }
        return own || users.knows(user, password) ? Optional.of(new Caller(user, null)) : Optional.empty();
    }

    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
