package dev.analyticsplatform.sandbox.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;

/**
 * A query as the engine's own parser sees it.
 *
 * @param sql the text that was parsed
 * @param root the query's node
 */
record SyntaxTree(String sql, JsonNode root) {
    /**
     * Parses one query.
     *
     * @throws SqlFailure if it is no query, or more than one
     */
    static SyntaxTree parse(DuckDBConnection connection, String sql) throws SQLException {
        JsonNode answer;
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)::VARCHAR")) {
            statement.setString(1, sql);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                answer = ExactJson.read(rows.getString(1));
            }
        }
        if (answer.path("error").booleanValue()) {
            String message = answer.path("error_message").asText();
            if (answer.path("error_type").asText().equals("not implemented")) {
                throw new SqlFailure(
                        SqlFailure.Kind.NOT_ALLOWED, "Only a query can be run here: SELECT, WITH, FROM or VALUES.");
            }
            int position = answer.path("position").asInt(-1);
            throw position < 0 ? new SqlFailure(SqlFailure.Kind.SYNTAX, message) : at(sql, position, message);
        }
        JsonNode statements = answer.path("statements");
        if (statements.size() != 1) {
            throw new SqlFailure(
                    SqlFailure.Kind.SYNTAX,
                    statements.isEmpty() ? "The statement is empty." : "More than one statement was given; send one.");
        }
        return new SyntaxTree(sql, statements.get(0).path("node"));
    }

    private static SqlFailure at(String sql, int byteOffset, String message) {
        String before = sql.substring(0, Math.min(sql.length(), TextOffsets.characters(sql, byteOffset)));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new SqlFailure(SqlFailure.Kind.SYNTAX, message, line, before.length() - before.lastIndexOf('\n'), null);
    }

    /** Returns the tables that are named and are not names of the query's own WITH clauses. */
    Set<List<String>> tables() {
        Set<String> own = new HashSet<>();
        walk(
                root,
                node -> node.path("cte_map")
                        .path("map")
                        .forEach(
                                each -> own.add(Relation.folded(each.path("key").asText()))));
        Set<List<String>> tables = new LinkedHashSet<>();
        walk(root, node -> {
            if (node.path("type").asText().equals("BASE_TABLE")) {
                List<String> path = path(node);
                if (path.size() > 1 || !own.contains(Relation.folded(path.get(0)))) {
                    tables.add(path);
                }
            }
        });
        return tables;
    }

    static List<String> path(JsonNode table) {
        return texts(table.path("qualified_name").path("path"));
    }

    /** Returns the column references, each as its dotted parts. */
    Set<List<String>> columns() {
        Set<List<String>> columns = new LinkedHashSet<>();
        walk(root, node -> {
            if (node.path("type").asText().equals("COLUMN_REF")) {
                columns.add(texts(node.path("column_names")));
            }
        });
        return columns;
    }

    /** Tells whether the query selects nothing but stars. */
    boolean onlyStars() {
        JsonNode list = root.path("select_list");
        for (JsonNode each : list) {
            if (!each.path("class").asText().equals("STAR")) {
                return false;
            }
        }
        return !list.isEmpty();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }

    private static void walk(JsonNode node, Consumer<JsonNode> visitor) {
        if (node.isObject()) {
            visitor.accept(node);
        }
        node.forEach(child -> walk(child, visitor));
    }
}
