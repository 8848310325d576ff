package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.deltastream.ColumnType.Field;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the SELECT that shows the records of a topic as typed columns.
 *
 * <p>What does not fit its column is NULL. Bytes are base64. Times without a zone are text or milliseconds since 1970;
 * those with one are text with an offset or milliseconds.
 */
final class TopicColumns {
    private TopicColumns() {}

    /**
     * Writes it.
     *
     * @param range which records, as a condition on {@code off}
     * @param key columns of which the last record counts, without its tombstones; empty for every record
     */
    static String select(Topic topic, List<Field> columns, String range, List<String> key) {
        StringBuilder structure = new StringBuilder("{");
        List<String> shown = new ArrayList<>();
        for (Field column : columns) {
            structure
                    .append(structure.length() > 1 ? "," : "")
                    .append(json(column.name()))
                    .append(":")
                    .append(json(column.type().inJson()));
            shown.add(converted(column.type(), "j." + Sql.name(column.name()), 0) + " AS " + Sql.name(column.name()));
        }
        structure.append("}");
        String records = "SELECT json_transform(coalesce(x, v), " + Sql.text(structure.toString())
                + ") AS j, off, k, v FROM " + topic.table() + " WHERE " + range;
        if (!key.isEmpty()) {
            List<String> parts = key.stream().map(name -> "j." + Sql.name(name)).toList();
            records = "SELECT j, v FROM (" + records
                    + ") QUALIFY row_number() OVER (PARTITION BY coalesce(k, CAST(to_json(["
                    + String.join(
                            ", ",
                            parts.stream()
                                    .map(part -> "CAST(" + part + " AS VARCHAR)")
                                    .toList())
                    + "]) AS VARCHAR)) ORDER BY off DESC) = 1";
        }
        records = "SELECT j FROM (" + records + ") WHERE v IS NOT NULL";
        return "SELECT " + String.join(", ", shown) + " FROM (" + records + ")";
    }

    /** Writes the SELECT of keys and values as they are; a value that is a text without its quotes. */
    static String raw(Topic topic, String range) {
        return "SELECT k AS \"key\", CASE WHEN json_type(v) = 'VARCHAR' THEN v ->> '$' ELSE v END AS \"value\" FROM "
                + topic.table() + " WHERE " + range;
    }

    private static String json(String text) {
        return Json.MAPPER.getNodeFactory().textNode(text).toString();
    }

    private static String converted(ColumnType type, String value, int depth) {
        if (!type.converts()) {
            return value;
        }
        String element = "x" + depth;
        return switch (type.kind()) {
            case VARBINARY, BYTES -> "TRY(from_base64(" + value + "))";
            case TIMESTAMP ->
                "coalesce(TRY_CAST(" + value + " AS TIMESTAMP), epoch_ms(TRY_CAST(" + value + " AS BIGINT)))";
            case TIMESTAMP_TZ, TIMESTAMP_LTZ ->
                "coalesce(TRY_CAST(" + value + " AS TIMESTAMPTZ), make_timestamptz(TRY_CAST(" + value
                        + " AS BIGINT) * 1000))";
            case ARRAY ->
                "list_transform(" + value + ", lambda " + element + ": " + converted(type.element(), element, depth + 1)
                        + ")";
            case MAP ->
                "map_from_entries(list_transform(map_entries(" + value + "), lambda " + element
                        + ": struct_pack(\"key\" := " + element + ".key, \"value\" := "
                        + converted(type.fields().get(1).type(), element + ".value", depth + 1) + ")))";
            case STRUCT -> {
                List<String> members = new ArrayList<>();
                for (Field field : type.fields()) {
                    String member = "struct_extract(" + value + ", " + Sql.text(field.name()) + ")";
                    members.add(Sql.name(field.name()) + " := " + converted(field.type(), member, depth));
                }
                yield "CASE WHEN " + value + " IS NULL THEN NULL ELSE struct_pack(" + String.join(", ", members)
                        + ") END";
            }
            default -> value;
        };
    }
}
