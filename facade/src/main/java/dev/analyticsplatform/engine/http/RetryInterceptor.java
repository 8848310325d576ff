package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.CancelledException;
import dev.analyticsplatform.Credentials;
import dev.analyticsplatform.RetryPolicy;
import dev.analyticsplatform.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a call as far as its safety, its deadline and the token bucket allow. The last interceptor of the outer
 * client: it never proceeds, each attempt is a call of the inner client.
 */
final class RetryInterceptor implements Interceptor {

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int UNAUTHORIZED = 401;

    private final Attempts attempts;
    private final RequestGuard guard;
    private final CredentialSource credentials;
    private final ErrorTranslator errors;
    private final ActiveCalls active;
    private final RetryPolicy policy;
    private final TimeSource time;
    private final TokenBucket bucket = new TokenBucket();

    RetryInterceptor(
            Attempts attempts,
            RequestGuard guard,
            CredentialSource credentials,
            ErrorTranslator errors,
            ActiveCalls active,
            RetryPolicy policy,
            TimeSource time) {
        this.attempts = attempts;
        this.guard = guard;
        this.credentials = credentials;
        this.errors = errors;
        this.active = active;
        this.policy = policy;
        this.time = time;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var request = chain.request();
        var state = request.tag(CallState.class);
        if (state == null) {
            throw new IOException("the request was not made by this transport");
        }
        state.begin();
        active.add(state);
        boolean open = false;
        try {
            guard.check(request, state);
            var response = repeat(request, state);
            open = state.streaming() && isGood(response);
            return response;
        } catch (AnalyticsException e) {
            throw new CarriedFailure(e);
        } finally {
            if (!open) {
                active.remove(state);
            }
        }
    }

    private Response repeat(Request request, CallState state) throws IOException {
        int taken = 0;
        @Nullable Credentials fresh = null;
        boolean refreshed = false;
        for (int number = 1; ; ) {
            state.throwIfOver();
            var used = fresh != null ? fresh : current(state);
            fresh = null;
            var outcome = attempts.run(request, used, state);
            var response = outcome.response();
            if (response != null && isGood(response)) {
                bucket.success(taken);
                return response;
            }
            if (response != null && response.code() == UNAUTHORIZED && !refreshed) {
                refreshed = true;
                fresh = refresh(used, state).orElse(null);
                if (fresh != null) {
                    response.close();
                    continue;
                }
            }
            var wait = waitBeforeNext(outcome, number, request, state);
            if (wait.isEmpty() || !pay(state)) {
                return last(outcome, state);
            }
            taken += TokenBucket.RETRY_COST;
            if (response != null) {
                response.close();
            }
            state.sleep(wait.get());
            number++;
        }
    }

    private static boolean isGood(Response response) {
        return response.isSuccessful() || response.code() == SWITCHING_PROTOCOLS;
    }

    /** The wait before another attempt; empty if there must be none. */
    private Optional<Duration> waitBeforeNext(Attempts.Outcome outcome, int number, Request request, CallState state) {
        var response = outcome.response();
        var hint = response == null
                ? Optional.<Duration>empty()
                : RetryAfter.parse(response.header("Retry-After"), time.now());
        boolean repeatable = response != null
                ? RetryRules.repeatable(response.code(), state.safety(), hint)
                : RetryRules.repeatable(
                        java.util.Objects.requireNonNull(outcome.failure()), outcome.connected(), state.safety());
        var body = request.body();
        boolean bodyIsGone = body != null && body.isOneShot() && outcome.connected();
        if (!repeatable || bodyIsGone || number >= policy.attempts()) {
            return Optional.empty();
        }
        var backoff = policy.waitAfter(number);
        var wait = hint.filter(floor -> floor.compareTo(backoff) > 0).orElse(backoff);
        if (wait.compareTo(state.remaining()) >= 0) {
            state.note = "not tried again, since the wait of " + wait.toSeconds() + " s does not fit into "
                    + state.totalLimit() + " in all";
            return Optional.empty();
        }
        return Optional.of(wait);
    }

    private boolean pay(CallState state) {
        if (bucket.take()) {
            return true;
        }
        state.note = "not tried again, since too many calls to this endpoint have failed lately";
        return false;
    }

    private Response last(Attempts.Outcome outcome, CallState state) throws IOException {
        if (outcome.response() != null) {
            return outcome.response();
        }
        throw new CarriedFailure(errors.io(state, java.util.Objects.requireNonNull(outcome.failure())));
    }

    private Credentials current(CallState state) {
        try {
            return credentials.current();
        } catch (AnalyticsException e) {
            throw e;
        } catch (RuntimeException e) {
            throw errors.noCredentials(state, e);
        }
    }

    private Optional<Credentials> refresh(Credentials refused, CallState state) {
        try {
            return credentials.after401(refused, state.remaining());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(state.context(), "the calling thread was interrupted", e);
        } catch (AnalyticsException e) {
            throw e;
        } catch (RuntimeException e) {
            throw errors.noCredentials(state, e);
        }
    }
}
