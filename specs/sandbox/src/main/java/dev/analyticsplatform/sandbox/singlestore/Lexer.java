package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.singlestore.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a statement into words by MySQL's rules: text in either quote, names in backticks, three kinds of comment. */
final class Lexer {
    private static final List<String> SYMBOLS =
            List.of("!:>", "<=>", "::$", "::%", ":>", "::", "<=", ">=", "<>", "!=", "||", "&&", "<<", ">>", ":=", "@@");

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String sql) {
        this.sql = sql;
    }

    /**
     * Returns the words of the one statement, with an end behind them.
     *
     * @throws dev.analyticsplatform.sandbox.vendor.Refusal 1064 if a quote is not closed, or there are more statements
     */
    static List<Token> read(String sql) {
        Lexer lexer = new Lexer(sql);
        lexer.read();
        return lexer.tokens;
    }

    private void read() {
        while (skipToWord()) {
            char c = sql.charAt(at);
            int start = at;
            if (c == '\'' || c == '"') {
                add(Kind.TEXT, text(c), start);
            } else if (c == '`') {
                add(Kind.QUOTED_NAME, quotedName(), start);
            } else if ((c == 'x' || c == 'X') && sql.startsWith("'", at + 1)) {
                at++;
                add(Kind.BYTES, text('\''), start);
            } else if (sql.startsWith("0x", at) && hexEnd(at + 2) > at + 2) {
                at = hexEnd(at + 2);
                add(Kind.BYTES, sql.substring(start + 2, at), start);
            } else if (Character.isDigit(c) || (c == '.' && at + 1 < sql.length() && digit(at + 1) && !afterName())) {
                number();
                add(Kind.NUMBER, sql.substring(start, at), start);
            } else if (Character.isLetter(c) || c == '_' || c == '$') {
                word();
                add(Kind.WORD, sql.substring(start, at), start);
            } else if (c == '?') {
                at++;
                add(Kind.PARAMETER, "?", start);
            } else {
                symbol();
            }
        }
        while (!tokens.isEmpty() && tokens.get(tokens.size() - 1).isSymbol(";")) {
            tokens.remove(tokens.size() - 1);
        }
        for (Token token : tokens) {
            if (token.isSymbol(";")) {
                throw SqlErrors.syntax(sql, token.at());
            }
        }
        add(Kind.END, "", sql.length());
    }

    private void add(Kind kind, String text, int start) {
        tokens.add(new Token(kind, text, start));
    }

    private boolean digit(int index) {
        return Character.isDigit(sql.charAt(index));
    }

    private boolean afterName() {
        return !tokens.isEmpty() && tokens.get(tokens.size() - 1).isName();
    }

    /** Goes over spaces and comments, and tells whether anything comes after them. */
    private boolean skipToWord() {
        while (at < sql.length()) {
            if (Character.isWhitespace(sql.charAt(at))) {
                at++;
            } else if (sql.charAt(at) == '#' || (sql.startsWith("--", at) && spaceAt(at + 2))) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end;
            } else if (sql.startsWith("/*", at)) {
                int end = sql.indexOf("*/", at + 2);
                if (end < 0) {
                    throw SqlErrors.syntax(sql, at);
                }
                at = end + 2;
            } else {
                return true;
            }
        }
        return false;
    }

    private boolean spaceAt(int index) {
        return index >= sql.length() || Character.isWhitespace(sql.charAt(index));
    }

    private String text(char quote) {
        int start = at++;
        StringBuilder text = new StringBuilder();
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c == '\\' && at < sql.length()) {
                text.append(escaped(sql.charAt(at++)));
            } else if (c != quote) {
                text.append(c);
            } else if (at < sql.length() && sql.charAt(at) == quote) {
                text.append(quote);
                at++;
            } else {
                return text.toString();
            }
        }
        throw SqlErrors.syntax(sql, start);
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case 'b' -> "\b";
            case '0' -> "\0";
            case 'Z' -> "\u001A";
            case '%', '_' -> "\\" + c;
            default -> String.valueOf(c);
        };
    }

    private String quotedName() {
        int start = at++;
        StringBuilder name = new StringBuilder();
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c != '`') {
                name.append(c);
            } else if (at < sql.length() && sql.charAt(at) == '`') {
                name.append('`');
                at++;
            } else {
                return name.toString();
            }
        }
        throw SqlErrors.syntax(sql, start);
    }

    private int hexEnd(int from) {
        int end = from;
        while (end < sql.length() && Character.digit(sql.charAt(end), 16) >= 0) {
            end++;
        }
        return end;
    }

    private void number() {
        digits();
        if (at < sql.length() && sql.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < sql.length() && (sql.charAt(at) == 'e' || sql.charAt(at) == 'E')) {
            int sign = at + 1 < sql.length() && "+-".indexOf(sql.charAt(at + 1)) >= 0 ? 1 : 0;
            if (at + 1 + sign < sql.length() && digit(at + 1 + sign)) {
                at += 1 + sign;
                digits();
            }
        }
    }

    private void digits() {
        while (at < sql.length() && digit(at)) {
            at++;
        }
    }

    private void word() {
        while (at < sql.length()
                && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_' || sql.charAt(at) == '$')) {
            at++;
        }
    }

    private void symbol() {
        String symbol = SYMBOLS.stream()
                .filter(each -> sql.startsWith(each, at))
                .findFirst()
                .orElseGet(() -> sql.substring(at, at + 1));
        add(Kind.SYMBOL, symbol, at);
        at += symbol.length();
    }
}
