package dev.analyticsplatform.contract;

import java.util.Objects;

/**
 * One way in which a request or a response does not fit its document.
 *
 * <p>No part of it holds a credential: header values and query values of security schemes, and values of members that
 * the document calls passwords, are never quoted.
 *
 * @param method the HTTP method of the request
 * @param path the path of the request as it was sent, without the query; of a response, the operation's path template
 * @param message what was wrong, and where in the message
 * @param where the place in the document that was broken, as a JSON pointer in a URI fragment, such as
 *     {@code #/components/schemas/QueryRequest/properties/sql}
 */
public record Violation(String method, String path, String message, String where) {
    /**
     * Checks that nothing is null.
     *
     * @param method the HTTP method
     * @param path the path
     * @param message what was wrong
     * @param where the place in the document
     */
    public Violation {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(where, "where");
    }

    /** Returns the violation as one line for people: {@code POST /v1/x: what was wrong (where)}. */
    @Override
    public String toString() {
        return method + " " + path + ": " + message + " (" + where + ")";
    }
}
