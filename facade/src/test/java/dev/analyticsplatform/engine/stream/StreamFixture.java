package dev.analyticsplatform.engine.stream;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.Limits;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.RetryPolicy;
import dev.analyticsplatform.engine.http.CallOptions;
import dev.analyticsplatform.engine.http.Endpoint;
import dev.analyticsplatform.engine.http.OperationInfo;
import dev.analyticsplatform.engine.http.Safety;
import dev.analyticsplatform.engine.http.Transport;
import dev.analyticsplatform.engine.http.VendorError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.ResponseBody;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import retrofit2.Call;
import retrofit2.http.GET;
import retrofit2.http.Streaming;

/** Opens streams to test servers. */
final class StreamFixture {

    static final String SECRET = "canary-77ab-secret";
    static final Limits SMALL = new Limits(64 << 10, 1 << 20, 200, 1000, 50);

    private StreamFixture() {}

    interface Api {
        @Streaming
        @GET("v1/events")
        Call<ResponseBody> events();
    }

    static Transport transport(String url, UnaryOperator<PlatformConfig> change) {
        var config = PlatformConfig.of("acme").credentials(ApiKey.of(SECRET)).retry(RetryPolicy.NONE);
        return Transport.open(
                change.apply(config),
                new Endpoint(
                        "acme",
                        HttpUrl.get(url),
                        new Gson(),
                        (credentials, headers) -> headers.add("X-Api-Key", ((ApiKey) credentials).key()),
                        StreamFixture::error,
                        method -> new OperationInfo(method.getName(), Safety.SAFE)));
    }

    static Transport transport(String url) {
        return transport(url, config -> config);
    }

    static ServerSentEvents events(Transport transport, Limits limits) {
        return new ServerSentEvents(transport.stream(transport.api(Api.class).events(), CallOptions.NONE), limits);
    }

    /** All events of a body, as name, data and id. */
    static List<String> all(String url) {
        var found = new ArrayList<String>();
        try (var transport = transport(url);
                var events = events(transport, Limits.DEFAULT)) {
            for (var event = events.next(); event != null; event = events.next()) {
                found.add(event.name() + "|" + event.data() + "|" + event.lastEventId());
            }
        }
        return found;
    }

    private static VendorError error(int status, Headers headers, String body) {
        try {
            var json = new Gson().fromJson(body, JsonObject.class);
            return VendorError.of(
                    json.get("code").getAsString(), json.get("message").getAsString(), null);
        } catch (JsonParseException | NullPointerException | IllegalStateException notOurs) {
            return VendorError.NONE;
        }
    }

    static <E extends Throwable> E failure(Class<E> type, ThrowingCallable call) {
        var thrown = Assertions.catchThrowable(call);
        Assertions.assertThat(thrown).isInstanceOf(type);
        return type.cast(thrown);
    }

    /** What a thread of its own ended with, and whether it was interrupted then. */
    static final class Blocked {
        final Thread thread;
        private final CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        private volatile boolean flag;

        Blocked(Runnable work) {
            thread = new Thread(() -> {
                try {
                    work.run();
                    thrown.complete(new AssertionError("ended normally"));
                } catch (RuntimeException e) {
                    flag = Thread.currentThread().isInterrupted();
                    thrown.complete(e);
                }
            });
            thread.start();
        }

        Throwable outcome() throws Exception {
            return thrown.get(20, java.util.concurrent.TimeUnit.SECONDS);
        }

        boolean flagKept() {
            return flag;
        }
    }
}
