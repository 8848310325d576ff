package dev.analyticsplatform.sandbox.deltastream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.List;

/** A column of an answer, its type in the vendor's words. */
record Column(String name, String type, boolean nullable) {
    static ArrayNode json(List<Column> columns) {
        ArrayNode all = Json.array();
        for (Column column : columns) {
            all.add(column.json());
        }
        return all;
    }

    private ObjectNode json() {
        return Json.object().put("name", name).put("type", type).put("nullable", nullable);
    }

    boolean hasZone() {
        return type.startsWith("TIMESTAMP_");
    }

    boolean isTimestamp() {
        return type.startsWith("TIMESTAMP");
    }
}
