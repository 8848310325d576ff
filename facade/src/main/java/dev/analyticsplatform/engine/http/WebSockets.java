package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** Opens websockets over the clients of a transport. */
final class WebSockets {

    private static final Duration PING = Duration.ofSeconds(20);
    private static final int NORMAL = 1000;

    private final PlatformConfig config;
    private final Endpoint endpoint;
    private final Clients clients;
    private final ActiveCalls active;
    private final ErrorTranslator errors;
    private final RetryInterceptor authenticated;
    private final RetryInterceptor anonymous;

    WebSockets(
            PlatformConfig config,
            Endpoint endpoint,
            Clients clients,
            ActiveCalls active,
            ErrorTranslator errors,
            Redactor redactor,
            CredentialSource credentials) {
        this.config = config;
        this.endpoint = endpoint;
        this.clients = clients;
        this.active = active;
        this.errors = errors;
        this.authenticated = handshakes(endpoint, redactor, credentials);
        // The credentials are known to the redactor all the same: they may be in a frame, and come back in an error.
        var bare = new Endpoint(
                endpoint.vendor(),
                endpoint.baseUrl(),
                endpoint.gson(),
                (current, headers) -> {},
                endpoint.errors(),
                endpoint.operations());
        this.anonymous = handshakes(bare, redactor, credentials);
    }

    private RetryInterceptor handshakes(Endpoint to, Redactor redactor, CredentialSource credentials) {
        var attempts = new Attempts(
                clients.handshakeAttempts(), to, config.timeouts(), new Answers(config.limits(), active), redactor);
        return new RetryInterceptor(
                attempts, new RequestGuard(to.baseUrl()), credentials, errors, active, config.retry(), config.time());
    }

    WebSocketLine open(WebSocketRequest request, WebSocketReceiver receiver) {
        var options = CallOptions.NONE.withAttemptLimit(config.timeouts().attempt());
        var operation = new OperationInfo(request.operation(), Safety.SAFE);
        var state = new CallState(endpoint.vendor(), operation, options, config.timeouts(), config.time(), true);
        requireEncrypted(request.url(), state);
        var ping = request.pingInterval().orElseGet(this::pingInterval);
        var handshake = new Handshake(
                errors,
                state,
                config.limits().errorBodyBytes(),
                wire -> new FrameSource(wire, state, receiver, config.limits().stringChars(), ping));
        state.whenStopped(() -> {
            var reason = state.stopped();
            if (reason != null) {
                receiver.over(state.ended(reason, null), true);
            }
        });
        var client = clients.webSockets(List.of(handshake, request.authenticated() ? authenticated : anonymous), ping);
        client.newWebSocket(
                new Request.Builder()
                        .url(request.url())
                        .headers(request.headers())
                        .tag(CallState.class, state)
                        .build(),
                new Listener(request, receiver, state));
        return new WebSocketLine(state, errors, active);
    }

    /** Often enough that a server which lives has answered before the idle limit. */
    private Duration pingInterval() {
        var idle = config.timeouts().idle();
        return idle.compareTo(PING.multipliedBy(2)) >= 0
                ? PING
                : idle.multipliedBy(2).dividedBy(3).plusMillis(1);
    }

    private static void requireEncrypted(HttpUrl url, CallState state) {
        if (!url.isHttps() && !GivenAddresses.isLoopback(url.host())) {
            throw new InvalidRequestException(
                    state.context(),
                    "the websocket would not be encrypted (" + Origins.of(url) + "); it must be wss; nothing was sent",
                    null);
        }
    }

    private final class Listener extends WebSocketListener {
        private final WebSocketRequest request;
        private final WebSocketReceiver receiver;
        private final CallState state;
        private boolean open;

        Listener(WebSocketRequest request, WebSocketReceiver receiver, CallState state) {
            this.request = request;
            this.receiver = receiver;
            this.state = state;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            open = true;
            for (var frame : request.frames()) {
                if (!socket.send(frame)) {
                    receiver.over(
                            new TransportException(
                                    state.context(), "the first texts of the websocket do not fit into 16 MiB", null),
                            true);
                    socket.cancel();
                }
            }
            receiver.opened();
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            receiver.message(text);
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(NORMAL, null);
            over(code == NORMAL && request.closeIsEnd() ? null : errors.webSocketClosed(state, code, reason));
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
            if (open) {
                over(errors.webSocket(state, failure));
            } else if (failure instanceof java.net.ProtocolException) {
                over(errors.badHandshake(state, failure));
            } else {
                over(errors.io(state, (IOException) failure));
            }
        }

        private void over(@Nullable AnalyticsException failure) {
            active.remove(state);
            receiver.over(failure, false);
        }
    }
}
