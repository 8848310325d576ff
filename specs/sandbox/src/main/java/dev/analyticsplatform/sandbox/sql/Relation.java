package dev.analyticsplatform.sandbox.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the SELECT that shows a collection's documents as typed columns.
 *
 * <p>A member whose values agree gets the SQL type they agree on. One whose values do not gets VARIANT, which keeps
 * each value's own type; where the engine's JSON reader would round a number, it gets JSON instead, cut out of the
 * document without being read.
 */
final class Relation {
    /** The column, left out of every result, that holds the whole document as it was put. */
    static final String DOCUMENT = "~document";

    static final String ID = "_id";
    static final String EVENT_TIME = "_event_time";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StringBuilder columns = new StringBuilder();
    private final ObjectNode structure = JSON.objectNode();
    private final Set<String> taken = new HashSet<>();
    private boolean decimals;

    private Relation() {}

    /**
     * Writes the SELECT.
     *
     * @param table the quoted table with the columns id and doc
     * @param members what is known of the documents' members
     * @param instants whether every {@code _event_time} is an instant
     * @param absent paths that statements asked for and no document has; they are NULL
     */
    static String select(String table, Map<String, Shape> members, boolean instants, Set<List<String>> absent) {
        Relation relation = new Relation();
        relation.column(ID, "id");
        members.forEach((name, shape) -> relation.member(name, shape, instants));
        for (List<String> path : absent) {
            if (path.size() == 1) {
                relation.column(path.get(0), "NULL");
            } else if (relation.structure.get(path.get(0)) instanceof ObjectNode object) {
                relation.absent(object, path.subList(1, path.size()));
            }
        }
        relation.column(DOCUMENT, "doc");
        if (relation.structure.isEmpty()) {
            return "SELECT " + relation.columns + " FROM " + table;
        }
        String text = relation.decimals ? ExactFunctions.DECIMALS_AS_TEXT + "(doc)" : "doc";
        return "SELECT " + relation.columns + " FROM (SELECT id, doc, json_transform(" + text + ", "
                + Texts.quoteText(relation.structure.toString()) + ") AS t FROM " + table + ")";
    }

    private void member(String name, Shape shape, boolean instants) {
        if (name.isEmpty() || name.indexOf('\0') >= 0 || taken.contains(folded(name)) || name.equals(DOCUMENT)) {
            return;
        }
        String fromDocument = "(doc->" + Texts.quoteText(pointer(name)) + ")";
        if (name.equals(EVENT_TIME) && instants && shape.kind() == Shape.Kind.TEXT) {
            structure.put(name, "TIMESTAMPTZ");
            column(name, "t." + Texts.quoteName(name));
            return;
        }
        JsonNode type = type(shape);
        if (type != null) {
            structure.set(name, type);
            column(name, "t." + Texts.quoteName(name));
        } else if (shape.losesDigits()) {
            column(name, ExactFunctions.MEMBER + "(doc, " + Texts.quoteText(name) + ")::JSON");
        } else if (shape.kind() == Shape.Kind.LIST) {
            column(name, fromDocument + "::VARIANT::VARIANT[]");
        } else {
            column(name, fromDocument + "::VARIANT");
        }
    }

    private void column(String name, String expression) {
        if (taken.add(folded(name))) {
            columns.append(columns.isEmpty() ? "" : ", ")
                    .append(expression)
                    .append(" AS ")
                    .append(Texts.quoteName(name));
        }
    }

    /** Writes the type in the words of json_transform; null if it has none. */
    private @Nullable JsonNode type(Shape shape) {
        return switch (shape.kind()) {
            case NOTHING -> JSON.textNode("\"NULL\"");
            case BOOLEAN -> JSON.textNode("BOOLEAN");
            case LONG -> JSON.textNode("BIGINT");
            case HUGE -> JSON.textNode("HUGEINT");
            case DOUBLE -> JSON.textNode("DOUBLE");
            case TEXT -> JSON.textNode("VARCHAR");
            case DECIMAL -> {
                decimals = true;
                yield JSON.textNode("DECIMAL(38," + shape.scale() + ")");
            }
            case OBJECT -> object(shape);
            case LIST -> list(shape);
            case NUMBER, MIXED -> null;
        };
    }

    private @Nullable JsonNode object(Shape shape) {
        ObjectNode object = JSON.objectNode();
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, Shape> member : shape.members().entrySet()) {
            String name = member.getKey();
            JsonNode type = type(member.getValue());
            if (type == null || name.isEmpty() || name.indexOf('\0') >= 0 || !names.add(folded(name))) {
                return null;
            }
            object.set(name, type);
        }
        return object.isEmpty() ? null : object;
    }

    private @Nullable JsonNode list(Shape shape) {
        Shape element = shape.element();
        JsonNode type = element == null || element.kind() == Shape.Kind.NOTHING ? null : type(element);
        if (type == null) {
            return null;
        }
        ArrayNode list = JSON.arrayNode();
        return list.add(type);
    }

    private void absent(ObjectNode object, List<String> path) {
        String name = path.get(0);
        JsonNode known = null;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (folded(member.getKey()).equals(folded(name))) {
                known = member.getValue();
            }
        }
        if (known == null && path.size() == 1) {
            object.put(name, "\"NULL\"");
        } else if (known == null) {
            ObjectNode added = JSON.objectNode();
            object.set(name, added);
            absent(added, path.subList(1, path.size()));
        } else if (known instanceof ObjectNode deeper && path.size() > 1) {
            absent(deeper, path.subList(1, path.size()));
        }
    }

    /** Writes the name as a JSON pointer. */
    private static String pointer(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** Returns the name as the engine compares it. */
    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
