package consumer;

import com.sun.net.httpserver.HttpServer;
import dev.analyticsplatform.client.deltastream.JSON;
import dev.analyticsplatform.client.deltastream.controlplane.api.DeltastreamApi;
import dev.analyticsplatform.client.deltastream.controlplane.model.StatementRequest;
import dev.analyticsplatform.client.deltastream.dataplane.api.DataplaneApi;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import retrofit2.Retrofit;

/** Sends a form of a JSON part and a file, and reads the answer with the models of both documents. */
public final class FormConsumer {
    private static final UUID ID = UUID.fromString("7f7bd8a3-1c0e-4a9b-8d22-94d3c1f5e6b0");

    private FormConsumer() {}

    public static void main(String[] arguments) throws Exception {
        AtomicReference<String> sent = new AtomicReference<>("");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            sent.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n"
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = ("{\"sqlState\":\"00000\",\"statementID\":\"" + ID + "\",\"data\":[[\"a\",null]]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        OkHttpClient http = new OkHttpClient();
        try {
            Retrofit retrofit = new Retrofit.Builder()
                    .baseUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/")
                    .client(http)
                    .addConverterFactory(JSON.converterFactory())
                    .build();

            var submitted = retrofit.create(DeltastreamApi.class)
                    .submitStatement(
                            new StatementRequest().statement("CREATE FUNCTION_SOURCE f WITH ('file' = 'f.jar')"),
                            List.of(MultipartBody.Part.createFormData(
                                    "attachments",
                                    "f.jar",
                                    RequestBody.create("the jar", MediaType.get("application/octet-stream")))))
                    .execute()
                    .body();
            check(sent.get().startsWith("POST /statements\n"), sent);
            check(sent.get().contains("name=\"request\""), sent);
            check(sent.get().contains("{\"statement\":\"CREATE FUNCTION_SOURCE f WITH ('file' = 'f.jar')\"}"), sent);
            check(sent.get().contains("name=\"attachments\"; filename=\"f.jar\""), sent);
            check(sent.get().contains("the jar"), sent);
            check(submitted.getStatementID().equals(ID), submitted);

            var status = retrofit.create(DataplaneApi.class)
                    .getStatementStatus(ID, null, 1, null)
                    .execute()
                    .body();
            check(sent.get().equals("GET /statements/" + ID + "?partitionID=1\n"), sent);
            check(status.getData().get(0).get(1) == null, status);
        } finally {
            server.stop(0);
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
        }
    }

    private static void check(boolean holds, Object otherwise) {
        if (!holds) {
            throw new IllegalStateException("not so: " + otherwise);
        }
    }
}
