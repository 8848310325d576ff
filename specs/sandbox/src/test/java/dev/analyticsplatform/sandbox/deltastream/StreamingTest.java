package dev.analyticsplatform.sandbox.deltastream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class StreamingTest {
    @RegisterExtension
    final SandboxExtension sandbox =
            SandboxExtension.of(Sandbox.of("deltastream").timeScale(0));

    private DeltaStream client;

    @BeforeEach
    void connect() {
        client = DeltaStream.of(sandbox.sandbox());
        client.produce("t", "{\"n\":1}");
        client.sql("CREATE STREAM s (n BIGINT, text VARCHAR) WITH ('topic' = 't', 'value.format' = 'json')")
                .expectState("00000");
    }

    @Test
    @DisplayName("A stream gives the records that come after the statement, whenever the reader connects")
    void fromLatest() throws Exception {
        DeltaStream.Reply reply = client.sql("SELECT n * 2 AS twice FROM s WHERE n <> 3");
        assertThat(reply.body().path("metadata").path("columns").isNull()).isTrue();
        assertThat(reply.elsewhere().path("requestType").asText()).isEqualTo("streaming");
        client.produce("t", "{\"n\":2}", "{\"n\":3}");
        try (Reader reader = Reader.open(reply.elsewhere())) {
            JsonNode metadata = reader.next();
            assertThat(metadata.path("type").asText()).isEqualTo("metadata");
            assertThat(metadata.path("columns").path(0).path("name").asText()).isEqualTo("twice");
            assertThat(reader.next().path("data")).hasToString("[\"4\"]");
            client.produce("t", "{\"n\":4}");
            assertThat(reader.next().path("data")).hasToString("[\"8\"]");
        }
    }

    @Test
    @DisplayName("From the earliest position come all records; groups come anew whenever they change")
    void fromEarliest() throws Exception {
        client.produce("t", "{\"n\":2}");
        try (Reader all = fromEarliest("SELECT n FROM s WITH ('starting.position' = 'earliest')");
                Reader sums = fromEarliest(
                        "SELECT sum(n) AS n FROM s WITH ('starting.position' = 'earliest') HAVING sum(n) > 0");
                Reader printed = fromEarliest("PRINT ENTITY t WITH ('starting.position' = 'earliest')")) {
            assertThat(all.next().path("data")).hasToString("[\"1\"]");
            assertThat(all.next().path("data")).hasToString("[\"2\"]");
            assertThat(sums.next().path("data")).hasToString("[\"3\"]");
            client.produce("t", "{\"n\":10}");
            assertThat(sums.next().path("data")).hasToString("[\"13\"]");
            assertThat(printed.next().path("data")).hasToString("[null,\"{\\\"n\\\":1}\"]");
        }
    }

    private Reader fromEarliest(String sql) throws InterruptedException {
        Reader reader = Reader.open(client.sql(sql).elsewhere());
        assertThat(reader.next().path("type").asText()).isEqualTo("metadata");
        return reader;
    }

    @Test
    @DisplayName("Whoever does not begin with a valid token for this stream gets an error and no data")
    void hostileOrder() throws Exception {
        JsonNode elsewhere = client.sql("SELECT n FROM s WITH ('starting.position' = 'earliest')")
                .elsewhere();
        String token = elsewhere.path("token").asText();
        String another = client.sql("SELECT n FROM s").elsewhere().path("token").asText();
        String url = elsewhere.path("uri").asText();
        for (String first : List.of("{\"type\":\"data\",\"data\":[\"1\"]}", "no JSON", "{}")) {
            assertRefused(Reader.connect(url).send(first).authenticate(token));
        }
        assertRefused(Reader.connect(url).authenticate(another));
        assertRefused(Reader.connect(url).authenticate(sandbox.sandbox().key()));
        try (Reader absent = Reader.connect(url.replaceAll("[^/]*$", "00000000-0000-0000-0000-000000000000"))) {
            assertThat(absent.next().path("failed").asInt()).isEqualTo(404);
        }
    }

    private static void assertRefused(Reader refused) throws InterruptedException {
        try (refused) {
            JsonNode error = refused.next();
            assertThat(error.path("type").asText()).as("%s", error).isEqualTo("error");
            assertThat(error.path("sqlCode").asText()).isEqualTo("42501");
            assertThat(refused.next().path("closed").asInt()).isEqualTo(1008);
        }
    }
}
