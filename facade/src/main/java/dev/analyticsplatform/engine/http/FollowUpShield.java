package dev.analyticsplatform.engine.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * The outermost network interceptor of an attempt. It notes that the connection stands, and hides every status that
 * OkHttp might act on.
 *
 * <p>Switches of OkHttp do not suffice: with {@code retryOnConnectionFailure(false)} it still sends a POST again on 503
 * with {@code Retry-After: 0}, dies of a NumberFormatException when that number does not fit an int, and repeats on 421
 * where connections were coalesced. So OkHttp sees 400, which it never acts on, and {@link Attempts} puts the true
 * answer back. 407 stays: it comes from the user's own proxy, which has not passed the request on.
 */
final class FollowUpShield implements Interceptor {

    private static final int FIRST_HIDDEN = 300;

    @Override
    public Response intercept(Chain chain) throws IOException {
        var progress = chain.request().tag(Progress.class);
        if (progress == null) {
            throw new IOException("an attempt without its progress tag");
        }
        progress.connected();
        var response = chain.proceed(chain.request());
        if (response.code() < FIRST_HIDDEN || response.code() == HttpURLConnection.HTTP_PROXY_AUTH) {
            return response;
        }
        progress.hide(response.code());
        return response.newBuilder().code(HttpURLConnection.HTTP_BAD_REQUEST).build();
    }
}
