package dev.analyticsplatform.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A document of the OpenAPI Overlay Specification 1.0.0, applied to a document.
 *
 * <p>Stricter than the specification in two points: an action whose target matches nothing is an error, and so is a
 * member that the specification does not know. Wider in one: {@code remove} may select a primitive value, for without
 * that nobody could take away a {@code default}.
 */
final class Overlay {
    private static final Set<String> MEMBERS = Set.of("overlay", "info", "extends", "actions");
    private static final Set<String> ACTION_MEMBERS = Set.of("target", "description", "update", "remove");
    private static final Pattern SEVERAL_NAMES = Pattern.compile("\\['[^']*'(,\\s*'[^']*')+\\]$");
    private static final Configuration PATHS = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(JsonTree.MAPPER))
            .mappingProvider(new JacksonMappingProvider(JsonTree.MAPPER))
            .options(Option.ALWAYS_RETURN_LIST)
            .build();

    private final String source;
    private final List<Action> actions;

    private Overlay(String source, List<Action> actions) {
        this.source = source;
        this.actions = actions;
    }

    /** Throws {@link DocumentException} if the text is no overlay. */
    static Overlay parse(String source, String yaml) {
        ObjectNode root = YamlTree.read(source, yaml);
        String version = root.path("overlay").asText("");
        require(version.equals("1.0.0"), source + ": overlay is '" + version + "'; version 1.0.0 is understood");
        known(source, root, MEMBERS);
        for (String member : List.of("title", "version")) {
            require(root.path("info").path(member).isTextual(), source + ": info." + member + " is missing");
        }
        require(root.path("actions").isArray() && !root.path("actions").isEmpty(), source + ": actions is empty");
        List<Action> actions = new ArrayList<>();
        for (JsonNode node : root.path("actions")) {
            actions.add(Action.parse(source + ": action " + (actions.size() + 1), node));
        }
        return new Overlay(source, List.copyOf(actions));
    }

    /** Changes the document, action by action, in the order in which they stand. */
    void applyTo(ObjectNode document) {
        for (Action action : actions) {
            action.applyTo(document);
        }
    }

    @Override
    public String toString() {
        return source;
    }

    private static void known(String place, JsonNode object, Set<String> members) {
        object.fieldNames()
                .forEachRemaining(name -> require(
                        members.contains(name) || name.startsWith("x-"), place + ": unknown member '" + name + "'"));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new DocumentException(message);
        }
    }

    private record Action(String place, JsonPath target, JsonNode update, boolean remove) {
        static Action parse(String place, JsonNode node) {
            require(node.isObject(), place + ": is not an object");
            known(place, node, ACTION_MEMBERS);
            require(node.path("target").isTextual(), place + ": target is missing");
            String target = node.path("target").asText();
            String named = place + ", target " + target;
            JsonNode remove = node.path("remove");
            require(remove.isMissingNode() || remove.isBoolean(), named + ": remove is not true or false");
            require(remove.asBoolean(false) || node.has("update"), named + ": has neither update nor remove: true");
            try {
                JsonPath path = JsonPath.compile(target);
                // The engine answers such a target with a copy, so that an update of it would be lost without a word.
                require(
                        !SEVERAL_NAMES.matcher(path.getPath()).find(),
                        named + ": ends in several names; write an action for each, or a filter");
                return new Action(named, path, node.path("update"), remove.asBoolean(false));
            } catch (InvalidPathException | IllegalArgumentException e) {
                throw new DocumentException(named + ": is not a JSONPath: " + e.getMessage());
            }
        }

        void applyTo(ObjectNode document) {
            DocumentContext context = JsonPath.using(PATHS).parse((Object) document);
            ArrayNode matches = matches(context);
            require(!matches.isEmpty(), place + ": matches nothing in the document");
            if (remove) {
                require(!target.getPath().equals("$"), place + ": the document itself cannot be removed");
                context.delete(target);
                return;
            }
            for (JsonNode match : matches) {
                update(match);
            }
        }

        private ArrayNode matches(DocumentContext context) {
            try {
                return context.read(target);
            } catch (PathNotFoundException e) {
                return JsonTree.MAPPER.createArrayNode();
            } catch (InvalidPathException e) {
                throw new DocumentException(place + ": cannot be evaluated: " + e.getMessage());
            }
        }

        private void update(JsonNode match) {
            if (match instanceof ArrayNode array) {
                array.add(update.deepCopy());
            } else if (match instanceof ObjectNode object) {
                require(update.isObject(), place + ": selects an object, so update must be an object");
                merge(object, update, "");
            } else {
                throw new DocumentException(place + ": selects the primitive value " + match
                        + "; select the object that contains it, and update that");
            }
        }

        private void merge(ObjectNode into, JsonNode from, String at) {
            from.properties().forEach(member -> {
                String name = member.getKey();
                JsonNode value = member.getValue();
                JsonNode old = into.get(name);
                if (old instanceof ObjectNode object && value.isObject()) {
                    merge(object, value, at + "/" + name);
                } else if (old instanceof ArrayNode array && value.isArray()) {
                    value.forEach(item -> array.add(item.deepCopy()));
                } else if (old == null || old.isNull() || (old.isValueNode() && value.isValueNode())) {
                    into.set(name, value.deepCopy());
                } else {
                    throw new DocumentException(place + ": at " + at + "/" + name + " the document has " + kind(old)
                            + " and update has " + kind(value) + "; remove it in an action before");
                }
            });
        }

        private static String kind(JsonNode node) {
            return node.isObject() ? "an object" : node.isArray() ? "an array" : "a primitive value";
        }
    }
}
