package dev.analyticsplatform.engine.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;

/** The connection failed while the body of an answer was read. */
final class BodyFailure extends IOException {

    private static final long serialVersionUID = 1L;

    BodyFailure(long bytes, IOException cause) {
        super(describe(bytes, cause), cause);
    }

    private static String describe(long bytes, IOException cause) {
        // OkHttp says "unexpected end of stream" in a ProtocolException where Content-Length promised more.
        var text = String.valueOf(cause.getMessage());
        boolean cut = cause instanceof EOFException
                || (cause instanceof ProtocolException && text.contains("unexpected end of stream"));
        return (cut ? "the answer was truncated" : "the answer broke off") + " after " + bytes + " bytes";
    }
}
