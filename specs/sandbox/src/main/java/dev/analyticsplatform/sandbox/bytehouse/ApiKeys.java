package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * API keys, and with them who may call: a key authenticates until it is disabled, expired or deleted.
 *
 * <p>The keys that the sandbox was given work always. They are the console's, so that operations on keys neither show
 * nor count them.
 */
final class ApiKeys {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int MOST = 2;
    private static final int DEFAULT_DAYS = 90;

    private static final class Key {
        final String id;
        final String secret;
        final long user;
        final String comment;
        final Instant createdAt;
        boolean enabled = true;

        /** Null for a key without end. */
        @Nullable
        Instant expiresAt;

        Key(String id, String secret, long user, String comment, Instant createdAt) {
            this.id = id;
            this.secret = secret;
            this.user = user;
            this.comment = comment;
            this.createdAt = createdAt;
        }

        ObjectNode json() {
            return Json.object()
                    .put("id", id)
                    .put("status", enabled ? "ENABLED" : "DISABLED")
                    .put("comment", comment)
                    .put("createdAt", createdAt.toString())
                    .put("expiredAt", expiresAt == null ? null : expiresAt.toString());
        }
    }

    private final VendorSetup setup;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Key> byId = new LinkedHashMap<>();

    ApiKeys(VendorSetup setup, Handlers handlers) {
        this.setup = setup;
        handlers.on("createApiKey", this::create)
                .on("listApiKeys", this::list)
                .on("deleteApiKey", this::delete)
                .on("updateApiKeyStatus", this::updateStatus)
                .on("updateApiKeyExpiry", this::updateExpiry);
    }

    Caller authenticate(Exchange exchange) {
        String header =
                exchange.header("authorization").orElseThrow(() -> refusal("No Authorization header was sent."));
        int space = header.indexOf(' ');
        if (space < 0 || !header.substring(0, space).equalsIgnoreCase("Bearer")) {
            throw refusal("Authorization has to be of the form: Bearer <API key>.");
        }
        String secret = header.substring(space + 1).strip();
        if (setup.keys().contains(secret)) {
            return new Caller(String.valueOf(Tenant.ACCOUNT), "console");
        }
        synchronized (byId) {
            for (Key key : byId.values()) {
                if (key.secret.equals(secret)) {
                    requireUsable(key);
                    return new Caller(String.valueOf(key.user), key.id);
                }
            }
        }
        throw refusal("The API key is not valid.");
    }

    private void requireUsable(Key key) {
        if (!key.enabled) {
            throw refusal("The API key is disabled.");
        }
        if (key.expiresAt != null && !setup.now().isBefore(key.expiresAt)) {
            throw refusal("The API key has expired.");
        }
    }

    private static Refusal refusal(String message) {
        return new Refusal(401, "", message);
    }

    private String random(int length) {
        StringBuilder text = new StringBuilder();
        random.ints(length, 0, LETTERS.length()).forEach(i -> text.append(LETTERS.charAt(i)));
        return text.toString();
    }

    private Answer create(Exchange exchange) {
        ObjectNode body = exchange.body();
        int days = body.path("expiryInDays").asInt(DEFAULT_DAYS);
        if (days < 1) {
            throw ByteHouseErrors.invalid("expiryInDays must be greater than zero, but is " + days);
        }
        Key key = new Key(
                random(20),
                random(40),
                Tenant.user(exchange),
                body.path("comment").asText(""),
                setup.now());
        if (!body.path("noExpiry").asBoolean()) {
            key.expiresAt = setup.now().plus(Duration.ofDays(days));
        }
        synchronized (byId) {
            if (byId.values().stream().filter(each -> each.user == key.user).count() >= MOST) {
                throw ByteHouseErrors.invalid("The user has " + MOST + " API keys already; delete one first");
            }
            byId.put(key.id, key);
        }
        return Replies.reported(key.json().put("apiKey", key.secret));
    }

    private Answer list(Exchange exchange) {
        ArrayNode keys = Json.array();
        synchronized (byId) {
            byId.values().stream()
                    .filter(key -> key.user == Tenant.user(exchange))
                    .forEach(key -> keys.add(key.json()));
        }
        return Replies.reported(keys);
    }

    private Key require(Exchange exchange) {
        String id = exchange.path("api_key_id");
        Key key = byId.get(id);
        if (key == null || key.user != Tenant.user(exchange)) {
            throw ByteHouseErrors.notFound("The API key " + id + " does not exist.");
        }
        return key;
    }

    private Answer delete(Exchange exchange) {
        synchronized (byId) {
            byId.remove(require(exchange).id);
        }
        return Replies.done();
    }

    private Answer updateStatus(Exchange exchange) {
        synchronized (byId) {
            Key key = require(exchange);
            key.enabled = exchange.body().path("status").asText("ENABLED").equals("ENABLED");
        }
        return Replies.done();
    }

    private Answer updateExpiry(Exchange exchange) {
        int days = exchange.body().path("addExpiryInDays").asInt();
        if (days < 1) {
            throw ByteHouseErrors.invalid("addExpiryInDays must be greater than zero");
        }
        synchronized (byId) {
            Key key = require(exchange);
            if (key.expiresAt == null) {
                throw ByteHouseErrors.invalid("The API key " + key.id + " has no expiry");
            }
            key.expiresAt = key.expiresAt.plus(Duration.ofDays(days));
        }
        return Replies.done();
    }
}
