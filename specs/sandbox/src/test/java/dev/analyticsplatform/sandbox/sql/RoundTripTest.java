package dev.analyticsplatform.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest extends EngineTest {
    private static final String[] NAMES = {"a", "b", "c", "A", "x y", "q\"", "é", "_event_time", "d.e", ""};

    @ParameterizedTest(name = "random documents from {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName("Any JSON document comes back digit for digit through put and SELECT *")
    void roundTrip(long start) {
        Random random = new Random(start);
        DocumentStore store = collection("c");
        List<String> put = new ArrayList<>();
        for (int batch = 0; batch < 4; batch++) {
            List<Document> documents = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String id = "%06d".formatted(put.size());
                ObjectNode document = ExactJson.MAPPER.createObjectNode().put("_id", id);
                members(random, document, 3);
                put.add(document.toString());
                documents.add(new Document(id, document));
            }
            store.putAll(documents);
            assertThat(read("SELECT * FROM c ORDER BY _id"))
                    .as("random documents from %d", start)
                    .isEqualTo(put);
            // The typed columns must at least bind and run, whatever the documents are.
            assertThat(read("SELECT * EXCLUDE (b), b FROM c")).hasSameSizeAs(put);
        }
        assertThat(store.get("000007").orElseThrow()).hasToString(put.get(7));
    }

    private List<String> read(String sql) {
        List<String> rows = new ArrayList<>();
        try (Cursor cursor = engine.query(sql, Map.of())) {
            while (cursor.next()) {
                rows.add(cursor.row(RowFormat.ISO).toString());
            }
        }
        return rows;
    }

    private static void members(Random random, ObjectNode object, int depth) {
        for (int i = random.nextInt(5); i > 0; i--) {
            object.set(NAMES[random.nextInt(NAMES.length)], value(random, depth));
        }
    }

    private static JsonNode value(Random random, int depth) {
        var json = ExactJson.MAPPER.getNodeFactory();
        return switch (random.nextInt(depth > 0 ? 10 : 8)) {
            case 0 -> json.nullNode();
            case 1 -> json.booleanNode(random.nextBoolean());
            case 2 -> json.numberNode(random.nextInt(100));
            case 3 -> ExactJson.read(new BigInteger(1 + random.nextInt(200), random).toString());
            case 4 -> ExactJson.read(Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20)));
            case 5 ->
                ExactJson.read(new BigDecimal(new BigInteger(1 + random.nextInt(150), random), random.nextInt(40) + 1)
                        .negate()
                        .toString());
            case 6 -> json.textNode(text(random));
            case 7 -> json.textNode("2024-01-01T00:00:00.000001Z");
            case 8 -> {
                ObjectNode object = json.objectNode();
                members(random, object, depth - 1);
                yield object;
            }
            default -> {
                ArrayNode array = json.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, depth - 1));
                }
                yield array;
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int point = random.nextInt(4) == 0 ? random.nextInt(0x11000) : random.nextInt(0x80);
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                text.appendCodePoint(point);
            }
        }
        return text.toString();
    }
}
