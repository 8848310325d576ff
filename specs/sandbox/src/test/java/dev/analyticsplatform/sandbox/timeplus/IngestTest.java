package dev.analyticsplatform.sandbox.timeplus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxClock;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IngestTest {
    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of(
            Sandbox.of("timeplus").clock(SandboxClock.at(Instant.parse("2026-01-02T03:04:05.678Z"))));

    private Timeplus timeplus;

    @BeforeEach
    void connect() {
        timeplus = Timeplus.of(sandbox.sandbox());
        timeplus.run("CREATE STREAM s (id int32, n nullable(string), d string DEFAULT 'none')");
        timeplus.run("CREATE STREAM r (raw string)");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, ''",
        "application/vnd.timeplus+json, ''",
        "application/json;format=compact, ''",
        "application/json;format=streaming, ?format=compact",
    })
    void compact(String contentType, String query) {
        Request request = timeplus.request(
                "POST",
                "streams/s/ingest" + query,
                Optional.of("{\"columns\":[\"id\"],\"data\":[[1],[2]]}"),
                contentType);
        timeplus.send(request).expect(200);
        assertThat(timeplus.rows("SELECT * FROM table(s)"))
                .isEqualTo(
                        "[[1,null,\"none\",\"2026-01-02T03:04:05.678Z\"],[2,null,\"none\",\"2026-01-02T03:04:05.678Z\"]]");
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-ndjson, ''",
        "application/json;format=streaming, ''",
        "application/vnd.timeplus+json;format=stream, ''",
        "application/json, ?format=streaming",
    })
    void streaming(String contentType, String query) {
        Request request = timeplus.request(
                "POST",
                "streams/s/ingest" + query,
                Optional.of("{\"id\": 1}\n\n{\n  \"id\": 2, \"n\": \"b\"\n}{\"n\":\"c\",\"id\":3}"),
                contentType);
        timeplus.send(request).expect(200);
        assertThat(timeplus.rows("SELECT id, n FROM table(s)")).isEqualTo("[[1,null],[2,\"b\"],[3,\"c\"]]");
    }

    @Test
    void rawAndLines() {
        timeplus.ingest("r", "text/plain", "one\ntwo").expect(200);
        timeplus.ingest("r", "text/plain;format=lines", "three\nfour\n").expect(200);
        timeplus.post("streams/r/ingest?format=lines", "five").expect(200);
        assertThat(timeplus.rows("SELECT raw FROM table(r)"))
                .isEqualTo("[[\"one\\ntwo\"],[\"three\"],[\"four\"],[\"five\"]]");
        timeplus.ingest("s", "text/plain", "no").expectError(400, 36);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"columns\":[\"id\",\"nope\"],\"data\":[[1,2]]}",
                "{\"columns\":[\"id\"],\"data\":[[1],[\"x\"]]}",
                "{\"columns\":[\"id\"],\"data\":[[1],[2147483648]]}",
                "{\"columns\":[\"id\"],\"data\":[[1],[1.5]]}",
                "{\"columns\":[\"id\"],\"data\":[[1],[1,2]]}",
                "{\"columns\":[\"id\",\"id\"],\"data\":[[1,2]]}",
            })
    @DisplayName("A wrong row, value or column makes the call fail with nothing stored")
    void allOrNothing(String body) {
        assertThat(timeplus.ingest("s", "application/json", body)
                        .expect(400)
                        .body()
                        .path("system")
                        .asText())
                .isEqualTo("proton");
        assertThat(timeplus.rows("SELECT count() FROM table(s)")).isEqualTo("[[0]]");
    }

    @Test
    @DisplayName("A batch with a name that is known is not stored again")
    void idempotent() {
        Request batch = timeplus.request(
                        "POST",
                        "streams/s/ingest",
                        Optional.of("{\"columns\":[\"id\"],\"data\":[[1]]}"),
                        "application/json")
                .newBuilder()
                .header("x-timeplus-idempotent-id", "batch-1")
                .build();
        timeplus.send(batch).expect(200);
        timeplus.send(batch).expect(200);
        timeplus.send(batch.newBuilder()
                        .header("x-timeplus-idempotent-id", "batch-2")
                        .build())
                .expect(200);
        assertThat(timeplus.rows("SELECT count() FROM table(s)")).isEqualTo("[[2]]");
    }

    @Test
    void anUnknownStreamIsAnErrorOfTheEngine() {
        timeplus.ingest("nope", "application/json", "{\"columns\":[\"id\"],\"data\":[[1]]}")
                .expectError(500, 60);
        timeplus.ingest("s", "application/json", "{\"columns\":[\"id\"]}").expectError(400, 400);
    }
}
