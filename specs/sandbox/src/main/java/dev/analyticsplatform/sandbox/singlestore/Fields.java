package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The query parameter {@code fields}: only the members that it names are returned, required ones too. */
final class Fields {
    private Fields() {}

    /** Takes the other members out of an object, or out of each in a list. */
    static JsonNode trim(Exchange exchange, JsonNode shown) {
        String fields = exchange.query("fields").orElse("");
        if (!fields.isBlank()) {
            Set<String> wanted = new HashSet<>(List.of(fields.trim().split("\\s*,\\s*", -1)));
            if (shown instanceof ObjectNode object) {
                object.retain(wanted);
            }
            for (JsonNode each : shown) {
                if (shown.isArray() && each instanceof ObjectNode object) {
                    object.retain(wanted);
                }
            }
        }
        return shown;
    }
}
