package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.ProtocolException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a websocket on their way to OkHttp, which gathers a message of any size, takes bytes that are not UTF-8
 * for U+FFFD, and reads as fast as the server sends. This source follows the frames, refuses such messages before they
 * are in memory, keeps the idle limit, and between two frames holds reading up while the receiver has no room.
 */
final class FrameSource extends ForwardingSource {

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int FINAL = 0x80;
    private static final int CONTROL = 0x08;
    private static final int OPCODE = 0x0f;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MOST_BYTES_A_CHAR = 3;
    private static final byte[] PONG = {(byte) 0x8a, 0};

    private final CallState state;
    private final WebSocketReceiver receiver;
    private final int limit;
    private final Duration pongEvery;
    private final BodySource.Idle idle;
    private final Buffer piece = new Buffer();
    private final Utf8Check text = new Utf8Check();
    private long heldUpSince = System.nanoTime();

    private int headerBytes;
    private int lengthBytes;
    private int first;
    private long length;
    private long left;
    private long messageBytes;
    private long frameAt;
    private @Nullable CarriedFailure refusal;

    FrameSource(Source wire, CallState state, WebSocketReceiver receiver, int limit, Duration pingInterval) {
        super(wire);
        this.state = state;
        this.receiver = receiver;
        this.limit = limit;
        this.pongEvery = pingInterval.isZero() ? Duration.ofHours(1) : pingInterval.dividedBy(2);
        this.idle = new BodySource.Idle(state);
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        if (refusal != null) {
            throw refusal;
        }
        if (betweenFrames() && !receiver.hasRoom() && heldUp(sink)) {
            return PONG.length;
        }
        long most = receiver.hasRoom() ? byteCount : Math.min(byteCount, Math.max(left, 1));
        long count;
        idle.enter();
        try {
            count = super.read(piece, most);
        } finally {
            idle.exit();
        }
        if (count > 0) {
            count = good();
            sink.write(piece, count);
        }
        return count;
    }

    /**
     * Follows the frames of a piece.
     *
     * @return how much of it OkHttp is to see: all, or what stands before a frame that is refused
     */
    private long good() throws IOException {
        long offset = 0;
        frameAt = 0;
        try (var cursor = piece.readUnsafe(new Buffer.UnsafeCursor())) {
            while (cursor.next() >= 0) {
                follow(Objects.requireNonNull(cursor.data), cursor.start, cursor.end, offset);
                offset += cursor.end - cursor.start;
            }
            return offset;
        } catch (CarriedFailure e) {
            if (frameAt == 0) {
                throw e;
            }
            refusal = e;
            return frameAt;
        }
    }

    private boolean betweenFrames() {
        return headerBytes == 0 && left == 0;
    }

    /**
     * Waits for room. The server's pong may stand behind messages for which there is no room yet; so that OkHttp does
     * not take a slow consumer for a dead server, it gets a pong from here meanwhile.
     *
     * @return whether it wrote that pong
     */
    private boolean heldUp(Buffer sink) throws IOException {
        while (!receiver.hasRoom()) {
            if (state.stopped() != null) {
                throw new IOException("stopped");
            }
            var rest = pongEvery.minusNanos(System.nanoTime() - heldUpSince);
            if (rest.isNegative() || rest.isZero()) {
                heldUpSince = System.nanoTime();
                sink.write(PONG);
                return true;
            }
            try {
                receiver.awaitRoom(rest);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
        return false;
    }

    private void follow(byte[] bytes, int from, int to, long offset) throws IOException {
        int i = from;
        while (i < to) {
            if (left == 0) {
                if (headerBytes == 0) {
                    frameAt = offset + i - from;
                }
                header(bytes[i++] & 0xff);
                continue;
            }
            int stop = (int) Math.min(to, i + left);
            if ((first & CONTROL) == 0) {
                payload(bytes, i, stop);
            }
            left -= stop - i;
            i = stop;
            if (left == 0) {
                endFrame();
            }
        }
    }

    private void header(int b) throws IOException {
        headerBytes++;
        if (headerBytes == 1) {
            first = b;
            return;
        }
        if (headerBytes == 2 && (b & MASKED) != 0) {
            // OkHttp ends the connection; what follows is not worth a look.
            first = CONTROL;
            left = Integer.MAX_VALUE;
            return;
        }
        if (headerBytes == 2) {
            length = b & LENGTH;
            lengthBytes = length == EIGHT_BYTES ? 8 : length == TWO_BYTES ? 2 : 0;
            length = lengthBytes == 0 ? length : 0;
        } else {
            length = length << 8 | b;
            lengthBytes--;
        }
        if (lengthBytes == 0) {
            beginPayload();
        }
    }

    private void beginPayload() throws IOException {
        if ((first & CONTROL) == 0) {
            int opcode = first & OPCODE;
            if (opcode == BINARY) {
                throw refused("the server sent a binary message where text is expected");
            }
            if (opcode == TEXT) {
                messageBytes = 0;
                text.restart();
            } else if (opcode != CONTINUATION) {
                // OkHttp refuses it by itself.
                text.restart();
            }
            messageBytes += length;
            if (length < 0 || messageBytes < 0 || messageBytes / MOST_BYTES_A_CHAR > limit) {
                throw tooLong();
            }
        }
        left = length;
        if (left == 0) {
            endFrame();
        }
    }

    private void payload(byte[] bytes, int from, int to) throws IOException {
        if (!text.accept(bytes, from, to)) {
            throw refused("the server sent a message that is not valid UTF-8");
        }
        if (text.chars() > limit) {
            throw tooLong();
        }
    }

    private void endFrame() throws IOException {
        headerBytes = 0;
        if ((first & CONTROL) == 0 && (first & FINAL) != 0 && !text.isWhole()) {
            throw refused("the server sent a message that is not valid UTF-8");
        }
    }

    private CarriedFailure tooLong() {
        return refused("a message passes the limit of " + limit
                + " characters; raise Limits.stringChars if the data is meant to be that large");
    }

    private CarriedFailure refused(String problem) {
        return new CarriedFailure(new ProtocolException(state.context(), problem, null));
    }
}
