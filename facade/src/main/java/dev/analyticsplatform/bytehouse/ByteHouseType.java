package dev.analyticsplatform.bytehouse;

import dev.analyticsplatform.DataType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A type of the engine, such as {@code Nullable(DateTime64(6, 'UTC'))}. Wrappers that change no value are taken off.
 *
 * @param family its name without arguments, in small letters
 * @param portable the portable type
 * @param nullable whether it holds NULL
 * @param digits of a decimal, or of the fraction of a second; bits of an integer; bytes of a text of fixed length
 * @param scale digits of a decimal behind the point
 * @param zone the time zone in which points in time are written
 * @param inner types of the elements: one of an array, key and value of a map, all of a tuple
 * @param names of the elements of a tuple; empty if they have none
 */
record ByteHouseType(
        String family,
        DataType portable,
        boolean nullable,
        int digits,
        int scale,
        Optional<ZoneId> zone,
        List<ByteHouseType> inner,
        List<String> names) {

    private static final Pattern INTEGER = Pattern.compile("u?int(8|16|32|64|128|256)");
    private static final Map<String, Integer> DECIMALS =
            Map.of("decimal32", 9, "decimal64", 18, "decimal128", 38, "decimal256", 76);
    private static final Map<String, Integer> OTHER_INTEGERS =
            Map.of("tinyint", 8, "smallint", 16, "int", 32, "integer", 32, "bigint", 64);

    /** A name of a tuple's element, in back quotes or bare, and what stands behind it. */
    private static final Pattern NAMED = Pattern.compile("(?:`((?:[^`\\\\]|\\\\.)*)`|([A-Za-z_]\\w*))\\s+(\\S.*)");

    /** Reads the name of a type; one that is not known is {@link DataType#UNKNOWN}. */
    static ByteHouseType parse(String name) {
        String text = name.strip();
        int open = text.indexOf('(');
        String family = (open < 0 ? text : text.substring(0, open)).strip().toLowerCase(Locale.ROOT);
        List<String> arguments =
                open < 0 || !text.endsWith(")") ? List.of() : split(text.substring(open + 1, text.length() - 1));
        return switch (family) {
            case "nullable" -> arguments.size() == 1 ? parse(arguments.get(0)).orNull() : unknown(family);
            case "lowcardinality" -> arguments.size() == 1 ? parse(arguments.get(0)) : unknown(family);
            case "simpleaggregatefunction" -> arguments.size() == 2 ? parse(arguments.get(1)) : unknown(family);
            case "bool", "boolean" -> plain(family, DataType.BOOLEAN);
            case "float32", "float64", "float", "double" -> plain(family, DataType.DOUBLE);
            case "decimal" -> decimal(family, number(arguments, 0, 10), number(arguments, 1, 0));
            case "decimal32", "decimal64", "decimal128", "decimal256" ->
                decimal(family, DECIMALS.getOrDefault(family, 0), number(arguments, 0, 0));
            case "string", "varchar", "char", "text", "uuid", "enum8", "enum16", "ipv4", "ipv6" ->
                plain(family, DataType.STRING);
            case "fixedstring" -> of(family, DataType.STRING, number(arguments, 0, 0), 0);
            case "date", "date32" -> plain(family, DataType.DATE);
            case "time" -> plain(family, DataType.TIME);
            case "datetime", "timestamp" -> pointInTime(family, 0, arguments);
            case "datetime64" -> pointInTime(family, number(arguments, 0, 3), arguments);
            case "array" -> arguments.size() == 1 ? composite(family, DataType.ARRAY, arguments) : unknown(family);
            case "map" -> arguments.size() == 2 ? composite(family, DataType.OBJECT, arguments) : unknown(family);
            case "tuple" -> composite(family, DataType.OBJECT, arguments);
            case "nested" -> array(composite("tuple", DataType.OBJECT, arguments));
            case "json", "object" -> plain(family, DataType.OBJECT);
            default -> integer(family);
        };
    }

    /** The type of a column to be created; see the package for what has none of its own. */
    static String create(DataType type) {
        String name = switch (type) {
            case BOOLEAN -> "Bool";
            case INTEGER -> "Int64";
            case DECIMAL -> "Decimal(38, 10)";
            case DOUBLE -> "Float64";
            case DATE -> "Date32";
            case TIMESTAMP -> "DateTime64(6)";
            case TIMESTAMP_WITH_TIME_ZONE -> "DateTime64(6, 'UTC')";
            case STRING, BYTES, TIME, ARRAY, OBJECT, UNKNOWN -> "String";
        };
        return "Nullable(" + name + ")";
    }

    boolean is(String wanted) {
        return family.equals(wanted);
    }

    /** The type of an element of an array or tuple. */
    Optional<ByteHouseType> element(int place) {
        int at = portable == DataType.ARRAY ? 0 : place;
        return is("map") || at >= inner.size() ? Optional.empty() : Optional.of(inner.get(at));
    }

    /** The type of a member of a map or of a tuple with names. */
    Optional<ByteHouseType> element(String name) {
        int at = is("map") ? 1 : names.indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(inner.get(at));
    }

    private ByteHouseType orNull() {
        return new ByteHouseType(family, portable, true, digits, scale, zone, inner, names);
    }

    private static ByteHouseType of(String family, DataType type, int digits, int scale) {
        return new ByteHouseType(family, type, false, digits, scale, Optional.empty(), List.of(), List.of());
    }

    private static ByteHouseType plain(String family, DataType type) {
        return of(family, type, 0, 0);
    }

    private static ByteHouseType unknown(String family) {
        return plain(family, DataType.UNKNOWN).orNull();
    }

    private static ByteHouseType decimal(String family, int precision, int scale) {
        return of(family, DataType.DECIMAL, precision, scale);
    }

    private static ByteHouseType integer(String family) {
        if (OTHER_INTEGERS.containsKey(family)) {
            return of(family, DataType.INTEGER, OTHER_INTEGERS.get(family), 0);
        }
        return INTEGER.matcher(family).matches()
                ? of(family, DataType.INTEGER, Integer.parseInt(family.replaceAll("\\D", "")), 0)
                : unknown(family);
    }

    private static int number(List<String> arguments, int place, int otherwise) {
        return arguments.size() > place && arguments.get(place).matches("\\d{1,3}")
                ? Integer.parseInt(arguments.get(place))
                : otherwise;
    }

    private static ByteHouseType composite(String family, DataType type, List<String> arguments) {
        var inner = new ArrayList<ByteHouseType>();
        var names = new ArrayList<String>();
        for (String argument : arguments) {
            var named = NAMED.matcher(argument.strip());
            if (named.matches()) {
                names.add(named.group(1) == null ? named.group(2) : unescaped(named.group(1)));
                inner.add(parse(named.group(3)));
            } else {
                inner.add(parse(argument));
            }
        }
        boolean named = names.size() == inner.size();
        return new ByteHouseType(
                family,
                type,
                false,
                0,
                0,
                Optional.empty(),
                List.copyOf(inner),
                named ? List.copyOf(names) : List.of());
    }

    private static ByteHouseType array(ByteHouseType element) {
        return new ByteHouseType("array", DataType.ARRAY, false, 0, 0, Optional.empty(), List.of(element), List.of());
    }

    private static String unescaped(String name) {
        return name.replaceAll("\\\\(.)", "$1");
    }

    /** With a zone it is an instant; without one it is what the clock on the wall showed. */
    private static ByteHouseType pointInTime(String family, int digits, List<String> arguments) {
        String last = arguments.isEmpty() ? "" : arguments.get(arguments.size() - 1);
        if (last.length() > 2 && last.startsWith("'") && last.endsWith("'")) {
            try {
                var zone = Optional.of(ZoneId.of(last.substring(1, last.length() - 1)));
                return new ByteHouseType(
                        family, DataType.TIMESTAMP_WITH_TIME_ZONE, false, digits, 0, zone, List.of(), List.of());
            } catch (DateTimeException unknownZone) {
                return unknown(family);
            }
        }
        return of(family, DataType.TIMESTAMP, digits, 0);
    }

    /** Splits at commas that stand in no parentheses and no quotes. */
    private static List<String> split(String arguments) {
        var parts = new ArrayList<String>();
        int depth = 0;
        char quote = 0;
        int from = 0;
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '\'' || c == '`') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (depth == 0 && c == ',') {
                parts.add(arguments.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(arguments.substring(from).strip());
        return parts;
    }
}
