package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.sql.Document;
import dev.analyticsplatform.sandbox.sql.DocumentStore;
import dev.analyticsplatform.sandbox.sql.RowFormat;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a collection's {@code field_mapping_query} makes of documents that are added: a SELECT over {@code _input}, run
 * on each batch. Roll-ups, which combine documents of different batches, are refused.
 */
final class IngestTransformation {
    private static final String INPUT = "_input";
    private static final Pattern ROLL_UP = Pattern.compile("\\bgroup\\s+by\\b", Pattern.CASE_INSENSITIVE);

    private final Org org;
    private final String sql;

    private IngestTransformation(Org org, String sql) {
        this.org = org;
        this.sql = sql;
    }

    static IngestTransformation of(Org org, List<String> collection) {
        return new IngestTransformation(
                org, sql(org.collections.stored(collection).members()));
    }

    private static String sql(JsonNode collection) {
        return collection.path("field_mapping_query").path("sql").asText("").strip();
    }

    /** Refuses a transformation that could not be run. */
    static void check(Org org, JsonNode collection) {
        String sql = sql(collection);
        if (sql.isEmpty()) {
            return;
        }
        if (ROLL_UP.matcher(sql).find()) {
            throw RocksetErrors.notModelled("The sandbox has no roll-ups: a field_mapping_query with GROUP BY");
        }
        try {
            List<String> tables = org.sql.referencedTables(sql).stream()
                    .map(table -> Names.path(table).get(1))
                    .toList();
            if (!tables.equals(List.of(INPUT))) {
                throw RocksetErrors.invalid("A field_mapping_query reads from _input alone, not from " + tables);
            }
            new IngestTransformation(org, sql).apply(List.of());
        } catch (SqlFailure e) {
            throw SqlErrors.refusal(e, null);
        }
    }

    /** Returns what is to be stored; one that the transformation leaves out is not among it. */
    List<ObjectNode> apply(List<ObjectNode> documents) {
        if (sql.isEmpty()) {
            return documents;
        }
        List<ObjectNode> made = new ArrayList<>();
        synchronized (org.ingestion) {
            DocumentStore input = org.sql.documents(Names.COMMONS, INPUT);
            try {
                input.putAll(documents.stream()
                        .map(document -> new Document(document.path("_id").asText(), document))
                        .toList());
                try (Cursor rows = org.sql.query(sql, Map.of())) {
                    while (rows.next()) {
                        made.add(rows.row(RowFormat.ISO));
                    }
                }
            } finally {
                org.sql.dropDocuments(Names.COMMONS, INPUT);
            }
        }
        return made;
    }
}
