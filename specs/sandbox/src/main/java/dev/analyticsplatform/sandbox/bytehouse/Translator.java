package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.bytehouse.ByteHouseErrors.Code;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes queries and expressions of the vendor as the engine reads them: quotes, types, the time of the sandbox's
 * clock, and names of functions. What it does not know passes as it is.
 */
final class Translator {
    /** Functions whose names the engine cannot have as macros, or has under another name. */
    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("any", "any_value"),
            Map.entry("anyLast", "last"),
            Map.entry("uniq", "~uniq"),
            Map.entry("uniqExact", "~uniq"),
            Map.entry("arrayJoin", "unnest"),
            Map.entry("groupArray", "list"),
            Map.entry("lengthUTF8", "length"),
            Map.entry("lowerUTF8", "lower"),
            Map.entry("upperUTF8", "upper"),
            Map.entry("substringUTF8", "substring"),
            Map.entry("positionCaseInsensitive", "~position_ci"),
            Map.entry("stddevPop", "stddev_pop"),
            Map.entry("stddevSamp", "stddev_samp"),
            Map.entry("varPop", "var_pop"),
            Map.entry("varSamp", "var_samp"),
            Map.entry("argMin", "arg_min"),
            Map.entry("argMax", "arg_max"),
            Map.entry("isNaN", "isnan"),
            Map.entry("generateUUIDv4", "uuid"));

    private static final Set<String> FORMATS = Set.of("JSON", "JSONCompact");

    private final Supplier<Instant> clock;

    Translator(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** Writes a query or expression. */
    String write(List<Token> tokens) {
        StringBuilder sql = new StringBuilder();
        Tokens in = new Tokens(tokens, "");
        int depth = 0;
        int last = -1;
        while (!in.atEnd()) {
            Token token = in.peek();
            if (last >= 0 && token.start() > last) {
                sql.append(' ');
            }
            if (depth == 0 && token.isWord("FORMAT") && in.peek(1).kind() == Token.Kind.WORD && in.index() > 1) {
                in.next();
                requireFormat(in.next().text());
                continue;
            }
            if (depth == 0 && token.isWord("SETTINGS") && in.peek(2).isSymbol("=")) {
                in.until("FORMAT");
                continue;
            }
            if (token.isSymbol("(") || token.isSymbol("[") || token.isSymbol("{")) {
                depth++;
            } else if (token.isSymbol(")") || token.isSymbol("]") || token.isSymbol("}")) {
                depth--;
            }
            if (token.isSymbol("::")) {
                in.next();
                sql.append("::").append(type(in));
            } else if (token.isWord("CAST") && in.peek(1).isSymbol("(")) {
                cast(in, sql);
            } else if (token.isWord("LIMIT") && in.peek(2).isSymbol(",")) {
                in.next();
                String skipped = in.next().text();
                in.next();
                sql.append("LIMIT ").append(in.next().text()).append(" OFFSET ").append(skipped);
            } else {
                in.next();
                token(token, in, sql);
            }
            last = in.index() == 0 ? -1 : in.peek(-1).end();
        }
        return sql.toString();
    }

    private static void requireFormat(String format) {
        if (!FORMATS.contains(format)) {
            throw ByteHouseErrors.sql(Code.UNKNOWN_FORMAT, "Unknown format " + format);
        }
    }

    private static String type(Tokens in) {
        return ColumnTypes.read(in).engineType();
    }

    private void cast(Tokens in, StringBuilder sql) {
        in.next();
        in.next();
        List<Token> value = in.until("AS", ",");
        sql.append("CAST(").append(write(value)).append(" AS ");
        if (in.accept("AS")) {
            sql.append(type(in));
        } else {
            in.expectSymbol(",");
            sql.append(ColumnType.parse(in.text()).engineType());
        }
        in.expectSymbol(")");
        sql.append(')');
    }

    private void token(Token token, Tokens in, StringBuilder sql) {
        boolean call = in.peek().isSymbol("(");
        boolean member = in.peek().isSymbol(".") || in.peek(-2).isSymbol(".");
        if (token.kind() != Token.Kind.WORD) {
            sql.append(token.isSymbol("{") ? "MAP {" : token.engineSql());
        } else if (call && !member) {
            call(token, in, sql);
        } else if (member) {
            sql.append(Token.quotedName(token.text()));
        } else if (token.isWord("PREWHERE")) {
            sql.append("WHERE");
        } else if (!(token.isWord("GLOBAL")
                && (in.peek().isWord("IN") || in.peek().isWord("NOT")))) {
            sql.append(token.text());
        }
    }

    private void call(Token function, Tokens in, StringBuilder sql) {
        boolean empty = in.peek(1).isSymbol(")");
        String time = empty ? time(function.text()) : null;
        if (time != null) {
            in.next();
            in.next();
            sql.append(time);
        } else {
            String name = FUNCTIONS.get(function.text());
            sql.append(name == null ? function.text() : name.startsWith("~") ? Token.quotedName(name) : name);
        }
    }

    private @Nullable String time(String function) {
        Instant now = clock.get();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return switch (function) {
            case "now", "NOW" -> "CAST('" + now + "' AS TIMESTAMP_S)";
            case "now64" -> "CAST('" + now + "' AS TIMESTAMP_MS)";
            case "today", "curdate", "CURDATE" -> "DATE '" + today + "'";
            case "yesterday" -> "DATE '" + today.minusDays(1) + "'";
            default -> null;
        };
    }
}
