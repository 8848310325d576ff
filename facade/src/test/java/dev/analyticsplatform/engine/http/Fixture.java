package dev.analyticsplatform.engine.http;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.Credentials;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.RetryPolicy;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.function.UnaryOperator;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Opens transports to test servers. */
final class Fixture {

    static final String SECRET = "canary-6b1f0c-secret";

    private Fixture() {}

    static PlatformConfig config(FakeTime time) {
        return PlatformConfig.of("acme")
                .credentials(ApiKey.of(SECRET))
                .time(time)
                .retry(new RetryPolicy(3, RetryPolicy.DEFAULT.firstWait(), RetryPolicy.DEFAULT.maxWait(), () -> 0.5));
    }

    static Transport open(String url, PlatformConfig config) {
        return Transport.open(config, endpoint(url));
    }

    static Transport open(String url, FakeTime time) {
        return open(url, config(time));
    }

    static Transport open(String url, FakeTime time, UnaryOperator<PlatformConfig> change) {
        return open(url, change.apply(config(time)));
    }

    static Endpoint endpoint(String url) {
        return new Endpoint(
                "acme", HttpUrl.get(url), new Gson(), Fixture::authenticate, Fixture::error, Fixture::operation);
    }

    /** As vendors do it: a header that OkHttp does not know to be secret. */
    static void authenticate(Credentials credentials, Headers.Builder headers) {
        if (credentials instanceof ApiKey key) {
            headers.add("X-Api-Key", key.key());
        } else if (credentials instanceof BearerToken token) {
            headers.add("Authorization", "Bearer " + token.token());
        } else {
            throw new IllegalArgumentException("unexpected credentials");
        }
    }

    private static VendorError error(int status, Headers headers, String body) {
        try {
            var json = new Gson().fromJson(body, JsonObject.class);
            return VendorError.of(
                    json.get("type").getAsString(), json.get("message").getAsString(), headers.get("X-Request-Id"));
        } catch (JsonParseException | NullPointerException | IllegalStateException notOurs) {
            return VendorError.NONE;
        }
    }

    private static OperationInfo operation(Method method) {
        var name = method.getName();
        for (var safety : Safety.values()) {
            if (name.startsWith(safety.name().toLowerCase(Locale.ROOT))) {
                return new OperationInfo(name, safety);
            }
        }
        throw new IllegalArgumentException(name);
    }

    static <E extends AnalyticsException> E failure(Class<E> type, ThrowingCallable call) {
        var thrown = Assertions.catchThrowable(call);
        Assertions.assertThat(thrown).isInstanceOf(type);
        return type.cast(thrown);
    }
}
