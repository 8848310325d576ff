package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.ErrorText;
import dev.analyticsplatform.sandbox.store.Resource;
import dev.analyticsplatform.sandbox.store.ResourceHooks;
import dev.analyticsplatform.sandbox.store.ResourceKind;
import dev.analyticsplatform.sandbox.store.ResourceStore;
import dev.analyticsplatform.sandbox.store.Stamp;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tag API Keys, and with it who may call: a key that was created authenticates until it is suspended, expired or
 * deleted.
 *
 * <p>The keys that the sandbox was given are the first keys of its owner, named {@code sandbox}, {@code sandbox-2} and
 * so on.
 */
final class ApiKeysHandler implements ResourceHooks {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Org org;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, List<String>> byKey = new ConcurrentHashMap<>();

    ApiKeysHandler(Org org, Handlers handlers) {
        this.org = org;
        ResourceKind kind = ResourceKind.named("API key")
                .scope("user")
                .scopeFrom(exchange -> List.of(UsersHandler.userOf(exchange)))
                .id("name", "name")
                .create("createApiKey")
                .read("getApiKey")
                .list("listApiKeys")
                .update("updateApiKey")
                .delete("deleteApiKey")
                .ignore("clear_expiry_time")
                .template("""
                        {"created_at":null,"name":null,"key":"","last_access_time":null,"created_by":null,
                         "created_by_apikey_name":null,"role":null,"expiry_time":null,"state":"ACTIVE"}""")
                .stamp("created_at", Stamp.NOW)
                .stamp("created_by", Stamp.USER)
                .stamp("created_by_apikey_name", Stamp.CREDENTIAL)
                .notFound(new ErrorText(404, "NOTFOUND", "API key '{id}' of user '{user}' not found"))
                .conflict(new ErrorText(409, "ALREADYEXISTS", "API key '{id}' already exists"))
                .hooks(this);
        org.apiKeys = new ResourceStore(kind, org.setup).serve(handlers);
        int number = 1;
        for (String key : org.setup.keys()) {
            String name = number == 1 ? "sandbox" : "sandbox-" + number;
            List<String> path = List.of(Org.OWNER, name);
            org.apiKeys.add(org.owner(), path, Json.object().put("name", name).put("key", key));
            byKey.put(key, path);
            number++;
        }
    }

    Caller authenticate(Exchange exchange) {
        String header = exchange.header("authorization")
                .orElseThrow(() -> RocksetErrors.unauthenticated("No Authorization header was sent"));
        int space = header.indexOf(' ');
        String scheme = space < 0 ? header : header.substring(0, space);
        String key = space < 0 ? "" : header.substring(space + 1).strip();
        boolean bearer = scheme.equalsIgnoreCase("bearer");
        if (!bearer && !scheme.equalsIgnoreCase("ApiKey")) {
            throw RocksetErrors.unauthenticated("Authorization has to be of the form: ApiKey <key>");
        }
        if (bearer && exchange.header("organization").isEmpty()) {
            throw RocksetErrors.unauthenticated("With a bearer token the header 'organization' has to be sent too");
        }
        Resource found = Optional.ofNullable(byKey.get(key))
                .flatMap(org.apiKeys::find)
                .orElseThrow(() -> RocksetErrors.unauthenticated("The API key is not known"));
        refuseUnusable(found.members());
        String now = Stamp.NOW.value(org.owner(), org.setup.now()).textValue();
        touch(found, now);
        return new Caller(found.key().get(0), found.id());
    }

    private void touch(Resource key, String now) {
        if (org.apiKeys.isLive(key.key())) {
            org.apiKeys.change(key.key(), members -> members.put("last_access_time", now));
        }
    }

    private void refuseUnusable(ObjectNode key) {
        if (!key.path("state").asText().equals("ACTIVE")) {
            throw RocksetErrors.unauthenticated("The API key is suspended");
        }
        JsonNode expiry = key.path("expiry_time");
        if (expiry.isTextual() && !org.setup.now().isBefore(instant(expiry.textValue()))) {
            throw RocksetErrors.unauthenticated("The API key has expired");
        }
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw RocksetErrors.invalid("expiry_time '" + text + "' is not a time such as 2030-01-31T00:00:00Z");
        }
    }

    @Override
    public void beforeCreate(Exchange exchange, ObjectNode made) {
        Names.check("API key", made.path("name").asText());
        if (made.path("expiry_time").isTextual()) {
            instant(made.path("expiry_time").textValue());
        }
        StringBuilder key = new StringBuilder();
        random.ints(64, 0, LETTERS.length()).forEach(i -> key.append(LETTERS.charAt(i)));
        made.put("key", key.toString());
    }

    @Override
    public void afterCreate(Exchange exchange, Resource made) {
        byKey.put(made.members().path("key").asText(), made.key());
    }

    @Override
    public void beforeUpdate(Exchange exchange, Resource before, ObjectNode after) {
        if (after.path("expiry_time").isTextual()) {
            instant(after.path("expiry_time").textValue());
        }
        if (exchange.body().path("clear_expiry_time").asBoolean()) {
            after.putNull("expiry_time");
        }
    }

    @Override
    public void afterDelete(Exchange exchange, Resource key) {
        byKey.values().remove(key.key());
    }

    @Override
    public void show(Exchange exchange, Resource resource) {
        ObjectNode members = resource.members();
        boolean full = exchange.operation().operationId().equals("createApiKey")
                || exchange.query("reveal").map(Boolean::parseBoolean).orElse(false);
        if (!full) {
            String key = members.path("key").asText();
            members.put("key", key.substring(0, Math.min(4, key.length() / 4)) + "********");
        }
    }
}
