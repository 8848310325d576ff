package dev.analyticsplatform;

import dev.analyticsplatform.driver.RowData;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * One row: named values, read by exact typed getters. A getter never rounds, truncates or guesses: a value that does
 * not fit is a {@link ProtocolException} that names the column. Getters of objects give null for SQL NULL; getters of
 * primitives refuse it, so ask {@link #isNull} first where NULL is possible.
 *
 * <p>Immutable and independent of the {@link Rows} it came from; may be kept and shared.
 */
public final class Row {

    private final RowShape shape;
    private final @Nullable Object[] values;

    Row(RowShape shape, RowData data) {
        this.shape = shape;
        this.values = data.values();
    }

    /**
     * The names of this row's values, in order.
     *
     * @return an unmodifiable list
     */
    public List<String> names() {
        return shape.names();
    }

    /**
     * Whether this row has a value of that name, NULL included.
     *
     * @param name the column
     * @return false if the row lacks the column
     */
    public boolean has(String name) {
        return shape.indexOf(name) >= 0;
    }

    /**
     * Whether a value is NULL. A row that lacks a column of the result counts as NULL.
     *
     * @param name the column
     * @return true for NULL
     * @throws IllegalArgumentException if the result declares its columns and has none of that name
     */
    public boolean isNull(String name) {
        return get(name) == null;
    }

    /**
     * A value as it is: null, {@link Boolean}, {@link Long}, {@link BigInteger} beyond 64 bits, {@link BigDecimal},
     * {@link Double} only if not finite, {@link String}, {@code byte[]}, a {@code java.time} value, {@link List} or
     * {@link Map} of these.
     *
     * @param name the column
     * @return the value, null for NULL
     * @throws IllegalArgumentException if the result declares its columns and has none of that name
     */
    public @Nullable Object get(String name) {
        int index = shape.indexOf(name);
        if (index < 0) {
            shape.requireKnown(name);
            return null;
        }
        return values[index];
    }

    /**
     * A value by position.
     *
     * @param index from 0
     * @return the value, null for NULL
     * @throws IndexOutOfBoundsException if there is no such position
     */
    public @Nullable Object get(int index) {
        return values[index];
    }

    /**
     * Text. Numbers, booleans, dates and nested values are given in their JSON or ISO form.
     *
     * @param name the column
     * @return the text, null for NULL
     */
    public @Nullable String getString(String name) {
        return Conversions.toText(get(name));
    }

    /**
     * A boolean.
     *
     * @param name the column
     * @return the value
     * @throws ProtocolException if it is NULL or no boolean
     */
    public boolean getBoolean(String name) {
        return convert(name, Boolean.class);
    }

    /**
     * A whole number of 32 bits.
     *
     * @param name the column
     * @return the value
     * @throws ProtocolException if it is NULL, no whole number, or out of range
     */
    public int getInt(String name) {
        return convert(name, Integer.class);
    }

    /**
     * A whole number of 64 bits.
     *
     * @param name the column
     * @return the value
     * @throws ProtocolException if it is NULL, no whole number, or out of range
     */
    public long getLong(String name) {
        return convert(name, Long.class);
    }

    /**
     * A number as binary floating point, rounded to the nearest {@code double}; use {@link #getBigDecimal} where every
     * digit counts.
     *
     * @param name the column
     * @return the value
     * @throws ProtocolException if it is NULL or no number
     */
    public double getDouble(String name) {
        return convert(name, Double.class);
    }

    /**
     * A number, exact.
     *
     * @param name the column
     * @return the value, null for NULL
     * @throws ProtocolException if it is no finite number
     */
    public @Nullable BigDecimal getBigDecimal(String name) {
        return convertOrNull(name, BigDecimal.class);
    }

    /**
     * A whole number of any size, exact.
     *
     * @param name the column
     * @return the value, null for NULL
     * @throws ProtocolException if it is no whole number
     */
    public @Nullable BigInteger getBigInteger(String name) {
        return convertOrNull(name, BigInteger.class);
    }

    /**
     * An instant; text must be ISO 8601 with a zone.
     *
     * @param name the column
     * @return the value, null for NULL
     * @throws ProtocolException if it is no instant
     */
    public @Nullable Instant getInstant(String name) {
        return convertOrNull(name, Instant.class);
    }

    /**
     * A date; text must be ISO 8601.
     *
     * @param name the column
     * @return the value, null for NULL
     * @throws ProtocolException if it is no date
     */
    public @Nullable LocalDate getLocalDate(String name) {
        return convertOrNull(name, LocalDate.class);
    }

    /**
     * A time of day; text must be ISO 8601.
     *
     * @param name the column
     * @return the value, null for NULL
     * @throws ProtocolException if it is no time
     */
    public @Nullable LocalTime getLocalTime(String name) {
        return convertOrNull(name, LocalTime.class);
    }

    /**
     * Date and time without zone; text must be ISO 8601, a blank instead of the {@code T} is accepted.
     *
     * @param name the column
     * @return the value, null for NULL
     * @throws ProtocolException if it is no date and time, or has a zone
     */
    public @Nullable LocalDateTime getLocalDateTime(String name) {
        return convertOrNull(name, LocalDateTime.class);
    }

    /**
     * Bytes.
     *
     * @param name the column
     * @return the bytes, null for NULL
     * @throws ProtocolException if the vendor did not send them as bytes
     */
    public byte @Nullable [] getBytes(String name) {
        return convertOrNull(name, byte[].class);
    }

    /**
     * A list.
     *
     * @param name the column
     * @return an unmodifiable list, null for NULL; its elements are as in {@link #get(String)}
     * @throws ProtocolException if it is no list
     */
    @SuppressWarnings("unchecked")
    public @Nullable List<@Nullable Object> getList(String name) {
        return convertOrNull(name, List.class);
    }

    /**
     * Nested named values.
     *
     * @param name the column
     * @return an unmodifiable map in the order sent, null for NULL; its values are as in {@link #get(String)}
     * @throws ProtocolException if it is no object
     */
    @SuppressWarnings("unchecked")
    public @Nullable Map<String, @Nullable Object> getObject(String name) {
        return convertOrNull(name, Map.class);
    }

    /**
     * This row as a record: each component takes the column of its name, where {@code flightNumber} also matches
     * {@code flight_number}.
     *
     * @param type a record class whose components have types that this class has getters for; nested records, wrappers,
     *     {@link java.time.OffsetDateTime}, {@link java.util.UUID} and {@code Object} too
     * @param <R> the record
     * @return the record
     * @throws ProtocolException if a value does not fit its component
     * @throws IllegalArgumentException if a component has no column, or its type is not supported
     */
    public <R extends Record> R as(Class<R> type) {
        return RecordMapping.of(type).map(asMap(), shape);
    }

    /**
     * This row as a map; of two columns of one name it holds the first.
     *
     * @return an unmodifiable map in column order; values are as in {@link #get(String)}
     */
    public Map<String, @Nullable Object> asMap() {
        var map = new java.util.LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < values.length; i++) {
            String name = shape.names().get(i);
            if (!map.containsKey(name)) {
                map.put(name, values[i]);
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private <T> T convert(String name, Class<T> type) {
        T value = convertOrNull(name, type);
        if (value == null) {
            throw shape.error("column " + name + " is NULL; ask isNull first", null);
        }
        return value;
    }

    private <T> @Nullable T convertOrNull(String name, Class<T> type) {
        return shape.convert(name, get(name), type);
    }

    /** Names and values, for debugging. */
    @Override
    public String toString() {
        var text = new StringJoiner(", ", "{", "}");
        for (int i = 0; i < values.length; i++) {
            text.add(shape.names().get(i) + "=" + Conversions.toText(values[i]));
        }
        return text.toString();
    }
}
