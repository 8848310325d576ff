package dev.analyticsplatform.bytehouse;

import dev.analyticsplatform.DataType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A type of the engine, such as {@code Nullable(DateTime64(6, 'UTC'))}. Wrappers that change no value are taken off.
 *
 * @param portable the portable type
 * @param zone the zone in which points in time are written
 * @param inner types of the elements: one of an array, key and value of a map, all of a tuple
 */
record ByteHouseType(DataType portable, Optional<ZoneId> zone, List<ByteHouseType> inner) {

    /** Reads the name of a type; one that is not known is {@link DataType#UNKNOWN}. */
    static ByteHouseType parse(String name) {
        String text = name.strip();
        int open = text.indexOf('(');
        String word = (open < 0 ? text : text.substring(0, open)).strip();
        List<String> arguments =
                open < 0 || !text.endsWith(")") ? List.of() : split(text.substring(open + 1, text.length() - 1));
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nullable", "lowcardinality" ->
                arguments.size() == 1 ? parse(arguments.get(0)) : plain(DataType.UNKNOWN);
            case "bool", "boolean" -> plain(DataType.BOOLEAN);
            case "float32", "float64", "float", "double" -> plain(DataType.DOUBLE);
            case "decimal", "decimal32", "decimal64", "decimal128", "decimal256" -> plain(DataType.DECIMAL);
            case "string", "fixedstring", "varchar", "char", "text", "uuid", "enum8", "enum16", "ipv4", "ipv6" ->
                plain(DataType.STRING);
            case "date", "date32" -> plain(DataType.DATE);
            case "time" -> plain(DataType.TIME);
            case "datetime", "datetime64", "timestamp" -> pointInTime(arguments);
            case "array" -> nested(DataType.ARRAY, arguments);
            case "map", "tuple", "nested" -> nested(DataType.OBJECT, arguments);
            case "json", "object" -> plain(DataType.OBJECT);
            default ->
                plain(
                        word.matches("(?i)u?int(8|16|32|64|128|256)?|bigint|smallint|tinyint|integer")
                                ? DataType.INTEGER
                                : DataType.UNKNOWN);
        };
    }

    /** The type of a column to be created; see the package for what has none of its own. */
    static String create(DataType type) {
        String name = switch (type) {
            case BOOLEAN -> "Bool";
            case INTEGER -> "Int64";
            case DECIMAL -> "Decimal(76, 38)";
            case DOUBLE -> "Float64";
            case DATE -> "Date32";
            case TIMESTAMP -> "DateTime64(6)";
            case TIMESTAMP_WITH_TIME_ZONE -> "DateTime64(6, 'UTC')";
            case STRING, BYTES, TIME, ARRAY, OBJECT, UNKNOWN -> "String";
        };
        return "Nullable(" + name + ")";
    }

    private static ByteHouseType plain(DataType type) {
        return new ByteHouseType(type, Optional.empty(), List.of());
    }

    private static ByteHouseType nested(DataType type, List<String> arguments) {
        return new ByteHouseType(
                type,
                Optional.empty(),
                arguments.stream().map(ByteHouseType::element).toList());
    }

    /** An element of a named tuple is a name and a type. */
    private static ByteHouseType element(String text) {
        var whole = parse(text);
        int blank = text.strip().indexOf(' ');
        return whole.portable() == DataType.UNKNOWN && blank > 0
                ? parse(text.strip().substring(blank + 1))
                : whole;
    }

    /** With a zone it is an instant; without one it is what the clock on the wall showed. */
    private static ByteHouseType pointInTime(List<String> arguments) {
        String last = arguments.isEmpty() ? "" : arguments.get(arguments.size() - 1);
        if (last.length() > 2 && last.startsWith("'") && last.endsWith("'")) {
            try {
                var zone = ZoneId.of(last.substring(1, last.length() - 1));
                return new ByteHouseType(DataType.TIMESTAMP_WITH_TIME_ZONE, Optional.of(zone), List.of());
            } catch (DateTimeException unknownZone) {
                return plain(DataType.UNKNOWN);
            }
        }
        return plain(DataType.TIMESTAMP);
    }

    /** Splits at commas that stand in no parentheses and no quotes. */
    private static List<String> split(String arguments) {
        var parts = new ArrayList<String>();
        int depth = 0;
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')') {
                depth--;
            } else if (!quoted && depth == 0 && c == ',') {
                parts.add(arguments.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(arguments.substring(from).strip());
        return parts;
    }
}
