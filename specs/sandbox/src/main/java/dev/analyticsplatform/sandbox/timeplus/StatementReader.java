package dev.analyticsplatform.sandbox.timeplus;

import java.util.List;

/** Reads a statement from its first word to its last. One thread's. */
final class StatementReader {
    private final String sql;
    private final List<SqlToken> tokens;
    private int at;

    StatementReader(String sql) {
        this.sql = sql;
        List<SqlToken> read = SqlToken.read(sql);
        while (!read.isEmpty() && read.get(read.size() - 1).isSign(";")) {
            read.remove(read.size() - 1);
        }
        tokens = read;
        if (tokens.isEmpty()) {
            throw TimeplusErrors.syntax(sql, sql.length(), "");
        }
    }

    boolean isAtEnd() {
        return at >= tokens.size();
    }

    boolean isSign(String sign) {
        return !isAtEnd() && tokens.get(at).isSign(sign);
    }

    boolean isWord(String word) {
        return !isAtEnd() && tokens.get(at).is(word);
    }

    /** Goes on if the next words are these. */
    boolean take(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    boolean takeSign(String sign) {
        if (isSign(sign)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String word) {
        if (!take(word)) {
            throw error();
        }
    }

    void expectSign(String sign) {
        if (!takeSign(sign)) {
            throw error();
        }
    }

    void expectEnd() {
        if (!isAtEnd()) {
            throw error();
        }
    }

    SqlToken next() {
        if (isAtEnd()) {
            throw error();
        }
        return tokens.get(at++);
    }

    /** Reads a name, without the database before it. */
    String name() {
        String name = simpleName();
        if (takeSign(".")) {
            if (!name.equals("default")) {
                throw TimeplusErrors.engine(81, "Database " + name + " doesn't exist");
            }
            return simpleName();
        }
        return name;
    }

    String simpleName() {
        if (isAtEnd() || !tokens.get(at).isName()) {
            throw error();
        }
        return tokens.get(at++).value();
    }

    String string() {
        if (isAtEnd() || tokens.get(at).kind() != SqlToken.Kind.STRING) {
            throw error();
        }
        return tokens.get(at++).value();
    }

    /** Returns what is left as it is written, and goes to the end. */
    String rest() {
        if (isAtEnd()) {
            throw error();
        }
        String rest = sql.substring(
                tokens.get(at).start(), tokens.get(tokens.size() - 1).end());
        at = tokens.size();
        return rest;
    }

    /** Reads to the first of some words or signs outside of brackets, or to a bracket that closes, or to the end. */
    String until(String... ends) {
        int start = at;
        int depth = 0;
        while (!isAtEnd()) {
            SqlToken token = tokens.get(at);
            if (depth == 0 && (token.isSign(")") || isOneOf(token, ends))) {
                break;
            }
            depth += token.isSign("(") ? 1 : token.isSign(")") ? -1 : 0;
            at++;
        }
        if (start == at) {
            throw error();
        }
        return sql.substring(tokens.get(start).start(), tokens.get(at - 1).end());
    }

    private static boolean isOneOf(SqlToken token, String... ends) {
        for (String end : ends) {
            if (token.is(end) || token.isSign(end)) {
                return true;
            }
        }
        return false;
    }

    RuntimeException error() {
        return TimeplusErrors.syntax(
                sql, isAtEnd() ? sql.length() : tokens.get(at).start(), "");
    }
}
