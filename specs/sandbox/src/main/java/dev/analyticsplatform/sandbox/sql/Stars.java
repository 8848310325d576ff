package dev.analyticsplatform.sandbox.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Turns the star of {@code SELECT * FROM collection} into the documents themselves, so that they come back as they were
 * put: absent members stay absent and no number is read.
 *
 * <p>That is possible where each row of the query is one document: a collection, an alias or view of one, or a subquery
 * that only selects, orders or limits. Elsewhere the star means the typed columns.
 */
final class Stars {
    /** The column whose document takes the place of the star. */
    static final String ROW = "~row";

    private final SyntaxTree tree;
    private final Predicate<List<String>> showsDocuments;

    private Stars(SyntaxTree tree, Predicate<List<String>> showsDocuments) {
        this.tree = tree;
        this.showsDocuments = showsDocuments;
    }

    /**
     * Returns the statement with its star replaced, or as it is.
     *
     * @param showsDocuments tells whether each row of a table is a document
     */
    static String replace(SyntaxTree tree, Predicate<List<String>> showsDocuments) {
        return new Stars(tree, showsDocuments).replace();
    }

    /** Tells whether each row of the query is a document and no more. */
    static boolean onlyDocuments(SyntaxTree tree, Predicate<List<String>> showsDocuments) {
        return new Stars(tree, showsDocuments).onlyStar(tree.root(), Map.of());
    }

    private String replace() {
        JsonNode select = tree.root();
        if (!rowsAreDocuments(select, Map.of())) {
            return tree.sql();
        }
        JsonNode star = null;
        for (JsonNode column : select.path("select_list")) {
            if (column.path("class").asText().equals("STAR")) {
                if (star != null || !plain(column)) {
                    return tree.sql();
                }
                star = column;
            }
        }
        if (star == null || !star.path("query_location").canConvertToInt()) {
            return tree.sql();
        }
        String relation = star.path("relation_name").asText();
        String prefix = relation.isEmpty() ? "" : Texts.quoteName(relation) + ".";
        String column = prefix + Texts.quoteName(Relation.DOCUMENT) + " AS " + Texts.quoteName(ROW);
        int from = star.path("query_location").intValue();
        int start = TextOffsets.characters(tree.sql(), from);
        int end = TextOffsets.characters(
                tree.sql(), from + star.path("query_location_length").intValue());
        return tree.sql().substring(0, start) + column + tree.sql().substring(end);
    }

    /** @param outer the WITH clauses around the query, by folded name */
    private boolean rowsAreDocuments(JsonNode select, Map<String, JsonNode> outer) {
        if (!select.path("type").asText().equals("SELECT_NODE")
                || !select.path("group_expressions").isEmpty()
                || !select.path("aggregate_handling").asText().equals("STANDARD_HANDLING")
                || !select.path("having").isNull()
                || select.path("sample").isObject()) {
            return false;
        }
        for (JsonNode modifier : select.path("modifiers")) {
            // Ordering by a column's number would count the document as one.
            for (JsonNode order : modifier.path("orders")) {
                if (order.path("expression").path("class").asText().equals("CONSTANT")) {
                    return false;
                }
            }
        }
        Map<String, JsonNode> visible = new HashMap<>(outer);
        for (JsonNode each : select.path("cte_map").path("map")) {
            visible.put(Relation.folded(each.path("key").asText()), each.path("value"));
        }
        JsonNode from = select.path("from_table");
        return switch (from.path("type").asText()) {
            case "BASE_TABLE" ->
                from.path("column_name_alias").isEmpty() && tableShowsDocuments(SyntaxTree.path(from), visible);
            case "SUBQUERY" ->
                from.path("column_name_alias").isEmpty()
                        && onlyStar(from.path("subquery").path("node"), visible);
            default -> false;
        };
    }

    private boolean tableShowsDocuments(List<String> path, Map<String, JsonNode> visible) {
        JsonNode with = path.size() == 1 ? visible.get(Relation.folded(path.get(0))) : null;
        if (with == null) {
            return showsDocuments.test(path);
        }
        // Within its own query the name means something else, so it is taken away there.
        Map<String, JsonNode> others = new HashMap<>(visible);
        others.remove(Relation.folded(path.get(0)));
        return with.path("aliases").isEmpty() && onlyStar(with.path("query_node"), others);
    }

    private boolean onlyStar(JsonNode select, Map<String, JsonNode> outer) {
        JsonNode list = select.path("select_list");
        return list.size() == 1
                && list.get(0).path("class").asText().equals("STAR")
                && plain(list.get(0))
                && rowsAreDocuments(select, outer);
    }

    private static boolean plain(JsonNode star) {
        return star.path("exclude_list").isEmpty()
                && star.path("replace_list").isEmpty()
                && star.path("rename_list").isEmpty()
                && star.path("qualified_exclude_list").isEmpty()
                && !star.path("columns").booleanValue()
                && star.path("expr").isNull();
    }
}
