package dev.analyticsplatform.sandbox.timeplus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From the engine's types back to Timeplus's. */
final class EngineTypes {
    private static final Map<String, TypeName> PLAIN = Map.ofEntries(
            Map.entry("TINYINT", TypeName.plain("int8")),
            Map.entry("SMALLINT", TypeName.plain("int16")),
            Map.entry("INTEGER", TypeName.plain("int32")),
            Map.entry("BIGINT", TypeName.plain("int64")),
            Map.entry("HUGEINT", TypeName.plain("int128")),
            Map.entry("UTINYINT", TypeName.plain("uint8")),
            Map.entry("USMALLINT", TypeName.plain("uint16")),
            Map.entry("UINTEGER", TypeName.plain("uint32")),
            Map.entry("UBIGINT", TypeName.plain("uint64")),
            Map.entry("UHUGEINT", TypeName.plain("uint128")),
            Map.entry("FLOAT", TypeName.plain("float32")),
            Map.entry("DOUBLE", TypeName.plain("float64")),
            Map.entry("BOOLEAN", TypeName.plain("bool")),
            Map.entry("DATE", TypeName.plain("date")),
            Map.entry("UUID", TypeName.plain("uuid")),
            Map.entry("JSON", TypeName.plain("json")),
            Map.entry("TIMESTAMP_S", TypeName.plain("datetime", "UTC")),
            Map.entry("TIMESTAMP_MS", TypeName.plain("datetime64", "3", "UTC")),
            Map.entry("TIMESTAMP", TypeName.plain("datetime64", "6", "UTC")),
            Map.entry("TIMESTAMP_NS", TypeName.plain("datetime64", "9", "UTC")),
            Map.entry("TIMESTAMP WITH TIME ZONE", TypeName.plain("datetime64", "6", "UTC")),
            Map.entry("NULL", TypeName.STRING.orNull()));

    private EngineTypes() {}

    /** Returns Timeplus's type for what the engine calls so; text for what Timeplus has no type for. */
    static TypeName of(String type) {
        if (type.endsWith("[]")) {
            return TypeName.of("array", of(type.substring(0, type.length() - 2)));
        }
        TypeName plain = PLAIN.get(type);
        if (plain != null) {
            return plain;
        }
        int bracket = type.indexOf('(');
        if (bracket < 0 || !type.endsWith(")")) {
            return TypeName.STRING;
        }
        List<String> parts = parts(type.substring(bracket + 1, type.length() - 1));
        return switch (type.substring(0, bracket)) {
            case "DECIMAL" -> TypeName.plain("decimal", parts.get(0), parts.get(1));
            case "MAP" -> TypeName.of("map", of(parts.get(0)), of(parts.get(1)));
            case "TUPLE" ->
                new TypeName(
                        "tuple", List.of(), parts.stream().map(EngineTypes::of).toList(), List.of());
            case "STRUCT" -> tuple(parts);
            default -> TypeName.STRING;
        };
    }

    private static TypeName tuple(List<String> parts) {
        List<TypeName> members = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String part : parts) {
            int space = part.indexOf(' ');
            names.add(space < 0 ? "" : part.substring(0, space));
            members.add(of(part.substring(space + 1)));
        }
        boolean numbered = true;
        for (int i = 0; i < names.size(); i++) {
            numbered &= names.get(i).equals(Integer.toString(i + 1));
        }
        return new TypeName("tuple", List.of(), members, numbered ? List.of() : names);
    }

    private static List<String> parts(String inner) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(inner.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(inner.substring(start).strip());
        return parts;
    }
}
