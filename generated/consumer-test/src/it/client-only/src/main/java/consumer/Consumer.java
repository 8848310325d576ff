package consumer;

import com.sun.net.httpserver.HttpServer;
import dev.analyticsplatform.client.rockset.JSON;
import dev.analyticsplatform.client.rockset.api.QueriesApi;
import dev.analyticsplatform.client.rockset.model.QueryRequest;
import dev.analyticsplatform.client.rockset.model.QueryRequestSql;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import retrofit2.Retrofit;

/** Uses a generated client with plain Retrofit, and looks where OkHttp comes from. */
public final class Consumer {
    private Consumer() {}

    public static void main(String[] arguments) throws Exception {
        List<URL> sources = Collections.list(
                Consumer.class.getClassLoader().getResources("okhttp3/OkHttpClient.class"));
        check(sources.size() == 1 && sources.get(0).toString().contains("okhttp-jvm-5."), "OkHttp comes from " + sources);

        AtomicReference<String> sent = new AtomicReference<>("");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            sent.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = "{\"status\":\"BRAND_NEW\",\"results\":[{\"n\":9007199254740993}]}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        OkHttpClient http = new OkHttpClient();
        try {
            QueriesApi queries = new Retrofit.Builder()
                    .baseUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/")
                    .client(http)
                    .addConverterFactory(JSON.converterFactory())
                    .build()
                    .create(QueriesApi.class);

            var answer = queries.query(new QueryRequest().sql(new QueryRequestSql().query("select 1 < 2")))
                    .execute()
                    .body();

            check(
                    sent.get().equals("POST /v1/orgs/self/queries {\"sql\":{\"query\":\"select 1 < 2\"}}"),
                    "sent was " + sent.get());
            check(answer.getStatus().getValue().equals("BRAND_NEW"), "status is " + answer.getStatus());
            check(answer.getResults().get(0).toString().contains("9007199254740993"), "rows are " + answer.getResults());
        } finally {
            server.stop(0);
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
