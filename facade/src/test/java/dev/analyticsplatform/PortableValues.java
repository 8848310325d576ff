package dev.analyticsplatform;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values of every portable type, at its limits and where formats are known to lose something. */
final class PortableValues {

    private static final Gson JSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private static final Set<DataType> TIMES =
            EnumSet.of(DataType.DATE, DataType.TIME, DataType.TIMESTAMP, DataType.TIMESTAMP_WITH_TIME_ZONE);

    private PortableValues() {}

    /** The values of a type by a name of each; every one must come back equal or be refused. */
    static Map<String, @Nullable Object> of(DataType type) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("null", null);
        switch (type) {
            case BOOLEAN -> all(values, true, false);
            case INTEGER -> all(values, 0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1, -(1L << 53) - 1);
            case DECIMAL ->
                all(
                        values,
                        new BigDecimal("0"),
                        new BigDecimal("1.5"),
                        new BigDecimal("-0.0000000001"),
                        new BigDecimal("0.1234567891"),
                        new BigDecimal("9007199254740993.0000000001"),
                        new BigDecimal("12345678901234567890.5"),
                        new BigDecimal("1234567890123456789012345678.0123456789"),
                        new BigDecimal("0.12345678901234567890123456789012345678"));
            case DOUBLE ->
                all(
                        values,
                        0.0,
                        -0.0,
                        0.1,
                        -2.5,
                        1e300,
                        1e21,
                        123456789012345680.0,
                        Double.MIN_VALUE,
                        Double.MAX_VALUE,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY);
            case STRING -> texts(values);
            case BYTES -> {
                values.put("none", new byte[0]);
                values.put("some", new byte[] {0, 1, -1, 127, -128});
                values.put("one", new byte[] {65});
            }
            case DATE ->
                all(
                        values,
                        LocalDate.EPOCH,
                        LocalDate.of(2024, 2, 29),
                        LocalDate.of(1969, 12, 31),
                        LocalDate.of(1582, 10, 10),
                        LocalDate.of(1000, 1, 1),
                        LocalDate.of(1, 1, 1),
                        LocalDate.of(2200, 1, 1),
                        LocalDate.of(9999, 12, 31),
                        LocalDate.of(10000, 1, 1),
                        LocalDate.of(-1, 1, 1));
            case TIME ->
                all(
                        values,
                        LocalTime.MIDNIGHT,
                        LocalTime.of(12, 30),
                        LocalTime.of(23, 59, 59, 999_999_000),
                        LocalTime.of(1, 2, 3, 4_000_000),
                        LocalTime.of(1, 2, 3, 4));
            case TIMESTAMP ->
                all(
                        values,
                        LocalDateTime.parse("1970-01-01T00:00:00"),
                        LocalDateTime.parse("2024-02-29T23:59:59.123456"),
                        LocalDateTime.parse("2024-02-29T12:30:00.5"),
                        LocalDateTime.parse("1960-01-01T00:00:00.000001"),
                        LocalDateTime.parse("2024-02-29T23:59:59.123456789"),
                        LocalDateTime.parse("0001-01-01T00:00:00"),
                        LocalDateTime.parse("9999-12-31T23:59:59.999999"));
            case TIMESTAMP_WITH_TIME_ZONE ->
                all(
                        values,
                        Instant.parse("1970-01-01T00:00:01Z"),
                        Instant.parse("2024-02-29T23:59:59.123Z"),
                        Instant.parse("2024-02-29T23:59:59.123456Z"),
                        Instant.parse("2024-02-29T23:59:59.123456789Z"),
                        Instant.parse("1960-01-01T00:00:00.000001Z"),
                        Instant.parse("2040-01-01T00:00:00Z"),
                        Instant.parse("0001-01-01T00:00:00Z"),
                        Instant.parse("9999-12-31T23:59:59.999999Z"));
            case ARRAY ->
                all(values, List.of(), List.of("a", "b\"c"), List.of("", "東京 🎈", "\\n"), Arrays.asList("x", null));
            case OBJECT ->
                all(
                        values,
                        object("city", "Genf", "zip", 1201L),
                        object("city", "\"\\ 🎈", "zip", Long.MAX_VALUE),
                        object("city", null, "zip", -(1L << 53) - 1));
            case UNKNOWN -> throw new IllegalArgumentException("there are no values of an unknown type");
        }
        return values;
    }

    /** Whole decimals of the most digits; apart, since a sandbox may keep 38 digits a column in all. */
    static Map<String, @Nullable Object> longDecimals() {
        var values = new LinkedHashMap<String, @Nullable Object>();
        all(values, new BigDecimal("9".repeat(38)), new BigDecimal("-" + "9".repeat(38)), new BigDecimal("0"));
        return values;
    }

    private static void all(Map<String, @Nullable Object> values, Object... each) {
        for (Object value : each) {
            values.put(value.toString(), value);
        }
    }

    private static Map<String, @Nullable Object> object(String a, @Nullable Object x, String b, @Nullable Object y) {
        var object = new TreeMap<String, @Nullable Object>();
        object.put(a, x);
        object.put(b, y);
        return object;
    }

    private static void texts(Map<String, @Nullable Object> values) {
        values.put("empty", "");
        values.put("blank", " \t x ");
        values.put("not ASCII", "Zürich 東京 — ﬁ e\u0301");
        values.put("emoji", "🎈👩‍👩‍👧");
        values.put("quotes", "it's \"so\" `so`");
        values.put("backslash", "\\ \\n \\u0041 \\'");
        values.put("line breaks", "a\nb\r\nc\u2028d");
        values.put("control", "\u0001\u001f\u007f");
        values.put("NUL", "a\0b");
        values.put("JSON", "{\"a\": [1, null]}");
        values.put("null as text", "null");
        values.put("number as text", "007.10");
        values.put("date as text", "2024-02-29");
        values.put("SQL", "'); DROP TABLE t; -- ${x} :x ?");
        values.put("half a surrogate pair", "a\ud83c");
    }

    /**
     * A value of a row, as {@link #shown(Object)} has it, if the getter of its type gives the same; a text, if the
     * getter makes the same of it.
     */
    static String shown(Row row, String column, DataType type) {
        Object raw = row.get(column);
        boolean text = raw instanceof String && type != DataType.STRING;
        if (raw == null || (text && !TIMES.contains(type))) {
            return shown(raw);
        }
        String typed = shown(typed(row, column, type));
        // Of the decimal texts that mean one double, any may be sent.
        boolean same = type == DataType.DOUBLE
                || (text && typed.endsWith(" " + raw))
                || shown(raw).equals(typed);
        return same ? (text ? shown(raw) : typed) : shown(raw) + ", but its getter gives " + typed;
    }

    private static @Nullable Object typed(Row row, String column, DataType type) {
        return switch (type) {
            case BOOLEAN -> row.getBoolean(column);
            case INTEGER -> row.getLong(column);
            case DECIMAL -> row.getBigDecimal(column);
            case DOUBLE -> row.getDouble(column);
            case STRING -> row.getString(column);
            case BYTES -> row.getBytes(column);
            case DATE -> row.getLocalDate(column);
            case TIME -> row.getLocalTime(column);
            case TIMESTAMP -> row.getLocalDateTime(column);
            case TIMESTAMP_WITH_TIME_ZONE -> row.getInstant(column);
            case ARRAY -> row.getList(column);
            case OBJECT -> row.getObject(column);
            case UNKNOWN -> row.get(column);
        };
    }

    /** The text that stands for a value where a vendor has no type for it, as {@link #shown(Object)} has it. */
    static String shownAsText(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return shown(Base64.getEncoder().encodeToString(bytes));
        }
        return shown(value instanceof List || value instanceof Map ? JSON.toJson(value) : String.valueOf(value));
    }

    /**
     * A value as text that is the same for equal values only, numbers of all classes being equal by their value, since
     * JSON has but one kind; zero has no sign.
     */
    static String shown(@Nullable Object value) {
        if (value instanceof Double d && (d.isNaN() || d.isInfinite())) {
            return "number " + d;
        } else if (value instanceof Number number) {
            var exact = new BigDecimal(number.toString());
            return "number "
                    + (exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toString());
        } else if (value instanceof byte[] bytes) {
            return "bytes " + HexFormat.of().formatHex(bytes);
        } else if (value instanceof List<?> list) {
            return "list " + list.stream().map(PortableValues::shown).toList();
        } else if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, String>();
            map.forEach((name, member) -> sorted.put(String.valueOf(name), shown(member)));
            return "object " + sorted;
        }
        return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
    }
}
