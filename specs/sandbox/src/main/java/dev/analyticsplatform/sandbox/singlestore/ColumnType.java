package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.sql.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type of a column or a cast.
 *
 * @param dataType the name that answers carry, such as {@code DECIMAL(20,6)}
 * @param columnType the name that the catalog shows, such as {@code bigint(20) unsigned}
 * @param engine the engine's type
 * @param length the most characters that it holds; -1 if it has no such limit
 */
record ColumnType(String dataType, String columnType, String engine, int length) {
    private static final int MOST_DIGITS = 65;
    private static final int MOST_PLACES = 30;
    private static final int UNLIMITED = -1;
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),(\\d+)\\)");

    private record Integers(String dataType, int width, String engine) {
        ColumnType type(int shown, boolean unsigned) {
            String sized = dataType + "(" + shown + ")";
            String columnType = sized.toLowerCase(Locale.ROOT);
            return unsigned
                    ? new ColumnType(sized, columnType + " unsigned", "U" + engine, UNLIMITED)
                    : new ColumnType(sized, columnType, engine, UNLIMITED);
        }

        static ColumnType of(String name, boolean unsigned) {
            Integers type = Objects.requireNonNull(INTEGERS.get(name));
            return type.type(type.width(), unsigned);
        }
    }

    private static final Map<String, Integers> INTEGERS = Map.of(
            "TINYINT", new Integers("TINYINT", 4, "TINYINT"),
            "SMALLINT", new Integers("SMALLINT", 6, "SMALLINT"),
            "MEDIUMINT", new Integers("MEDIUMINT", 9, "INTEGER"),
            "INT", new Integers("INT", 11, "INTEGER"),
            "INTEGER", new Integers("INT", 11, "INTEGER"),
            "BIGINT", new Integers("BIGINT", 20, "BIGINT"),
            "SIGNED", new Integers("BIGINT", 20, "BIGINT"));

    /** What the engine's own types are called where no declaration tells. */
    private static final Map<String, ColumnType> BY_ENGINE = Map.ofEntries(
            Map.entry("BOOLEAN", simple("TINYINT(1)", "BOOLEAN")),
            Map.entry("TINYINT", Integers.of("TINYINT", false)),
            Map.entry("UTINYINT", Integers.of("TINYINT", true)),
            Map.entry("SMALLINT", Integers.of("SMALLINT", false)),
            Map.entry("USMALLINT", Integers.of("SMALLINT", true)),
            Map.entry("INTEGER", Integers.of("INT", false)),
            Map.entry("UINTEGER", Integers.of("INT", true)),
            Map.entry("BIGINT", Integers.of("BIGINT", false)),
            Map.entry("UBIGINT", Integers.of("BIGINT", true)),
            Map.entry("HUGEINT", simple("DECIMAL(41,0)", "HUGEINT")),
            Map.entry("FLOAT", simple("FLOAT", "FLOAT")),
            Map.entry("DOUBLE", simple("DOUBLE", "DOUBLE")),
            Map.entry("VARCHAR", simple("LONGTEXT", "VARCHAR")),
            Map.entry("NULL", simple("LONGTEXT", "VARCHAR")),
            Map.entry("DATE", simple("DATE", "DATE")),
            Map.entry("TIME", simple("TIME(6)", "TIME")),
            Map.entry("TIMESTAMP", simple("DATETIME(6)", "TIMESTAMP")),
            Map.entry("TIMESTAMP WITH TIME ZONE", simple("DATETIME(6)", "TIMESTAMP WITH TIME ZONE")),
            Map.entry("TIMESTAMP_S", simple("DATETIME", "TIMESTAMP_S")),
            Map.entry("BLOB", simple("LONGBLOB", "BLOB")),
            Map.entry("UUID", simple("VARCHAR(36)", "UUID")));

    private static ColumnType simple(String dataType, String engine) {
        return new ColumnType(dataType, dataType.toLowerCase(Locale.ROOT), engine, UNLIMITED);
    }

    /** Returns what a type of the engine is called here; structures are JSON. */
    static ColumnType ofEngine(String engine) {
        ColumnType known = BY_ENGINE.get(engine);
        if (known != null) {
            return known;
        }
        return engine.startsWith("DECIMAL") ? simple(engine, engine) : simple("JSON", "JSON");
    }

    /** Reads the type of a cast, whose result the engine must hold at once. */
    static ColumnType cast(Tokens tokens) {
        ColumnType type = read(tokens);
        if (type.isWide()) {
            throw SqlErrors.notSupported("a cast to DECIMAL of more than " + Digits.MOST + " digits");
        }
        return type;
    }

    /** Reads a type. */
    static ColumnType read(Tokens tokens) {
        String name = tokens.name().toUpperCase(Locale.ROOT);
        if (name.equals("DOUBLE")) {
            tokens.skip("PRECISION");
        }
        List<String> sizes = new ArrayList<>();
        if (tokens.skipSymbol("(")) {
            do {
                sizes.add(tokens.next().sql());
            } while (tokens.skipSymbol(","));
            tokens.expectSymbol(")");
        }
        boolean unsigned = name.equals("UNSIGNED");
        while (true) {
            if (tokens.skip("UNSIGNED")) {
                unsigned = true;
            } else if (tokens.skip("CHARACTER", "SET") || tokens.skip("CHARSET") || tokens.skip("COLLATE")) {
                tokens.next();
            } else if (!tokens.skip("ZEROFILL") && !tokens.skip("SIGNED") && !tokens.skip("INTEGER")) {
                break;
            }
        }
        return of(unsigned && name.equals("UNSIGNED") ? "BIGINT" : name, sizes, unsigned, tokens);
    }

    private static ColumnType of(String name, List<String> sizes, boolean unsigned, Tokens tokens) {
        Integers integers = INTEGERS.get(name);
        if (integers != null) {
            return integers.type(sizes.isEmpty() ? integers.width() : number(sizes.get(0), tokens), unsigned);
        }
        String sized = sizes.isEmpty() ? name : name + "(" + String.join(",", sizes) + ")";
        return switch (name) {
            case "BOOL", "BOOLEAN" -> simple("TINYINT(1)", "TINYINT");
            case "FLOAT" -> simple("FLOAT", "FLOAT");
            case "DOUBLE", "REAL" -> simple("DOUBLE", "DOUBLE");
            case "DECIMAL", "DEC", "NUMERIC", "FIXED" -> decimal(sizes, tokens);
            case "DATE", "JSON" -> simple(name, name);
            case "TIME" -> simple(sized, "TIME");
            case "DATETIME", "TIMESTAMP" -> simple(sized, sizes.isEmpty() ? "TIMESTAMP_S" : "TIMESTAMP");
            case "YEAR" -> simple("YEAR", "SMALLINT");
            case "CHAR", "VARCHAR", "CHARACTER" -> text(name.equals("CHARACTER") ? "CHAR" : name, sizes, tokens);
            case "TEXT", "TINYTEXT", "MEDIUMTEXT", "LONGTEXT", "GEOGRAPHY", "GEOGRAPHYPOINT" -> simple(name, "VARCHAR");
            case "ENUM", "SET" ->
                new ColumnType(
                        sized, name.toLowerCase(Locale.ROOT) + sized.substring(name.length()), "VARCHAR", UNLIMITED);
            case "BINARY", "VARBINARY", "BLOB", "TINYBLOB", "MEDIUMBLOB", "LONGBLOB" -> simple(sized, "BLOB");
            case "BIT", "VECTOR" -> throw SqlErrors.notSupported("type " + name);
            default -> throw tokens.unexpected();
        };
    }

    private static ColumnType text(String name, List<String> sizes, Tokens tokens) {
        if (sizes.isEmpty()) {
            return simple(name.equals("CHAR") ? "CHAR(1)" : "VARCHAR(21845)", "VARCHAR");
        }
        int length = number(sizes.get(0), tokens);
        ColumnType type = simple(name + "(" + length + ")", "VARCHAR");
        return new ColumnType(type.dataType(), type.columnType(), type.engine(), length);
    }

    private static ColumnType decimal(List<String> sizes, Tokens tokens) {
        int precision = sizes.isEmpty() ? 10 : number(sizes.get(0), tokens);
        int scale = sizes.size() < 2 ? 0 : number(sizes.get(1), tokens);
        if (precision > MOST_DIGITS) {
            throw SqlErrors.of(1426, "Too big precision " + precision + " specified; the most is " + MOST_DIGITS);
        } else if (scale > MOST_PLACES) {
            throw SqlErrors.of(1425, "Too big scale " + scale + " specified; the most is " + MOST_PLACES);
        } else if (scale > precision) {
            throw SqlErrors.of(1427, "For DECIMAL(M,D) M must be >= D");
        }
        ColumnType type =
                simple("DECIMAL(" + precision + "," + scale + ")", "DECIMAL(" + precision + "," + scale + ")");
        return precision > Digits.MOST ? type.held(Digits.MOST / 2) : type;
    }

    /** Tells whether it is a DECIMAL of more digits than the engine can hold at once. */
    boolean isWide() {
        return engine.startsWith("DECIMAL(") && !engine.equals(dataType);
    }

    /** Returns the digits of a DECIMAL. */
    int precision() {
        return decimal(dataType, 1);
    }

    /** Returns the digits of a DECIMAL behind the point. */
    int scale() {
        return decimal(dataType, 2);
    }

    /** Returns the digits of a DECIMAL behind the point as the engine holds them. */
    int held() {
        return decimal(engine, 2);
    }

    /** Returns the same wide DECIMAL with about so many digits held behind the point, none on either side in vain. */
    ColumnType held(int digits) {
        int places = Math.min(scale(), Math.max(Digits.MOST - (precision() - scale()), digits));
        return new ColumnType(dataType, columnType, "DECIMAL(" + Digits.MOST + "," + places + ")", length);
    }

    private static int decimal(String type, int group) {
        Matcher sizes = DECIMAL.matcher(type);
        return sizes.matches() ? Integer.parseInt(sizes.group(group)) : 0;
    }

    /** Tells whether a column of the engine can be one of this type. */
    boolean isOf(String engineType) {
        return isWide()
                ? engineType.startsWith("DECIMAL(" + Digits.MOST + ",")
                : ofEngine(engine).equals(ofEngine(engineType));
    }

    private static int number(String size, Tokens tokens) {
        try {
            return Integer.parseInt(size);
        } catch (NumberFormatException e) {
            throw tokens.unexpected();
        }
    }
}
