package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BasicCredentials;
import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.Credentials;
import dev.analyticsplatform.RefreshingCredentials;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of each attempt. After a 401 at most one thread at a time asks for new ones; the others wait and take
 * what it got. Thread-safe.
 */
final class CredentialSource {

    private final Credentials configured;
    private final ReentrantLock refreshing = new ReentrantLock();
    /** Guarded by the lock. */
    private @Nullable Replacement replacement;

    CredentialSource(Credentials configured) {
        this.configured = configured;
    }

    /** Asks the supplier, if there is one. */
    Credentials current() {
        return configured instanceof RefreshingCredentials changing ? changing.current() : configured;
    }

    /**
     * Credentials to try after the given ones were refused; empty if there are no others. A late 401 of credentials
     * that another thread has already replaced does not ask the supplier again.
     */
    Optional<Credentials> after401(Credentials refused, Duration limit) throws InterruptedException {
        if (!(configured instanceof RefreshingCredentials changing)
                || !refreshing.tryLock(Progress.nanos(limit), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            var last = replacement;
            if (last != null && same(last.refused, refused)) {
                return Optional.of(last.fresh);
            }
            var fresh = changing.current();
            if (same(fresh, refused)) {
                return Optional.empty();
            }
            replacement = new Replacement(refused, fresh);
            return Optional.of(fresh);
        } finally {
            refreshing.unlock();
        }
    }

    /** Credentials have no equals, so that no collection compares secrets by accident. */
    private static boolean same(Credentials a, Credentials b) {
        if (a instanceof ApiKey left && b instanceof ApiKey right) {
            return left.key().equals(right.key());
        }
        if (a instanceof BearerToken left && b instanceof BearerToken right) {
            return left.token().equals(right.token());
        }
        if (a instanceof BasicCredentials left && b instanceof BasicCredentials right) {
            return left.user().equals(right.user()) && left.password().equals(right.password());
        }
        return false;
    }

    private record Replacement(Credentials refused, Credentials fresh) {}
}
