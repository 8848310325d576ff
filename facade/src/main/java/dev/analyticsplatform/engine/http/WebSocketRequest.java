package dev.analyticsplatform.engine.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/**
 * What a websocket is opened with. Immutable; {@code toString} shows neither the URL's path and query, nor headers, nor
 * frames.
 *
 * @param operation names the websocket in errors, like an operationId
 * @param url where it is, with http for ws and https for wss; one that a server gave must have passed
 *     {@link GivenAddresses}
 * @param authenticated whether the handshake carries the transport's credentials
 * @param headers more headers of the handshake
 * @param frames texts that are sent as soon as the websocket is open, in this order
 * @param closeIsEnd whether a close frame with code 1000 is a normal end, or an error like every other
 * @param pingInterval how often the server is asked for a sign of life; by default every 20 s, or after two thirds of
 *     the idle limit where that is below 40 s
 */
public record WebSocketRequest(
        String operation,
        HttpUrl url,
        boolean authenticated,
        Headers headers,
        List<String> frames,
        boolean closeIsEnd,
        Optional<Duration> pingInterval) {

    /** Checks that nothing is null. */
    public WebSocketRequest {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(headers, "headers");
        frames = List.copyOf(frames);
        Objects.requireNonNull(pingInterval, "pingInterval");
    }

    /**
     * A request with credentials in its handshake, without frames, whose stream has no normal end.
     *
     * @param operation names the websocket in errors
     * @param url where it is
     * @return the request
     */
    public static WebSocketRequest of(String operation, HttpUrl url) {
        return new WebSocketRequest(operation, url, true, Headers.EMPTY, List.of(), false, Optional.empty());
    }

    /**
     * The same without credentials in the handshake.
     *
     * @return a copy
     */
    public WebSocketRequest withoutCredentials() {
        return new WebSocketRequest(operation, url, false, headers, frames, closeIsEnd, pingInterval);
    }

    /**
     * The same with one more header.
     *
     * @param name of the header
     * @param value of the header
     * @return a copy
     * @throws IllegalArgumentException if HTTP does not allow the name or the value, which is not shown
     */
    public WebSocketRequest withHeader(String name, String value) {
        Headers more;
        try {
            more = headers.newBuilder().add(name, value).build();
        } catch (IllegalArgumentException showsTheValue) {
            throw new IllegalArgumentException("HTTP does not allow this header or its value");
        }
        return new WebSocketRequest(operation, url, authenticated, more, frames, closeIsEnd, pingInterval);
    }

    /**
     * The same with one more text to send.
     *
     * @param text sent as soon as the websocket is open; may hold secrets, and is never shown
     * @return a copy
     */
    public WebSocketRequest withFrame(String text) {
        var more = new ArrayList<>(frames);
        more.add(text);
        return new WebSocketRequest(operation, url, authenticated, headers, more, closeIsEnd, pingInterval);
    }

    /**
     * The same for a stream that ends with a close frame of code 1000.
     *
     * @return a copy
     */
    public WebSocketRequest withNormalEnd() {
        return new WebSocketRequest(operation, url, authenticated, headers, frames, true, pingInterval);
    }

    /**
     * The same with another interval.
     *
     * @param interval between two pings; zero for none
     * @return a copy
     */
    public WebSocketRequest withPingInterval(Duration interval) {
        return new WebSocketRequest(operation, url, authenticated, headers, frames, closeIsEnd, Optional.of(interval));
    }

    @Override
    public String toString() {
        return "WebSocketRequest[" + operation + ", " + Origins.of(url) + "]";
    }
}
