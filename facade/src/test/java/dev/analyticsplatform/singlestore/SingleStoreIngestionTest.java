package dev.analyticsplatform.singlestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.IngestResult;
import dev.analyticsplatform.IngestionException;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.RowRejection;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SingleStoreIngestionTest {

    private static final QualifiedName TABLE = QualifiedName.of("t`x");

    private final SingleStoreServer server = new SingleStoreServer();
    private final AnalyticsPlatform platform = server.open();

    @AfterEach
    void close() {
        platform.close();
        server.close();
    }

    private SingleStoreServer stored(int rows) {
        return server.json("{\"lastInsertId\":0,\"rowsAffected\":" + rows + "}");
    }

    private static List<Map<String, Integer>> numbers(int... numbers) {
        return Arrays.stream(numbers).mapToObj(n -> Map.of("n", n)).toList();
    }

    /** The numbers of each statement that was sent. */
    private List<String> sent() {
        return server.sql().stream().map(SingleStoreServer.Asked::args).toList();
    }

    @Test
    @DisplayName("A batch is one INSERT; values are arguments, a missing one is the default, names are quoted")
    void oneInsert() {
        stored(3);
        var result = platform.ingestion()
                .append(
                        TABLE,
                        List.<Map<String, ? extends @Nullable Object>>of(
                                Map.of("a", 1L), Map.of("B`", new byte[] {1}), Collections.singletonMap("A", null)));

        assertThat(result).isEqualTo(new IngestResult(3, List.of(), 3, 0));
        var sent = server.sql().get(0);
        assertThat(sent.path()).isEqualTo("POST /api/v2/exec");
        assertThat(sent.sql())
                .isEqualTo(
                        "INSERT INTO `shop`.`t``x` (`a`,`B```) VALUES (?,DEFAULT),(DEFAULT,FROM_BASE64(?)),(?,DEFAULT)");
        assertThat(sent.args()).isEqualTo("[1,\"AQ==\",null]");
    }

    @Test
    void listsAndMapsAreJson() {
        stored(1);
        var document = Map.of("k", List.of("é", new BigDecimal("1.50"), Long.MAX_VALUE, true));
        platform.ingestion().append(TABLE, List.of(Map.of("doc", document)));

        assertThat(server.sql()
                        .get(0)
                        .body()
                        .get("args")
                        .getAsJsonArray()
                        .get(0)
                        .getAsString())
                .isEqualTo("{\"k\":[\"é\",1.50,9223372036854775807,true]}");
    }

    @Test
    @DisplayName("A row that the server would change without a word is rejected, the others arrive")
    void rowsThatCannotBeSent() {
        stored(1);
        var result = platform.ingestion()
                .append(
                        TABLE,
                        List.<Map<String, Object>>of(
                                Map.of("n", Instant.parse("2024-01-01T00:00:00.000000001Z")),
                                Map.of("n", new BigDecimal("1E-28")),
                                Map.of("n", Double.NaN),
                                Map.of("n", List.of(Instant.EPOCH)),
                                Map.of("n", new Object()),
                                Map.of("n", Instant.EPOCH),
                                Map.of("n", OffsetDateTime.parse("2038-01-19T03:14:08Z")),
                                Map.of("n", 1, "N", 2),
                                Map.of(),
                                Map.of("n", "x".repeat(1_000_000)),
                                Map.of("n", Instant.parse("2038-01-19T03:14:07.999999Z"))));

        assertThat(result.accepted()).isEqualTo(1);
        assertThat(result.rejected())
                .extracting(RowRejection::index)
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(sent()).containsExactly("[\"2038-01-19 03:14:07.999999\"]");
    }

    @Test
    @DisplayName("Requests stay below 1 MB, whatever the columns of the rows")
    void batchesBySize() {
        List<Map<String, String>> wide = IntStream.range(0, 400)
                .mapToObj(i -> Map.of("column_" + i % 200, "é\"\n".repeat(800)))
                .toList();
        for (int i = 0; i < 20; i++) {
            server.json("{}");
        }
        var result = platform.ingestion().append(TABLE, wide);

        assertThat(result.accepted()).isEqualTo(400);
        assertThat(server.sql())
                .hasSizeBetween(3, 10)
                .allSatisfy(sent -> assertThat(
                                sent.body().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                        .isLessThan(1_000_000));
    }

    @Test
    @DisplayName("A batch that is refused for a row is divided until the row is found; no statement is sent twice")
    void badRow() {
        server.refuse(400, "Error 1366: Incorrect integer value: 'x' for column 'n' at row 3");
        stored(2);
        server.refuse(400, "Error 1366: Incorrect integer value: 'x' for column 'n' at row 1");
        server.refuse(400, "Error 1366: Incorrect integer value: 'x' for column 'n' at row 1");
        stored(1);

        var result = platform.ingestion().append(TABLE, numbers(0, 1, 2, 3));

        assertThat(result.accepted()).isEqualTo(3);
        assertThat(result.rejected())
                .containsExactly(new RowRejection(
                        2, "Incorrect integer value: 'x' for column 'n' at row 1", java.util.Optional.of("1366")));
        assertThat(sent()).containsExactly("[0,1,2,3]", "[0,1]", "[2,3]", "[2]", "[3]");
    }

    @Test
    @DisplayName("After a hundred requests for one batch what is refused is rejected together")
    void manyBadRows() {
        for (int i = 0; i < 200; i++) {
            server.refuse(400, "Error 1062: Duplicate entry for key 'PRIMARY'");
        }
        var result = platform.ingestion()
                .append(TABLE, numbers(IntStream.range(0, 1000).toArray()));

        assertThat(result.rejected()).hasSize(1000);
        assertThat(result.nextIndex()).isEqualTo(1000);
        assertThat(result.rejected().get(999).reason()).contains("refused together");
        assertThat(server.sql()).hasSizeBetween(100, 120);
    }

    @Test
    @DisplayName("What is wrong with the table stops it with nothing in doubt; a lost answer leaves the batch in doubt")
    void failedBatches() {
        server.refuse(400, "Error 1146: Table 'shop.t' doesn't exist");
        assertThat(failure()).isEqualTo(new IngestResult(0, List.of(), 0, 0));
        server.refuse(400, "Error 1054: Unknown column 'n' in 'field list'");
        assertThat(failure()).isEqualTo(new IngestResult(0, List.of(), 0, 0));
        server.refuse(403, "Error 1142: INSERT command denied");
        assertThat(failure()).isEqualTo(new IngestResult(0, List.of(), 0, 0));
        server.refuse(500, "Error 1777: A partition is offline");
        assertThat(failure()).isEqualTo(new IngestResult(0, List.of(), 0, 4));
        server.refuse(504, "late");
        assertThat(failure()).isEqualTo(new IngestResult(0, List.of(), 0, 4));
        stored(3);
        assertThat(failure()).isEqualTo(new IngestResult(0, List.of(), 0, 4));
        assertThat(server.sql()).hasSize(6);
    }

    @Test
    @DisplayName("If a part of a batch was stored, the refusal of another part leaves the batch in doubt")
    void failureBehindAStoredPart() {
        server.refuse(400, "Error 1264: Out of range value for column 'n' at row 4");
        stored(2);
        server.refuse(403, "Error 1142: INSERT command denied");

        assertThat(failure()).isEqualTo(new IngestResult(0, List.of(), 0, 4));
    }

    private IngestResult failure() {
        var results = new java.util.ArrayList<IngestResult>();
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> platform.ingestion().append(TABLE, numbers(0, 1, 2, 3)))
                .satisfies(e -> results.add(e.result()));
        return results.get(0);
    }
}
