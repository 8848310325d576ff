package dev.analyticsplatform.sandbox.sql;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.UUID;

/**
 * Says how values that JSON lacks are written; a vendor overrides what it writes in another way.
 *
 * <p>Integers of up to 64 bits, finite floating-point numbers, text, lists and objects are always written as the JSON
 * they are, digit for digit. Implementations are called from many threads.
 */
public interface RowFormat {
    /** ISO 8601 text with microseconds, instants in UTC with {@code Z}; base64 for bytes. */
    RowFormat ISO = new RowFormat() {};

    /** Writes a boolean, as JSON has it. */
    default void bool(JsonGenerator out, boolean value) throws IOException {
        out.writeBoolean(value);
    }

    /** Writes an integer of more than 64 bits, or one without a sign, as a number. */
    default void integer(JsonGenerator out, BigInteger value) throws IOException {
        out.writeNumber(value);
    }

    /** Writes a decimal as a number with all its digits. */
    default void decimal(JsonGenerator out, BigDecimal value) throws IOException {
        out.writeNumber(value.toPlainString());
    }

    /** Writes a date: {@code 2024-05-01}. */
    default void date(JsonGenerator out, LocalDate value) throws IOException {
        out.writeString(value.toString());
    }

    /** Writes a time of day: {@code 13:05:09.000001}. */
    default void time(JsonGenerator out, LocalTime value) throws IOException {
        out.writeString(Patterns.TIME.format(value));
    }

    /** Writes a time of day with its offset: {@code 13:05:09.000001+02:00}. */
    default void time(JsonGenerator out, OffsetTime value) throws IOException {
        out.writeString(Patterns.TIME.format(value) + value.getOffset());
    }

    /** Writes a date and time without a zone: {@code 2024-05-01T13:05:09.000001}. */
    default void dateTime(JsonGenerator out, LocalDateTime value) throws IOException {
        out.writeString(Patterns.DATE_TIME.format(value));
    }

    /** Writes an instant: {@code 2024-05-01T13:05:09.000001Z}. */
    default void instant(JsonGenerator out, OffsetDateTime value) throws IOException {
        out.writeString(Patterns.DATE_TIME.format(value.withOffsetSameInstant(ZoneOffset.UTC)) + "Z");
    }

    /** Writes an interval as the engine words it: {@code 1 month 2 days}. */
    default void interval(JsonGenerator out, String value) throws IOException {
        out.writeString(value);
    }

    /** Writes a UUID in its usual form. */
    default void uuid(JsonGenerator out, UUID value) throws IOException {
        out.writeString(value.toString());
    }

    /** Writes bytes in base64. */
    default void bytes(JsonGenerator out, byte[] value) throws IOException {
        out.writeString(Base64.getEncoder().encodeToString(value));
    }

    /** Writes what JSON has no number for: {@code "NaN"}, {@code "Infinity"} or {@code "-Infinity"}. */
    default void notFinite(JsonGenerator out, double value) throws IOException {
        out.writeString(Double.toString(value));
    }
}

/** The patterns of {@link RowFormat}. */
final class Patterns {
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");
    static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    private Patterns() {}
}
