package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.AnalyticsException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes what comes from a websocket, on threads of the engine. Only {@link #awaitRoom} may block. */
public interface WebSocketReceiver {

    /** The handshake is done and the frames of the request are on their way. */
    void opened();

    /**
     * A whole message.
     *
     * @param text the message; up to a few thousand short ones may come after {@link #hasRoom} has turned false
     */
    void message(String text);

    /**
     * Nothing more will come; called at least once.
     *
     * @param failure why; null for a normal end
     * @param atOnce whether messages that were not taken yet count no more
     */
    void over(@Nullable AnalyticsException failure, boolean atOnce);

    /**
     * Whether more may be read from the wire.
     *
     * @return false while enough messages wait to be taken
     */
    boolean hasRoom();

    /**
     * Waits for room.
     *
     * @param most returns then, room or not
     * @throws InterruptedException if the thread is interrupted
     */
    void awaitRoom(Duration most) throws InterruptedException;
}
