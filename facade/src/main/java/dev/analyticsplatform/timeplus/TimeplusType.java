package dev.analyticsplatform.timeplus;

import dev.analyticsplatform.Column;
import dev.analyticsplatform.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A type as Timeplus writes it, such as {@code array(nullable(int64))} or {@code datetime64(3, 'UTC')}.
 *
 * @param name in small letters without underscores; of a nullable type, the name of what may be null
 * @param nullable whether values may be null
 * @param arguments numbers and texts in the brackets, as written
 * @param members types in the brackets
 * @param names before the types, of a tuple that has them
 */
record TimeplusType(
        String name, boolean nullable, List<String> arguments, List<TimeplusType> members, List<String> names) {

    /** Deeper types are not looked into. */
    private static final int DEEPEST = 50;

    TimeplusType {
        arguments = List.copyOf(arguments);
        members = List.copyOf(members);
        names = List.copyOf(names);
    }

    /** Reads any text; one that is no type known here has a name without a meaning. */
    static TimeplusType parse(String text) {
        return parse(text.strip(), 0);
    }

    private static TimeplusType parse(String text, int depth) {
        int open = text.indexOf('(');
        String name = (open < 0 ? text : text.substring(0, open))
                .toLowerCase(Locale.ROOT)
                .replace("_", "");
        if (depth > DEEPEST || (open >= 0 && !text.endsWith(")"))) {
            return new TimeplusType("", true, List.of(), List.of(), List.of());
        }
        List<String> parts = open < 0 ? List.of() : parts(text.substring(open + 1, text.length() - 1));
        return switch (name) {
            case "nullable", "lowcardinality" -> {
                var inner = parse(parts.isEmpty() ? "" : parts.get(0), depth + 1);
                yield inner.orNull(inner.nullable || name.equals("nullable"));
            }
            case "array", "map" -> {
                var members = parts.stream().map(part -> parse(part, depth + 1)).toList();
                boolean complete = members.size() == (name.equals("map") ? 2 : 1);
                yield new TimeplusType(complete ? name : "", false, List.of(), members, List.of());
            }
            case "tuple" -> tuple(parts, depth);
            default -> new TimeplusType(name, false, parts, List.of(), List.of());
        };
    }

    /** Members are types, or names with types. */
    private static TimeplusType tuple(List<String> parts, int depth) {
        var members = new ArrayList<TimeplusType>();
        var names = new ArrayList<String>();
        for (String part : parts) {
            int blank = end(part, 0, ' ');
            boolean named = blank < part.length();
            if (named) {
                String written = part.substring(0, blank);
                boolean quoted = written.length() > 1 && written.startsWith("`") && written.endsWith("`");
                names.add(quoted ? written.substring(1, written.length() - 1) : written);
            }
            members.add(parse(named ? part.substring(blank).strip() : part, depth + 1));
        }
        boolean fits = names.isEmpty() || names.size() == members.size();
        return new TimeplusType(fits ? "tuple" : "", false, List.of(), members, fits ? names : List.of());
    }

    private static List<String> parts(String inner) {
        var parts = new ArrayList<String>();
        for (int at = 0; at < inner.length(); at++) {
            int end = end(inner, at, ',');
            parts.add(inner.substring(at, end).strip());
            at = end;
        }
        return parts;
    }

    /** Where a sign stands next outside of brackets and quotes; at the end if nowhere. */
    private static int end(String text, int from, char sign) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '`') {
                i = TimeplusSql.quotedEnd(text, i) - 1;
            } else if (c == sign && depth == 0) {
                return i;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return text.length();
    }

    /** The same type, whose values may be null or not. */
    TimeplusType orNull(boolean value) {
        return new TimeplusType(name, value, arguments, members, names);
    }

    /** The portable type. */
    DataType portable() {
        return switch (name) {
            case "bool" -> DataType.BOOLEAN;
            case "decimal", "decimal32", "decimal64", "decimal128", "decimal256" -> DataType.DECIMAL;
            case "float32", "float64" -> DataType.DOUBLE;
            case "string", "fixedstring", "uuid", "enum8", "enum16", "ipv4", "ipv6" -> DataType.STRING;
            case "date", "date32" -> DataType.DATE;
            case "datetime", "datetime64" -> zone().isEmpty() ? DataType.TIMESTAMP : DataType.TIMESTAMP_WITH_TIME_ZONE;
            case "array" -> DataType.ARRAY;
            case "map", "json" -> DataType.OBJECT;
            case "tuple" -> names.isEmpty() ? DataType.ARRAY : DataType.OBJECT;
            default -> bits() > 0 ? DataType.INTEGER : DataType.UNKNOWN;
        };
    }

    /** How many bits an integer has; 0 for other types. */
    int bits() {
        return switch (signed() ? name : name.substring(1)) {
            case "int8" -> 8;
            case "int16" -> 16;
            case "int32" -> 32;
            case "int64" -> 64;
            case "int128" -> 128;
            case "int256" -> 256;
            default -> 0;
        };
    }

    boolean signed() {
        return !name.startsWith("u");
    }

    /** The zone of a time; empty if the type has none. */
    String zone() {
        int at = name.equals("datetime64") ? 1 : 0;
        String written = at < arguments.size() ? arguments.get(at) : "";
        return written.length() > 2 ? written.substring(1, written.length() - 1) : "";
    }

    /** A number in the brackets. */
    int number(int index, int otherwise) {
        String written = index < arguments.size() ? arguments.get(index) : "";
        return written.matches("\\d{1,4}") ? Integer.parseInt(written) : otherwise;
    }

    /**
     * The type of a column to be created: its own if it names one, else the one that holds all values of the portable
     * type, and null.
     *
     * @throws IllegalArgumentException if Timeplus has no such type
     */
    static String of(Column column) {
        if (!column.vendorType().isEmpty()) {
            return column.vendorType();
        }
        String type = switch (column.type()) {
            case BOOLEAN -> "bool";
            case INTEGER -> "int64";
            case DECIMAL -> "decimal(38, 18)";
            case DOUBLE -> "float64";
            case STRING -> "string";
            case DATE -> "date32";
            case TIMESTAMP -> "datetime64(9)";
            case TIMESTAMP_WITH_TIME_ZONE -> "datetime64(9, 'UTC')";
            case BYTES, TIME, ARRAY, OBJECT, UNKNOWN ->
                throw new IllegalArgumentException("column " + column.name() + ": Timeplus has no type for any "
                        + column.type() + "; name one of its own as the column's vendorType, such as "
                        + "string, array(nullable(string)) or map(string, int64)");
        };
        return "nullable(" + type + ")";
    }
}
