package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.ConfigurationException;
import dev.analyticsplatform.Credentials;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.Timeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a request once, with credentials and within its limits. */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final OkHttpClient client;
    private final Endpoint endpoint;
    private final Timeouts timeouts;
    private final Answers answers;
    private final Redactor redactor;
    private final String userAgent = UserAgent.text();

    Attempts(OkHttpClient client, Endpoint endpoint, Timeouts timeouts, Answers answers, Redactor redactor) {
        this.client = client;
        this.endpoint = endpoint;
        this.timeouts = timeouts;
        this.answers = answers;
        this.redactor = redactor;
    }

    /** An answer or a failure, never both. */
    record Outcome(@Nullable Response response, @Nullable IOException failure, boolean connected) {}

    Outcome run(Request asked, Credentials credentials, CallState state) {
        var progress = new Progress();
        var call = client.newCall(authenticated(asked, credentials, progress, state));
        var limit = state.attemptLimit();
        long began = System.nanoTime();
        state.attempts++;
        state.bodyRead = false;
        state.answer = null;
        state.running(call);
        Response response = null;
        IOException failure = null;
        Progress.Over over;
        state.enterIo();
        progress.begin(call, timeouts.connect(), limit);
        try {
            var raw = call.execute();
            response = answers.read(raw, progress.status(raw.code()), asked, state, call);
        } catch (IOException e) {
            failure = e;
        } catch (Exception e) {
            failure = unexpected(e, state);
        } finally {
            state.exitIo();
            over = progress.end();
        }
        state.mayHaveArrived |= progress.isConnected() && failure != null;
        if (failure == null && over != Progress.Over.NO_LIMIT && state.streaming() && response != null) {
            // The limit closed the connection of a stream that had just begun.
            response.close();
            failure = new IOException("cut off");
        }
        if (failure != null) {
            response = null;
            throwIfEnded(failure, state);
            failure = named(failure, over, limit, state);
        }
        log(state, response, failure, began);
        return new Outcome(response, failure, progress.isConnected());
    }

    private Request authenticated(Request asked, Credentials credentials, Progress progress, CallState state) {
        var headers = new Headers.Builder();
        try {
            endpoint.authentication().apply(credentials, headers);
        } catch (AnalyticsException e) {
            throw e;
        } catch (RuntimeException e) {
            // Neither text nor cause: OkHttp prints a header value that it does not like.
            throw new ConfigurationException(
                    state.context(),
                    "the credentials cannot be put into headers ("
                            + e.getClass().getSimpleName() + ")",
                    null);
        }
        var secrets = headers.build();
        redactor.learn(credentials, secrets);
        var request = asked.newBuilder().tag(Progress.class, progress);
        // Asking for gzip ourselves stops OkHttp from unpacking it without a limit.
        request.header("Accept-Encoding", "gzip");
        if (asked.header("User-Agent") == null) {
            request.header("User-Agent", userAgent);
        }
        for (var name : secrets.names()) {
            request.removeHeader(name);
        }
        for (int i = 0; i < secrets.size(); i++) {
            request.addHeader(secrets.name(i), secrets.value(i));
        }
        return request.build();
    }

    private IOException unexpected(Exception e, CallState state) {
        if (e instanceof InterruptedException) {
            // OkHttp's racing connects let it through undeclared.
            Thread.currentThread().interrupt();
            return new IOException("interrupted");
        }
        if (e instanceof AnalyticsException ours) {
            return new CarriedFailure(ours);
        }
        return new CarriedFailure(new ProtocolException(
                state.context(), "the exchange failed with " + e.getClass().getSimpleName(), redactor.safe(e)));
    }

    private void throwIfEnded(IOException failure, CallState state) {
        if (Thread.currentThread().isInterrupted()) {
            state.stop(CallState.Stop.INTERRUPTED);
        }
        var reason = state.stopped();
        if (reason != null) {
            throw state.ended(reason, redactor.safe(failure));
        }
    }

    private IOException named(IOException failure, Progress.Over over, Duration limit, CallState state) {
        return switch (over) {
            case NO_LIMIT -> failure;
            case CONNECT_LIMIT ->
                new LimitReached(
                        "no connection to " + Origins.of(endpoint.baseUrl()) + " within " + timeouts.connect(),
                        failure);
            case ATTEMPT_LIMIT ->
                new LimitReached(
                        "no whole answer within " + limit
                                + (state.remaining().isNegative()
                                                || state.remaining().isZero()
                                        ? ", which was left of " + state.totalLimit() + " in all"
                                        : ""),
                        failure);
        };
    }

    private void log(CallState state, @Nullable Response response, @Nullable IOException failure, long began) {
        if (!LOG.isDebugEnabled()) {
            return;
        }
        LOG.debug(
                "{} {} attempt {}: {} in {} ms",
                endpoint.vendor(),
                state.operation().operationId(),
                state.attempts,
                response != null
                        ? "HTTP " + response.code()
                        : failure == null ? "nothing" : failure.getClass().getSimpleName(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }
}
