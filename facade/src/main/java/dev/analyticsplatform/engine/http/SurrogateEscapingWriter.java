package dev.analyticsplatform.engine.http;

import java.io.IOException;
import java.io.Writer;

/**
 * Writes half of a surrogate pair as a JSON escape. UTF-8 cannot hold it, and Java's encoder would put a question mark
 * in its place without a word. Non-ASCII text stands only inside JSON strings, so an escape is right wherever this
 * happens.
 */
final class SurrogateEscapingWriter extends Writer {

    private final Writer out;
    /** A high surrogate at the end of the last piece, or 0. */
    private char pending;

    SurrogateEscapingWriter(Writer out) {
        this.out = out;
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        int plain = offset;
        for (int i = offset; i < offset + length; i++) {
            char c = chars[i];
            if (pending == 0 && !Character.isSurrogate(c)) {
                continue;
            }
            out.write(chars, plain, i - plain);
            plain = i + 1;
            surrogate(c);
        }
        out.write(chars, plain, offset + length - plain);
    }

    private void surrogate(char c) throws IOException {
        if (pending != 0 && Character.isLowSurrogate(c)) {
            out.write(new char[] {pending, c});
            pending = 0;
            return;
        }
        flushPending();
        if (Character.isHighSurrogate(c)) {
            pending = c;
        } else if (Character.isLowSurrogate(c)) {
            escape(c);
        } else {
            out.write(c);
        }
    }

    private void flushPending() throws IOException {
        if (pending != 0) {
            escape(pending);
            pending = 0;
        }
    }

    private void escape(char c) throws IOException {
        out.write("\\u" + Integer.toHexString(c));
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        flushPending();
        out.close();
    }
}
