package dev.analyticsplatform.sandbox.bytehouse;

import java.util.Set;

/**
 * Takes SQL apart, one token at a time, so that data which follows a statement is never looked at.
 *
 * <p>Names stand in back quotes or double quotes, text in single quotes; a backslash escapes within all of them, as
 * does a doubled quote. Comments begin with two hyphens or stand between slashes and asterisks.
 */
final class Lexer {
    private static final Set<String> LONG_SYMBOLS = Set.of("::", "->", "<=", ">=", "<>", "!=", "==", "||", "<=>");

    private final String source;
    private int at;

    Lexer(String source) {
        this.source = source;
    }

    /** Returns where the next token is looked for. */
    int position() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    Token next() {
        skipSpace();
        int start = at;
        if (at >= source.length()) {
            return new Token(Token.Kind.END, "", start, start);
        }
        char c = source.charAt(at);
        if (c == '\'' || c == '"' || c == '`') {
            String text = quoted(c);
            return new Token(c == '\'' ? Token.Kind.TEXT : Token.Kind.QUOTED, text, start, at);
        }
        if (Character.isDigit(c) || (c == '.' && Character.isDigit(charAt(at + 1)))) {
            number();
            return token(Token.Kind.NUMBER, start);
        }
        if (Character.isJavaIdentifierStart(c) && c != '$') {
            while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) {
                at++;
            }
            return token(Token.Kind.WORD, start);
        }
        at += symbolLength();
        return token(Token.Kind.SYMBOL, start);
    }

    private Token token(Token.Kind kind, int start) {
        return new Token(kind, source.substring(start, at), start, at);
    }

    private char charAt(int index) {
        return index < source.length() ? source.charAt(index) : '\0';
    }

    private int symbolLength() {
        for (int length = 3; length > 1; length--) {
            if (at + length <= source.length() && LONG_SYMBOLS.contains(source.substring(at, at + length))) {
                return length;
            }
        }
        return 1;
    }

    private void skipSpace() {
        while (at < source.length()) {
            if (Character.isWhitespace(source.charAt(at))) {
                at++;
            } else if (source.startsWith("--", at)) {
                int end = source.indexOf('\n', at);
                at = end < 0 ? source.length() : end;
            } else if (source.startsWith("/*", at)) {
                int end = source.indexOf("*/", at + 2);
                if (end < 0) {
                    throw ByteHouseErrors.syntax("the comment at position " + (at + 1) + " has no end");
                }
                at = end + 2;
            } else {
                return;
            }
        }
    }

    private void number() {
        if (charAt(at) == '0' && (charAt(at + 1) == 'x' || charAt(at + 1) == 'X')) {
            at += 2;
            while (Character.digit(charAt(at), 16) >= 0) {
                at++;
            }
            return;
        }
        digits();
        if (charAt(at) == '.') {
            at++;
            digits();
        }
        if (charAt(at) == 'e' || charAt(at) == 'E') {
            int sign = charAt(at + 1) == '+' || charAt(at + 1) == '-' ? 1 : 0;
            if (Character.isDigit(charAt(at + 1 + sign))) {
                at += 1 + sign;
                digits();
            }
        }
    }

    private void digits() {
        while (Character.isDigit(charAt(at))) {
            at++;
        }
    }

    private String quoted(char quote) {
        int start = at++;
        StringBuilder text = new StringBuilder();
        while (at < source.length()) {
            char c = source.charAt(at++);
            if (c == '\\' && at < source.length()) {
                escape(text);
            } else if (c != quote) {
                text.append(c);
            } else if (charAt(at) == quote) {
                text.append(quote);
                at++;
            } else {
                return text.toString();
            }
        }
        throw ByteHouseErrors.syntax("the quote at position " + (start + 1) + " is not closed");
    }

    private void escape(StringBuilder text) {
        char c = source.charAt(at++);
        switch (c) {
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case 'r' -> text.append('\r');
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case '0' -> text.append('\0');
            case 'a' -> text.append('\007');
            case 'v' -> text.append('\013');
            case 'e' -> text.append('\033');
            case 'x' -> {
                int high = Character.digit(charAt(at), 16);
                int low = Character.digit(charAt(at + 1), 16);
                if (high < 0 || low < 0) {
                    throw ByteHouseErrors.syntax("\\x at position " + at + " needs two hexadecimal digits");
                }
                text.append((char) (high * 16 + low));
                at += 2;
            }
            case '\'', '"', '`', '\\', '/' -> text.append(c);
            // An unknown escape stands for itself, so that patterns such as '\d' work.
            default -> text.append('\\').append(c);
        }
    }
}
