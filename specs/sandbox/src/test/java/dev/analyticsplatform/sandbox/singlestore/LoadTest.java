package dev.analyticsplatform.sandbox.singlestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.SandboxExtension;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class LoadTest {
    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of("singlestore");

    private SingleStore client;

    @BeforeEach
    void begin() {
        client = SingleStore.of(sandbox.sandbox());
        client = client.at(client.workspace().path("endpoint").asText());
        client.data("exec", "", "CREATE DATABASE shop").expect(200);
    }

    @Test
    @DisplayName("A million rows are sent while the engine makes them")
    void aMillionRows() throws IOException {
        Request request = client.statement(
                "query/tuples", "shop", "SELECT range AS n, CONCAT('row ', range) AS text FROM range(1000000)");
        try (Response response = SingleStore.CLIENT.newCall(request).execute();
                JsonParser json = Json.MAPPER.createParser(response.body().byteStream())) {
            assertThat(response.header("Transfer-Encoding")).isEqualTo("chunked");
            long rows = 0;
            long sum = 0;
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                    rows++;
                    sum += json.getLongValue();
                }
            }
            assertThat(rows).isEqualTo(1_000_000);
            assertThat(sum).isEqualTo(499_999_500_000L);
        }
    }

    @Test
    @DisplayName("A failure after rows have been sent stands behind them, in an answer with status 200")
    void aLateFailure() {
        SingleStore.Reply reply = client.tuples(
                        "SELECT repeat('x', 1000), CAST(IF(n = 20000, CONCAT('x', n), '1') AS SIGNED) FROM range(30000) AS r(n)")
                .expect(200);
        JsonNode rows = reply.json().path("results").path(0).path("rows");
        assertThat(rows.size()).isBetween(1, 20_000);
        assertThat(reply.json().path("error").path("code").asInt()).isEqualTo(1366);
        assertThat(reply.text().indexOf("\"error\"")).isGreaterThan(reply.text().indexOf("\"results\""));
        client.tuples("SELECT CAST('x' AS SIGNED)").expectError(400, "Error 1366");
    }

    @Test
    @DisplayName("A query can be killed while its rows are read, and ends when its client goes away")
    void killed() throws IOException {
        String sql = "SELECT repeat('x', 1000) AS x FROM range(100000000)";
        try (Response response = SingleStore.CLIENT
                .newCall(client.statement("query/rows", "shop", sql))
                .execute()) {
            assertThat(response.body().source().readByte()).isEqualTo((byte) '{');
            JsonNode running = client.rows("SHOW PROCESSLIST").rows();
            assertThat(running).hasSize(1);
            assertThat(running.path(0).path("Info").asText()).isEqualTo(sql);
            client.exec("KILL QUERY " + running.path(0).path("Id").asText()).expect(200);
            String rest = response.body().string();
            assertThat(rest).endsWith("]}],\"error\":{\"code\":1317,\"message\":\"Query execution was interrupted\"}}");
        }
        OkHttpClient other = new OkHttpClient();
        try (Response response =
                other.newCall(client.statement("query/rows", "shop", sql)).execute()) {
            assertThat(response.body().source().readByte()).isEqualTo((byte) '{');
        }
        other.connectionPool().evictAll();
        while (!client.rows("SHOW PROCESSLIST").rows().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("Batches of thousands of question marks are appended in order and in full")
    void batches() {
        client.exec("CREATE TABLE e (id BIGINT PRIMARY KEY, s VARCHAR(20), m DECIMAL(20,4))")
                .expect(200);
        int batch = 5_000;
        for (int first = 0; first < 10 * batch; first += batch) {
            List<Object> args = new ArrayList<>();
            for (int i = first; i < first + batch; i++) {
                args.add(i);
                args.add("row " + i);
                args.add(i + ".2500");
            }
            String sql = "INSERT INTO e (id, s, m) VALUES " + "(?,?,?),".repeat(batch - 1) + "(?,?,?)";
            assertThat(client.exec(sql, args.toArray())
                            .json()
                            .path("rowsAffected")
                            .asInt())
                    .isEqualTo(batch);
        }
        assertThat(client.tuples("SELECT count(*), sum(id), sum(m), count(DISTINCT s) FROM e")
                        .rows()
                        .toString())
                .isEqualTo("[[50000,\"1249975000\",\"1249987500.0000\",50000]]");
    }
}
