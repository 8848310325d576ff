package dev.analyticsplatform.sandbox.deltastream;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A type of DeltaStream and what the engine has for it. Immutable.
 *
 * @param precision digits, or digits of a second; -1 where none are given
 * @param scale digits behind the point
 * @param fields members of a STRUCT; key and value of a MAP; the element of an ARRAY
 */
record ColumnType(Kind kind, int precision, int scale, List<Field> fields) {
    enum Kind {
        BOOLEAN,
        TINYINT,
        SMALLINT,
        INTEGER,
        BIGINT,
        FLOAT,
        DOUBLE,
        DECIMAL,
        VARCHAR,
        VARBINARY,
        BYTES,
        DATE,
        TIME,
        TIMESTAMP,
        TIMESTAMP_TZ,
        TIMESTAMP_LTZ,
        ARRAY,
        MAP,
        STRUCT
    }

    /** A part of a type; parts without names are named by their position. */
    record Field(String name, ColumnType type) {}

    static ColumnType of(Kind kind) {
        return new ColumnType(kind, -1, 0, List.of());
    }

    /** Reads a type as it is declared. */
    static ColumnType read(Words words) {
        if (!words.atName()) {
            throw words.unexpected("a type");
        }
        String name = words.name();
        return switch (name) {
            case "int" -> of(Kind.INTEGER);
            case "boolean", "tinyint", "smallint", "integer", "bigint", "float", "double", "bytes", "date" ->
                of(kind(name));
            case "varchar", "varbinary" -> {
                length(words);
                yield of(kind(name));
            }
            case "decimal" -> decimal(words);
            case "time", "timestamp_tz", "timestamp_ltz" -> new ColumnType(kind(name), length(words), 0, List.of());
            case "timestamp" -> timestamp(words);
            case "array" -> {
                words.expect("<");
                Field element = new Field("0", read(words));
                words.expect(">");
                yield new ColumnType(Kind.ARRAY, -1, 0, List.of(element));
            }
            case "map" -> {
                words.expect("<");
                Field key = new Field("0", read(words));
                words.expect(",");
                Field value = new Field("1", read(words));
                words.expect(">");
                yield new ColumnType(Kind.MAP, -1, 0, List.of(key, value));
            }
            case "struct" -> {
                words.expect("<");
                List<Field> fields = new ArrayList<>();
                do {
                    fields.add(new Field(words.name(), read(words)));
                } while (words.take(","));
                words.expect(">");
                yield new ColumnType(Kind.STRUCT, -1, 0, List.copyOf(fields));
            }
            default -> throw SqlError.syntax("There is no type " + name);
        };
    }

    private static Kind kind(String name) {
        return Kind.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static ColumnType timestamp(Words words) {
        int precision = length(words);
        Kind kind = words.take("with local time zone")
                ? Kind.TIMESTAMP_LTZ
                : words.take("with time zone") ? Kind.TIMESTAMP_TZ : Kind.TIMESTAMP;
        return new ColumnType(kind, precision, 0, List.of());
    }

    private static ColumnType decimal(Words words) {
        int precision = 10;
        int scale = 0;
        if (words.take("(")) {
            precision = number(words);
            scale = words.take(",") ? number(words) : 0;
            words.expect(")");
        }
        if (precision < 1 || precision > 38 || scale > precision) {
            throw SqlError.syntax(
                    "There is no DECIMAL(" + precision + ", " + scale + "): a decimal has 1 to 38 digits");
        }
        return new ColumnType(Kind.DECIMAL, precision, scale, List.of());
    }

    private static int length(Words words) {
        if (!words.take("(")) {
            return -1;
        }
        int length = number(words);
        words.expect(")");
        return length;
    }

    private static int number(Words words) {
        String text = words.next("a number").text();
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw SqlError.syntax("Syntax error at or near '" + text + "': expected a number");
        }
    }

    /** Returns the type in the vendor's words. */
    String text() {
        return switch (kind) {
            case DECIMAL -> "DECIMAL(" + precision + ", " + scale + ")";
            case TIME, TIMESTAMP, TIMESTAMP_TZ, TIMESTAMP_LTZ -> kind + (precision < 0 ? "" : "(" + precision + ")");
            case ARRAY -> "ARRAY<" + element().text() + ">";
            case MAP ->
                "MAP<" + fields.get(0).type().text() + ", "
                        + fields.get(1).type().text() + ">";
            case STRUCT ->
                "STRUCT<"
                        + fields.stream()
                                .map(field -> Sql.plainName(field.name()) + " "
                                        + field.type().text())
                                .collect(Collectors.joining(", "))
                        + ">";
            default -> kind.name();
        };
    }

    ColumnType element() {
        return fields.get(0).type();
    }

    /** Returns the engine's type for values as they stand in JSON, before {@link TopicColumns} converts them. */
    String inJson() {
        return switch (kind) {
            case VARBINARY, BYTES, TIMESTAMP, TIMESTAMP_TZ, TIMESTAMP_LTZ -> "VARCHAR";
            case DECIMAL -> "DECIMAL(" + precision + "," + scale + ")";
            case ARRAY -> element().inJson() + "[]";
            case MAP ->
                "MAP(" + fields.get(0).type().inJson() + ", "
                        + fields.get(1).type().inJson() + ")";
            case STRUCT ->
                "STRUCT("
                        + fields.stream()
                                .map(field -> Sql.name(field.name()) + " "
                                        + field.type().inJson())
                                .collect(Collectors.joining(", "))
                        + ")";
            default -> kind.name();
        };
    }

    /** Tells whether values have to be converted after they were read from JSON. */
    boolean converts() {
        return switch (kind) {
            case VARBINARY, BYTES, TIMESTAMP, TIMESTAMP_TZ, TIMESTAMP_LTZ -> true;
            default -> fields.stream().anyMatch(field -> field.type().converts());
        };
    }
}
