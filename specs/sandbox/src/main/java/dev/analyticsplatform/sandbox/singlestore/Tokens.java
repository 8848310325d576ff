package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.List;

/** Walks along the words of a statement. For one thread. */
final class Tokens {
    private final String sql;
    private final List<Token> tokens;
    private int at;

    Tokens(String sql, List<Token> tokens) {
        this.sql = sql;
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    /** Returns a later word; the end, if there are not that many. */
    Token peek(int further) {
        return tokens.get(Math.min(at + further, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    /** Goes over these keywords if they all come next. */
    boolean skip(String... keywords) {
        for (int i = 0; i < keywords.length; i++) {
            if (!peek(i).is(keywords[i])) {
                return false;
            }
        }
        at += keywords.length;
        return true;
    }

    boolean skipSymbol(String symbol) {
        if (peek().isSymbol(symbol)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String... keywords) {
        if (!skip(keywords)) {
            throw unexpected();
        }
    }

    void expectSymbol(String symbol) {
        if (!skipSymbol(symbol)) {
            throw unexpected();
        }
    }

    void expectEnd() {
        if (!atEnd()) {
            throw unexpected();
        }
    }

    String name() {
        if (!peek().isName()) {
            throw unexpected();
        }
        return next().text();
    }

    String text() {
        if (peek().kind() != Token.Kind.TEXT) {
            throw unexpected();
        }
        return next().text();
    }

    /** Goes over everything up to where brackets are even again and one of the symbols or the end comes. */
    List<Token> until(String... symbols) {
        int start = at;
        int depth = 0;
        while (!atEnd()) {
            Token token = peek();
            if (depth == 0 && List.of(symbols).contains(token.text()) && token.kind() == Token.Kind.SYMBOL) {
                break;
            }
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            at++;
        }
        return tokens.subList(start, at);
    }

    /** Returns all words that are left, the end left out. */
    List<Token> rest() {
        List<Token> rest = tokens.subList(at, tokens.size() - 1);
        at = tokens.size() - 1;
        return rest;
    }

    Refusal unexpected() {
        return SqlErrors.syntax(sql, peek().at());
    }
}
