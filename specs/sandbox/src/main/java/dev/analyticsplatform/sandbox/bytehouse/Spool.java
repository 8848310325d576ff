package dev.analyticsplatform.sandbox.bytehouse;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are kept for later: in memory while they are few, then in a file that goes when the spool is closed.
 *
 * <p>Written by one thread, then read by many.
 */
final class Spool extends OutputStream {
    private static final int IN_MEMORY = 256 << 10;

    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable FileChannel file;
    private OutputStream out = memory;

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        grow();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        grow();
    }

    private void grow() throws IOException {
        if (file == null && memory.size() > IN_MEMORY) {
            FileChannel channel = FileChannel.open(
                    Files.createTempFile("analytics-platform-sandbox-", ".results"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            file = channel;
            out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            memory.writeTo(out);
            memory = new ByteArrayOutputStream();
        }
    }

    /** Ends writing. */
    void finish() throws IOException {
        out.flush();
    }

    /** Returns what was written, from the beginning. */
    InputStream read() {
        FileChannel channel = file;
        return channel == null
                ? new ByteArrayInputStream(memory.toByteArray())
                : new BufferedInputStream(new FromStart(channel), 1 << 16);
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove kept results", e);
        }
    }

    /** Reads without moving the place of the channel, which all readers share. */
    private static final class FromStart extends InputStream {
        private final FileChannel channel;
        private long at;

        FromStart(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = channel.read(ByteBuffer.wrap(bytes, offset, length), at);
            at += Math.max(0, count);
            return count;
        }
    }
}
