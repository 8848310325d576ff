package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.deltastream.ColumnType.Field;
import dev.analyticsplatform.sandbox.deltastream.ColumnType.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads the engine's names of types. What DeltaStream has no type for is text. */
final class EngineType {
    private final List<Token> tokens;
    private int at;

    private EngineType(List<Token> tokens) {
        this.tokens = tokens;
    }

    static ColumnType read(String text) {
        return new EngineType(Token.read(text)).type();
    }

    private ColumnType type() {
        ColumnType type = base();
        while (take("[")) {
            if (!take("]")) {
                at += 2;
            }
            type = new ColumnType(Kind.ARRAY, -1, 0, List.of(new Field("0", type)));
        }
        return type;
    }

    private ColumnType base() {
        String name = tokens.get(at++).text();
        return switch (name) {
            case "boolean" -> ColumnType.of(Kind.BOOLEAN);
            case "tinyint" -> ColumnType.of(Kind.TINYINT);
            case "smallint", "utinyint" -> ColumnType.of(Kind.SMALLINT);
            case "integer", "usmallint" -> ColumnType.of(Kind.INTEGER);
            case "bigint", "uinteger" -> ColumnType.of(Kind.BIGINT);
            case "ubigint" -> new ColumnType(Kind.DECIMAL, 20, 0, List.of());
            case "hugeint", "uhugeint" -> new ColumnType(Kind.DECIMAL, 38, 0, List.of());
            case "float" -> ColumnType.of(Kind.FLOAT);
            case "double" -> ColumnType.of(Kind.DOUBLE);
            case "decimal" -> {
                take("(");
                int precision = Integer.parseInt(tokens.get(at++).text());
                take(",");
                int scale = Integer.parseInt(tokens.get(at++).text());
                take(")");
                yield new ColumnType(Kind.DECIMAL, precision, scale, List.of());
            }
            case "blob" -> ColumnType.of(Kind.VARBINARY);
            case "date" -> ColumnType.of(Kind.DATE);
            case "time" -> new ColumnType(zone() ? Kind.VARCHAR : Kind.TIME, 6, 0, List.of());
            case "timestamp", "timestamp_s", "timestamp_ms", "timestamp_ns" ->
                new ColumnType(zone() ? Kind.TIMESTAMP_LTZ : Kind.TIMESTAMP, 6, 0, List.of());
            case "map" -> {
                take("(");
                Field key = new Field("0", type());
                take(",");
                Field value = new Field("1", type());
                take(")");
                yield new ColumnType(Kind.MAP, -1, 0, List.of(key, value));
            }
            case "struct" -> {
                take("(");
                List<Field> fields = new ArrayList<>();
                do {
                    fields.add(new Field(tokens.get(at++).text(), type()));
                } while (take(","));
                take(")");
                yield new ColumnType(Kind.STRUCT, -1, 0, List.copyOf(fields));
            }
            default -> ColumnType.of(Kind.VARCHAR);
        };
    }

    private boolean zone() {
        return take("with") && take("time") && take("zone");
    }

    private boolean take(String word) {
        if (at < tokens.size() && tokens.get(at).is(word)) {
            at++;
            return true;
        }
        return false;
    }
}
