package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table, view, materialized view or dictionary as it was described. Changed by the catalog that holds it alone, by
 * putting whole values in place of others, so that readers see each of them before or after.
 */
final class TableDefinition {
    enum Kind {
        TABLE,
        VIEW,
        MATERIALIZED_VIEW,
        DICTIONARY
    }

    /**
     * A key that parts a table.
     *
     * @param column the column that it is made of; null for an expression over others
     * @param granularity width of a partition in time; null for none
     * @param expression the key as the vendor writes it
     * @param engineName the expression of the engine that gives the partition's name
     */
    record PartitionKey(@Nullable String column, @Nullable String granularity, String expression, String engineName) {}

    final Kind kind;
    final TableName name;
    final String uuid;
    volatile List<Column> columns = List.of();
    List<String> orderBy = List.of();
    List<String> primaryKeys = List.of();
    List<PartitionKey> partitionKeys = List.of();
    String engine = "CnchMergeTree";
    volatile String description = "";

    @Nullable
    String samplingKey;

    volatile @Nullable ObjectNode ttl;

    @Nullable
    ObjectNode uniqueKey;

    /** The unique key as the engine writes it. */
    List<String> uniqueExpressions = List.of();

    volatile @Nullable ObjectNode clusterKey;

    /** The query of a view, as it was written. */
    String query = "";

    /** The table that a materialized view fills. */
    @Nullable
    TableName target;

    long createdBy;
    Instant createdAt = Instant.EPOCH;

    /** When rows were last written: bucketing takes a while from then on. */
    volatile Instant writtenAt = Instant.EPOCH;

    TableDefinition(Kind kind, TableName name) {
        this(kind, name, UUID.randomUUID().toString());
    }

    private TableDefinition(Kind kind, TableName name, String uuid) {
        this.kind = kind;
        this.name = name;
        this.uuid = uuid;
    }

    /** Returns the same table under another name. */
    TableDefinition renamed(TableName other) {
        TableDefinition renamed = new TableDefinition(kind, other, uuid);
        renamed.columns = columns;
        renamed.orderBy = orderBy;
        renamed.primaryKeys = primaryKeys;
        renamed.partitionKeys = partitionKeys;
        renamed.engine = engine;
        renamed.description = description;
        renamed.samplingKey = samplingKey;
        renamed.ttl = ttl;
        renamed.uniqueKey = uniqueKey;
        renamed.uniqueExpressions = uniqueExpressions;
        renamed.clusterKey = clusterKey;
        renamed.query = query;
        renamed.target = target;
        renamed.createdBy = createdBy;
        renamed.createdAt = createdAt;
        renamed.writtenAt = writtenAt;
        return renamed;
    }

    Optional<Column> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }

    boolean isTable() {
        return kind == Kind.TABLE;
    }

    /** Returns the form of the document for a table. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("name", name.name());
        json.put("description", description);
        ArrayNode list = json.putArray("columns");
        columns.forEach(column -> list.add(column.json()));
        json.set("orderByKeys", texts(orderBy));
        if (samplingKey != null) {
            json.put("samplingKey", samplingKey);
        }
        ArrayNode partitions = json.putArray("partitionKeys");
        for (PartitionKey key : partitionKeys) {
            partitions
                    .addObject()
                    .put("column", key.column())
                    .put("granularity", key.granularity())
                    .put("expression", key.expression());
        }
        json.set("primaryKeys", texts(primaryKeys));
        keys().forEach((member, key) -> json.set(member, key.deepCopy()));
        return json;
    }

    private Map<String, ObjectNode> keys() {
        Map<String, ObjectNode> keys = new LinkedHashMap<>();
        if (ttl != null) {
            keys.put("ttl", ttl);
        }
        if (uniqueKey != null) {
            keys.put("uniqueKey", uniqueKey);
        }
        if (clusterKey != null) {
            keys.put("clusterKey", clusterKey);
        }
        return keys;
    }

    static ArrayNode texts(List<String> texts) {
        ArrayNode array = Json.array();
        texts.forEach(array::add);
        return array;
    }

    /** Returns the statement that would create it anew. */
    String createStatement() {
        if (kind == Kind.VIEW) {
            return "CREATE VIEW " + name + " " + declarations() + " AS " + query;
        }
        if (kind == Kind.MATERIALIZED_VIEW) {
            return "CREATE MATERIALIZED VIEW " + name + (target == null ? "" : " TO " + target) + " " + declarations()
                    + " AS " + query;
        }
        if (kind == Kind.DICTIONARY) {
            return query;
        }
        StringBuilder sql = new StringBuilder("CREATE TABLE ")
                .append(name)
                .append(' ')
                .append(declarations())
                .append(" ENGINE = ")
                .append(engine);
        if (!partitionKeys.isEmpty()) {
            sql.append(" PARTITION BY (")
                    .append(partitionKeys.stream().map(PartitionKey::expression).collect(Collectors.joining(", ")))
                    .append(')');
        }
        sql.append(" ORDER BY ").append(list(orderBy));
        if (!primaryKeys.isEmpty()) {
            sql.append(" PRIMARY KEY ").append(list(primaryKeys));
        }
        if (uniqueKey != null) {
            sql.append(" UNIQUE KEY (").append(joined(uniqueKey)).append(')');
        }
        if (clusterKey != null) {
            sql.append(" CLUSTER BY (")
                    .append(joined(clusterKey))
                    .append(") INTO ")
                    .append(clusterKey.path("buckets").asInt(1))
                    .append(" BUCKETS");
        }
        if (samplingKey != null) {
            sql.append(" SAMPLE BY ").append(samplingKey);
        }
        if (ttl != null) {
            sql.append(" TTL ").append(ttl.path("expression").asText());
        }
        return description.isEmpty()
                ? sql.toString()
                : sql.append(" COMMENT ").append(Token.vendorText(description)).toString();
    }

    private static String joined(ObjectNode key) {
        List<String> columns = new ArrayList<>();
        key.path("columns").forEach(column -> columns.add(column.asText()));
        return String.join(", ", columns);
    }

    private static String list(List<String> keys) {
        return keys.isEmpty() ? "tuple()" : "(" + String.join(", ", keys) + ")";
    }

    private String declarations() {
        return columns.stream().map(Column::declaration).collect(Collectors.joining(", ", "(", ")"));
    }
}
