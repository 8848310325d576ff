package dev.analyticsplatform.engine.http;

import java.io.IOException;

/** An attempt took too long. The call may still go on with another one. */
final class LimitReached extends IOException {

    private static final long serialVersionUID = 1L;

    LimitReached(String message, IOException cause) {
        super(message, cause);
    }
}
