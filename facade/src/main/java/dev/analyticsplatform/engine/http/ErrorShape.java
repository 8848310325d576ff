package dev.analyticsplatform.engine.http;

import okhttp3.Headers;

/** Reads a vendor's error body. Must be thread-safe and must not throw, whatever the body holds. */
@FunctionalInterface
public interface ErrorShape {

    /**
     * Reads an error answer.
     *
     * @param status the HTTP status, 400 or higher (or a redirect, which is never followed; or 2xx, where a stream was
     *     asked for and something else came, which may be an error)
     * @param headers the answer's headers
     * @param body the start of the body, at most {@code Limits.errorBodyBytes}; perhaps empty, perhaps HTML
     * @return what could be read; {@link VendorError#NONE} if nothing
     */
    VendorError read(int status, Headers headers, String body);
}
