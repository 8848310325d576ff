package dev.analyticsplatform.engine.stream;

import java.util.Arrays;

/** Characters gathered in pieces, up to a limit. Its memory is kept for the next use. */
final class CharBuffer {

    private static final int START = 256;

    private final int limit;
    private char[] chars = new char[START];
    private int length;

    CharBuffer(int limit) {
        this.limit = limit;
    }

    int length() {
        return length;
    }

    /** The characters themselves, good until the next change. */
    char[] array() {
        return chars;
    }

    void clear() {
        length = 0;
    }

    /** Takes more; false if that would pass the limit. */
    boolean append(char[] source, int from, int count) {
        if (count > limit - length) {
            return false;
        }
        int needed = length + count;
        if (needed > chars.length) {
            chars = Arrays.copyOf(chars, (int) Math.min(limit, Math.max(needed, 2L * chars.length)));
        }
        System.arraycopy(source, from, chars, length, count);
        length = needed;
        return true;
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }
}
