package dev.analyticsplatform.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A request as it goes over the wire.
 *
 * <p>Immutable as long as nobody writes to the body array, which is not copied. {@link #toString()} shows neither
 * headers nor query nor body, because they may hold credentials.
 *
 * @param method the HTTP method in capitals
 * @param target path and query as sent, percent-encoded, such as {@code /v1/things/a%2Fb?limit=1}
 * @param headers the header fields; looked up without regard to the case of names
 * @param body the decoded content; empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // equal by content; bodies are large, so never copied
public record ApiRequest(String method, String target, Map<String, List<String>> headers, byte[] body) {
    /**
     * Copies the headers.
     *
     * @param method the HTTP method in capitals
     * @param target path and query as sent
     * @param headers the header fields
     * @param body the decoded content
     */
    public ApiRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(body, "body");
        headers = Headers.copy(headers);
    }

    /** {@return the path as sent, without the query} */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** {@return the query as sent, without the question mark, or an empty text} */
    public String query() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }

    /**
     * {@return the first value of a header field}
     *
     * @param name the name of the field, in any case
     */
    public Optional<String> header(String name) {
        return Headers.first(headers, name);
    }

    /**
     * {@return this request with one more header field}
     *
     * @param name the name of the field
     * @param value its value, added to those that the field has
     */
    public ApiRequest withHeader(String name, String value) {
        return new ApiRequest(method, target, Headers.with(headers, name, value), body);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiRequest that
                && method.equals(that.method)
                && target.equals(that.target)
                && headers.equals(that.headers)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(method, target, headers, Arrays.hashCode(body));
    }

    @Override
    public String toString() {
        return method + " " + path() + " (" + body.length + " bytes)";
    }
}
