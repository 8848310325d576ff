package dev.analyticsplatform.sandbox.deltastream;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one result in a file, cut into partitions: memory holds some bytes for each partition.
 *
 * <p>Written by one thread and finished, then read by many. The file goes when the spool is closed.
 */
final class RowSpool implements AutoCloseable {
    static final int PARTITION = 10_000;
    private static final int BUFFER = 1 << 16;

    private final FileChannel file;
    private final OutputStream out;
    private final List<Integer> counts = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private long written;
    private int open;

    private RowSpool(FileChannel file) {
        this.file = file;
        out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER);
    }

    static RowSpool create() throws IOException {
        return new RowSpool(FileChannel.open(
                Files.createTempFile("analytics-platform-sandbox-", ".rows"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE));
    }

    /** Adds a row: a JSON array of cells. */
    void add(String row) throws IOException {
        byte[] bytes = ((open == 0 ? "" : ",") + row).getBytes(StandardCharsets.UTF_8);
        out.write(bytes);
        written += bytes.length;
        if (++open == PARTITION) {
            endPartition();
        }
    }

    /** Ends writing. */
    void finish() throws IOException {
        if (open > 0) {
            endPartition();
        }
        out.flush();
    }

    private void endPartition() {
        counts.add(open);
        ends.add(written);
        open = 0;
    }

    /** Returns the number of rows in each partition. */
    List<Integer> partitions() {
        return counts;
    }

    /** Returns the rows of a partition with commas between them; empty where there is no such partition. */
    InputStream read(int partition) {
        if (partition >= ends.size()) {
            return InputStream.nullInputStream();
        }
        long start = partition == 0 ? 0 : ends.get(partition - 1);
        return new BufferedInputStream(new Section(file, start, ends.get(partition)), BUFFER);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove kept results", e);
        }
    }

    /** A part of the file, whose own position other readers do not move. */
    private static final class Section extends InputStream {
        private final FileChannel file;
        private final long end;
        private long at;

        Section(FileChannel file, long start, long end) {
            this.file = file;
            this.at = start;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (at >= end) {
                return -1;
            }
            int read = file.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, end - at)), at);
            at += Math.max(read, 0);
            return read;
        }
    }
}
