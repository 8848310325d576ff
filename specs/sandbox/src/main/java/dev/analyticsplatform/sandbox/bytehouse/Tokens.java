package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Reads the tokens of one statement from first to last. For one thread. */
final class Tokens {
    private final List<Token> tokens;
    private final String source;
    private int at;

    Tokens(List<Token> tokens, String source) {
        this.tokens = tokens;
        this.source = source;
    }

    /** Takes a text apart as a whole. */
    static Tokens of(String source) {
        Lexer lexer = new Lexer(source);
        List<Token> tokens = new ArrayList<>();
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            tokens.add(token);
        }
        return new Tokens(tokens, source);
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return at + ahead >= 0 && at + ahead < tokens.size()
                ? tokens.get(at + ahead)
                : new Token(Token.Kind.END, "", source.length(), source.length());
    }

    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    int index() {
        return at;
    }

    void index(int index) {
        at = index;
    }

    /** Skips the words if they come next, one after the other; tells whether they did. */
    boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).isWord(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    boolean acceptSymbol(String symbol) {
        if (peek().isSymbol(symbol)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String... words) {
        if (!accept(words)) {
            throw unexpected(String.join(" ", words));
        }
    }

    void expectSymbol(String symbol) {
        if (!acceptSymbol(symbol)) {
            throw unexpected("'" + symbol + "'");
        }
    }

    void expectEnd() {
        if (!atEnd()) {
            throw unexpected("end of statement");
        }
    }

    String name() {
        if (!peek().isName()) {
            throw unexpected("a name");
        }
        return next().text();
    }

    String text() {
        if (peek().kind() != Token.Kind.TEXT) {
            throw unexpected("a text in quotes");
        }
        return next().text();
    }

    int integer() {
        Token token = peek();
        if (token.kind() != Token.Kind.NUMBER || !token.text().matches("[0-9]{1,9}")) {
            throw unexpected("a number");
        }
        at++;
        return Integer.parseInt(token.text());
    }

    /** Reads {@code name} or {@code database.name}. */
    TableName tableName(String database) {
        String first = name();
        return acceptSymbol(".") ? new TableName(first, name()) : new TableName(database, first);
    }

    /** Reads names in brackets. */
    List<String> names() {
        expectSymbol("(");
        List<String> names = new ArrayList<>();
        do {
            names.add(name());
        } while (acceptSymbol(","));
        expectSymbol(")");
        return names;
    }

    /**
     * Reads on to a token outside of brackets that ends an expression.
     *
     * @param ends the words and symbols that end it; the end of the statement does too
     */
    List<Token> until(String... ends) {
        List<Token> found = new ArrayList<>();
        int depth = 0;
        while (!atEnd()) {
            Token token = peek();
            if (depth == 0) {
                for (String end : ends) {
                    if (token.isWord(end) || token.isSymbol(end)) {
                        return found;
                    }
                }
            }
            if (token.isSymbol("(") || token.isSymbol("[") || token.isSymbol("{")) {
                depth++;
            } else if (token.isSymbol(")") || token.isSymbol("]") || token.isSymbol("}")) {
                depth--;
                if (depth < 0) {
                    return found;
                }
            }
            found.add(next());
        }
        return found;
    }

    /** Reads all that is left. */
    List<Token> rest() {
        List<Token> rest = tokens.subList(Math.min(at, tokens.size()), tokens.size());
        at = tokens.size();
        return List.copyOf(rest);
    }

    /** Returns the source that the tokens stand for, as it was written. */
    String written(List<Token> some) {
        return some.isEmpty()
                ? ""
                : source.substring(
                        some.get(0).start(), some.get(some.size() - 1).end());
    }

    Refusal unexpected(String wanted) {
        Token token = peek();
        String found = token.kind() == Token.Kind.END
                ? "end of query"
                : "'" + source.substring(token.start(), Math.min(source.length(), token.start() + 40)) + "'";
        return ByteHouseErrors.syntax(
                "failed at position " + (token.start() + 1) + ": " + found + ". Expected " + wanted);
    }
}
