package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.AnalyticsException;
import java.io.IOException;
import java.io.Reader;
import okhttp3.Headers;
import okhttp3.ResponseBody;
import okio.BufferedSource;

/**
 * An answer whose status is good and whose body is still open. One thread reads; any thread may close. Between two
 * pieces the idle limit applies; a read of an interrupted thread ends.
 */
public final class Streamed implements AutoCloseable {

    private final ResponseBody body;
    private final int status;
    private final Headers headers;
    private final CallState state;
    private final ErrorTranslator errors;

    Streamed(ResponseBody body, int status, Headers headers, CallState state, ErrorTranslator errors) {
        this.body = body;
        this.status = status;
        this.headers = headers;
        this.state = state;
        this.errors = errors;
    }

    /**
     * The body, unpacked. Its IOExceptions go through {@link #translate}.
     *
     * @return the bytes
     */
    public BufferedSource source() {
        return body.source();
    }

    /**
     * The body as text in the answer's character set, UTF-8 if it names none. Bytes that are not valid are an
     * IOException, never a replacement character.
     *
     * @return a reader over {@link #source()}; use one or the other
     */
    public Reader reader() {
        return JsonConverters.strictReader(body);
    }

    /**
     * The HTTP status.
     *
     * @return 2xx
     */
    public int status() {
        return status;
    }

    /**
     * The headers of the answer.
     *
     * @return the headers
     */
    public Headers headers() {
        return headers;
    }

    /**
     * Makes our exception of one that reading or parsing threw.
     *
     * @param thrown what {@link #source()}, {@link #reader()} or a parser over them threw
     * @return a transport, deadline, cancelled or protocol exception
     */
    public RuntimeException translate(Exception thrown) {
        return errors.thrown(state, thrown);
    }

    /**
     * Makes an exception of an error that stands inside this answer.
     *
     * @param error what the vendor told
     * @return the exception
     */
    public AnalyticsException failure(VendorError error) {
        return errors.vendor(state.context().withHttpStatus(status), error);
    }

    /**
     * Makes an exception of a flaw in this answer.
     *
     * @param problem what is wrong; none of the answer's data
     * @return a protocol exception
     */
    public AnalyticsException unreadable(String problem) {
        return errors.unreadable(state, problem);
    }

    /**
     * Makes an exception of an answer that is something else than what was asked for. Reads the start of the body, so
     * nothing else may have been read.
     *
     * @param expected what was asked for, with an article
     * @param mostBytes how much of the body is read
     * @return the vendor's error, if the body holds one, else a protocol exception with content type and excerpt
     */
    public RuntimeException unexpected(String expected, long mostBytes) {
        var source = body.source();
        try {
            // Whatever comes until the end, the limit, or a failure: the start tells enough.
            source.request(mostBytes);
        } catch (IOException broken) {
            var reason = state.stopped();
            if (source.getBuffer().size() == 0 || (reason != null && reason != CallState.Stop.IDLE)) {
                return translate(broken);
            }
        }
        try {
            var start = source.getBuffer()
                    .readUtf8(Math.min(mostBytes, source.getBuffer().size()));
            return errors.unexpected(state, status, headers, expected, start);
        } catch (IOException broken) {
            return translate(broken);
        }
    }

    /**
     * The exception of a read after the end that {@link #close} or something else made.
     *
     * @return a cancelled exception, or that of what ended the call earlier
     */
    public AnalyticsException closed() {
        var reason = state.stopped();
        return state.ended(reason == null ? CallState.Stop.CANCELLED : reason, null);
    }

    /**
     * Closes the connection while another thread may be working with {@link #source} or {@link #reader}: what it reads
     * fails, and it has to {@link #close} then.
     */
    public void abort() {
        state.stop(CallState.Stop.CANCELLED);
    }

    /** Closes the connection unless the body was read to its end. May be called by any thread, and more than once. */
    @Override
    public void close() {
        if (!state.bodyRead) {
            state.stop(CallState.Stop.CANCELLED);
        }
        // While another thread reads, its buffers are not ours to close; with the connection gone its read fails.
        if (!state.inIoOfAnotherThread()) {
            body.close();
        }
    }
}
