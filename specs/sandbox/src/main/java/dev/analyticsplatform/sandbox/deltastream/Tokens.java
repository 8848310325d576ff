package dev.analyticsplatform.sandbox.deltastream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs JSON web tokens and knows those it signed. Thread-safe. */
final class Tokens {
    /** What a token of the data plane is good for. */
    record Grant(String statementId, Instant expires) {}

    static final Duration DATA_PLANE = Duration.ofMinutes(5);

    private final SecretKeySpec key;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();

    Tokens() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, "HmacSHA256");
    }

    /** Makes a token for the rows of one statement. */
    String forStatement(String statementId, String queryType, Instant now) {
        grants.values().removeIf(grant -> !now.isBefore(grant.expires()));
        Instant expires = now.plus(DATA_PLANE);
        String token = sign(Json.object().put("statementID", statementId).put("queryType", queryType), now, expires);
        grants.put(token, new Grant(statementId, expires));
        return token;
    }

    /** Returns what a token of the data plane is good for; empty if it is not known or has expired. */
    Optional<Grant> grant(String token, Instant now) {
        return Optional.ofNullable(grants.get(token)).filter(grant -> now.isBefore(grant.expires()));
    }

    String sign(ObjectNode claims, Instant now, Instant expires) {
        byte[] unique = new byte[12];
        new SecureRandom().nextBytes(unique);
        claims.put("jti", base64(unique)).put("iat", now.getEpochSecond()).put("exp", expires.getEpochSecond());
        String signed = base64(bytes("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")) + "." + base64(bytes(claims.toString()));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return signed + "." + base64(mac.doFinal(bytes(signed)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
