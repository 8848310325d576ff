package dev.analyticsplatform.sandbox.deltastream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.Map;

/** Things of which there is nothing to know but a name and properties. */
final class PlainObjects {
    private PlainObjects() {}

    static String json(Map<String, String> properties) {
        ObjectNode json = Json.object();
        properties.forEach(json::put);
        return json.toString();
    }
}
