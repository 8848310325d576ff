package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.analyticsplatform.PortableExceptions.Fate;
import dev.analyticsplatform.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same values to every vendor; the exceptions are those of {@link PortableExceptions} and no others. */
class PortableValuesTest {

    private static final String REJECTED = "rejected";
    private static final String UNREADABLE = "reading it fails";

    private static final Map<String, VendorPlatform> PLATFORMS = new TreeMap<>();

    static List<String> vendors() {
        return Sandbox.vendors();
    }

    static Stream<Arguments> vendorsAndTypes() {
        return vendors().stream()
                .flatMap(vendor -> Arrays.stream(DataType.values())
                        .filter(type -> type != DataType.UNKNOWN)
                        .map(type -> Arguments.of(vendor, type)));
    }

    @BeforeAll
    static void open() {
        Sandbox.vendors().forEach(vendor -> PLATFORMS.put(vendor, new VendorPlatform(vendor)));
    }

    @AfterAll
    static void close() {
        PLATFORMS.values().forEach(VendorPlatform::close);
        PLATFORMS.clear();
    }

    @ParameterizedTest
    @MethodSource("vendorsAndTypes")
    @DisplayName("promise: a value comes back as it was given, or its row alone is rejected; it never changes unseen")
    void roundTrip(String vendor, DataType type) {
        var platform = Objects.requireNonNull(PLATFORMS.get(vendor));
        String name = "of_" + type.name().toLowerCase(Locale.ROOT);
        var spec = new DatasetSpec(
                QualifiedName.of(name),
                List.of(new Column("id", DataType.INTEGER, ""), VendorPlatform.column(vendor, "v", type)),
                Optional.empty());
        if (PortableExceptions.of(vendor, type).stream().anyMatch(line -> line.fate() == Fate.NO_COLUMN)) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> platform.create(spec))
                    .withMessageContaining("column v");
            return;
        }
        platform.create(spec);

        roundTrip(platform, name, type, PortableValues.of(type));
        assertThat(platform.platform().catalog().describe(spec.name()).columns())
                .extracting(column -> column.name() + " " + column.type())
                .contains("id INTEGER", "v " + PortableExceptions.described(vendor, type));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    @DisplayName("promise: whole decimals of 38 digits come back as they were given, or their rows alone are rejected")
    void longDecimals(String vendor) {
        var platform = Objects.requireNonNull(PLATFORMS.get(vendor));
        platform.create(DatasetSpec.of(QualifiedName.of("of_long_decimal"))
                .column("id", DataType.INTEGER)
                .column("v", DataType.DECIMAL));
        roundTrip(platform, "of_long_decimal", DataType.DECIMAL, PortableValues.longDecimals());
    }

    @Test
    @DisplayName("Each exception is of a vendor that there is, and of values that are tried")
    void exceptions() {
        for (var line : PortableExceptions.lines()) {
            assertThat(vendors()).contains(line.vendor());
            var tried = new LinkedHashSet<>(PortableValues.of(line.type()).keySet());
            if (line.type() == DataType.DECIMAL) {
                tried.addAll(PortableValues.longDecimals().keySet());
            }
            assertThat(tried).as("%s", line).containsAll(line.values());
        }
    }

    private static void roundTrip(
            VendorPlatform platform, String name, DataType type, Map<String, @Nullable Object> values) {
        var rejected = platform.fill(name, rows(values)).stream()
                .map(RowRejection::index)
                .toList();

        var read = read(platform, platform.readable(name), type);
        var actual = new LinkedHashMap<String, String>();
        var expected = new LinkedHashMap<String, String>();
        for (var given : values.entrySet()) {
            long id = actual.size();
            boolean refused = rejected.contains(id);
            String seen = read.getOrDefault(id, refused ? REJECTED : "lost");
            actual.put(given.getKey(), refused && read.containsKey(id) ? "rejected, and yet " + seen : seen);
            expected.put(given.getKey(), expected(platform.vendor(), type, given));
        }
        assertThat(actual).isEqualTo(expected);
        assertThat(read.keySet()).allMatch(id -> id >= 0 && id < values.size());
    }

    /** Rows with the numbers from 0 as their ids. */
    private static List<Map<String, @Nullable Object>> rows(Map<String, @Nullable Object> values) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (Object value : values.values()) {
            var row = new HashMap<String, @Nullable Object>();
            row.put("id", rows.size());
            row.put("v", value);
            rows.add(row);
        }
        return rows;
    }

    /** What is there, by the ids of the rows: read at once, or one by one if one of them cannot be read. */
    private static Map<Long, String> read(VendorPlatform platform, String dataset, DataType type) {
        var read = new HashMap<Long, String>();
        try {
            for (Row row : platform.rows("SELECT id, v FROM " + dataset)) {
                read.merge(
                        row.getLong("id"),
                        PortableValues.shown(row, "v", type),
                        (one, other) -> "twice: " + one + ", " + other);
            }
        } catch (ProtocolException oneOfThem) {
            for (Row row : platform.rows("SELECT id FROM " + dataset)) {
                String sql = "SELECT v FROM " + dataset + " WHERE id = " + row.getLong("id");
                read.put(row.getLong("id"), one(platform, sql, type));
            }
        }
        return read;
    }

    private static String one(VendorPlatform platform, String sql, DataType type) {
        try {
            var rows = platform.rows(sql);
            return rows.size() == 1 ? PortableValues.shown(rows.get(0), "v", type) : rows.size() + " rows";
        } catch (ProtocolException loud) {
            return UNREADABLE;
        }
    }

    private static String expected(String vendor, DataType type, Map.Entry<String, @Nullable Object> given) {
        var line = PortableExceptions.of(vendor, type, given.getKey());
        String kept = PortableValues.shown(given.getValue());
        return switch (line.fate()) {
            case KEPT -> kept;
            case REJECTED, NO_COLUMN -> REJECTED;
            case UNREADABLE -> UNREADABLE;
            case TEXT -> PortableValues.shownAsText(given.getValue());
            case OTHER -> line.other();
        };
    }
}
