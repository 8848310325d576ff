package dev.analyticsplatform.sandbox.sql;

/** The engine counts positions in bytes of UTF-8. */
final class TextOffsets {
    private TextOffsets() {}

    /** Returns how many characters the first bytes of the text are. */
    static int characters(String text, int bytes) {
        int seen = 0;
        int at = 0;
        while (at < text.length() && seen < bytes) {
            int point = text.codePointAt(at);
            seen += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            at += Character.charCount(point);
        }
        return at;
    }
}
