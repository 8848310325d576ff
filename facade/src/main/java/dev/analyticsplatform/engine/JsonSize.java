package dev.analyticsplatform.engine;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** How many bytes JSON takes on the wire, counted without keeping them. */
public final class JsonSize {

    private JsonSize() {}

    /**
     * Counts.
     *
     * @param gson as it will be written
     * @param json the value
     * @return its length in UTF-8
     */
    public static long of(Gson gson, JsonElement json) {
        var counter = new Counter();
        try {
            gson.toJson(json, gson.newJsonWriter(counter));
            counter.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException("counting does not fail", impossible);
        }
        return counter.bytes;
    }

    private static final class Counter extends Writer {
        /** Half a surrogate pair has no UTF-8 form; it is sent as a JSON escape such as {@code \\ud800}. */
        private static final int ESCAPE = 6;

        private long bytes;
        private boolean high;

        @Override
        public void write(char[] text, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                count(text[i]);
            }
        }

        @Override
        public void write(String text, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                count(text.charAt(i));
            }
        }

        @Override
        public void write(int character) {
            count((char) character);
        }

        private void count(char c) {
            boolean pair = high && Character.isLowSurrogate(c);
            if (high && !pair) {
                bytes += ESCAPE;
            }
            high = Character.isHighSurrogate(c);
            if (pair) {
                bytes += 4;
            } else if (Character.isLowSurrogate(c)) {
                bytes += ESCAPE;
            } else if (c < 0x80) {
                bytes += 1;
            } else if (!high) {
                bytes += c < 0x800 ? 2 : 3;
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            bytes += high ? ESCAPE : 0;
            high = false;
        }
    }
}
