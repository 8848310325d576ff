package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The rows of one result, kept in a file so that pages can be read from anywhere in it: memory holds 8 bytes a row.
 *
 * <p>Written by one thread and closed for writing, then read by many. The file goes when the spool is closed.
 */
final class ResultSpool implements AutoCloseable {
    private final FileChannel file;
    private final CountingStream out;
    private final JsonGenerator json;
    private long[] ends = new long[64];
    private int rows;

    private ResultSpool(FileChannel file) throws IOException {
        this.file = file;
        out = new CountingStream(new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16));
        json = Json.MAPPER.createGenerator(out);
        json.setRootValueSeparator(null);
    }

    static ResultSpool create() {
        try {
            Path path = Files.createTempFile("analytics-platform-sandbox-", ".rows");
            return new ResultSpool(FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep results in the directory for temporary files", e);
        }
    }

    /** Writes one row. */
    interface Row {
        void writeTo(JsonGenerator json) throws IOException;
    }

    void add(Row row) throws IOException {
        row.writeTo(json);
        json.flush();
        if (rows == ends.length) {
            ends = Arrays.copyOf(ends, rows * 2);
        }
        ends[rows++] = out.count;
    }

    /** Ends writing. */
    void finish() throws IOException {
        json.flush();
        out.out.flush();
    }

    int rows() {
        return rows;
    }

    long bytes() {
        return rows == 0 ? 0 : ends[rows - 1];
    }

    /** Writes rows as elements of the array that is open. */
    void write(JsonGenerator target, int from, int to) throws IOException {
        for (int row = from; row < to; row++) {
            long start = row == 0 ? 0 : ends[row - 1];
            ByteBuffer bytes = ByteBuffer.allocate((int) (ends[row] - start));
            while (bytes.hasRemaining() && file.read(bytes, start + bytes.position()) >= 0) {
                // until the whole row is read
            }
            target.writeRawValue(new String(bytes.array(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove kept results", e);
        }
    }

    /** Counts what passes; flushing goes no further, so that rows are written to the file in large pieces. */
    private static final class CountingStream extends OutputStream {
        private final OutputStream out;
        private long count;

        CountingStream(OutputStream out) {
            this.out = out;
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

        @Override
        public void flush() {}
    }
}
