package dev.analyticsplatform.sandbox.deltastream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads one statement from left to right. For one thread; what does not fit is a syntax error. */
final class Words {
    private final String sql;
    private final List<Token> tokens;
    private int at;

    Words(String sql, List<Token> tokens) {
        this.sql = sql;
        this.tokens = tokens;
    }

    /** Cuts a batch at its semicolons. */
    static List<Words> split(String batch) {
        List<Words> statements = new ArrayList<>();
        List<Token> one = new ArrayList<>();
        for (Token token : Token.read(batch)) {
            if (!token.is(";")) {
                one.add(token);
            } else if (!one.isEmpty()) {
                statements.add(new Words(batch, one));
                one = new ArrayList<>();
            }
        }
        if (!one.isEmpty()) {
            statements.add(new Words(batch, one));
        }
        return statements;
    }

    /** Returns the statement as it was written. */
    String statement() {
        return sql.substring(
                tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    }

    boolean done() {
        return at == tokens.size();
    }

    boolean at(String words) {
        String[] each = words.toLowerCase(Locale.ROOT).split(" ", -1);
        for (int i = 0; i < each.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(each[i])) {
                return false;
            }
        }
        return true;
    }

    boolean take(String words) {
        if (at(words)) {
            at += words.split(" ", -1).length;
            return true;
        }
        return false;
    }

    void expect(String words) {
        if (!take(words)) {
            throw unexpected(words.toUpperCase(Locale.ROOT));
        }
    }

    SqlError unexpected(String wanted) {
        return SqlError.syntax(
                done()
                        ? "Syntax error at the end of the statement: expected " + wanted
                        : "Syntax error at or near '"
                                + sql.substring(
                                        tokens.get(at).start(), tokens.get(at).end()) + "': expected " + wanted);
    }

    /** Returns the next token and goes behind it. */
    Token next(String wanted) {
        if (done()) {
            throw unexpected(wanted);
        }
        return tokens.get(at++);
    }

    String name() {
        if (done() || !tokens.get(at).isName()) {
            throw unexpected("a name");
        }
        return tokens.get(at++).text();
    }

    boolean atName() {
        return !done() && tokens.get(at).isName();
    }

    boolean atText() {
        return !done() && tokens.get(at).kind() == Token.Kind.TEXT;
    }

    List<String> path() {
        List<String> path = new ArrayList<>(List.of(name()));
        while (take(".")) {
            path.add(name());
        }
        return path;
    }

    String text() {
        if (!atText()) {
            throw unexpected("text in single quotes");
        }
        return tokens.get(at++).text();
    }

    /** Reads a name, or text in quotes, or a number. */
    String nameOrText() {
        if (done() || tokens.get(at).kind() == Token.Kind.SYMBOL) {
            throw unexpected("a name");
        }
        return tokens.get(at++).text();
    }

    boolean takeIfNotExists() {
        return take("if not exists");
    }

    boolean takeIfExists() {
        return take("if exists");
    }

    /** Reads {@code WITH ('key' = value, ...)} if it stands here; keys are in lower case. */
    Map<String, String> properties() {
        return take("with") ? list() : Map.of();
    }

    /** Reads {@code ('key' = value, ...)}. */
    Map<String, String> list() {
        Map<String, String> properties = new LinkedHashMap<>();
        expect("(");
        do {
            String key = text().toLowerCase(Locale.ROOT);
            expect("=");
            String sign = take("-") ? "-" : "";
            if (properties.put(key, sign + nameOrText()) != null) {
                throw SqlError.syntax("The property '" + key + "' is given twice");
            }
        } while (take(","));
        expect(")");
        return properties;
    }

    /** Reads {@code LIKE 'pattern'} if it stands here. */
    Optional<String> like() {
        return take("like") ? Optional.of(text()) : Optional.empty();
    }

    void end() {
        if (!done()) {
            throw unexpected("the end of the statement");
        }
    }

    /** Returns what is left as tokens, and goes to the end. */
    List<Token> rest() {
        List<Token> rest = List.copyOf(tokens.subList(at, tokens.size()));
        at = tokens.size();
        return rest;
    }

    /** Returns the whole batch, by whose characters tokens count. */
    String source() {
        return sql;
    }
}
