package dev.analyticsplatform.client.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A property of a schema in a document that may be changed.
 *
 * @param owner the schema that lists it
 * @param name its name
 */
record Site(ObjectNode owner, String name) {
    ObjectNode properties() {
        return (ObjectNode) owner.get("properties");
    }

    JsonNode schema() {
        return properties().path(name);
    }

    boolean required() {
        for (JsonNode required : owner.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** All properties within reach of a message's JSON schema. */
    static List<Site> of(ObjectNode document, JsonNode message) {
        List<Site> sites = new ArrayList<>();
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (JsonNode content : resolve(document, message).path("content")) {
            collect(document, content.path("schema"), seen, sites);
        }
        return sites;
    }

    private static void collect(ObjectNode document, JsonNode reference, Set<JsonNode> seen, List<Site> sites) {
        JsonNode schema = resolve(document, reference);
        if (!schema.isObject() || !seen.add(schema)) {
            return;
        }
        for (var property : schema.path("properties").properties()) {
            sites.add(new Site((ObjectNode) schema, property.getKey()));
            collect(document, property.getValue(), seen, sites);
        }
        collect(document, schema.path("items"), seen, sites);
        collect(document, schema.path("additionalProperties"), seen, sites);
        for (String composition : List.of("allOf", "anyOf", "oneOf")) {
            schema.path(composition).forEach(branch -> collect(document, branch, seen, sites));
        }
    }

    static JsonNode resolve(ObjectNode document, JsonNode node) {
        JsonNode resolved = node;
        while (resolved.has("$ref")) {
            resolved = document.at(resolved.get("$ref").asText().substring(1));
        }
        return resolved;
    }
}
