package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.bytehouse.ByteHouseErrors.Code;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads types: those that statements name in the vendor's words, and those of results in the engine's. */
final class ColumnTypes {
    private static final int MOST_DIGITS = 76;

    /** Digits behind the point with which the engine holds a decimal that is too wide for it, until it needs others. */
    private static final int USUAL_SCALE = 18;

    private static final Set<String> SIMPLE = Set.of(
            "Int8", "Int16", "Int32", "Int64", "Int128", "Int256", "UInt8", "UInt16", "UInt32", "UInt64", "UInt128",
            "UInt256", "Float32", "Float64", "String", "Bool", "Date", "Date32", "UUID");

    /** Names of other systems, which are read in any case. */
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("TINYINT", "Int8"),
            Map.entry("SMALLINT", "Int16"),
            Map.entry("INT", "Int32"),
            Map.entry("INTEGER", "Int32"),
            Map.entry("BIGINT", "Int64"),
            Map.entry("REAL", "Float32"),
            Map.entry("FLOAT", "Float32"),
            Map.entry("DOUBLE", "Float64"),
            Map.entry("VARCHAR", "String"),
            Map.entry("CHAR", "String"),
            Map.entry("TEXT", "String"),
            Map.entry("STRING", "String"),
            Map.entry("BOOLEAN", "Bool"),
            Map.entry("BOOL", "Bool"),
            Map.entry("DATE", "Date"));

    private ColumnTypes() {}

    /** Reads a type of a statement. */
    static ColumnType read(Tokens tokens) {
        String name = tokens.name();
        String upper = name.toUpperCase(Locale.ROOT);
        switch (name) {
            case "Nullable" -> {
                ColumnType inner = inner(tokens, 1).get(0);
                if (inner.isNullable() || inner.isComposite()) {
                    throw ByteHouseErrors.sql(
                            Code.BAD_ARGUMENTS, "Nested type " + inner + " cannot be inside Nullable type");
                }
                return ColumnType.of("Nullable", inner);
            }
            case "LowCardinality", "Array" -> {
                return ColumnType.of(name, inner(tokens, 1).get(0));
            }
            case "Map" -> {
                List<ColumnType> inner = inner(tokens, 2);
                return ColumnType.of(name, inner.get(0), inner.get(1));
            }
            case "Tuple" -> {
                return tuple(tokens);
            }
            case "FixedString" -> {
                List<Integer> length = integers(tokens);
                return sized(name, length.isEmpty() ? 1 : length.get(0), 0, "");
            }
            default -> {}
        }
        if (upper.equals("DECIMAL") || upper.equals("NUMERIC") || upper.equals("DEC")) {
            return decimal(integers(tokens), 0);
        }
        if (name.matches("Decimal(32|64|128|256)")) {
            int digits = name.endsWith("32") ? 9 : name.endsWith("64") ? 18 : name.endsWith("128") ? 38 : MOST_DIGITS;
            return decimal(integers(tokens), digits);
        }
        if (upper.equals("DATETIME") || upper.equals("TIMESTAMP") || upper.equals("DATETIME64")) {
            return dateTime(upper.equals("DATETIME64"), tokens);
        }
        if (SIMPLE.contains(name)) {
            return ColumnType.of(name);
        }
        String known = OTHER_NAMES.get(upper);
        if (known == null) {
            throw ByteHouseErrors.sql(Code.UNKNOWN_TYPE, "Unknown data type family: " + name);
        }
        integers(tokens);
        return ColumnType.of(known);
    }

    private static ColumnType sized(String family, int precision, int scale, String zone) {
        return new ColumnType(family, List.of(), List.of(), precision, scale, zone, 0);
    }

    private static ColumnType decimal(List<Integer> numbers, int digits) {
        int precision = digits > 0 ? digits : numbers.isEmpty() ? 10 : numbers.get(0);
        int place = digits > 0 ? 0 : 1;
        int scale = numbers.size() > place ? numbers.get(place) : 0;
        if (precision < 1 || precision > MOST_DIGITS || scale > precision) {
            throw ByteHouseErrors.sql(
                    Code.ARGUMENT_OUT_OF_BOUND,
                    "Wrong precision of Decimal: it must be from 1 to " + MOST_DIGITS
                            + " here, and the scale within it");
        }
        int engineScale = precision > ColumnType.ENGINE_DIGITS ? Math.min(scale, USUAL_SCALE) : scale;
        return new ColumnType("Decimal", List.of(), List.of(), precision, scale, "", engineScale);
    }

    private static ColumnType dateTime(boolean fraction, Tokens tokens) {
        int digits = fraction ? 3 : 0;
        String zone = "";
        if (tokens.acceptSymbol("(")) {
            if (fraction) {
                digits = tokens.integer();
                if (digits > 9) {
                    throw ByteHouseErrors.sql(Code.ARGUMENT_OUT_OF_BOUND, "Scale " + digits + " is too large");
                }
            }
            if (!fraction || tokens.acceptSymbol(",")) {
                zone = tokens.text();
                if (!Set.of("UTC", "Etc/UTC", "GMT").contains(zone)) {
                    throw ByteHouseErrors.sql(
                            Code.BAD_ARGUMENTS, "Time zone " + zone + " is not modelled by the sandbox; use 'UTC'");
                }
            }
            tokens.expectSymbol(")");
        }
        return sized(fraction ? "DateTime64" : "DateTime", digits, 0, zone);
    }

    private static List<ColumnType> inner(Tokens tokens, int count) {
        tokens.expectSymbol("(");
        List<ColumnType> inner = new ArrayList<>();
        do {
            inner.add(read(tokens));
        } while (tokens.acceptSymbol(","));
        tokens.expectSymbol(")");
        if (inner.size() != count) {
            throw ByteHouseErrors.sql(Code.BAD_ARGUMENTS, "The type takes " + count + " arguments");
        }
        return inner;
    }

    private static ColumnType tuple(Tokens tokens) {
        tokens.expectSymbol("(");
        List<ColumnType> inner = new ArrayList<>();
        List<String> names = new ArrayList<>();
        do {
            if (tokens.peek(1).isName()) {
                names.add(tokens.name());
            }
            inner.add(read(tokens));
        } while (tokens.acceptSymbol(","));
        tokens.expectSymbol(")");
        if (!names.isEmpty() && names.size() != inner.size()) {
            throw ByteHouseErrors.sql(
                    Code.BAD_ARGUMENTS, "Names are to be given to all elements of a Tuple or to none");
        }
        return new ColumnType("Tuple", inner, names, 0, 0, "", 0);
    }

    private static List<Integer> integers(Tokens tokens) {
        List<Integer> numbers = new ArrayList<>();
        if (tokens.acceptSymbol("(")) {
            do {
                numbers.add(tokens.integer());
            } while (tokens.acceptSymbol(","));
            tokens.expectSymbol(")");
        }
        return numbers;
    }

    /** Reads a type of the engine, which says nothing of nulls. */
    static ColumnType ofEngine(String type) {
        if (type.endsWith("[]")) {
            return ColumnType.of("Array", nested(type.substring(0, type.length() - 2)));
        }
        if (type.startsWith("DECIMAL(")) {
            return ColumnType.parse("Decimal" + type.substring("DECIMAL".length()));
        }
        if (type.startsWith("MAP(")) {
            List<String> parts = parts(type.substring(4, type.length() - 1));
            return ColumnType.of("Map", ofEngine(parts.get(0)), nested(parts.get(1)));
        }
        if (type.startsWith("STRUCT(")) {
            return tupleOfEngine(parts(type.substring(7, type.length() - 1)));
        }
        return switch (type) {
            case "BOOLEAN" -> ColumnType.of("Bool");
            case "TINYINT" -> ColumnType.of("Int8");
            case "SMALLINT" -> ColumnType.of("Int16");
            case "INTEGER" -> ColumnType.of("Int32");
            case "BIGINT" -> ColumnType.of("Int64");
            case "HUGEINT" -> ColumnType.of("Int128");
            case "BIGNUM" -> ColumnType.of("Int256");
            case "UTINYINT" -> ColumnType.of("UInt8");
            case "USMALLINT" -> ColumnType.of("UInt16");
            case "UINTEGER" -> ColumnType.of("UInt32");
            case "UBIGINT" -> ColumnType.of("UInt64");
            case "UHUGEINT" -> ColumnType.of("UInt128");
            case "FLOAT" -> ColumnType.of("Float32");
            case "DOUBLE" -> ColumnType.of("Float64");
            case "DATE" -> ColumnType.of("Date");
            case "TIMESTAMP_S" -> sized("DateTime", 0, 0, "");
            case "TIMESTAMP_MS" -> sized("DateTime64", 3, 0, "");
            case "TIMESTAMP" -> sized("DateTime64", 6, 0, "");
            case "TIMESTAMP_NS" -> sized("DateTime64", 9, 0, "");
            case "TIMESTAMP WITH TIME ZONE" -> sized("DateTime64", 6, 0, "UTC");
            case "UUID" -> ColumnType.of("UUID");
            default -> ColumnType.of("String");
        };
    }

    private static ColumnType nested(String type) {
        return ofEngine(type).nullable();
    }

    private static ColumnType tupleOfEngine(List<String> members) {
        List<ColumnType> inner = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String member : members) {
            int space = member.indexOf(' ');
            if (space < 0) {
                throw new Refusal(500, "", "The sandbox cannot read the type STRUCT(" + members + ")");
            }
            names.add(member.substring(0, space));
            inner.add(nested(member.substring(space + 1)));
        }
        boolean unnamed = names.get(0).equals("1");
        return new ColumnType("Tuple", inner, unnamed ? List.of() : names, 0, 0, "", 0);
    }

    /** Splits at the commas that stand in no brackets. */
    private static List<String> parts(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(list.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(list.substring(start).strip());
        return parts;
    }
}
