package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tag API keys. A key is shown once, when it is made; what is kept is its digest. */
final class ApiKeysHandler {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 60;

    private record Key(
            ObjectNode members,
            String digest,
            Caller owner,
            @Nullable Instant expiry) {}

    private final Workspace workspace;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Key> keys = new LinkedHashMap<>();

    ApiKeysHandler(Workspace workspace, Handlers handlers) {
        this.workspace = workspace;
        handlers.on("listApiKeys", exchange -> Answer.ok(list()))
                .on("createApiKey", this::create)
                .on("deleteApiKey", this::delete);
    }

    /** Returns whose key this is, if there is such a key and it has not expired. */
    synchronized Optional<Caller> caller(String key) {
        String digest = digest(key);
        return keys.values().stream()
                .filter(each -> Access.same(each.digest(), digest))
                .filter(each -> each.expiry() == null || workspace.now().isBefore(each.expiry()))
                .findFirst()
                .map(each -> new Caller(
                        each.owner().user(), each.members().path("name").asText()));
    }

    private synchronized ArrayNode list() {
        ArrayNode list = Json.array();
        keys.values().forEach(key -> list.add(key.members().deepCopy()));
        return list;
    }

    private synchronized Answer create(Exchange exchange) {
        StringBuilder secret = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            secret.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        String key = secret.toString();
        Instant expiry = expiry(exchange.body());
        String name = Json.text(exchange.body(), "name", "");
        String mask = key.substring(0, 4) + "****" + key.substring(LENGTH - 4);
        ObjectNode members = Json.object().put("id", UUID.randomUUID().toString());
        members.put("name", name.isEmpty() ? mask : name + " (" + mask + ")");
        members.put("created_at", workspace.now().getEpochSecond());
        members.set("created_by", Workspace.owner(exchange.caller()));
        members.put("expire_at", expiry == null ? 0 : expiry.getEpochSecond());
        members.set("permissions", Json.array());
        keys.put(members.path("id").asText(), new Key(members, digest(key), exchange.caller(), expiry));
        return Answer.of(201, members.deepCopy().put("api_key", key));
    }

    private @Nullable Instant expiry(ObjectNode request) {
        boolean at = request.path("expire_at").isTextual();
        boolean in = request.path("expire_in").isTextual();
        if (at && in) {
            throw TimeplusErrors.invalid("expire_at and expire_in exclude each other");
        }
        try {
            Instant expiry = at
                    ? OffsetDateTime.parse(request.path("expire_at").asText()).toInstant()
                    : in
                            ? workspace
                                    .now()
                                    .plus(duration(request.path("expire_in").asText()))
                            : null;
            if (expiry != null && !expiry.isAfter(workspace.now())) {
                throw TimeplusErrors.invalid("the key would have expired already");
            }
            return expiry;
        } catch (DateTimeException e) {
            throw TimeplusErrors.invalid("the time of expiry is not readable");
        }
    }

    /** Reads a duration such as {@code 1h30m}. */
    private static Duration duration(String text) {
        if (!text.matches("(\\d+h)?(\\d+m)?(\\d+(\\.\\d+)?s)?") || text.isEmpty()) {
            throw TimeplusErrors.invalid("expire_in is no duration such as 24h");
        }
        return Duration.parse("PT" + text);
    }

    private synchronized Answer delete(Exchange exchange) {
        if (keys.remove(exchange.path("id")) == null) {
            throw TimeplusErrors.notFound();
        }
        return Answer.empty(204);
    }

    private static String digest(String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
