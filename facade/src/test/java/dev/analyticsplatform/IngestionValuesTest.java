package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxExtension;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Values that are ingested come back equal")
class IngestionValuesTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX =
            SandboxExtension.of(Sandbox.of("rockset").timeScale(0));

    private static int collections;

    private final QualifiedName dataset = QualifiedName.of("values" + ++collections);
    private AnalyticsPlatform platform = open();

    private static AnalyticsPlatform open() {
        return AnalyticsPlatform.open(PlatformConfig.of("rockset")
                .endpoint(SANDBOX.sandbox().url().toString())
                .credentials(ApiKey.of(SANDBOX.sandbox().key())));
    }

    @BeforeEach
    void create() {
        platform.catalog().create(DatasetSpec.of(dataset));
        platform.catalog().awaitReady(dataset, Duration.ofSeconds(30));
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private Map<String, Row> roundtrip(Map<String, ? extends @Nullable Object> values) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        values.forEach((id, value) -> {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("_id", id);
            row.put("v", value);
            rows.add(row);
        });
        var result = platform.ingestion().append(dataset, rows);
        assertThat(result.rejected()).isEmpty();
        assertThat(result.accepted()).isEqualTo(values.size());
        var read = new LinkedHashMap<String, Row>();
        platform.queries()
                .run("select * from commons." + dataset.name())
                .toList()
                .forEach(row -> read.put(String.valueOf(row.getString("_id")), row));
        return read;
    }

    private static Row row(Map<String, Row> read, String id) {
        var row = read.get(id);
        if (row == null) {
            throw new AssertionError("there is no row " + id);
        }
        return row;
    }

    @Test
    void everyType() {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("null", null);
        values.put("true", true);
        values.put("zero", 0L);
        values.put("min", Long.MIN_VALUE);
        values.put("max", Long.MAX_VALUE);
        values.put("odd", 9_007_199_254_740_993L);
        values.put("u64", BigInteger.TWO.pow(64));
        values.put("u256", BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
        values.put("decimal", new BigDecimal("0.25"));
        values.put("long decimal", new BigDecimal("12345678901234567890.12345678901234567"));
        values.put("text", "a \"quoted\" 'text' \\ \u00fc \u20ac \ud83d\ude00 \u2028 <&>");
        values.put("empty", "");
        values.put("bytes", new byte[] {0, 1, -1, 127, -128});
        values.put("no bytes", new byte[0]);
        values.put("date", LocalDate.of(2024, 2, 29));
        values.put("time", LocalTime.parse("23:59:59.999999"));
        values.put("full minute", LocalTime.of(10, 15));
        values.put("datetime", LocalDateTime.parse("2024-03-01T10:15:30.123456"));
        values.put("full hour", LocalDateTime.parse("2024-03-01T10:00"));
        values.put("instant", Instant.parse("2024-03-01T10:15:30.123456Z"));
        values.put("epoch", Instant.EPOCH);
        values.put("list", Arrays.asList(1L, null, "x", List.of(), List.of(true, BigInteger.TWO.pow(70))));
        values.put("object", Map.of("a", Map.of("b", List.of(LocalDate.of(2000, 1, 1), Map.of())), "d", 1L));

        var read = roundtrip(values);

        values.forEach((id, value) -> {
            var row = row(read, id);
            assertThat(row.get("v")).as(id).isEqualTo(asSent(value));
        });
        assertThat(row(read, "null").has("v")).isTrue();
        assertThat(row(read, "date").getLocalDate("v")).isEqualTo(values.get("date"));
        assertThat(row(read, "time").getLocalTime("v")).isEqualTo(values.get("time"));
        assertThat(row(read, "full minute").getLocalTime("v")).isEqualTo(values.get("full minute"));
        assertThat(row(read, "datetime").getLocalDateTime("v")).isEqualTo(values.get("datetime"));
        assertThat(row(read, "full hour").getLocalDateTime("v")).isEqualTo(values.get("full hour"));
        assertThat(row(read, "instant").getInstant("v")).isEqualTo(values.get("instant"));
        assertThat(row(read, "epoch").getInstant("v")).isEqualTo(values.get("epoch"));
    }

    @Test
    @SuppressWarnings("UnnecessaryStringBuilder") // a CharSequence that is no String
    void typesThatComeBackAsAnother() {
        var id = UUID.fromString("6f1e0f1c-5d4b-4b6e-9b0a-111111111111");
        var read = roundtrip(Map.of(
                "int",
                7,
                "byte",
                (byte) 1,
                "double",
                0.1,
                "float",
                0.5f,
                "uuid",
                id,
                "offset",
                OffsetDateTime.parse("2024-03-01T12:00:00+02:00"),
                "builder",
                new StringBuilder("built")));

        assertThat(row(read, "int").getInt("v")).isEqualTo(7);
        assertThat(row(read, "byte").getLong("v")).isEqualTo(1);
        assertThat(row(read, "double").getDouble("v")).isEqualTo(0.1);
        assertThat(row(read, "float").getDouble("v")).isEqualTo(0.5);
        assertThat(row(read, "uuid").getString("v")).isEqualTo(id.toString());
        assertThat(row(read, "offset").getInstant("v")).isEqualTo(Instant.parse("2024-03-01T10:00:00Z"));
        assertThat(row(read, "builder").getString("v")).isEqualTo("built");
    }

    @Test
    @DisplayName("Random nested rows come back equal")
    void randomRows() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("IngestionValuesTest.randomRows: -Dseed=" + seed);
        var random = new Random(seed);
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < 500; i++) {
            values.put("r" + i, value(random, 4));
        }

        var read = roundtrip(values);

        assertThat(read).hasSize(values.size());
        values.forEach((id, value) -> assertThat(row(read, id).get("v"))
                .as("seed " + seed + ", row " + id)
                .isEqualTo(asSent(value)));
    }

    /** Results dress no type up: times arrive as ISO text, bytes as base64, and their getters read that. */
    private static @Nullable Object asSent(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        } else if (value instanceof Temporal) {
            return value.toString();
        } else if (value instanceof List<?> list) {
            return list.stream().map(IngestionValuesTest::asSent).collect(Collectors.toList());
        } else if (value instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<Object, @Nullable Object>();
            map.forEach((name, member) -> copy.put(name, asSent(member)));
            return copy;
        }
        return value;
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 13 : 11)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong();
            case 3 -> (long) random.nextInt(100);
            case 4 -> new BigInteger(64 + random.nextInt(193), random).setBit(63);
            case 5 -> new BigDecimal(new BigInteger(1 + random.nextInt(100), random), 1 + random.nextInt(20));
            case 6 -> text(random);
            case 7 -> {
                byte[] bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
                yield bytes;
            }
            case 8 -> LocalDate.ofEpochDay(random.nextInt(40_000));
            case 9 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1000L);
            case 10 -> LocalTime.ofNanoOfDay(random.nextInt(86_400) * 1_000_000_000L);
            case 11 -> {
                var list = new ArrayList<@Nullable Object>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
            default -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(text(random), value(random, depth - 1));
                }
                yield map;
            }
        };
    }

    /** Any characters that exist, with a liking for those that need escapes. */
    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int c = random.nextBoolean()
                    ? "\"\\/<>&'\n\t \u2028\u20ac".charAt(random.nextInt(12))
                    : random.nextInt(0x110000);
            text.appendCodePoint(c == 0 || (c >= 0xd800 && c < 0xe000) ? 'x' : c);
        }
        return text.toString();
    }
}
