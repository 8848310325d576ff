package dev.analyticsplatform.sandbox.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBResultSet;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** Values of a row as plain Java: no class of the driver, no time that has passed through the machine's zone. */
final class JavaValues {
    private JavaValues() {}

    static @Nullable Object read(DuckDBResultSet row, int index, String type) throws SQLException {
        return switch (type) {
            case "VARCHAR", "INTERVAL" -> row.getString(index);
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" ->
                row.getObject(index, LocalDateTime.class);
            default -> plain(row.getObject(index));
        };
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value instanceof Timestamp time) {
            return time.toLocalDateTime();
        } else if (value instanceof DuckDBStruct struct) {
            return map(struct.getMap());
        } else if (value instanceof Map<?, ?> map) {
            return map(map);
        } else if (value instanceof Array array) {
            return list((Object[]) array.getArray());
        } else if (value instanceof Object[] array) {
            return list(array);
        } else if (value instanceof Blob blob) {
            return blob.getBytes(1, Math.toIntExact(blob.length()));
        } else if (value instanceof JsonNode json) {
            return json.toString();
        }
        return value;
    }

    private static Map<Object, @Nullable Object> map(Map<?, ?> members) throws SQLException {
        Map<Object, @Nullable Object> plain = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            Object key = plain(member.getKey());
            plain.put(key == null ? "null" : key, plain(member.getValue()));
        }
        return plain;
    }

    private static List<@Nullable Object> list(@Nullable Object[] elements) throws SQLException {
        List<@Nullable Object> plain = new ArrayList<>(elements.length);
        for (Object element : elements) {
            plain.add(plain(element));
        }
        return Collections.unmodifiableList(plain);
    }
}
