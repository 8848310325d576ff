package dev.analyticsplatform.sandbox.timeplus;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A type as Timeplus writes it, such as {@code array(nullable(int64))} or {@code datetime64(3, 'UTC')}.
 *
 * @param name the name in small letters, without arguments; {@code nullable} stands for itself
 * @param arguments what stands in the brackets: numbers and texts as they are written
 * @param members the types in the brackets
 * @param names the names before the types, of tuples that have them
 */
record TypeName(String name, List<String> arguments, List<TypeName> members, List<String> names) {
    private static final Map<String, String> PLAIN = Map.ofEntries(
            Map.entry("int8", "TINYINT"),
            Map.entry("int16", "SMALLINT"),
            Map.entry("int32", "INTEGER"),
            Map.entry("int64", "BIGINT"),
            Map.entry("int128", "HUGEINT"),
            Map.entry("uint8", "UTINYINT"),
            Map.entry("uint16", "USMALLINT"),
            Map.entry("uint32", "UINTEGER"),
            Map.entry("uint64", "UBIGINT"),
            Map.entry("uint128", "UHUGEINT"),
            Map.entry("float32", "FLOAT"),
            Map.entry("float64", "DOUBLE"),
            Map.entry("bool", "BOOLEAN"),
            Map.entry("date", "DATE"),
            Map.entry("date32", "DATE"),
            Map.entry("uuid", "UUID"),
            Map.entry("datetime", "TIMESTAMP_S"),
            Map.entry("json", "JSON"));
    private static final List<String> TEXTS =
            List.of("string", "fixed_string", "enum8", "enum16", "ipv4", "ipv6", "int256", "uint256");

    static final TypeName STRING = plain("string");

    TypeName {
        arguments = List.copyOf(arguments);
        members = List.copyOf(members);
        names = List.copyOf(names);
    }

    static TypeName plain(String name, String... arguments) {
        return new TypeName(name, List.of(arguments), List.of(), List.of());
    }

    static TypeName of(String name, TypeName... members) {
        return new TypeName(name, List.of(), List.of(members), List.of());
    }

    /**
     * Reads a type.
     *
     * @throws dev.analyticsplatform.sandbox.vendor.Refusal if there is no such type
     */
    static TypeName parse(String text) {
        return new TypeReader(text).read();
    }

    boolean isNullable() {
        return name.equals("nullable")
                || (name.equals("low_cardinality") && members.get(0).isNullable());
    }

    TypeName orNull() {
        return isNullable() || isNested() ? this : of("nullable", this);
    }

    /** Returns the type without what says that it may be null or is stored in some way. */
    TypeName bare() {
        return name.equals("nullable") || name.equals("low_cardinality")
                ? members.get(0).bare()
                : this;
    }

    /** Returns whether values are lists or objects in JSON. */
    boolean isNested() {
        return name.equals("array") || name.equals("map") || name.equals("tuple");
    }

    boolean isInteger() {
        return name.startsWith("int") || name.startsWith("uint");
    }

    /** Returns whether integers of the type travel as text. */
    boolean isWide() {
        return isInteger() && (name.endsWith("128") || name.endsWith("256"));
    }

    boolean isTime() {
        return name.equals("datetime") || name.equals("datetime64");
    }

    /** Returns how many digits a time's seconds have after the point. */
    int precision() {
        return name.equals("datetime64") ? Integer.parseInt(arguments.get(0)) : 0;
    }

    int scale() {
        return Integer.parseInt(arguments.get(1));
    }

    /** Returns the engine's type for it. */
    String sql() {
        TypeName bare = bare();
        String plain = PLAIN.get(bare.name);
        if (plain != null) {
            return plain;
        }
        return switch (bare.name) {
            case "decimal" -> "DECIMAL(" + bare.arguments.get(0) + "," + bare.arguments.get(1) + ")";
            case "datetime64" -> {
                int digits = bare.precision();
                yield digits == 0
                        ? "TIMESTAMP_S"
                        : digits <= 3 ? "TIMESTAMP_MS" : digits <= 6 ? "TIMESTAMP" : "TIMESTAMP_NS";
            }
            case "array" -> bare.members.get(0).sql() + "[]";
            case "map" ->
                "MAP(" + bare.members.get(0).sql() + ", " + bare.members.get(1).sql() + ")";
            case "tuple" -> bare.tupleSql();
            default -> "VARCHAR";
        };
    }

    private String tupleSql() {
        StringBuilder sql = new StringBuilder("STRUCT(");
        for (int i = 0; i < members.size(); i++) {
            sql.append(i == 0 ? "" : ", ").append(SqlTexts.name(memberName(i))).append(' ');
            sql.append(members.get(i).sql());
        }
        return sql.append(')').toString();
    }

    /** Returns what the engine calls a member of a tuple: its name, or its number from 1. */
    String memberName(int index) {
        return names.isEmpty() ? Integer.toString(index + 1) : names.get(index);
    }

    /** Returns an SQL expression for what stands in a column of the type that was given no value. */
    String defaultSql() {
        if (isNullable()) {
            return "NULL";
        }
        TypeName bare = bare();
        String value = switch (bare.name) {
            case "array" -> "[]";
            case "map" -> "MAP {}";
            case "bool" -> "false";
            case "date", "date32" -> "DATE '1970-01-01'";
            case "datetime", "datetime64" -> "'1970-01-01 00:00:00'";
            case "uuid" -> "'00000000-0000-0000-0000-000000000000'";
            case "json" -> "'{}'";
            case "tuple" ->
                "struct_pack("
                        + java.util.stream.IntStream.range(0, bare.members.size())
                                .mapToObj(i -> SqlTexts.name(bare.memberName(i)) + " := "
                                        + bare.members.get(i).defaultSql())
                                .collect(Collectors.joining(", "))
                        + ")";
            case "int256", "uint256" -> "'0'";
            case "enum8", "enum16" -> SqlTexts.text(bare.arguments.get(0));
            default -> TEXTS.contains(bare.name) ? "''" : "0";
        };
        return "CAST(" + value + " AS " + bare.sql() + ")";
    }

    static boolean isKnown(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return PLAIN.containsKey(lower)
                || TEXTS.contains(lower)
                || List.of("decimal", "datetime64", "array", "map", "tuple", "nullable", "low_cardinality")
                        .contains(lower);
    }

    /** Writes the type as Timeplus does. */
    @Override
    public String toString() {
        return switch (name) {
            case "decimal" -> "decimal(" + arguments.get(0) + ", " + arguments.get(1) + ")";
            case "fixed_string" -> "fixed_string(" + arguments.get(0) + ")";
            case "datetime" -> arguments.isEmpty() ? name : "datetime(" + SqlTexts.text(arguments.get(0)) + ")";
            case "datetime64" ->
                "datetime64(" + arguments.get(0) + (arguments.size() == 1 ? "" : ", " + SqlTexts.text(arguments.get(1)))
                        + ")";
            case "enum8", "enum16" -> name + "(" + enumeration() + ")";
            default -> members.isEmpty() ? name : name + "(" + inner() + ")";
        };
    }

    private String enumeration() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < arguments.size(); i += 2) {
            text.append(i == 0 ? "" : ", ")
                    .append(SqlTexts.text(arguments.get(i)))
                    .append(" = ");
            text.append(arguments.get(i + 1));
        }
        return text.toString();
    }

    private String inner() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < members.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            if (!names.isEmpty()) {
                text.append(names.get(i)).append(' ');
            }
            text.append(members.get(i));
        }
        return text.toString();
    }
}
