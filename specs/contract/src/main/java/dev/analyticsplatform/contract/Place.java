package dev.analyticsplatform.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of a document and where it stands, references followed.
 *
 * @param root the document
 * @param node the node; missing if the document has nothing there
 * @param pointer the JSON pointer of the node, after references were followed
 */
record Place(JsonNode root, JsonNode node, String pointer) {
    private static final int LONGEST_CHAIN = 50;

    static Place root(JsonNode root) {
        return new Place(root, root, "");
    }

    /** The place in the form that messages use. */
    String where() {
        return "#" + pointer;
    }

    boolean exists() {
        return !node.isMissingNode();
    }

    Place child(String name) {
        return new Place(root, node.path(name), pointer + "/" + escape(name)).follow();
    }

    Place child(int index) {
        return new Place(root, node.path(index), pointer + "/" + index).follow();
    }

    Place at(String... names) {
        Place place = this;
        for (String name : names) {
            place = place.child(name);
        }
        return place;
    }

    /** The members of an object, in the document's order. */
    Map<String, Place> members() {
        Map<String, Place> members = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(name -> members.put(name, child(name)));
        return members;
    }

    List<Place> elements() {
        List<Place> elements = new ArrayList<>();
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            elements.add(child(i));
        }
        return elements;
    }

    String text(String name) {
        return node.path(name).asText("");
    }

    boolean flag(String name) {
        return node.path(name).asBoolean(false);
    }

    /** The node that a reference names, or this if it is none. */
    Place follow() {
        Place place = this;
        for (int step = 0; place.node.path("$ref").isTextual(); step++) {
            String reference = place.node.path("$ref").asText();
            if (!reference.startsWith("#/")) {
                throw new DocumentException(
                        where() + ": reference " + reference + " leaves the document; bundle the document first");
            }
            JsonNode target = root.at(decode(reference.substring(1)));
            if (target.isMissingNode() || step > LONGEST_CHAIN) {
                throw new DocumentException(where() + ": reference " + reference + " leads nowhere");
            }
            place = new Place(root, target, decode(reference.substring(1)));
        }
        return place;
    }

    static Place missing(JsonNode root) {
        return new Place(root, MissingNode.getInstance(), "");
    }

    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String decode(String fragment) {
        return fragment.indexOf('%') < 0 ? fragment : Percent.decode(fragment).orElse(fragment);
    }
}
