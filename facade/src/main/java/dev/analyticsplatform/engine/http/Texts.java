package dev.analyticsplatform.engine.http;

/** Foreign text on its way into a message. */
final class Texts {

    private Texts() {}

    /**
     * One line of at most so many bytes of UTF-8; control characters become spaces, so that no text forges a log line.
     */
    static String line(String text, int maxBytes) {
        var line = new StringBuilder();
        int bytes = 0;
        boolean space = true;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean blank = Character.isWhitespace(c) || Character.isISOControl(c);
            if (blank && space) {
                continue;
            }
            space = blank;
            int size = blank || c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (bytes + size > maxBytes) {
                break;
            }
            bytes += size;
            line.appendCodePoint(blank ? ' ' : c);
        }
        return line.toString().strip();
    }
}
