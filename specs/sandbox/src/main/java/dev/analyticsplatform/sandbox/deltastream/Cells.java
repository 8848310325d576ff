package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.deltastream.ColumnType.Field;
import dev.analyticsplatform.sandbox.deltastream.ColumnType.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Expressions of the engine that put values into the vendor's texts, so that a row leaves it ready to send.
 *
 * <p>A BIGINT of 19 digits is written with an exponent, as the vendor does with large ones.
 */
final class Cells {
    private Cells() {}

    /** Returns an expression for the text of a cell; NULL for NULL. */
    static String cell(ColumnType type, String value) {
        return switch (type.kind()) {
            case BIGINT ->
                "CASE WHEN " + value + " BETWEEN -999999999999999999 AND 999999999999999999 THEN CAST(" + value
                        + " AS VARCHAR) ELSE regexp_replace(CAST(" + value
                        + " AS VARCHAR), '^(-?[0-9])([0-9]+)$', '\\1.\\2E+18') END";
            case FLOAT, DOUBLE ->
                "CASE WHEN isnan(" + value + ") THEN 'NaN' WHEN isinf(" + value + ") THEN CASE WHEN " + value
                        + " > 0 THEN 'Infinity' ELSE '-Infinity' END ELSE CAST(" + value + " AS VARCHAR) END";
            case VARBINARY, BYTES -> "base64(" + value + ")";
            case TIMESTAMP_TZ, TIMESTAMP_LTZ -> "CAST(timezone('UTC', " + value + ") AS VARCHAR) || 'Z'";
            case ARRAY, MAP, STRUCT -> json(type, value, 0);
            default -> "CAST(" + value + " AS VARCHAR)";
        };
    }

    /** Returns an expression for the value as JSON text; NULL for NULL. */
    private static String json(ColumnType type, String value, int depth) {
        String element = "x" + depth;
        return switch (type.kind()) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> "CAST(" + value + " AS VARCHAR)";
            case FLOAT, DOUBLE ->
                "CASE WHEN isfinite(" + value + ") THEN CAST(" + value + " AS VARCHAR) ELSE '\"' || "
                        + cell(type, value) + " || '\"' END";
            case VARCHAR -> "CAST(to_json(CAST(" + value + " AS VARCHAR)) AS VARCHAR)";
            case ARRAY ->
                "'[' || array_to_string(list_transform(" + value + ", lambda " + element + ": "
                        + orNull(json(type.element(), element, depth + 1)) + "), ',') || ']'";
            case MAP ->
                "'{' || array_to_string(list_transform(map_entries(" + value + "), lambda " + element
                        + ": CAST(to_json(" + cell(type.element(), element + ".key") + ") AS VARCHAR) || ':' || "
                        + orNull(json(type.fields().get(1).type(), element + ".value", depth + 1)) + "), ',') || '}'";
            case STRUCT -> {
                List<String> members = new ArrayList<>();
                for (Field field : type.fields()) {
                    members.add(member(
                            field.name(),
                            json(
                                    field.type(),
                                    "struct_extract(" + value + ", " + Sql.text(field.name()) + ")",
                                    depth)));
                }
                yield "CASE WHEN " + value + " IS NULL THEN NULL ELSE " + object(members) + " END";
            }
            default -> "'\"' || " + cell(type, value) + " || '\"'";
        };
    }

    private static String orNull(String json) {
        return "coalesce(" + json + ", 'null')";
    }

    private static String member(String name, String json) {
        return "CAST(to_json(" + Sql.text(name) + ") AS VARCHAR) || ':' || " + orNull(json);
    }

    private static String object(List<String> members) {
        return "'{' || " + String.join(" || ',' || ", members) + " || '}'";
    }

    /** Returns an expression for a record of the columns {@code c0}, {@code c1} and so on as JSON text. */
    static String record(List<Field> columns) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            members.add(member(columns.get(i).name(), json(columns.get(i).type(), "c" + i, 0)));
        }
        return object(members);
    }

    /** Returns the same with each decimal as text, from which the engine reads all its digits. */
    static String exactRecord(List<Field> columns) {
        return record(columns.stream()
                .map(column -> new Field(column.name(), decimalsAsText(column.type())))
                .toList());
    }

    private static ColumnType decimalsAsText(ColumnType type) {
        return type.kind() == Kind.DECIMAL
                ? ColumnType.of(Kind.VARCHAR)
                : new ColumnType(
                        type.kind(),
                        type.precision(),
                        type.scale(),
                        type.fields().stream()
                                .map(field -> new Field(field.name(), decimalsAsText(field.type())))
                                .toList());
    }

    /** Returns an expression for a row of the columns {@code c0}, {@code c1} and so on as a JSON array of texts. */
    static String row(List<Field> columns) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ColumnType type = columns.get(i).type();
            String cell = cell(type, "c" + i);
            boolean plain = type.kind() != Kind.VARCHAR && type.fields().isEmpty();
            cells.add(orNull(plain ? "'\"' || " + cell + " || '\"'" : "CAST(to_json(" + cell + ") AS VARCHAR)"));
        }
        return "'[' || " + String.join(" || ',' || ", cells) + " || ']'";
    }
}
