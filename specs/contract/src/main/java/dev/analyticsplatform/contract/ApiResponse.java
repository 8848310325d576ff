package dev.analyticsplatform.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A response as it goes over the wire.
 *
 * <p>Immutable as long as nobody writes to the body array, which is not copied. {@link #toString()} shows neither
 * headers nor body, because they may hold credentials.
 *
 * @param status the HTTP status code
 * @param headers the header fields; looked up without regard to the case of names
 * @param body the decoded content; empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // equal by content; bodies are large, so never copied
public record ApiResponse(int status, Map<String, List<String>> headers, byte[] body) {
    /**
     * Copies the headers.
     *
     * @param status the HTTP status code
     * @param headers the header fields
     * @param body the decoded content
     */
    public ApiResponse {
        Objects.requireNonNull(body, "body");
        headers = Headers.copy(headers);
    }

    /**
     * {@return a JSON response}
     *
     * @param status the HTTP status code
     * @param json the JSON text
     */
    public static ApiResponse json(int status, String json) {
        return of(status, "application/json", json);
    }

    /**
     * {@return a response with text}
     *
     * @param status the HTTP status code
     * @param contentType the content type; the text is sent as UTF-8
     * @param text the content
     */
    public static ApiResponse of(int status, String contentType, String text) {
        return new ApiResponse(
                status, Map.of("Content-Type", List.of(contentType)), text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * {@return a response without content}
     *
     * @param status the HTTP status code
     */
    public static ApiResponse empty(int status) {
        return new ApiResponse(status, Map.of(), new byte[0]);
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
     * {@return this response with one more header field}
     *
     * @param name the name of the field
     * @param value its value, added to those that the field has
     */
    public ApiResponse withHeader(String name, String value) {
        return new ApiResponse(status, Headers.with(headers, name, value), body);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiResponse that
                && status == that.status
                && headers.equals(that.headers)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(status, headers, Arrays.hashCode(body));
    }

    @Override
    public String toString() {
        return status + " (" + body.length + " bytes)";
    }
}
