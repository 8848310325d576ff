package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How rows are cut into requests and what is told about them, seen from a server that counts. */
class IngestionBatchesTest {

    private static final int MAX_ROWS = 20_000;
    private static final long MAX_BYTES = 10L << 20;
    /** How many bytes a text takes on the wire, where it is not 2. */
    private static final Map<String, Integer> SENT_BYTES = Map.of("\u20ac", 3, "\ud83d\ude00", 4, "\ud800", 6);

    private static final QualifiedName DATASET = QualifiedName.of("ws", "events");

    /** One request as the server got it. */
    private record Batch(String target, long bytes, int documents) {}

    private final ScriptedServer server = new ScriptedServer();
    private final AnalyticsPlatform platform = server.open();
    private final List<Batch> got = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        platform.close();
        server.close();
    }

    /** Answers each request by its number, from 0, and the number of its documents. */
    private void answering(BiFunction<Integer, Integer, MockResponse> answer) {
        server.dispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                var data = ScriptedServer.bodyJson(request).getAsJsonArray("data");
                got.add(new Batch(request.getTarget(), request.getBodySize(), data.size()));
                return answer.apply(got.size() - 1, data.size());
            }
        });
    }

    private static MockResponse added(int documents) {
        return ScriptedServer.json(
                200,
                "{\"data\":["
                        + String.join(
                                ",",
                                IntStream.range(0, documents)
                                        .mapToObj(i -> "{\"status\":\"ADDED\"}")
                                        .toList())
                        + "]}");
    }

    private static List<Map<String, @Nullable Object>> numbers(int count) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (int i = 0; i < count; i++) {
            rows.add(Map.of("n", i));
        }
        return rows;
    }

    private IngestResult append(Iterable<? extends Map<String, ? extends @Nullable Object>> rows) {
        return platform.ingestion().append(DATASET, rows);
    }

    @Test
    void noRowsNoRequest() {
        assertThat(append(List.of())).isEqualTo(new IngestResult(0, List.of(), 0, 0));
        assertThat(server.requests()).isZero();
    }

    @Test
    @DisplayName("No request has more than 20,000 documents")
    void splitsByRows() {
        answering((request, documents) -> added(documents));
        var result = append(numbers(2 * MAX_ROWS + 1));

        assertThat(result.complete()).isTrue();
        assertThat(result.accepted()).isEqualTo(2 * MAX_ROWS + 1);
        assertThat(got).extracting(Batch::documents).containsExactly(MAX_ROWS, MAX_ROWS, 1);
        assertThat(got)
                .allSatisfy(
                        batch -> assertThat(batch.target()).isEqualTo("/v1/orgs/self/ws/ws/collections/events/docs"));
    }

    @Test
    @DisplayName("No request has more than 10 MiB, counted as sent: escapes, pairs and halves of surrogates included")
    void splitsByBytes() {
        answering((request, documents) -> added(documents));
        for (var text : List.of("\u20ac", "\ud83d\ude00", "\ud800", "\"")) {
            int rows = (int) (MAX_BYTES / (700_000L * SENT_BYTES.getOrDefault(text, 2))) + 2;
            got.clear();
            var row = Map.of("t", text.repeat(700_000));
            var result = append(java.util.Collections.nCopies(rows, row));

            assertThat(result.accepted()).as(text).isEqualTo(rows);
            assertThat(got)
                    .as(text)
                    .hasSizeGreaterThan(1)
                    .allSatisfy(batch -> assertThat(batch.bytes()).isLessThanOrEqualTo(MAX_BYTES));
            long row1 = got.get(0).bytes() / got.get(0).documents();
            assertThat(got.get(0).bytes())
                    .as("the first batch of " + text + " is full")
                    .isGreaterThan(MAX_BYTES - row1 - 100);
        }
    }

    @Test
    void rowOfTheLargestSizeIsSentAndOneByteMoreIsRejected() {
        answering((request, documents) -> added(documents));
        int most = (int) MAX_BYTES - 64 - "{\"t\":\"\"}".length() - 1;

        var result =
                append(List.of(Map.of("t", "x".repeat(most)), Map.of("t", "x".repeat(most + 1)), Map.of("t", "small")));

        assertThat(result.accepted()).isEqualTo(2);
        assertThat(result.rejected()).singleElement().satisfies(rejection -> {
            assertThat(rejection.index()).isEqualTo(1);
            assertThat(rejection.reason()).contains("the vendor takes at most");
        });
        assertThat(got).extracting(Batch::documents).containsExactly(1, 1);
    }

    @Test
    @DisplayName("Rows that the vendor refuses are told by their index in what was given, over all batches")
    void rejectionsKeepTheirIndex() {
        answering((request, documents) -> {
            var statuses = new ArrayList<String>(java.util.Collections.nCopies(documents, "{\"status\":\"ADDED\"}"));
            statuses.set(
                    request,
                    "{\"status\":\"ERROR\",\"error\":{\"type\":\"INVALIDINPUT\",\"message\":\"bad " + request + "\"}}");
            return ScriptedServer.json(200, "{\"data\":[" + String.join(",", statuses) + "]}");
        });
        var rows = new ArrayList<>(numbers(2 * MAX_ROWS + 5));
        rows.set(7, Map.of("n", new Object()));
        var result = append(rows);

        assertThat(result.rejected())
                .extracting(RowRejection::index)
                .containsExactly(0L, 7L, MAX_ROWS + 2L, 2L * MAX_ROWS + 3);
        assertThat(result.rejected().get(2))
                .isEqualTo(new RowRejection(MAX_ROWS + 2, "bad 1", Optional.of("INVALIDINPUT")));
        assertThat(result.accepted()).isEqualTo(2 * MAX_ROWS + 1);
        assertThat(result.toString()).isEqualTo("40001 rows accepted, 4 rejected");
    }

    @Test
    @DisplayName("A value that cannot be encoded rejects its row and no other")
    void unencodableRows() {
        answering((request, documents) -> added(documents));
        var nullKey = new java.util.HashMap<String, @Nullable Object>();
        nullKey.put(null, 1);
        var result = append(Arrays.asList(
                Map.of("a", Double.NaN),
                Map.of("a", 1),
                Map.of("a", new Thread()),
                Map.of("a", List.of(Map.of("b", Float.NEGATIVE_INFINITY))),
                null,
                nullKey,
                Map.of("a", 2)));

        assertThat(result.accepted()).isEqualTo(2);
        assertThat(result.rejected()).extracting(RowRejection::index).containsExactly(0L, 2L, 3L, 4L, 5L);
        assertThat(got).extracting(Batch::documents).containsExactly(2);
    }

    @Test
    @DisplayName("Rows are taken from the iterable as they are needed; no more than a batch ahead of the server")
    void lazy() {
        var taken = new int[1];
        var ahead = new ArrayList<Integer>();
        answering((request, documents) -> {
            ahead.add(taken[0]);
            return added(documents);
        });
        Iterable<Map<String, Integer>> rows = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return taken[0] < 3 * MAX_ROWS;
            }

            @Override
            public Map<String, Integer> next() {
                return Map.of("n", taken[0]++);
            }
        };

        assertThat(append(rows).accepted()).isEqualTo(3 * MAX_ROWS);
        assertThat(ahead).containsExactly(MAX_ROWS + 1, 2 * MAX_ROWS + 1, 3 * MAX_ROWS);
    }

    @Test
    @DisplayName(
            "A batch that fails stops the rest; what was accepted, is in doubt and was not sent is told exactly, and nothing is resent")
    void failingBatch() {
        var failures = List.of(
                ScriptedServer.json(503, "{\"message\":\"busy\"}"),
                ScriptedServer.json(408, "{\"message\":\"slow\"}"),
                ScriptedServer.json(500, "{\"message\":\"oops\"}"),
                ScriptedServer.json(200, "{\"data\":[]}"),
                ScriptedServer.json(200, "{\"data\":[null]}"),
                ScriptedServer.json(200, "<html>"),
                new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build());
        for (var failure : failures) {
            got.clear();
            answering((request, documents) -> request == 0 ? added(documents) : failure);

            assertThatExceptionOfType(IngestionException.class)
                    .as(failure.toString())
                    .isThrownBy(() -> append(numbers(MAX_ROWS + MAX_ROWS + 500)))
                    .satisfies(e -> {
                        assertThat(e.result()).isEqualTo(new IngestResult(MAX_ROWS, List.of(), MAX_ROWS, MAX_ROWS));
                        assertThat(e.getCause()).isInstanceOf(AnalyticsException.class);
                        assertThat(e)
                                .hasMessageContaining(
                                        "20000 rows accepted, 0 rejected, 20000 in doubt from index 20000");
                    });
            assertThat(got).as("requests with " + failure).hasSize(2);
        }
    }

    @Test
    @DisplayName(
            "A batch that the vendor refuses as a whole leaves nothing in doubt, and the caller can go on from there")
    void refusedBatch() {
        answering((request, documents) ->
                request == 0 ? added(documents) : ScriptedServer.json(400, "{\"message\":\"no such field\"}"));

        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> append(numbers(MAX_ROWS + 500)))
                .satisfies(e -> {
                    assertThat(e.result()).isEqualTo(new IngestResult(MAX_ROWS, List.of(), MAX_ROWS, 0));
                    assertThat(e.retryable()).isFalse();
                });
    }

    @Test
    @DisplayName("Rows that throw while they are read do not take the account of the rows before them along")
    void throwingRows() {
        answering((request, documents) -> added(documents));
        var broken = new IllegalStateException("the file ends here");
        Iterable<Map<String, Integer>> rows = () -> java.util.stream.IntStream.range(0, MAX_ROWS + 500)
                .mapToObj(n -> {
                    if (n == MAX_ROWS + 7) {
                        throw broken;
                    }
                    return Map.of("n", n);
                })
                .iterator();

        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> append(rows))
                .satisfies(e -> {
                    assertThat(e.result()).isEqualTo(new IngestResult(MAX_ROWS, List.of(), MAX_ROWS, 0));
                    assertThat(e).hasCause(broken);
                });
    }

    @Test
    @DisplayName("429, which refuses a batch unseen, is retried, and its rows count once")
    void rateLimit() {
        answering((request, documents) -> request == 0
                ? ScriptedServer.json(429, "{\"type\":\"RATELIMITEXCEEDED\",\"message\":\"slow down\"}")
                : added(documents));

        assertThat(append(numbers(3))).isEqualTo(new IngestResult(3, List.of(), 3, 0));
        assertThat(got).hasSize(2);
        assertThat(server.time().waits()).hasSize(1);
    }

    @Test
    void statusesThatCarryAnErrorWithoutSayingSo() {
        answering(
                (request, documents) -> ScriptedServer.json(
                        200,
                        "{\"data\":[{\"error\":{\"message\":\"no\"}},{\"status\":\"REPLACED\",\"error\":null},{\"status\":\"ERROR\"}]}"));

        var result = append(numbers(3));

        assertThat(result.accepted()).isEqualTo(1);
        assertThat(result.rejected())
                .containsExactly(
                        new RowRejection(0, "no", Optional.empty()),
                        new RowRejection(2, "the vendor gave no reason", Optional.empty()));
    }
}
