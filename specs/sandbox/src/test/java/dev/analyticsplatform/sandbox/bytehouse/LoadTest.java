package dev.analyticsplatform.sandbox.bytehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.analyticsplatform.sandbox.SandboxExtension;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.io.IOException;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class LoadTest {
    private static final int BATCHES = 10;
    private static final int BATCH = 20_000;

    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of("bytehouse");

    private ByteHouse byteHouse;

    @BeforeEach
    void connect() {
        byteHouse = ByteHouse.of(sandbox.sandbox());
    }

    private static Request request(ByteHouse byteHouse, String sql, String queryId) {
        return byteHouse.request(
                "submitSyncQuery",
                Map.of(),
                ByteHouse.query(sql).put("queryID", queryId).toString());
    }

    @Test
    @DisplayName("A million rows are sent while the engine makes them, and can be read while they are sent")
    void aMillionRows() throws IOException {
        Request request =
                request(byteHouse, "SELECT number AS n, 'row ' || number AS t FROM numbers(1000000)", "million");
        try (Response response = new OkHttpClient().newCall(request).execute();
                JsonParser json = Json.MAPPER.createParser(response.body().byteStream())) {
            assertThat(response.header("Transfer-Encoding")).isEqualTo("chunked");
            long rows = 0;
            long sum = 0;
            long told = -1;
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && json.getParsingContext().inArray()) {
                    rows++;
                    sum += json.getLongValue();
                } else if (json.currentToken() == JsonToken.FIELD_NAME
                        && json.currentName().equals("rows")) {
                    told = json.nextLongValue(0);
                }
            }
            assertThat(rows).isEqualTo(1_000_000);
            assertThat(sum).isEqualTo(499_999_500_000L);
            assertThat(told).isEqualTo(1_000_000);
        }
        assertThat(byteHouse
                        .call("getQueryStatistic", Map.of("id", "million"))
                        .data()
                        .path("resultRows")
                        .asLong())
                .isEqualTo(1_000_000);
    }

    @Test
    @DisplayName("Rows that are written in large batches are all there")
    void batches() {
        byteHouse.sql("CREATE TABLE t (id Int64, price Decimal(38, 10), name Nullable(String), at DateTime64(6, 'UTC'))"
                + " ENGINE = CnchMergeTree ORDER BY id");
        for (int batch = 0; batch < BATCHES; batch++) {
            StringBuilder rows = new StringBuilder("INSERT INTO t FORMAT JSONEachRow\n");
            for (int i = 0; i < BATCH; i++) {
                long id = (long) batch * BATCH + i;
                rows.append("{\"id\":")
                        .append(id)
                        .append(",\"price\":\"")
                        .append(id)
                        .append(".0000000001\",\"name\":\"näme ")
                        .append(id)
                        .append("\",\"at\":\"2024-05-01 13:00:00.000001\"}\n");
            }
            byteHouse.sql(rows.toString()).expect(200);
        }
        assertThat(byteHouse.rows("SELECT count(), count(DISTINCT name), max(id), max(price) FROM t"))
                .isEqualTo("[[200000,200000,199999,199999.0000000001]]");
    }

    @Test
    @DisplayName("A client that goes away in the middle of an answer ends its query")
    void aClientGoesAway() throws IOException {
        Request request = request(byteHouse, "SELECT repeat('x', 1000) AS x FROM numbers(100000000)", "endless");
        OkHttpClient client = new OkHttpClient();
        try (Response response = client.newCall(request).execute()) {
            assertThat(response.body().source().readByte()).isEqualTo((byte) '{');
            byteHouse.sql("SELECT 1").expect(200);
            byteHouse
                    .call(
                            "submitSyncQuery",
                            ByteHouse.query("SELECT 1")
                                    .put("queryID", "endless")
                                    .toString())
                    .expectCode(216);
        }
        client.connectionPool().evictAll();
        // The id is free again as soon as the query has ended.
        while (byteHouse
                        .call(
                                "submitSyncQuery",
                                ByteHouse.query("SELECT 1")
                                        .put("queryID", "endless")
                                        .toString())
                        .status()
                != 200) {
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("A result that breaks off after its first rows says so where its number of rows would stand")
    void aResultThatBreaksOff() throws IOException {
        Request request = request(
                byteHouse,
                "SELECT repeat('x', 1000) AS pad, CAST(CASE WHEN number = 90000 THEN 'x' ELSE '1' END AS Int64) AS x"
                        + " FROM numbers(100000)",
                "breaks");
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            String text = response.body().string();
            assertThat(response.code()).isEqualTo(200);
            assertThat(text)
                    .contains("\"exception\":\"Code: ")
                    .doesNotContain("\"rows\":")
                    .endsWith("\"}}")
                    .contains("\"error\":{\"code\":27");
        }
    }
}
