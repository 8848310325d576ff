package dev.analyticsplatform.engine.http;

/** Checks and counts text that comes in pieces of UTF-8. */
final class Utf8Check {

    private int missing;
    private int low;
    private int high;
    private long chars;

    void restart() {
        missing = 0;
        chars = 0;
    }

    /** Java's chars so far. */
    long chars() {
        return chars;
    }

    /** Whether the text may end here. */
    boolean isWhole() {
        return missing == 0;
    }

    /** Takes bytes; false if they are not valid. */
    boolean accept(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            int b = bytes[i] & 0xff;
            if (missing == 0 && b < 0x80) {
                chars++;
            } else if (missing == 0 ? !start(b) : !follow(b)) {
                return false;
            }
        }
        return true;
    }

    private boolean start(int b) {
        low = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
        high = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
        missing = b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
        chars += b < 0xf0 ? 1 : 2;
        return b >= 0xc2 && b <= 0xf4;
    }

    private boolean follow(int b) {
        boolean valid = b >= low && b <= high;
        low = 0x80;
        high = 0xbf;
        missing--;
        return valid;
    }
}
