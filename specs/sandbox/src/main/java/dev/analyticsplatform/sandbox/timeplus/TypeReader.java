package dev.analyticsplatform.sandbox.timeplus;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a type from its text, strictly. */
final class TypeReader {
    /** Spellings that the server takes for others. */
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("int", "int32"),
            Map.entry("integer", "int32"),
            Map.entry("tinyint", "int8"),
            Map.entry("smallint", "int16"),
            Map.entry("bigint", "int64"),
            Map.entry("uint", "uint32"),
            Map.entry("float", "float32"),
            Map.entry("double", "float64"),
            Map.entry("boolean", "bool"),
            Map.entry("varchar", "string"),
            Map.entry("text", "string"),
            Map.entry("datetime32", "datetime"));

    private final String text;
    private final List<SqlToken> tokens;
    private int at;

    TypeReader(String text) {
        this.text = text;
        tokens = SqlToken.read(text);
    }

    TypeName read() {
        TypeName type = type();
        if (at < tokens.size()) {
            throw unknown();
        }
        return type;
    }

    private TypeName type() {
        if (at >= tokens.size() || tokens.get(at).kind() != SqlToken.Kind.WORD) {
            throw unknown();
        }
        String written = tokens.get(at++).value().toLowerCase(Locale.ROOT);
        String name = SYNONYMS.getOrDefault(written, written);
        if (!TypeName.isKnown(name)) {
            throw unknown();
        }
        return switch (name) {
            case "nullable", "low_cardinality", "array" -> members(name, 1);
            case "map" -> members(name, 2);
            case "tuple" -> tuple();
            case "decimal" -> decimal();
            case "datetime" -> time(name, 0);
            case "datetime64" -> time(name, 1);
            case "fixed_string" -> TypeName.plain(name, between(number(), 1, 1 << 20));
            case "enum8", "enum16" -> enumeration(name);
            default -> TypeName.plain(name);
        };
    }

    private TypeName members(String name, int count) {
        List<TypeName> members = new ArrayList<>();
        expect("(");
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                expect(",");
            }
            members.add(type());
        }
        expect(")");
        if (name.equals("nullable")
                && (members.get(0).isNested() || members.get(0).isNullable())) {
            throw TimeplusErrors.engine(43, "Nested type " + members.get(0) + " cannot be inside nullable type");
        }
        return new TypeName(name, List.of(), members, List.of());
    }

    private TypeName tuple() {
        List<TypeName> members = new ArrayList<>();
        List<String> names = new ArrayList<>();
        expect("(");
        do {
            if (at + 1 < tokens.size() && named(tokens.get(at), tokens.get(at + 1))) {
                names.add(tokens.get(at++).value());
            }
            members.add(type());
        } while (take(","));
        expect(")");
        if (!names.isEmpty() && names.size() != members.size()) {
            throw unknown();
        }
        return new TypeName("tuple", List.of(), members, names);
    }

    private static boolean named(SqlToken first, SqlToken second) {
        return first.isName() && second.kind() == SqlToken.Kind.WORD;
    }

    private TypeName decimal() {
        expect("(");
        String precision = between(tokens.get(at).text(), 1, 76);
        at++;
        String scale = "0";
        if (take(",")) {
            scale = between(tokens.get(at).text(), 0, Integer.parseInt(precision));
            at++;
        }
        expect(")");
        if (Integer.parseInt(precision) > 38) {
            throw TimeplusErrors.notModelled("Decimals of more than 38 digits");
        }
        return TypeName.plain("decimal", precision, scale);
    }

    private TypeName time(String name, int numbers) {
        List<String> arguments = new ArrayList<>();
        if (take("(")) {
            if (numbers > 0) {
                arguments.add(between(tokens.get(at).text(), 0, 9));
                at++;
            }
            if (numbers == 0 || take(",")) {
                arguments.add(zone(tokens.get(at++)));
            }
            expect(")");
        } else if (numbers > 0) {
            arguments.add("3");
        }
        return new TypeName(name, arguments, List.of(), List.of());
    }

    private String zone(SqlToken token) {
        try {
            return ZoneId.of(token.value()).getId();
        } catch (DateTimeException e) {
            throw TimeplusErrors.engine(36, "Cannot load time zone " + token.value());
        }
    }

    private TypeName enumeration(String name) {
        List<String> arguments = new ArrayList<>();
        expect("(");
        int next = 1;
        do {
            arguments.add(tokens.get(at++).value());
            if (take("=")) {
                String sign = take("-") ? "-" : "";
                next = Integer.parseInt(sign + between(tokens.get(at++).text(), 0, Short.MAX_VALUE));
            }
            arguments.add(Integer.toString(next++));
        } while (take(","));
        expect(")");
        return new TypeName(name, arguments, List.of(), List.of());
    }

    private String number() {
        expect("(");
        String number = at < tokens.size() ? tokens.get(at).text() : "";
        at++;
        expect(")");
        return number;
    }

    private String between(String number, int least, int most) {
        if (!number.matches("[0-9]{1,8}") || Integer.parseInt(number) < least || Integer.parseInt(number) > most) {
            throw unknown();
        }
        return number;
    }

    private boolean take(String symbol) {
        if (at < tokens.size() && tokens.get(at).text().equals(symbol)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String symbol) {
        if (!take(symbol) || (at >= tokens.size() && !symbol.equals(")"))) {
            throw unknown();
        }
    }

    private RuntimeException unknown() {
        return TimeplusErrors.engine(50, "Unknown data type: " + text);
    }
}
