package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.Map;
import java.util.UUID;

/** Rockset's {@code ErrorModel}: all members are always there, most of them null. */
final class RocksetErrors {
    private static final Map<Integer, String> TYPES = Map.ofEntries(
            Map.entry(400, "INVALIDINPUT"),
            Map.entry(401, "AUTHEXCEPTION"),
            Map.entry(403, "FORBIDDEN"),
            Map.entry(404, "NOTFOUND"),
            Map.entry(405, "METHODNOTALLOWED"),
            Map.entry(406, "NOTACCEPTABLE"),
            Map.entry(408, "QUERY_TIMEOUT"),
            Map.entry(409, "CONFLICT"),
            Map.entry(413, "CONTENTTOOLARGE"),
            Map.entry(415, "UNSUPPORTEDMEDIATYPE"),
            Map.entry(429, "RATELIMITEXCEEDED"),
            Map.entry(501, "NOTIMPLEMENTEDYET"),
            Map.entry(503, "SERVICEUNAVAILABLE"));

    private RocksetErrors() {}

    static ObjectNode body(Refusal refusal) {
        ObjectNode body = Json.object();
        body.put("message", refusal.text());
        body.putNull("message_key");
        body.put("type", type(refusal));
        body.putNull("line");
        body.putNull("column");
        body.put("trace_id", UUID.randomUUID().toString());
        body.put("error_id", UUID.randomUUID().toString());
        body.putNull("query_id");
        body.putNull("virtual_instance_rrn");
        body.putNull("internal_errors");
        body.setAll(refusal.details());
        return body;
    }

    static String type(Refusal refusal) {
        return refusal.type().isEmpty() ? TYPES.getOrDefault(refusal.status(), "INTERNALERROR") : refusal.type();
    }

    static Refusal invalid(String message) {
        return new Refusal(400, "INVALIDINPUT", message);
    }

    static Refusal notFound(String message) {
        return new Refusal(404, "NOTFOUND", message);
    }

    static Refusal exists(String message) {
        return new Refusal(409, "ALREADYEXISTS", message);
    }

    static Refusal inUse(String message) {
        return new Refusal(409, "DEPENDENTRESOURCES", message);
    }

    static Refusal notModelled(String message) {
        return new Refusal(501, "NOTIMPLEMENTEDYET", message);
    }

    static Refusal unauthenticated(String message) {
        return new Refusal(401, "AUTHEXCEPTION", message);
    }
}
