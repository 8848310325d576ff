package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.PlatformConfig;
import java.time.Duration;
import java.util.List;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * The OkHttp clients of a transport. The user's hook comes first, so that it cannot undo what this library promises;
 * pool and dispatcher are shut down with the transport only if the hook did not bring its own.
 */
final class Clients implements AutoCloseable {

    private static final int MOST_CALLS = 256;

    private final ConnectionPool ownPool = new ConnectionPool();
    private final Dispatcher ownDispatcher = new Dispatcher();
    private final OkHttpClient base;
    private final Dispatcher webSocketDispatcher;

    Clients(PlatformConfig config) {
        ownDispatcher.setMaxRequests(MOST_CALLS);
        ownDispatcher.setMaxRequestsPerHost(MOST_CALLS);
        var builder = new OkHttpClient.Builder().connectionPool(ownPool).dispatcher(ownDispatcher);
        base = config.http()
                .apply(builder)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .authenticator(Authenticator.NONE)
                .cache(null)
                .connectTimeout(config.timeouts().connect())
                // Limits of the engine hold for whole attempts, or between two reads of a stream; see Progress.
                .callTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
        // A websocket counts as running for as long as it is open, so it must not take the place of calls, nor wait.
        webSocketDispatcher = new Dispatcher(base.dispatcher().executorService());
        webSocketDispatcher.setMaxRequests(Integer.MAX_VALUE);
    }

    /** Makes one attempt. The user's network interceptors and event listener see each of them. */
    OkHttpClient attempts() {
        var builder = base.newBuilder();
        builder.interceptors().clear();
        builder.networkInterceptors().add(0, new FollowUpShield());
        return builder.build();
    }

    /** Makes whole calls. The user's application interceptors see each call once, before credentials are added. */
    OkHttpClient calls(RetryInterceptor last) {
        var builder = base.newBuilder();
        builder.networkInterceptors().clear();
        return builder.addInterceptor(last).eventListener(new CancelListener()).build();
    }

    /** Makes the attempts of a websocket's handshake, which HTTP/2 has not. */
    OkHttpClient handshakeAttempts() {
        return attempts().newBuilder().protocols(List.of(Protocol.HTTP_1_1)).build();
    }

    /** Opens websockets. The user's application interceptors see each handshake once. */
    OkHttpClient webSockets(List<Interceptor> last, Duration pingInterval) {
        var builder = base.newBuilder();
        builder.networkInterceptors().clear();
        builder.interceptors().addAll(last);
        return builder.dispatcher(webSocketDispatcher)
                .pingInterval(pingInterval)
                .build();
    }

    @Override
    public void close() {
        if (base.connectionPool() == ownPool) {
            ownPool.evictAll();
        }
        if (base.dispatcher() == ownDispatcher) {
            ownDispatcher.executorService().shutdown();
        }
    }

    /** Passes the cancellation of a call on to its waits and its running attempt. */
    private static final class CancelListener extends EventListener {
        @Override
        public void canceled(Call call) {
            var state = call.request().tag(CallState.class);
            if (state != null) {
                state.stop(CallState.Stop.CANCELLED);
            }
        }
    }
}
