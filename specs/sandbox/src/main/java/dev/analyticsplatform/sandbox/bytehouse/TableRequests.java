package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.bytehouse.TableDefinition.Kind;
import dev.analyticsplatform.sandbox.bytehouse.TableDefinition.PartitionKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the requests that create and change a table. */
final class TableRequests {
    private final Translator translator;

    TableRequests(Translator translator) {
        this.translator = translator;
    }

    TableDefinition create(ObjectNode request, String database) {
        TableDefinition table = new TableDefinition(
                Kind.TABLE, new TableName(database, request.path("name").asText()));
        table.description = request.path("description").asText("");
        List<Column> columns = new ArrayList<>();
        request.path("columns").forEach(column -> columns.add(column(column)));
        table.columns = List.copyOf(columns);
        table.orderBy = texts(request.path("orderByKeys"));
        table.primaryKeys = texts(request.path("primaryKeys"));
        table.samplingKey = text(request.path("samplingKey"));
        List<PartitionKey> keys = new ArrayList<>();
        request.path("partitionKeys").forEach(key -> keys.add(partitionKey(key)));
        table.partitionKeys = List.copyOf(keys);
        table.ttl = object(request.path("ttl"));
        table.uniqueKey = object(request.path("uniqueKey"));
        if (table.uniqueKey != null) {
            table.uniqueExpressions = requireColumns(table, texts(table.uniqueKey.path("columns")), "uniqueKey");
        }
        table.clusterKey = object(request.path("clusterKey"));
        if (table.clusterKey != null) {
            requireColumns(table, texts(table.clusterKey.path("columns")), "clusterKey");
        }
        return table;
    }

    /** Gathers the changes to columns that a request asks for; null if there are none. */
    @Nullable
    ColumnChanges update(ObjectNode request, TableDefinition table) {
        ColumnChanges changes = new ColumnChanges(table);
        boolean any = false;
        for (JsonNode column : request.path("addColumns")) {
            changes.add(column(column));
            any = true;
        }
        for (JsonNode name : request.path("dropColumns")) {
            changes.drop(name.asText());
            any = true;
        }
        for (JsonNode column : request.path("modifyColumns")) {
            changes.modify(column(column));
            any = true;
        }
        for (JsonNode pair : request.path("renameColumns")) {
            if (!pair.path("name").isTextual() || !pair.path("newName").isTextual()) {
                throw ByteHouseErrors.invalid("An element of renameColumns needs name and newName");
            }
            changes.rename(pair.path("name").asText(), pair.path("newName").asText());
            any = true;
        }
        return any ? changes : null;
    }

    private static List<String> requireColumns(TableDefinition table, List<String> columns, String key) {
        if (columns.isEmpty()) {
            throw ByteHouseErrors.invalid(key + " needs columns");
        }
        for (String column : columns) {
            if (table.column(column).isEmpty()) {
                throw ByteHouseErrors.invalid(key + " names the column " + column + ", which the table does not have");
            }
        }
        return columns;
    }

    private static Column column(JsonNode json) {
        ColumnType type = ColumnType.parse(json.path("type").asText());
        if (json.path("nullable").asBoolean()) {
            type = type.nullable();
        }
        String value = text(json.path("defaultValue"));
        return new Column(
                json.path("name").asText(),
                type,
                value == null ? null : Token.vendorText(value),
                value == null ? null : Token.quotedText(value),
                json.path("comment").asText(""));
    }

    private PartitionKey partitionKey(JsonNode key) {
        String column = text(key.path("column"));
        String granularity = text(key.path("granularity"));
        String expression = text(key.path("expression"));
        if (column == null && expression == null) {
            throw ByteHouseErrors.invalid("A partition key needs a column or an expression");
        }
        String engineName;
        if (column != null && granularity != null) {
            String format = switch (granularity) {
                case "minute" -> "%Y-%m-%d %H:%M";
                case "hour" -> "%Y-%m-%d %H";
                case "day" -> "%Y-%m-%d";
                case "month" -> "%Y-%m";
                default ->
                    throw ByteHouseErrors.invalid(
                            "granularity is one of minute, hour, day, month, but not " + granularity);
            };
            engineName = "strftime(" + Token.quotedName(column) + ", '" + format + "')";
        } else if (column != null) {
            engineName = "CAST(" + Token.quotedName(column) + " AS VARCHAR)";
        } else {
            engineName = "CAST("
                    + translator.write(Tokens.of(String.valueOf(expression)).rest()) + " AS VARCHAR)";
        }
        String written = expression != null ? expression : Token.vendorName(String.valueOf(column));
        return new PartitionKey(column, granularity, written, engineName);
    }

    private static @Nullable String text(JsonNode value) {
        return value.isTextual() ? value.asText() : null;
    }

    private static @Nullable ObjectNode object(JsonNode value) {
        return value instanceof ObjectNode object ? object.deepCopy() : null;
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }
}
