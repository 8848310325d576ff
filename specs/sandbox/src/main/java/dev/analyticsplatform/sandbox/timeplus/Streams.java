package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes streams and puts rows into them, whether a request or a statement asks for it. Thread-safe. */
final class Streams {
    static final long RETENTION_BYTES = 10L << 30;
    static final long RETENTION_MS = 604_800_000L;

    private final Workspace workspace;

    Streams(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Makes a stream.
     *
     * @param definition as a request has it
     */
    Dataset create(ObjectNode definition, Caller caller) {
        String name = definition.path("name").asText();
        Datasets.checkName(name);
        workspace.datasets.requireFree(name);
        String mode = Json.text(definition, "mode", "append");
        if (mode.endsWith("_kv") && Json.text(definition, "primary_key", "").isEmpty()) {
            throw TimeplusErrors.invalid("primary_key is required for the mode " + mode);
        }
        List<StreamColumn> columns = columns(definition);
        ObjectNode members = Json.object().put("name", name);
        members.put("description", Json.text(definition, "description", ""));
        members.put("engine", Json.text(definition, "engine", "Stream"));
        members.put("mode", mode);
        members.put("primary_key", Json.text(definition, "primary_key", ""));
        members.put("is_external", false);
        retention(members, definition);
        for (String list : List.of("column_families", "secondary_indexes")) {
            members.set(
                    list, definition.path(list).isArray() ? definition.get(list).deepCopy() : Json.array());
        }
        workspace.created(members, caller);
        StreamTable table = workspace.table(name, columns);
        Dataset stream = new Dataset(Dataset.Kind.STREAM, members, columns, table, null);
        try {
            defaults(table);
            workspace.datasets.add(stream);
        } catch (RuntimeException e) {
            table.drop();
            throw e;
        }
        return stream;
    }

    /** Copies what a request says of how long rows are kept; without it, the server's defaults. */
    static void retention(ObjectNode members, JsonNode definition) {
        members.put(
                "logstore_retention_bytes",
                definition.path("logstore_retention_bytes").asLong(RETENTION_BYTES));
        members.put(
                "logstore_retention_ms",
                definition.path("logstore_retention_ms").asLong(RETENTION_MS));
        members.put("ttl_expression", Json.text(definition, "ttl_expression", ""));
        members.put("ttl", Json.text(definition, "ttl_expression", ""));
    }

    private static List<StreamColumn> columns(ObjectNode definition) {
        List<StreamColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean timed = false;
        for (JsonNode each : definition.path("columns")) {
            String name = each.path("name").asText();
            if (name.isEmpty() || name.equals(StreamTable.NUMBER)) {
                throw TimeplusErrors.engine(44, "Column name '" + name + "' is not allowed");
            }
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw TimeplusErrors.engine(44, "Cannot add column " + name + ": column with this name already exists");
            }
            timed |= name.equals(StreamColumn.TIME);
            String standard = Json.text(each, "default", "");
            columns.add(new StreamColumn(
                    name, TypeName.parse(each.path("type").asText()), standard, Json.text(each, "codec", "")));
        }
        if (columns.isEmpty()) {
            throw TimeplusErrors.engine(36, "No column declarations are provided");
        }
        if (!timed) {
            columns.add(StreamColumn.time(Json.text(definition, "event_time_column", "")));
        }
        return columns;
    }

    /** Begins a batch of rows for a stream. */
    StreamRows rows(StreamTable table) {
        return new StreamRows(table, defaults(table));
    }

    /** Returns an SQL expression for each column that gets no value. */
    Map<String, String> defaults(StreamTable table) {
        Map<String, String> defaults = new HashMap<>();
        StringBuilder empty = new StringBuilder();
        for (StreamColumn column : table.columns()) {
            String written = column.defaultExpression();
            String sql = column.type().defaultSql();
            if (!written.isBlank()) {
                QueryNames names = new QueryNames(workspace.datasets::relation);
                String rewritten = new SqlRewriter(names, workspace.now(), true).rewrite(SqlToken.read(written));
                sql = "CAST(" + rewritten + " AS " + column.type().sql() + ")";
                if (!written.startsWith("now64")) {
                    check(sql, empty.toString(), written);
                }
            }
            defaults.put(column.name(), sql);
            empty.append(empty.isEmpty() ? "" : ", ")
                    .append("CAST(NULL AS ")
                    .append(column.type().sql());
            empty.append(") AS ").append(SqlTexts.name(column.name()));
        }
        return defaults;
    }

    private void check(String sql, String columnsBefore, String written) {
        try {
            workspace.engine.validate(
                    "SELECT " + sql + (columnsBefore.isEmpty() ? "" : " FROM (SELECT " + columnsBefore + ")"));
        } catch (SqlFailure e) {
            throw TimeplusErrors.of(e, written, -1);
        }
    }

    /**
     * Stores rows and feeds what reads from the stream.
     *
     * @return how many rows were stored
     */
    long append(StreamTable table, StreamRows rows, String id, long size) {
        if (rows.isEmpty()) {
            return 0;
        }
        long stored;
        try {
            stored = table.append(rows, id, size);
        } catch (SqlFailure e) {
            throw TimeplusErrors.of(e, "", -1);
        }
        if (stored > 0) {
            workspace.ingested();
        }
        return stored;
    }

    /** Returns the stream of a name, of which rows can be stored. */
    StreamTable writable(String name) {
        Dataset dataset = workspace.datasets.find(name).orElseThrow(() -> TimeplusErrors.unknownStream(name));
        if (dataset.kind() != Dataset.Kind.STREAM) {
            throw TimeplusErrors.engine(48, "default." + name + " is no stream that can be written to");
        }
        return dataset.table().orElseThrow();
    }
}
