package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.deltastream.QueryText.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Goes through a query once and cuts it at its sources. For one thread. */
final class SourceFinder {
    /** Functions whose arguments are parted by FROM. */
    private static final Set<String> FROM_WITHIN = Set.of("extract", "trim", "substring", "overlay", "position");

    private static final Set<String> ENDING = Set.of(
            "where",
            "group",
            "having",
            "order",
            "limit",
            "union",
            "except",
            "intersect",
            "window",
            "qualify",
            "select",
            "offset");

    /** Words that may follow a source and are no alias of it. */
    private static final Set<String> NO_ALIAS = Set.of(
            "where",
            "group",
            "having",
            "order",
            "limit",
            "union",
            "except",
            "intersect",
            "window",
            "qualify",
            "offset",
            "join",
            "inner",
            "left",
            "right",
            "full",
            "cross",
            "natural",
            "on",
            "using",
            "with",
            "semi",
            "anti",
            "asof",
            "emit",
            "within",
            "partition",
            "tablesample",
            "positional");

    private static final Set<String> OPTIONS = Set.of(
            "starting.position",
            "starting.position.timestamp",
            "timestamp",
            "timestamp.format",
            "source.deserialization.error.handling",
            "source.idle.timeout.millis");

    private final String sql;
    private final List<Token> tokens;
    private final Sources names;
    private final Set<String> with = new HashSet<>();
    private final List<String> pieces = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final StringBuilder piece = new StringBuilder();
    private int copied;
    private int at;

    private static final class Frame {
        boolean inFrom;
        boolean wanted;
        final boolean special;

        Frame(boolean wanted, boolean special) {
            this.inFrom = wanted;
            this.wanted = wanted;
            this.special = special;
        }
    }

    SourceFinder(String sql, List<Token> tokens, Sources names) {
        this.sql = sql;
        this.tokens = tokens;
        this.names = names;
    }

    List<String> pieces() {
        return pieces;
    }

    List<Source> sources() {
        return sources;
    }

    private Token token(int index) {
        return index >= 0 && index < tokens.size() ? tokens.get(index) : new Token(Token.Kind.SYMBOL, "", 0, 0);
    }

    void run() {
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (token(i).isName() && token(i + 1).is("as") && token(i + 2).is("(")) {
                with.add(token(i).text());
            }
        }
        copied = tokens.isEmpty() ? 0 : tokens.get(0).start();
        frames.push(new Frame(false, false));
        while (at < tokens.size()) {
            Frame frame = frames.element();
            Token token = tokens.get(at);
            if (frame.wanted && (token.isName() || token.is("("))) {
                source(frame, token);
            } else {
                follow(frame, token);
                copy();
            }
        }
        pieces.add(piece.toString());
    }

    private void follow(Frame frame, Token token) {
        if (token.is("(")) {
            frames.push(new Frame(false, FROM_WITHIN.contains(token(at - 1).text())));
        } else if (token.is(")")) {
            if (frames.size() == 1) {
                throw SqlError.syntax("Syntax error at or near ')'");
            }
            frames.pop();
        } else if (token.is("from")) {
            boolean distinct = token(at - 1).is("distinct")
                    && (token(at - 2).is("is") || token(at - 2).is("not"));
            if (!frame.special && !distinct) {
                frame.inFrom = true;
                frame.wanted = true;
            }
        } else if (token.is("join") || (token.is(",") && frame.inFrom)) {
            frame.inFrom = true;
            frame.wanted = true;
        } else if (token.kind() == Token.Kind.WORD && ENDING.contains(token.text())) {
            frame.inFrom = false;
        }
    }

    private void source(Frame frame, Token token) {
        if (token.is("lateral")) {
            copy();
            return;
        }
        if (token.is("from") || (token.kind() == Token.Kind.WORD && ENDING.contains(token.text()))) {
            throw SqlError.syntax("Syntax error at or near '" + token.text() + "': expected a relation");
        }
        frame.wanted = false;
        Token next = token(at + 1);
        if (token.is("(")) {
            boolean query = next.is("select") || next.is("with") || next.is("values") || next.is("from");
            frames.push(new Frame(!query, false));
            copy();
        } else if (token.is("tumble") && next.is("(")) {
            tumble();
        } else if (token.is("hop") && next.is("(")) {
            throw new SqlError(SqlState.NOT_SUPPORTED, "HOP is not modelled by this sandbox; TUMBLE is");
        } else if (next.is("(") || (with.contains(token.text()) && !next.is("."))) {
            copy();
        } else {
            List<String> path = path();
            place(path, "%s");
        }
    }

    private List<String> path() {
        List<String> path = new ArrayList<>(List.of(token(at++).text()));
        while (token(at).is(".") && token(at + 1).isName()) {
            path.add(token(at + 1).text());
            at += 2;
        }
        return path;
    }

    /** {@code TUMBLE(relation, SIZE 5 MINUTES)}: rows get the window that they fall into. */
    private void tumble() {
        at += 2;
        List<String> path = path();
        Words words = new Words(sql, tokens.subList(at, tokens.size()));
        words.expect(",");
        words.expect("size");
        String size = words.next("a number").text() + " " + words.name();
        words.expect(")");
        at = tokens.size() - words.rest().size();
        Relation relation = names.relation(path);
        String column = relation.property("timestamp", "");
        if (column.isEmpty()) {
            throw new SqlError(
                    SqlState.MISSING_PARAMETER,
                    "TUMBLE needs a time: relation " + relation.name() + " has no property 'timestamp'");
        }
        ColumnType type = relation.columns().stream()
                .filter(field -> field.name().equals(column))
                .findFirst()
                .orElseThrow()
                .type();
        String time = type.kind() == ColumnType.Kind.BIGINT ? "epoch_ms(" + Sql.name(column) + ")" : Sql.name(column);
        String start = "time_bucket(INTERVAL " + Sql.text(size) + ", " + time + ")";
        place(
                path,
                "SELECT *, " + start + " AS window_start, " + start + " + INTERVAL " + Sql.text(size)
                        + " AS window_end FROM (%s)");
    }

    private void place(List<String> path, String window) {
        Map<String, String> options = options();
        String alias = path.get(path.size() - 1);
        if (token(at).is("as")) {
            alias = token(at + 1).text();
            at += 2;
        } else if (token(at).kind() == Token.Kind.QUOTED
                || (token(at).kind() == Token.Kind.WORD
                        && !NO_ALIAS.contains(token(at).text()))) {
            alias = token(at++).text();
        }
        if (options.isEmpty()) {
            options = options();
        }
        String named = " AS " + Sql.name(alias) + " ";
        names.systemTable(path)
                .ifPresentOrElse(table -> piece.append('(').append(table).append(')'), () -> {
                    pieces.add(piece.toString());
                    piece.setLength(0);
                });
        if (names.systemTable(path).isEmpty()) {
            sources.add(new Source(names.relation(path), options, window));
        }
        piece.append(named);
        copied = token(at - 1).end();
    }

    private Map<String, String> options() {
        if (!token(at).is("with") || !token(at + 1).is("(")) {
            return Map.of();
        }
        Words words = new Words(sql, tokens.subList(at, tokens.size()));
        Map<String, String> options = words.properties();
        at = tokens.size() - words.rest().size();
        options.forEach((key, value) -> {
            boolean position = key.equals("starting.position") && !value.equals("earliest") && !value.equals("latest");
            if (position || !OPTIONS.contains(key)) {
                throw new SqlError(
                        SqlState.BAD_PARAMETER, "'" + key + "' = '" + value + "' is no property of a source");
            }
        });
        return options;
    }

    /** Copies the token at hand with the spaces before it. */
    private void copy() {
        Token token = tokens.get(at++);
        // Comments are left out: they might hide what is put behind them.
        piece.append(token.start() > copied ? " " : "").append(written(token));
        copied = token.end();
    }

    private String written(Token token) {
        return switch (token.kind()) {
            case QUOTED -> Sql.name(token.text());
            case TEXT -> Sql.text(token.text());
            default -> token.text();
        };
    }
}
