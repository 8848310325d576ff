package dev.analyticsplatform.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds members of a JSON value that its schema does not name.
 *
 * <p>By JSON Schema they are allowed unless {@code additionalProperties} is false, which documents hardly ever say; in
 * a request they are typing errors. A schema without properties is free-form. With alternatives, the members of all of
 * them are known.
 */
final class UnknownMembers {
    private final List<SchemaCheck.Finding> findings = new ArrayList<>();

    private UnknownMembers() {}

    static List<SchemaCheck.Finding> in(JsonNode value, Place schema) {
        UnknownMembers unknown = new UnknownMembers();
        unknown.visit(value, List.of(schema), "");
        return unknown.findings;
    }

    private void visit(JsonNode value, List<Place> schemas, String at) {
        if (!value.isContainerNode() || value.isEmpty()) {
            return;
        }
        List<Place> all = new ArrayList<>();
        schemas.forEach(schema -> expand(schema, all));
        if (value.isArray()) {
            List<Place> items = all.stream()
                    .map(schema -> schema.child("items"))
                    .filter(Place::exists)
                    .toList();
            for (int i = 0; i < value.size() && !items.isEmpty(); i++) {
                visit(value.get(i), items, at + "/" + i);
            }
        } else {
            members(value, all, at);
        }
    }

    private void members(JsonNode value, List<Place> schemas, String at) {
        Map<String, List<Place>> known = new LinkedHashMap<>();
        List<Place> additional = new ArrayList<>();
        boolean open = false;
        boolean closed = false;
        for (Place schema : schemas) {
            schema.child("properties")
                    .members()
                    .forEach((name, property) -> known.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(property));
            Place others = schema.child("additionalProperties");
            open |= others.node().isObject() || others.node().asBoolean(false);
            closed |= others.node().isBoolean() && !others.node().asBoolean();
            if (others.node().isObject()) {
                additional.add(others);
            }
        }
        // A schema that says false is the validator's business.
        boolean report = !known.isEmpty() && !open && !closed;
        value.properties().forEach(member -> {
            String name = member.getKey();
            String place = at + "/" + Place.escape(name);
            List<Place> next = known.getOrDefault(name, additional);
            if (report && !known.containsKey(name)) {
                findings.add(new SchemaCheck.Finding(
                        at,
                        "unknown member '" + name + "', known are " + new TreeSet<>(known.keySet()),
                        schemas.get(0).where()));
            } else if (!next.isEmpty()) {
                visit(member.getValue(), next, place);
            }
        });
    }

    private static void expand(Place schema, List<Place> all) {
        if (all.stream().anyMatch(seen -> seen.pointer().equals(schema.pointer()))) {
            return;
        }
        all.add(schema);
        for (String composition : List.of("allOf", "anyOf", "oneOf")) {
            schema.child(composition).elements().forEach(part -> expand(part, all));
        }
    }
}
