package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.AnalyticsException;
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
