package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.ProtocolException;
import java.io.EOFException;
import java.io.IOException;
import okio.Buffer;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;

/** Unpacks gzip with a limit to how much a packed byte may become. OkHttp's own unpacking has none. */
final class Gunzip implements Source {

    private static final long UNCHECKED = 1L << 20;

    private final BodySource wire;
    private final BufferedSource packed;
    private final GzipSource unpacked;
    private final CallState state;
    private final long ratio;
    private long bytes;

    Gunzip(BodySource wire, int ratio, CallState state) {
        this.wire = wire;
        this.packed = Okio.buffer(wire);
        this.unpacked = new GzipSource(packed);
        this.ratio = ratio;
        this.state = state;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        // A body of no bytes at all (HEAD, 204) is empty, not a broken archive.
        if (bytes == 0 && packed.exhausted() && wire.bytes() == 0) {
            return -1;
        }
        long count;
        try {
            count = unpacked.read(sink, byteCount);
        } catch (IOException e) {
            throw named(e);
        }
        if (count > 0) {
            bytes += count;
            if (bytes > UNCHECKED && bytes / ratio > wire.bytes()) {
                throw refused("the packed answer grew by more than " + ratio + " times; see Limits.gzipRatio", null);
            }
        }
        return count;
    }

    private IOException named(IOException e) {
        if (wire.failed()) {
            return e;
        }
        return e instanceof EOFException
                ? new BodyFailure(wire.bytes(), e)
                : refused("the answer says it is gzip, but is not or is damaged", e);
    }

    private CarriedFailure refused(String problem, @org.jspecify.annotations.Nullable Throwable cause) {
        return new CarriedFailure(new ProtocolException(state.context(), problem, cause));
    }

    @Override
    public Timeout timeout() {
        return unpacked.timeout();
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }
}
