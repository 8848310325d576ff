package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.sql.SqlColumn;
import dev.analyticsplatform.sandbox.sql.SqlEngine;
import dev.analyticsplatform.sandbox.sql.SqlValue;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Works out the Timeplus types of a query's columns: a column of a stream keeps its own type, to the zone; what is
 * computed has the type that the engine computes, nullable if any part of it can be null. One thread's.
 */
final class ResultHeader {
    private static final Set<String> NEVER_NULL =
            Set.of("count", "count_star", "count_if", "is_null", "is_not_null", "uniq", "uniq_exact", "count_distinct");
    private static final Set<String> FIRST_OF = Set.of("coalesce", "ifnull", "if_null");

    private final SqlEngine engine;
    private final Map<String, List<StreamColumn>> known = new HashMap<>();
    private final Map<String, JsonNode> aliases = new HashMap<>();
    private boolean wide;

    ResultHeader(SqlEngine engine, Collection<Relation> used) {
        this.engine = engine;
        for (Relation relation : used) {
            for (StreamColumn column : relation.columns()) {
                known.computeIfAbsent(folded(column.name()), name -> new ArrayList<>())
                        .add(column);
                wide |= column.type().toString().contains("128");
            }
        }
    }

    List<StreamColumn> of(String sql, List<SqlColumn> columns, boolean outerNulls) {
        wide |= sql.contains("HUGEINT");
        JsonNode node = tree(sql);
        while (!node.path("left").isMissingNode()) {
            node = node.path("left");
        }
        collect(node);
        JsonNode list = node.path("select_list");
        boolean plain = list.size() == columns.size();
        for (JsonNode each : list) {
            plain &= !each.path("class").asText().equals("STAR");
        }
        List<StreamColumn> header = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            TypeName type = type(columns.get(i), plain ? list.get(i) : null);
            String name = columns.get(i).name();
            header.add(
                    StreamColumn.of(name.equals("count_star()") ? "count()" : name, outerNulls ? type.orNull() : type));
        }
        return List.copyOf(header);
    }

    private JsonNode tree(String sql) {
        try (Cursor cursor = engine.query(
                "SELECT CAST(json_serialize_sql(CAST(? AS VARCHAR)) AS VARCHAR)", List.of(SqlValue.of(sql)))) {
            cursor.next();
            return Json.object(String.valueOf(cursor.values().get(0)))
                    .path("statements")
                    .path(0)
                    .path("node");
        }
    }

    private void collect(JsonNode node) {
        for (JsonNode each : node.path("select_list")) {
            String alias = each.path("alias").asText();
            if (!alias.isEmpty()) {
                aliases.putIfAbsent(folded(alias), each);
            }
        }
        node.forEach(this::collect);
    }

    private TypeName type(SqlColumn column, @Nullable JsonNode expression) {
        String name = expression == null
                ? column.name()
                : expression.path("class").asText().equals("COLUMN_REF") ? lastName(expression) : "";
        TypeName found = null;
        for (StreamColumn candidate : known.getOrDefault(folded(name), List.of())) {
            boolean same = candidate
                    .type()
                    .sql()
                    .replace("\"", "")
                    .replace(", ", ",")
                    .equals(column.type().replace(", ", ","));
            if (same && (found == null || candidate.type().isNullable())) {
                found = candidate.type();
            }
        }
        if (found != null) {
            return found;
        }
        TypeName computed = EngineTypes.of(column.type());
        String function =
                expression == null ? "" : expression.path("function_name").asText();
        if (function.equals("count_star") || function.equals("count")) {
            computed = TypeName.plain("uint64");
        } else if (computed.name().equals("int128") && !(expression == null ? wide : isWide(expression))) {
            computed = TypeName.plain("int64");
        }
        JsonNode source = expression == null ? aliases.get(folded(name)) : expression;
        boolean nullable = source == null ? anyNullable() : canBeNull(source, 0);
        return nullable ? computed.orNull() : computed;
    }

    private boolean isWide(JsonNode node) {
        boolean column = node.path("class").asText().equals("COLUMN_REF")
                && known.getOrDefault(folded(lastName(node)), List.of()).stream()
                        .anyMatch(each -> each.type().toString().contains("128"));
        if (column || node.path("id").asText().endsWith("HUGEINT")) {
            return true;
        }
        for (JsonNode child : node) {
            if (isWide(child)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyNullable() {
        return known.values().stream()
                .flatMap(List::stream)
                .anyMatch(column -> column.type().isNullable());
    }

    private boolean canBeNull(JsonNode expression, int depth) {
        if (depth > 40) {
            return true;
        }
        String kind = expression.path("class").asText();
        String function = folded(expression.path("function_name").asText());
        if (kind.equals("COLUMN_REF")) {
            return columnCanBeNull(folded(lastName(expression)), depth);
        } else if (kind.equals("CONSTANT")) {
            return expression.path("value").path("is_null").asBoolean();
        } else if (NEVER_NULL.contains(function)
                || expression.path("type").asText().contains("IS_N")) {
            return false;
        } else if (FIRST_OF.contains(function)
                || expression.path("type").asText().equals("OPERATOR_COALESCE")) {
            boolean all = true;
            for (JsonNode child : children(expression)) {
                all &= canBeNull(child, depth + 1);
            }
            return all;
        } else if (function.equals("nullif") || expression.path("try_cast").asBoolean() || kind.equals("SUBQUERY")) {
            return true;
        }
        return anyChild(expression, depth);
    }

    private boolean columnCanBeNull(String name, int depth) {
        List<StreamColumn> columns = known.getOrDefault(name, List.of());
        if (columns.stream().anyMatch(column -> column.type().isNullable())) {
            return true;
        }
        JsonNode alias = aliases.get(name);
        return columns.isEmpty() && alias != null && canBeNull(alias, depth + 1);
    }

    private static Iterable<JsonNode> children(JsonNode expression) {
        JsonNode children = expression.path("children");
        return children.isMissingNode() ? expression.path("arguments") : children;
    }

    private boolean anyChild(JsonNode node, int depth) {
        for (JsonNode child : node) {
            boolean expression = child.isObject() && child.has("class");
            boolean found =
                    expression ? canBeNull(child, depth + 1) : (child.isContainerNode() && anyChild(child, depth + 1));
            if (found) {
                return true;
            }
        }
        return false;
    }

    private static String lastName(JsonNode reference) {
        JsonNode names = reference.path("column_names");
        return names.isEmpty()
                ? ""
                : Objects.requireNonNull(names.get(names.size() - 1)).asText();
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
