package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Whom the control plane knows: the keys that the sandbox was given, and the tokens made by SQL. Thread-safe. */
final class ApiTokens {
    static final String BEARER = "bearer ";
    private static final int DAYS = 90;

    private record Issued(Thing about, String token, Instant expires) {}

    private final Organization organization;
    private final Map<String, Issued> issued = new ConcurrentHashMap<>();

    ApiTokens(Organization organization) {
        this.organization = organization;
    }

    void on(Commands commands) {
        commands.on("create api_token", this::create);
        commands.on("alter api_token", this::alter);
        commands.on("drop api_token", this::drop);
        commands.on("list api_tokens", this::list);
    }

    /** Returns the token of a header; empty if it carries none. */
    static Optional<String> bearer(Optional<String> header) {
        return header.filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip())
                .filter(token -> !token.isEmpty());
    }

    Caller authenticate(Exchange exchange) {
        return authenticate(exchange.header("Authorization"));
    }

    /**
     * Tells who sends a header.
     *
     * @throws Refusal 401 if there is no token, 403 if it is not valid
     */
    Caller authenticate(Optional<String> header) {
        String token = bearer(header).orElseThrow(() -> new Refusal(401, "", "The request carries no bearer token"));
        if (organization.setup.keys().contains(token)) {
            return new Caller(Organization.OWNER, null);
        }
        Instant now = organization.now();
        return issued.values().stream()
                .filter(each -> each.token().equals(token) && now.isBefore(each.expires()))
                .findFirst()
                .map(each -> new Caller(Organization.OWNER, each.about().name))
                .orElseThrow(() -> new Refusal(403, "", "The token is not valid"));
    }

    private Outcome create(Words words, Session session) {
        String name = words.name();
        Map<String, String> properties = words.properties();
        words.end();
        if (issued.containsKey(name)) {
            throw new SqlError(SqlState.DUPLICATE_API_TOKEN, "API token " + name + " already exists");
        }
        String role = properties.get("token.role_name");
        if (role == null) {
            throw new SqlError(SqlState.MISSING_PARAMETER, "The property 'token.role_name' is missing");
        }
        organization.roles.require(role);
        Instant expires = session.now().plus(Duration.ofDays(days(properties)));
        String token = organization.tokens.sign(
                Json.object().put("sub", session.user).put("role", role), session.now(), expires);
        issued.put(name, new Issued(new Thing(name, session.role(), session.now(), properties), token, expires));
        return Outcome.of("Name", "Token", "ExpiresAt TIMESTAMP_TZ")
                .add(name, token, Texts.time(expires))
                .done();
    }

    private static int days(Map<String, String> properties) {
        String text = properties.getOrDefault("token.expires_in_days", String.valueOf(DAYS));
        try {
            int days = Integer.parseInt(text);
            if (days > 0) {
                return days;
            }
        } catch (NumberFormatException e) {
            // told below, with the numbers that make no sense
        }
        throw new SqlError(SqlState.BAD_PARAMETER, "'token.expires_in_days' = '" + text + "' is no number of days");
    }

    private Issued require(String name) {
        Issued found = issued.get(name);
        if (found == null) {
            throw new SqlError(SqlState.NO_API_TOKEN, "API token " + name + " does not exist");
        }
        return found;
    }

    private Outcome alter(Words words, Session session) {
        Issued old = require(words.name());
        Map<String, String> properties = words.properties();
        words.end();
        Instant expires = old.about().createdAt.plus(Duration.ofDays(days(properties)));
        issued.put(old.about().name, new Issued(old.about(), old.token(), expires));
        old.about().updatedAt = session.now();
        return Outcome.artifact("API Token", old.about().name, "ALTER", "API token was successfully altered", "");
    }

    private Outcome drop(Words words, Session session) {
        boolean ifExists = words.takeIfExists();
        String name = words.name();
        words.end();
        if (!ifExists || issued.containsKey(name)) {
            require(name);
            issued.remove(name);
        }
        return Outcome.artifact("API Token", name, "DROP", "API token " + name + " was successfully dropped", "");
    }

    private Outcome list(Words words, Session session) {
        words.end();
        Outcome.Rows rows =
                Outcome.of("Name", "RoleName", "Status", "CreatedAt TIMESTAMP_TZ", "ExpiresAt TIMESTAMP_TZ");
        List<Issued> all = issued.values().stream()
                .sorted((a, b) -> a.about().name.compareTo(b.about().name))
                .toList();
        for (Issued each : all) {
            rows.add(
                    each.about().name,
                    each.about().property("token.role_name", ""),
                    session.now().isBefore(each.expires()) ? "active" : "expired",
                    Texts.time(each.about().createdAt),
                    Texts.time(each.expires()));
        }
        return rows.done();
    }
}
