package dev.analyticsplatform.sandbox.timeplus;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Puts a query into the engine's words: streams and views in FROM, names of types and functions, quotes. Serves one
 * query, on one thread.
 */
final class SqlRewriter {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    /** Functions in whose brackets FROM means something else. */
    private static final Set<String> WITH_FROM = Set.of("extract", "trim", "substring", "overlay");

    /** Words that may follow a table's name and are no alias. */
    private static final Set<String> NO_ALIAS = Set.of(
            "where",
            "group",
            "order",
            "having",
            "limit",
            "offset",
            "join",
            "left",
            "right",
            "inner",
            "outer",
            "full",
            "cross",
            "asof",
            "any",
            "all",
            "semi",
            "anti",
            "on",
            "using",
            "union",
            "intersect",
            "except",
            "window",
            "prewhere",
            "settings",
            "emit",
            "natural",
            "positional",
            "qualify",
            "fetch",
            "tablesample",
            "final");

    private static final Set<String> WINDOWS = Set.of("tumble", "hop", "session");

    private final QueryNames names;
    private final Instant now;
    private final boolean table;
    private final Set<String> ownNames = new HashSet<>();
    private final Deque<Boolean> inFrom = new ArrayDeque<>();
    private final StringBuilder out = new StringBuilder();
    private final List<int[]> places = new ArrayList<>();
    private List<SqlToken> tokens = List.of();
    private int at;
    private boolean expectsTable;

    /**
     * @param names what is there, and collects what is used
     * @param table whether streams are read as what they hold, and not as what comes
     */
    SqlRewriter(QueryNames names, Instant now, boolean table) {
        this.names = names;
        this.now = now;
        this.table = table;
    }

    String rewrite(List<SqlToken> body) {
        tokens = body;
        for (int i = 0; i + 2 < body.size(); i++) {
            if (body.get(i).isName()
                    && body.get(i + 1).is("AS")
                    && body.get(i + 2).isSign("(")) {
                ownNames.add(body.get(i).value());
            }
        }
        inFrom.push(false);
        while (at < tokens.size()) {
            step();
        }
        return out.toString();
    }

    /** Returns where in the statement stands what stands at a place in the rewritten text. */
    int position(int rewritten) {
        int found = -1;
        for (int[] place : places) {
            if (place[0] <= rewritten) {
                found = place[1];
            }
        }
        return found;
    }

    private SqlToken token(int ahead) {
        int index = at + ahead;
        return index >= 0 && index < tokens.size() ? tokens.get(index) : new SqlToken(SqlToken.Kind.SIGN, "", "", 0);
    }

    private void emit(SqlToken token, String text) {
        if (at > 0 && token(-1).end() < token.start()) {
            out.append(' ');
        }
        places.add(new int[] {out.length(), token.start()});
        out.append(text);
        at++;
    }

    private void step() {
        SqlToken token = token(0);
        if (token.isSign("(")) {
            inFrom.push(false);
            expectsTable = false;
            emit(token, "(");
        } else if (token.isSign(")")) {
            if (inFrom.size() > 1) {
                inFrom.pop();
            }
            emit(token, ")");
        } else if (token.kind() == SqlToken.Kind.STRING) {
            emit(token, SqlTexts.text(token.value()));
        } else if (expectsTable && token.isName()) {
            expectsTable = false;
            source(token);
        } else if (token.isName()) {
            word(token);
        } else if (token.isSign(",")) {
            expectsTable = Boolean.TRUE.equals(inFrom.peek());
            emit(token, ",");
        } else if (token.isSign("::")) {
            emit(token, "::");
            type(end());
        } else {
            emit(token, token.text());
        }
    }

    private void word(SqlToken token) {
        String word = token.kind() == SqlToken.Kind.WORD ? token.text().toLowerCase(Locale.ROOT) : "";
        boolean call = token(1).isSign("(");
        if (token.kind() == SqlToken.Kind.QUOTED) {
            emit(token, SqlTexts.name(token.value()));
        } else if (word.equals("from") && !token(-1).is("DISTINCT") && !inOtherFrom()) {
            clause(token, true);
        } else if (word.equals("join")) {
            names.joins++;
            clause(token, true);
        } else if (Set.of("select", "where", "group", "order", "having", "limit", "union", "window")
                .contains(word)) {
            leave(word);
            clause(token, false);
        } else if (word.equals("prewhere")) {
            inFrom.pop();
            inFrom.push(false);
            emit(token, "WHERE");
        } else if (word.equals("except") && token(-1).isSign("*")) {
            except(token);
        } else if (call) {
            function(token, word);
        } else if (token(1).isSign(":") && token(2).isName()) {
            member(token);
        } else {
            emit(token, token.text());
        }
    }

    private boolean inOtherFrom() {
        for (int depth = 0, i = at - 1; i >= 0; i--) {
            SqlToken token = tokens.get(i);
            depth += token.isSign(")") ? 1 : token.isSign("(") ? -1 : 0;
            if (depth < 0) {
                return i > 0 && WITH_FROM.contains(tokens.get(i - 1).text().toLowerCase(Locale.ROOT));
            }
        }
        return false;
    }

    private void leave(String word) {
        boolean distinct = word.equals("select") && token(1).is("DISTINCT");
        names.aggregates |= distinct || (word.equals("group") && token(1).is("BY"));
        names.unions |= word.equals("union");
    }

    private void clause(SqlToken token, boolean from) {
        inFrom.pop();
        inFrom.push(from);
        expectsTable = from;
        emit(token, token.text());
    }

    private void except(SqlToken token) {
        emit(token, "EXCLUDE");
        if (!token(0).isSign("(")) {
            out.append(" (");
            emit(token(0), SqlTexts.name(token(0).value()));
            out.append(')');
        }
    }

    private void function(SqlToken token, String word) {
        if (TimeplusDialect.AGGREGATES.contains(word) && !isWindow()) {
            names.aggregates = true;
        }
        switch (word) {
            case "now" -> call(token, "CAST('" + SECONDS.format(now.atZone(ZoneOffset.UTC)) + "' AS TIMESTAMP_S)");
            case "now64" -> call(token, "CAST('" + MILLIS.format(now.atZone(ZoneOffset.UTC)) + "' AS TIMESTAMP_MS)");
            case "today" -> call(token, "DATE '" + now.atZone(ZoneOffset.UTC).toLocalDate() + "'");
            case "cast", "try_cast" -> cast(token);
            case "earliest_ts", "earliest_timestamp" -> {
                names.fromEarliest = true;
                emit(token, word);
            }
            default -> emit(token, TimeplusDialect.RENAMED.getOrDefault(word, token.text()));
        }
    }

    private boolean isWindow() {
        int close = close(at + 1);
        boolean over = close + 1 < tokens.size() && tokens.get(close + 1).is("OVER");
        names.windows |= over;
        return over;
    }

    /** Writes something for a whole call, arguments included. */
    private void call(SqlToken token, String text) {
        int close = close(at + 1);
        emit(token, text);
        at = close + 1;
    }

    /** {@code cast(x, 'type')} and {@code cast(x AS type)}. */
    private void cast(SqlToken token) {
        int close = close(at + 1);
        int split = split(at + 1, close);
        emit(token, token.text());
        while (at < split) {
            step();
        }
        if (at < close) {
            out.append(" AS ");
            boolean text = token(0).isSign(",");
            at++;
            if (text) {
                out.append(TypeName.parse(token(0).value()).sql());
                at = close;
            } else {
                type(close);
            }
        }
        while (at < close) {
            step();
        }
        step();
    }

    /** Returns where the type of a cast begins: at AS, or at the comma before a text. */
    private int split(int open, int close) {
        int depth = 0;
        for (int i = open; i < close; i++) {
            SqlToken token = tokens.get(i);
            depth += token.isSign("(") ? 1 : token.isSign(")") ? -1 : 0;
            boolean comma =
                    token.isSign(",") && i == close - 2 && tokens.get(i + 1).kind() == SqlToken.Kind.STRING;
            if (depth == 1 && (token.is("AS") || comma)) {
                return i;
            }
        }
        return close;
    }

    /** Returns the end of a type that begins here: a word, and brackets if there are any. */
    private int end() {
        return token(1).isSign("(") ? close(at + 1) + 1 : at + 1;
    }

    private void type(int end) {
        if (at >= tokens.size() || !TypeName.isKnown(token(0).text())) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (int i = at; i < end && i < tokens.size(); i++) {
            text.append(tokens.get(i).text()).append(' ');
        }
        emit(token(0), TypeName.parse(text.toString()).sql());
        at = end;
    }

    /** A member of a JSON text: {@code column:name.name}. */
    private void member(SqlToken token) {
        StringBuilder path = new StringBuilder("$");
        int next = 1;
        do {
            path.append(".\"").append(token(next + 1).value()).append('"');
            next += 2;
        } while (token(next).isSign(".") && token(next + 1).isName());
        emit(
                token,
                "json_extract_string(" + SqlTexts.name(token.value()) + ", " + SqlTexts.text(path.toString()) + ")");
        at += next - 1;
    }

    private int close(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += tokens.get(i).isSign("(") ? 1 : tokens.get(i).isSign(")") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size() - 1;
    }

    private void source(SqlToken first) {
        if (token(1).isSign("(")) {
            tableFunction(first);
            return;
        }
        boolean qualified = token(1).isSign(".") && token(2).isName();
        if (!qualified && ownNames.contains(first.value())) {
            emit(first, SqlTexts.name(first.value()));
            return;
        }
        String name = qualified ? qualified(first.value(), token(2).value()) : first.value();
        relation(first, name, qualified ? 3 : 1, table);
    }

    private static String qualified(String database, String name) {
        if (!database.equals("default")) {
            throw TimeplusErrors.engine(81, "Database " + database + " doesn't exist");
        }
        return name;
    }

    private void tableFunction(SqlToken first) {
        String function = first.text().toLowerCase(Locale.ROOT);
        int close = close(at + 1);
        if (function.equals("table")) {
            boolean qualified = close - at == 5 && token(3).isSign(".");
            if (close - at != 3 && !qualified) {
                throw TimeplusErrors.engine(36, "Table function 'table' requires the name of a stream");
            }
            String name = qualified ? qualified(token(2).value(), token(4).value()) : token(2).value();
            relation(first, name, close - at + 1, true);
        } else if (WINDOWS.contains(function)) {
            throw TimeplusErrors.notModelled("The window function " + function);
        } else if (function.equals("changelog") || function.equals("dedup")) {
            throw TimeplusErrors.notModelled("The table function " + function);
        } else if (function.equals("numbers")) {
            out.append(" (SELECT range AS number FROM range");
            emit(token(0), "");
            step();
            while (at < close) {
                step();
            }
            step();
            out.append(')');
            if (!hasAlias()) {
                out.append(" AS numbers");
            }
        } else {
            emit(first, first.text());
        }
    }

    private boolean hasAlias() {
        SqlToken next = token(0);
        return next.is("AS")
                || next.kind() == SqlToken.Kind.QUOTED
                || (next.kind() == SqlToken.Kind.WORD
                        && !NO_ALIAS.contains(next.text().toLowerCase(Locale.ROOT)));
    }

    private void relation(SqlToken first, String name, int length, boolean whole) {
        String text = names.text(name, whole, now);
        emit(first, text);
        at += length - 1;
        if (token(0).is("FINAL")) {
            at++;
        }
        if (!hasAlias()) {
            out.append(" AS ").append(SqlTexts.name(name));
        }
    }
}
