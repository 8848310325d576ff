package dev.analyticsplatform.engine.stream;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.Limits;
import dev.analyticsplatform.engine.http.Streamed;
import dev.analyticsplatform.engine.http.VendorError;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * The server-sent events of one open answer, by the rules of the WHATWG, with two differences: bytes that are not valid
 * UTF-8 are an error, and so is a stream that ends within a line or within an event. A browser would drop that event;
 * here a cut stream must not look like a whole one.
 *
 * <p>One thread reads; any thread may close. Nothing is read ahead but one buffer. Every byte, those of comments
 * included, starts the idle limit anew. A line, and the data of an event, may have {@link Limits#stringChars}
 * characters. There is no reconnect: a stream that breaks is an error, and its reader knows best where to go on.
 */
public final class ServerSentEvents implements AutoCloseable {

    /**
     * One event.
     *
     * @param name its type; {@code message} if the server gave none
     * @param data its data, lines joined by LF; perhaps empty
     * @param lastEventId the id of this event, or of the last one before it that had an id; perhaps empty
     */
    public record Event(String name, String data, String lastEventId) {}

    private enum Use {
        FREE,
        READING,
        CLOSED
    }

    private static final int PIECE = 8192;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Streamed body;
    private final Limits limits;
    private final EventParser parser;
    private final CharBuffer line;
    private final Reader text;
    private final char[] piece = new char[PIECE];
    private final AtomicReference<Use> use = new AtomicReference<>(Use.FREE);
    private int next;
    private int end;
    private boolean begun;
    private boolean afterReturn;
    private boolean finished;
    private @Nullable RuntimeException failure;

    /**
     * Starts reading an answer; its first byte is read by {@link #next}.
     *
     * @param body the open answer; closed with the events
     * @param limits of a line and of the data of an event
     */
    public ServerSentEvents(Streamed body, Limits limits) {
        this.body = body;
        this.limits = limits;
        this.parser = new EventParser(limits.stringChars());
        this.line = new CharBuffer(limits.stringChars());
        this.text = new InputStreamReader(
                body.source().inputStream(),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /**
     * Waits for the next event.
     *
     * @return the event, or null if the stream ended between two events; never an event after null
     * @throws AnalyticsException if the answer is no event stream (then the vendor's own error, if it holds one), ends
     *     within an event, breaks off, is silent for too long, passes a limit, or is closed by another thread or before
     *     this call
     */
    public @Nullable Event next() {
        if (!use.compareAndSet(Use.FREE, Use.READING)) {
            throw body.closed();
        }
        try {
            return finished ? end() : read();
        } catch (IOException e) {
            throw failed(body.translate(e));
        } catch (RuntimeException e) {
            throw failed(e);
        } finally {
            if (!use.compareAndSet(Use.READING, Use.FREE)) {
                // Closed meanwhile: the buffers were in use, so they are left to this thread.
                body.close();
            }
        }
    }

    /**
     * How long the server wants a client to wait before it connects again.
     *
     * @return the last such wish so far, if there was one
     */
    public Optional<Duration> retry() {
        return parser.retry();
    }

    /**
     * Makes an exception of an error that stands in an event.
     *
     * @param error what the vendor told
     * @return the exception
     */
    public AnalyticsException failure(VendorError error) {
        return body.failure(error);
    }

    /**
     * Makes our exception of one that a parser of an event's data threw.
     *
     * @param thrown what it threw
     * @return a protocol exception for malformed data
     */
    public RuntimeException translate(Exception thrown) {
        return body.translate(thrown);
    }

    /**
     * Frees the connection at once; a blocked {@link #next} ends with a
     * {@link dev.analyticsplatform.CancelledException}. May be called by any thread, and more than once.
     */
    @Override
    public void close() {
        if (use.getAndSet(Use.CLOSED) == Use.READING) {
            body.abort();
        } else {
            body.close();
        }
    }

    /** Asking again after a failure must not look like a normal end. */
    private @Nullable Event end() {
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    private RuntimeException failed(RuntimeException e) {
        finished = true;
        failure = e;
        return e;
    }

    private @Nullable Event read() throws IOException {
        if (!begun) {
            requireEventStream();
        }
        while (fill()) {
            int start = next;
            while (next < end && piece[next] != '\n' && piece[next] != '\r') {
                next++;
            }
            if (next == end) {
                keep(start);
                continue;
            }
            int stop = next;
            afterReturn = piece[next++] == '\r';
            var event = line(start, stop);
            if (event != null) {
                return event;
            }
        }
        finished = true;
        if (line.length() > 0) {
            throw new EOFException("the stream of events ended within a line");
        }
        if (parser.inEvent()) {
            throw new EOFException("the stream of events ended within an event");
        }
        return null;
    }

    /** Makes sure that a character is there; the LF of a CRLF counts as none. */
    private boolean fill() throws IOException {
        while (true) {
            if (next == end) {
                next = 0;
                end = 0;
                int count = text.read(piece, 0, PIECE);
                if (count < 0) {
                    return false;
                }
                end = count;
                if (!begun) {
                    begun = true;
                    next = piece[0] == BYTE_ORDER_MARK ? 1 : 0;
                }
            }
            if (next < end) {
                if (!afterReturn || piece[next] != '\n') {
                    afterReturn = false;
                    return true;
                }
                afterReturn = false;
                next++;
            }
        }
    }

    private @Nullable Event line(int start, int stop) {
        if (line.length() > 0) {
            keep(start, stop);
            boolean fits = isComment(line.array()) || parser.field(line.array(), 0, line.length());
            line.clear();
            requireFits(fits);
        } else if (start == stop) {
            return parser.dispatch();
        } else if (piece[start] != ':') {
            requireFits(stop - start <= limits.stringChars() && parser.field(piece, start, stop - start));
        }
        return null;
    }

    private static boolean isComment(char[] start) {
        return start[0] == ':';
    }

    private void keep(int start) {
        keep(start, end);
    }

    private void keep(int start, int stop) {
        requireFits(line.append(piece, start, stop - start));
    }

    private void requireFits(boolean fits) {
        if (!fits) {
            throw body.unreadable("a line or the data of an event passes the limit of " + limits.stringChars()
                    + " characters; raise Limits.stringChars if the data is meant to be that large");
        }
    }

    private void requireEventStream() {
        var declared = body.headers().get("Content-Type");
        var type = declared == null ? null : MediaType.parse(declared);
        if (type == null || !type.type().equals("text") || !type.subtype().equals("event-stream")) {
            throw body.unexpected("an event stream", limits.errorBodyBytes());
        }
    }
}
