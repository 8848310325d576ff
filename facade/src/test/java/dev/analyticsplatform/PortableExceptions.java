package dev.analyticsplatform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where a vendor does not give back a value as it was, each with its reason; whatever is not here is kept as it is. */
final class PortableExceptions {

    /** What becomes of a value. */
    enum Fate {
        /** It comes back equal, and through the getter of its type. */
        KEPT,
        /** Its row is rejected, and the rows around it are not. */
        REJECTED,
        /** It comes back as its text: ISO's for times, base64 for bytes, JSON for lists and objects. */
        TEXT,
        /** The query that reads it fails. */
        UNREADABLE,
        /** No column of the type can be made; that is refused. */
        NO_COLUMN,
        /** It comes back as another value, by the vendor's own documented rule; the one given as {@code other}. */
        OTHER
    }

    /** A fate of some values. */
    record Line(String vendor, DataType type, Fate fate, List<String> values, String other, String why) {

        boolean covers(String value) {
            return values.isEmpty() ? !value.equals("null") : values.contains(value);
        }
    }

    private static final String NO_INFINITE = "JSON has no number for it, and the vendor no text";
    private static final String SURROGATE = "it is no text: UTF-8 has no form for it";
    private static final String RECORD = "records are written by clients of the store, which nothing checks; the "
            + "engine reads what its column cannot hold by its own rules";

    private static final List<Line> LINES = new ArrayList<>();

    private PortableExceptions() {}

    static {
        all("bytehouse", DataType.BYTES, Fate.TEXT, "there is no such type: base64 in a String column");
        all("bytehouse", DataType.TIME, Fate.TEXT, "there is no such type: a String column");
        all("bytehouse", DataType.ARRAY, Fate.TEXT, "a portable column does not name the type of elements: JSON text");
        all("bytehouse", DataType.OBJECT, Fate.TEXT, "a portable column does not name the members: JSON text");
        some(
                "bytehouse",
                DataType.DECIMAL,
                Fate.REJECTED,
                "the column is Decimal(38, 10)",
                "99999999999999999999999999999999999999",
                "-99999999999999999999999999999999999999",
                "0.12345678901234567890123456789012345678");
        some(
                "bytehouse",
                DataType.DATE,
                Fate.REJECTED,
                "Date32 holds the years 1925 to 2283",
                "1582-10-10",
                "1000-01-01",
                "0001-01-01",
                "9999-12-31",
                "+10000-01-01",
                "-0001-01-01");
        some(
                "bytehouse",
                DataType.TIMESTAMP,
                Fate.REJECTED,
                "DateTime64(6) holds microseconds of the years 1925 to 2283",
                "2024-02-29T23:59:59.123456789",
                "0001-01-01T00:00",
                "9999-12-31T23:59:59.999999");
        some(
                "bytehouse",
                DataType.TIMESTAMP_WITH_TIME_ZONE,
                Fate.REJECTED,
                "DateTime64(6) holds microseconds of the years 1925 to 2283",
                "2024-02-29T23:59:59.123456789Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z");
        some("bytehouse", DataType.STRING, Fate.REJECTED, SURROGATE, "half a surrogate pair");

        other(
                DataType.DECIMAL,
                "null",
                "1234567890123456789012345678.0123456789",
                "99999999999999999999999999999999999999",
                "-99999999999999999999999999999999999999");
        other(DataType.DECIMAL, "number 0.123456789012345679", "0.12345678901234567890123456789012345678");
        other(DataType.DATE, "null", "+10000-01-01");
        other(DataType.TIME, "LocalTime 01:02:03", "01:02:03.000000004");
        other(DataType.TIMESTAMP, "LocalDateTime 2024-02-29T23:59:59.123456", "2024-02-29T23:59:59.123456789");
        other(
                DataType.TIMESTAMP_WITH_TIME_ZONE,
                "Instant 2024-02-29T23:59:59.123456Z",
                "2024-02-29T23:59:59.123456789Z");
        some("deltastream", DataType.STRING, Fate.REJECTED, SURROGATE, "half a surrogate pair");
        some(
                "deltastream",
                DataType.DATE,
                Fate.UNREADABLE,
                "the answer writes years before 1 in a form that is no ISO date",
                "-0001-01-01");

        all("rockset", DataType.BYTES, Fate.TEXT, "answers have bytes as base64 text");
        for (var type : List.of(DataType.DATE, DataType.TIME, DataType.TIMESTAMP, DataType.TIMESTAMP_WITH_TIME_ZONE)) {
            all("rockset", type, Fate.TEXT, "answers have dates and times as ISO text, which the getters read");
        }
        some("rockset", DataType.DOUBLE, Fate.REJECTED, NO_INFINITE, "NaN", "Infinity", "-Infinity");
        some("rockset", DataType.STRING, Fate.REJECTED, SURROGATE, "half a surrogate pair");

        some("singlestore", DataType.DOUBLE, Fate.REJECTED, NO_INFINITE, "NaN", "Infinity", "-Infinity");
        some("singlestore", DataType.STRING, Fate.REJECTED, SURROGATE, "half a surrogate pair");
        some(
                "singlestore",
                DataType.DECIMAL,
                Fate.REJECTED,
                "the column is DECIMAL(65,27), and more places would be rounded",
                "0.12345678901234567890123456789012345678");
        some(
                "singlestore",
                DataType.DATE,
                Fate.REJECTED,
                "DATE holds the years 1000 to 9999",
                "0001-01-01",
                "+10000-01-01",
                "-0001-01-01");
        some("singlestore", DataType.TIME, Fate.REJECTED, "TIME(6) holds microseconds", "01:02:03.000000004");
        some(
                "singlestore",
                DataType.TIMESTAMP,
                Fate.REJECTED,
                "DATETIME(6) holds microseconds of the years 1000 to 9999",
                "2024-02-29T23:59:59.123456789",
                "0001-01-01T00:00");
        some(
                "singlestore",
                DataType.TIMESTAMP_WITH_TIME_ZONE,
                Fate.REJECTED,
                "TIMESTAMP(6) holds microseconds of the years 1970 to 2038",
                "2024-02-29T23:59:59.123456789Z",
                "0001-01-01T00:00:00Z",
                "1960-01-01T00:00:00.000001Z",
                "2040-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z");

        all("timeplus", DataType.BYTES, Fate.NO_COLUMN, "there is no such type");
        all("timeplus", DataType.TIME, Fate.NO_COLUMN, "there is no such type");
        some("timeplus", DataType.ARRAY, Fate.REJECTED, "an array takes no null", "null");
        some("timeplus", DataType.OBJECT, Fate.REJECTED, "a tuple takes no null", "null");
        some("timeplus", DataType.STRING, Fate.REJECTED, SURROGATE, "half a surrogate pair");
        some(
                "timeplus",
                DataType.DECIMAL,
                Fate.REJECTED,
                "the column is decimal(38, 18)",
                "1234567890123456789012345678.0123456789",
                "99999999999999999999999999999999999999",
                "-99999999999999999999999999999999999999",
                "0.12345678901234567890123456789012345678");
        some(
                "timeplus",
                DataType.DATE,
                Fate.REJECTED,
                "date32 holds the years 1900 to 2299",
                "1582-10-10",
                "1000-01-01",
                "0001-01-01",
                "9999-12-31",
                "+10000-01-01",
                "-0001-01-01");
        some(
                "timeplus",
                DataType.TIMESTAMP,
                Fate.REJECTED,
                "datetime64(9) holds the years 1900 to 2262",
                "0001-01-01T00:00",
                "9999-12-31T23:59:59.999999");
        some(
                "timeplus",
                DataType.TIMESTAMP_WITH_TIME_ZONE,
                Fate.REJECTED,
                "datetime64(9) holds the years 1900 to 2262",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z");
    }

    private static void all(String vendor, DataType type, Fate fate, String why) {
        some(vendor, type, fate, why);
    }

    private static void some(String vendor, DataType type, Fate fate, String why, String... values) {
        LINES.add(new Line(vendor, type, fate, List.of(values), "", why));
    }

    private static void other(DataType type, String other, String... values) {
        LINES.add(new Line("deltastream", type, Fate.OTHER, Arrays.asList(values), other, RECORD));
    }

    /** All lines. */
    static List<Line> lines() {
        return List.copyOf(LINES);
    }

    /** The lines of a vendor and a type. */
    static List<Line> of(String vendor, DataType type) {
        return LINES.stream()
                .filter(line -> line.vendor().equals(vendor) && line.type() == type)
                .toList();
    }

    static Line of(String vendor, DataType type, String value) {
        return of(vendor, type).stream()
                .filter(line -> line.covers(value))
                .findFirst()
                .orElse(new Line(vendor, type, Fate.KEPT, List.of(), "", "kept"));
    }

    /** The type that the catalog tells of a column that was made with one. */
    static DataType described(String vendor, DataType type) {
        boolean text = of(vendor, type).stream()
                .anyMatch(line -> line.fate() == Fate.TEXT && line.values().isEmpty());
        return switch (vendor + " " + type) {
            case "rockset DECIMAL" -> DataType.DOUBLE; // documents have one type for all numbers with a fraction
            case "singlestore ARRAY" -> DataType.OBJECT; // a JSON column holds either
            default -> text ? DataType.STRING : type;
        };
    }
}
