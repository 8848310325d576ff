package dev.analyticsplatform.engine.stream;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.engine.http.Transport;
import dev.analyticsplatform.engine.http.VendorError;
import dev.analyticsplatform.engine.http.WebSocketLine;
import dev.analyticsplatform.engine.http.WebSocketRequest;
import org.jspecify.annotations.Nullable;

/**
 * The text messages of a websocket. One thread pulls; any thread may close, and so does closing the transport.
 *
 * <p>A few messages are read ahead; while they are not taken, nothing more is read, and the server finds its connection
 * full. A message may have {@code Limits.stringChars} characters; a binary one, a longer one, and bytes that are not
 * valid UTF-8 are errors. Silence beyond {@code Timeouts.idle} is an error, where every byte counts, those of pings and
 * pongs included: the server is pinged, so a quiet stream lives on, and a dead server is noticed. There is no
 * reconnect.
 */
public final class WebSocketMessages implements AutoCloseable {

    private final Inbox inbox;
    private final WebSocketLine line;

    private WebSocketMessages(Inbox inbox, WebSocketLine line) {
        this.inbox = inbox;
        this.line = line;
    }

    /**
     * Opens a websocket and waits until its handshake is done. The handshake is retried like a safe call.
     *
     * @param transport whose client, credentials and limits are used; the URL must be of its origin
     * @param request what to open and what to send
     * @return the open websocket, to be closed
     * @throws AnalyticsException if the handshake fails: the exception of the HTTP status with an excerpt of its body;
     *     a redirect and an answer that is no websocket are protocol exceptions
     */
    public static WebSocketMessages open(Transport transport, WebSocketRequest request) {
        var inbox = new Inbox();
        var line = transport.webSocket(request, inbox);
        var messages = new WebSocketMessages(inbox, line);
        try {
            inbox.awaitOpen();
            return messages;
        } catch (InterruptedException e) {
            throw messages.interrupted();
        } catch (RuntimeException e) {
            line.close();
            throw e;
        }
    }

    /**
     * Waits for the next message.
     *
     * @return the message, or null if the server closed the websocket normally and the request calls that an end; never
     *     a message after null. What came before an end or a failure is handed out first.
     * @throws AnalyticsException a transport exception if the connection breaks, ends without a close frame, or is
     *     closed with a code that is no normal end; a deadline exception after too long a silence; a cancelled
     *     exception if this websocket or the transport is closed or the thread is interrupted; a protocol exception for
     *     messages that are refused
     */
    public @Nullable String next() {
        try {
            return inbox.take();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /**
     * Makes an exception of an error that stands in a message.
     *
     * @param error what the vendor told
     * @return the exception
     */
    public AnalyticsException failure(VendorError error) {
        return line.failure(error);
    }

    /**
     * Makes our exception of one that a parser of a message threw.
     *
     * @param thrown what it threw
     * @return a protocol exception for malformed data
     */
    public RuntimeException translate(Exception thrown) {
        return line.translate(thrown);
    }

    /**
     * Cuts the connection at once; a blocked {@link #next} ends with a
     * {@link dev.analyticsplatform.CancelledException}. May be called by any thread, and more than once.
     */
    @Override
    public void close() {
        line.close();
    }

    private AnalyticsException interrupted() {
        Thread.currentThread().interrupt();
        return line.interrupted();
    }
}
