package dev.analyticsplatform.engine.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownServiceException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What may be repeated at all. Pure functions. */
final class RetryRules {

    private RetryRules() {}

    /**
     * Whether an answer allows another attempt. An unsafe call is repeated only where the server said that it did not
     * process it: 429, or 503 with a time to come back. {@code Retry-After: 0} is not such a time; proxies send it for
     * requests that they did pass on.
     */
    static boolean repeatable(int status, Safety safety, Optional<Duration> retryAfter) {
        return switch (status) {
            case 429 -> true;
            case 503 ->
                safety.repeatable() || retryAfter.filter(wait -> !wait.isZero()).isPresent();
            case 408, 500, 502, 504 -> safety.repeatable();
            default -> false;
        };
    }

    /**
     * Whether a failure allows another attempt.
     *
     * @param connected whether a connection stood, so that the request may have been sent
     */
    static boolean repeatable(IOException failure, boolean connected, Safety safety) {
        if (failure instanceof CarriedFailure || isTlsRefusal(failure)) {
            return false;
        }
        return !connected || safety.repeatable();
    }

    /** A certificate or protocol that we do not accept is not better the next time; a handshake cut in two may be. */
    private static boolean isTlsRefusal(IOException failure) {
        if (failure instanceof SSLPeerUnverifiedException || failure instanceof UnknownServiceException) {
            return true;
        }
        if (!(failure instanceof SSLException)) {
            return false;
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException || cause instanceof SocketException) {
                return false;
            }
        }
        return true;
    }
}
