package dev.analyticsplatform.engine.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okio.AsyncTimeout;
import org.jspecify.annotations.Nullable;

/**
 * How far an attempt got, and the limits that end it; a tag of its request. Limits are kept by Okio's timer thread,
 * which closes the socket: limits of the socket alone would start anew with every byte.
 */
final class Progress {

    private static final Duration CENTURY = Duration.ofDays(36_500);

    private volatile boolean connected;
    private volatile int hiddenStatus;
    private @Nullable Limit connecting;
    private @Nullable Limit whole;
    private boolean connectLimitHit;

    /** Starts both limits. */
    void begin(Call attempt, Duration connectLimit, Duration wholeLimit) {
        connecting = new Limit(attempt, connectLimit);
        whole = new Limit(attempt, wholeLimit);
        connecting.enter();
        whole.enter();
    }

    /** The connection stands, TLS included: from here on the request may have been sent. */
    void connected() {
        connected = true;
        endConnecting();
    }

    boolean isConnected() {
        return connected;
    }

    /** OkHttp is not to see this status. */
    void hide(int status) {
        hiddenStatus = status;
    }

    /** The true status. */
    int status(int shown) {
        return hiddenStatus == 0 ? shown : hiddenStatus;
    }

    /** Ends both limits; the answer tells whether one of them ended the attempt. */
    Over end() {
        endConnecting();
        boolean wholeLimitHit = whole != null && whole.exit();
        whole = null;
        return connectLimitHit ? Over.CONNECT_LIMIT : wholeLimitHit ? Over.ATTEMPT_LIMIT : Over.NO_LIMIT;
    }

    private void endConnecting() {
        if (connecting != null) {
            connectLimitHit = connecting.exit();
            connecting = null;
        }
    }

    /** A limit as Okio's timer takes it; a century is as good as for ever. */
    static long nanos(Duration limit) {
        return (limit.compareTo(CENTURY) < 0 ? limit : CENTURY).toNanos();
    }

    /** Which limit ended an attempt. */
    enum Over {
        NO_LIMIT,
        CONNECT_LIMIT,
        ATTEMPT_LIMIT
    }

    private static final class Limit extends AsyncTimeout {
        private final Call attempt;

        Limit(Call attempt, Duration limit) {
            this.attempt = attempt;
            timeout(nanos(limit), TimeUnit.NANOSECONDS);
        }

        @Override
        protected void timedOut() {
            attempt.cancel();
        }
    }
}
