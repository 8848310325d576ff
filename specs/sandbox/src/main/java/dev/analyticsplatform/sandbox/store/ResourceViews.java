package dev.analyticsplatform.sandbox.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes that leave a resource as it is kept, and alter what is shown or started from. */
final class ResourceViews {
    private static final String MASK = "********";

    private ResourceViews() {}

    static void mask(JsonNode node, Set<String> secrets) {
        if (secrets.isEmpty()) {
            return;
        }
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                if (secrets.contains(member.getKey()) && member.getValue().isTextual()) {
                    object.put(member.getKey(), MASK);
                }
            }
        }
        node.forEach(child -> mask(child, secrets));
    }

    static void put(ObjectNode into, String name, JsonNode value, boolean deep) {
        if (deep && into.get(name) instanceof ObjectNode kept && value instanceof ObjectNode sent) {
            sent.properties().forEach(member -> put(kept, member.getKey(), member.getValue(), true));
        } else {
            into.set(name, value.deepCopy());
        }
    }

    /** Takes back every member to its default, except those that only the server sets. */
    static void reset(ObjectNode members, ObjectNode template, Set<String> stamped, String id, List<String> scope) {
        ObjectNode fresh = template.deepCopy();
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            if (stamped.contains(member.getKey()) || member.getKey().equals(id) || scope.contains(member.getKey())) {
                fresh.set(member.getKey(), member.getValue());
            }
        }
        members.removeAll();
        members.setAll(fresh);
    }
}
