package dev.analyticsplatform.sandbox.timeplus;

import java.io.IOException;
import java.io.OutputStream;

/** Counts the bytes on their way; never closes or flushes what is below. */
final class CountingStream extends OutputStream {
    private final OutputStream out;
    private long count;

    CountingStream(OutputStream out) {
        this.out = out;
    }

    long count() {
        return count;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        count += length;
    }
}
