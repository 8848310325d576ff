package dev.analyticsplatform.sandbox.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** An engine with the schema {@code ws}, closed after the test. */
abstract class EngineTest {
    final SqlEngine engine = SqlEngine.open(new SqlDialect("ws", List.of("CREATE MACRO twice(x) AS x * 2")));

    @AfterEach
    void close() {
        engine.close();
    }

    /** Puts documents in the given order; their identities are "0", "1" and so on. */
    DocumentStore collection(String name, String... documents) {
        DocumentStore store = engine.documents("ws", name);
        List<Document> all = new ArrayList<>();
        for (String document : documents) {
            all.add(new Document(Integer.toString(all.size()), object(document)));
        }
        store.putAll(all);
        return store;
    }

    static ObjectNode object(String json) {
        return (ObjectNode) ExactJson.read(json.replace('`', '"'));
    }

    static JsonNode json(String json) {
        return ExactJson.read(json.replace('`', '"'));
    }

    List<String> rows(String sql) {
        return rows(sql, Map.of());
    }

    List<String> rows(String sql, Map<String, SqlValue> parameters) {
        try (Cursor cursor = engine.query(sql, parameters)) {
            return rows(cursor);
        }
    }

    static List<String> rows(Cursor cursor) {
        List<String> rows = new ArrayList<>();
        while (cursor.next()) {
            rows.add(cursor.row(RowFormat.ISO).toString().replace('"', '`'));
        }
        return rows;
    }

    /** Returns the only value of the only row. */
    String value(String sql, Map<String, SqlValue> parameters) {
        try (Cursor cursor = engine.query(sql, parameters)) {
            if (!cursor.next()) {
                throw new AssertionError("No row");
            }
            return cursor.row(RowFormat.ISO)
                    .properties()
                    .iterator()
                    .next()
                    .getValue()
                    .toString();
        }
    }
}
