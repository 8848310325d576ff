package dev.analyticsplatform.sandbox.bytehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A text of several statements, handed out one by one. For one thread. */
final class Script {
    /**
     * One statement.
     *
     * @param tokens its tokens, without the semicolon
     * @param source the text that they are of
     * @param data the rows that follow {@code INSERT ... FORMAT JSONEachRow}; null for any other statement
     */
    record Statement(
            List<Token> tokens, String source, @Nullable String data) {
        Tokens read() {
            return new Tokens(tokens, source);
        }

        /** Returns the statement as it was written, without the rows that follow it. */
        String text() {
            return read().written(tokens);
        }

        boolean startsWith(String... words) {
            return read().accept(words);
        }
    }

    private final String source;
    private final Lexer lexer;

    Script(String source) {
        this.source = source;
        lexer = new Lexer(source);
    }

    /** Returns the next statement; empty after the last. */
    Optional<Statement> next() {
        List<Token> tokens = new ArrayList<>();
        while (true) {
            Token token = lexer.next();
            boolean end = token.kind() == Token.Kind.END;
            if (end || token.isSymbol(";")) {
                if (!tokens.isEmpty()) {
                    return Optional.of(new Statement(tokens, source, null));
                }
                if (end) {
                    return Optional.empty();
                }
                continue;
            }
            tokens.add(token);
            if (namesFormatOfRows(tokens)) {
                int start = lexer.position();
                int last = endOfRows(start);
                lexer.moveTo(last);
                return Optional.of(new Statement(tokens, source, source.substring(start, last)));
            }
        }
    }

    private static boolean namesFormatOfRows(List<Token> tokens) {
        int size = tokens.size();
        return size > 3
                && tokens.get(0).isWord("INSERT")
                && tokens.get(size - 2).isWord("FORMAT")
                && tokens.get(size - 1).isWord("JSONEachRow");
    }

    /** Rows are objects; what is no part of one ends them: a semicolon, or the end of the text. */
    private int endOfRows(int start) {
        int depth = 0;
        boolean text = false;
        for (int i = start; i < source.length(); i++) {
            char c = source.charAt(i);
            if (text) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    text = false;
                }
            } else if (c == '"') {
                text = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            } else if (c == ';' && depth <= 0) {
                return i;
            }
        }
        return source.length();
    }
}
