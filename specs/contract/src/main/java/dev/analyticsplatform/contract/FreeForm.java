package dev.analyticsplatform.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leaves out of a value what its schema says nothing about, before the validator sees it.
 *
 * <p>The validator visits every node of a value, also of free-form ones, at some microseconds each: too slow for ten
 * megabytes of documents. What is left out becomes an empty container, so that every pointer stays.
 */
final class FreeForm {
    private static final ObjectNode EMPTY_OBJECT = JsonNodeFactory.instance.objectNode();
    private static final ArrayNode EMPTY_ARRAY = JsonNodeFactory.instance.arrayNode();
    private static final List<String> COMPOSITIONS = List.of("allOf", "anyOf", "oneOf");
    private static final Set<String> SAYS_NOTHING = Set.of(
            "type",
            "nullable",
            "title",
            "description",
            "example",
            "default",
            "readOnly",
            "writeOnly",
            "deprecated",
            "externalDocs",
            "xml");

    private final Map<String, List<Place>> expanded = new HashMap<>();

    private FreeForm() {}

    /** The value without what the schema leaves open; the value itself where there is nothing to leave out. */
    static JsonNode prune(JsonNode value, Place schema) {
        return new FreeForm().value(value, List.of(schema));
    }

    private JsonNode value(JsonNode value, List<Place> schemas) {
        if (!value.isContainerNode() || value.isEmpty()) {
            return value;
        }
        if (schemas.stream().allMatch(FreeForm::free)) {
            return value.isObject() ? EMPTY_OBJECT : EMPTY_ARRAY;
        }
        List<Place> all = new ArrayList<>();
        schemas.forEach(schema -> all.addAll(expanded.computeIfAbsent(schema.pointer(), key -> expand(schema))));
        // Equality of the parts, or alternatives that a closer look decides.
        if (all.stream().anyMatch(FreeForm::looksAtWhole)) {
            return value;
        }
        return value.isObject() ? object(value, all) : array(value, all);
    }

    private JsonNode object(JsonNode value, List<Place> schemas) {
        ObjectNode pruned = JsonNodeFactory.instance.objectNode();
        Map<String, List<Place>> known = new HashMap<>();
        value.properties().forEach(member -> {
            List<Place> next = known.computeIfAbsent(member.getKey(), name -> members(schemas, name));
            pruned.set(member.getKey(), value(member.getValue(), next));
        });
        return pruned;
    }

    private JsonNode array(JsonNode value, List<Place> schemas) {
        List<Place> items = schemas.stream()
                .map(schema -> schema.child("items"))
                .filter(Place::exists)
                .toList();
        ArrayNode pruned = JsonNodeFactory.instance.arrayNode(value.size());
        value.forEach(item -> pruned.add(value(item, items)));
        return pruned;
    }

    private static List<Place> members(List<Place> schemas, String name) {
        List<Place> next = new ArrayList<>();
        for (Place schema : schemas) {
            Place property = schema.child("properties").child(name);
            Place others = schema.child("additionalProperties");
            if (property.exists()) {
                next.add(property);
            } else if (others.node().isObject()) {
                next.add(others);
            }
        }
        return next;
    }

    private static boolean free(Place schema) {
        for (var keyword : schema.node().properties()) {
            String name = keyword.getKey();
            JsonNode others = keyword.getValue();
            boolean open = name.equals("additionalProperties")
                    && (others.isObject() ? others.isEmpty() : others.asBoolean(false));
            open |= name.equals("items") && others.isObject() && others.isEmpty();
            if (!open && !SAYS_NOTHING.contains(name) && !name.startsWith("x-")) {
                return false;
            }
        }
        return true;
    }

    private static boolean looksAtWhole(Place schema) {
        return schema.node().has("enum") || schema.node().has("not") || schema.flag("uniqueItems");
    }

    private static List<Place> expand(Place schema) {
        List<Place> all = new ArrayList<>();
        expand(schema, all);
        return all;
    }

    private static void expand(Place schema, List<Place> all) {
        if (all.stream().noneMatch(seen -> seen.pointer().equals(schema.pointer()))) {
            all.add(schema);
            for (String composition : COMPOSITIONS) {
                schema.child(composition).elements().forEach(part -> expand(part, all));
            }
        }
    }
}
