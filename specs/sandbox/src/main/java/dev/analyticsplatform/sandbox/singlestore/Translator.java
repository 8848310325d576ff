package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.singlestore.Token.Kind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts MySQL's words into the engine's. What it does not know it leaves as it is. For one thread. */
final class Translator {
    /** The schema in which the catalog's tables are. */
    static final String INFORMATION = "~information";

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    /** Functions whose name or meaning differs; those with a tilde are macros of {@link Dialect}. */
    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("LENGTH", "strlen"),
            Map.entry("CHAR_LENGTH", "length"),
            Map.entry("CHARACTER_LENGTH", "length"),
            Map.entry("DATEDIFF", "\"~datediff\""),
            Map.entry("DATE_ADD", "\"~date_add\""),
            Map.entry("DATE_SUB", "\"~date_sub\""),
            Map.entry("FROM_UNIXTIME", "\"~from_unixtime\""),
            Map.entry("UNIX_TIMESTAMP", "\"~unix_timestamp\""),
            Map.entry("ISNULL", "\"~isnull\""),
            Map.entry("LOCATE", "\"~locate\""),
            Map.entry("RAND", "random"),
            Map.entry("JSON_EXTRACT_JSON", "json_extract"),
            Map.entry("JSON_EXTRACT_DOUBLE", "\"~json_double\""),
            Map.entry("JSON_EXTRACT_BIGINT", "\"~json_bigint\""),
            Map.entry("JSON_LENGTH", "json_array_length"));

    private static final Map<String, String> OPERATORS =
            Map.of("||", "OR", "&&", "AND", "<=>", "IS NOT DISTINCT FROM", "!", "NOT");

    /** What the session of a request knows. */
    record Context(
            Instant now, String user, long id, @Nullable String database) {}

    private enum Bracket {
        PLAIN,
        CONCAT,
        CAST,
        DATE_FORMAT
    }

    private final Tokens tokens;
    private final Context context;
    private final Statement.Builder out;
    private final Deque<Bracket> brackets = new ArrayDeque<>();

    private Translator(Tokens tokens, Context context, Statement.Builder out) {
        this.tokens = tokens;
        this.context = context;
        this.out = out;
    }

    /** Translates a whole statement. */
    static Statement translate(String text, List<Token> tokens, Context context) {
        Statement.Builder out = new Statement.Builder();
        translate(text, tokens, context, out);
        return out.build(text, context.database());
    }

    /** Translates a part of a statement. */
    static void translate(String text, List<Token> tokens, Context context, Statement.Builder out) {
        boolean ended = !tokens.isEmpty() && tokens.get(tokens.size() - 1).kind() == Kind.END;
        List<Token> whole = ended ? tokens : with(tokens, new Token(Kind.END, "", text.length()));
        new Translator(new Tokens(text, whole), context, out).run();
    }

    private static List<Token> with(List<Token> tokens, Token end) {
        List<Token> all = new ArrayList<>(tokens);
        all.add(end);
        return all;
    }

    private void run() {
        while (!tokens.atEnd()) {
            Token token = tokens.next();
            switch (token.kind()) {
                case SYMBOL -> symbol(token);
                case WORD, QUOTED_NAME -> word(token);
                case TEXT -> out.add(brackets.peek() == Bracket.DATE_FORMAT ? format(token) : token.sql(), token.at());
                default -> out.add(token.sql(), token.at());
            }
        }
    }

    private void symbol(Token token) {
        switch (token.text()) {
            case "(" -> {
                brackets.push(Bracket.PLAIN);
                out.add("(", token.at());
            }
            case ")" -> out.add(brackets.poll() == Bracket.CONCAT ? "))" : ")", token.at());
            case "," -> out.add(comma(), token.at());
            case ":>" -> out.add("::" + ColumnType.cast(tokens).engine(), token.at());
            case "@@" -> variable(token);
            default -> out.add(OPERATORS.getOrDefault(token.text(), token.text()), token.at());
        }
    }

    private String comma() {
        Bracket bracket = brackets.peek();
        return bracket == Bracket.CONCAT ? ") || (" : bracket == Bracket.DATE_FORMAT ? "AS TIMESTAMP)," : ",";
    }

    private static String format(Token token) {
        String format = token.text();
        return Sql.text(format.replace("%M", "%B").replace("%i", "%M").replace("%s", "%S"));
    }

    private void variable(Token token) {
        String name = tokens.name();
        if ((name.equalsIgnoreCase("global") || name.equalsIgnoreCase("session")) && tokens.skipSymbol(".")) {
            name = tokens.name();
        }
        String value = Dialect.VARIABLES.get(name.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw SqlErrors.of(1193, "Unknown system variable '" + name + "'");
        }
        out.add(Sql.text(value), token.at());
    }

    private void word(Token token) {
        if (token.text().equalsIgnoreCase("information_schema") && tokens.peek().isSymbol(".")) {
            out.add(Sql.name(INFORMATION), token.at());
        } else if (tokens.peek().isSymbol("(") && token.kind() == Kind.WORD) {
            function(token);
        } else if (isJsonPath()) {
            jsonPath(token);
        } else {
            keyword(token);
        }
    }

    private void keyword(Token token) {
        switch (token.keyword()) {
            case "AS" -> as(token);
            case "DIV" -> out.add("//", token.at());
            case "MOD" -> out.add("%", token.at());
            case "LIMIT" -> limit(token);
            case "LIKE" -> like(token);
            case "SEPARATOR" -> out.add(",", token.at());
            case "CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "LOCALTIME" -> out.add(now(false), token.at());
            case "CURRENT_DATE" -> out.add(today(), token.at());
            case "FROM" -> {
                if (!tokens.skip("DUAL")) {
                    out.add("FROM", token.at());
                }
            }
            default -> out.add(token.sql(), token.at());
        }
    }

    private void as(Token token) {
        if (brackets.peek() == Bracket.CAST) {
            out.add("AS " + ColumnType.cast(tokens).engine(), token.at());
        } else if (tokens.peek().kind() == Kind.TEXT) {
            out.add("AS " + Sql.name(tokens.next().text()), token.at());
        } else {
            out.add("AS", token.at());
        }
    }

    /** {@code LIMIT offset, count}; the order stays, for both may be question marks. */
    private void limit(Token token) {
        if (tokens.peek(1).isSymbol(",")) {
            String offset = tokens.next().sql();
            tokens.next();
            out.add("OFFSET " + offset + " LIMIT", token.at());
        } else {
            out.add("LIMIT", token.at());
        }
    }

    private void like(Token token) {
        Token pattern = tokens.peek();
        out.add("LIKE", token.at());
        if (pattern.kind() == Kind.TEXT && pattern.text().contains("\\")) {
            out.add(tokens.next().sql() + " ESCAPE '\\'", pattern.at());
        }
    }

    /** A column with {@code ::key}, {@code ::$key} or {@code ::%key} behind it reads from JSON. */
    private boolean isJsonPath() {
        int dots = 0;
        while (tokens.peek(dots).isSymbol(".") && tokens.peek(dots + 1).isName()) {
            dots += 2;
        }
        return tokens.peek(dots).text().startsWith("::") && tokens.peek(dots).kind() == Kind.SYMBOL;
    }

    private void jsonPath(Token first) {
        StringBuilder column = new StringBuilder(first.sql());
        while (tokens.skipSymbol(".")) {
            column.append('.').append(tokens.next().sql());
        }
        StringBuilder path = new StringBuilder("$");
        String last = "";
        while (tokens.peek().text().startsWith("::") && tokens.peek().kind() == Kind.SYMBOL) {
            last = tokens.next().text();
            path.append(".\"").append(tokens.name()).append('"');
        }
        String read = (last.equals("::") ? "json_extract(" : "json_extract_string(") + column + ", "
                + Sql.text(path.toString()) + ")";
        out.add(last.equals("::%") ? "CAST(" + read + " AS DOUBLE)" : read, first.at());
    }

    private void function(Token name) {
        boolean empty = tokens.peek(1).isSymbol(")");
        switch (name.keyword()) {
            case "NOW", "CURRENT_TIMESTAMP", "SYSDATE", "LOCALTIME", "LOCALTIMESTAMP", "UTC_TIMESTAMP" -> {
                List<Token> argument = argument();
                out.add(now(!argument.isEmpty()), name.at());
            }
            case "CURDATE", "CURRENT_DATE", "UTC_DATE" -> {
                argument();
                out.add(today(), name.at());
            }
            case "CURTIME", "CURRENT_TIME", "UTC_TIME" -> {
                argument();
                out.add("CAST(" + now(false) + " AS TIME)", name.at());
            }
            case "DATABASE", "SCHEMA" ->
                literal(name, context.database() == null ? "NULL" : Sql.text(context.database()));
            case "USER", "CURRENT_USER", "SESSION_USER" -> literal(name, Sql.text(context.user() + "@%"));
            case "CONNECTION_ID" -> literal(name, String.valueOf(context.id()));
            case "VERSION" -> literal(name, Sql.text(Dialect.MYSQL_VERSION));
            case "CONCAT" -> open(name, "((", Bracket.CONCAT);
            case "CAST" -> open(name, "CAST (", Bracket.CAST);
            case "DATE_FORMAT" -> open(name, "strftime(CAST(", Bracket.DATE_FORMAT);
            default -> {
                if (name.is("UNIX_TIMESTAMP") && empty) {
                    literal(name, String.valueOf(context.now().getEpochSecond()));
                } else {
                    out.add(FUNCTIONS.getOrDefault(name.keyword(), name.text()), name.at());
                }
            }
        }
    }

    private void literal(Token name, String literal) {
        argument();
        out.add(literal, name.at());
    }

    private void open(Token name, String engine, Bracket bracket) {
        tokens.expectSymbol("(");
        brackets.push(bracket);
        out.add(engine, name.at());
    }

    private List<Token> argument() {
        tokens.expectSymbol("(");
        List<Token> argument = tokens.until(")");
        tokens.expectSymbol(")");
        return argument;
    }

    private String now(boolean micros) {
        LocalDateTime now = LocalDateTime.ofInstant(context.now(), ZoneOffset.UTC);
        return micros ? "TIMESTAMP '" + MICROS.format(now) + "'" : "TIMESTAMP_S '" + SECONDS.format(now) + "'";
    }

    private String today() {
        return "DATE '" + LocalDateTime.ofInstant(context.now(), ZoneOffset.UTC).toLocalDate() + "'";
    }
}
