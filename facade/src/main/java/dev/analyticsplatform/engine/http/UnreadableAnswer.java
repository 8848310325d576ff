package dev.analyticsplatform.engine.http;

import java.io.IOException;

/** A 2xx answer that is not what the operation promises. */
final class UnreadableAnswer extends IOException {

    private static final long serialVersionUID = 1L;

    private final String excerpt;

    /**
     * Wraps what the parser threw.
     *
     * @param excerpt the start of the answer if it does not even begin like JSON, else empty: data stays out of
     *     messages
     */
    UnreadableAnswer(String excerpt, Exception cause) {
        super("the answer cannot be read: " + cause.getClass().getSimpleName(), cause);
        this.excerpt = excerpt;
    }

    String excerpt() {
        return excerpt;
    }
}
