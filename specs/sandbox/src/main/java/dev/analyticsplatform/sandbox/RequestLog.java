package dev.analyticsplatform.sandbox;

import java.util.logging.Level;
import java.util.logging.Logger;

/** The web server's own log, which has a line for every request. */
final class RequestLog {
    /** Held, since a logger that nobody holds loses its level. */
    private static final Logger LOGGER = Logger.getLogger("mockwebserver3.MockWebServer");

    private RequestLog() {}

    /** Leaves warnings only, unless the user has set a level. */
    static void silence() {
        if (LOGGER.getLevel() == null) {
            LOGGER.setLevel(Level.WARNING);
        }
    }
}
