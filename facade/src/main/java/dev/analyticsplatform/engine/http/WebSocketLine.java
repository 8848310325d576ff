package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.AnalyticsException;

/** A websocket that opens or is open. Thread-safe. */
public final class WebSocketLine implements AutoCloseable {

    private final CallState state;
    private final ErrorTranslator errors;
    private final ActiveCalls active;

    WebSocketLine(CallState state, ErrorTranslator errors, ActiveCalls active) {
        this.state = state;
        this.errors = errors;
        this.active = active;
    }

    /**
     * Ends the websocket because the thread that waits for it was interrupted.
     *
     * @return the exception to end the wait with
     */
    public AnalyticsException interrupted() {
        state.stop(CallState.Stop.INTERRUPTED);
        active.remove(state);
        return state.ended(CallState.Stop.INTERRUPTED, null);
    }

    /**
     * Makes an exception of an error that stands in a message.
     *
     * @param error what the vendor told
     * @return the exception
     */
    public AnalyticsException failure(VendorError error) {
        return errors.vendor(state.context(), error);
    }

    /**
     * Makes our exception of one that a parser of a message threw.
     *
     * @param thrown what it threw
     * @return a protocol exception for malformed data
     */
    public RuntimeException translate(Exception thrown) {
        return errors.thrown(state, thrown);
    }

    /** Cuts the connection at once. */
    @Override
    public void close() {
        state.stop(CallState.Stop.CANCELLED);
        active.remove(state);
    }
}
