package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.analyticsplatform.sandbox.sql.RowFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Values as the Data API writes them: decimals, dates and times as text, booleans as 0 and 1. */
enum MySqlFormat implements RowFormat {
    /** Times in whole seconds. */
    SECONDS("uuuu-MM-dd HH:mm:ss", false),
    /** Times with microseconds. */
    PLAIN("uuuu-MM-dd HH:mm:ss.SSSSSS", false),
    /** Integers are sums, which are decimals here. */
    SUM("uuuu-MM-dd HH:mm:ss.SSSSSS", true);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter TIME_MICROS = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

    private final DateTimeFormatter dateTime;
    private final boolean decimals;

    MySqlFormat(String dateTime, boolean decimals) {
        this.dateTime = DateTimeFormatter.ofPattern(dateTime);
        this.decimals = decimals;
    }

    /** Returns the format of a column by the engine's type. */
    static MySqlFormat of(String engineType) {
        return switch (engineType) {
            case "TIMESTAMP_S" -> SECONDS;
            case "HUGEINT" -> SUM;
            default -> PLAIN;
        };
    }

    @Override
    public void bool(JsonGenerator out, boolean value) throws IOException {
        out.writeNumber(value ? 1 : 0);
    }

    @Override
    public void integer(JsonGenerator out, BigInteger value) throws IOException {
        if (decimals) {
            out.writeString(value.toString());
        } else {
            out.writeNumber(value);
        }
    }

    @Override
    public void decimal(JsonGenerator out, BigDecimal value) throws IOException {
        out.writeString(value.toPlainString());
    }

    @Override
    public void time(JsonGenerator out, LocalTime value) throws IOException {
        out.writeString((value.equals(value.truncatedTo(ChronoUnit.SECONDS)) ? TIME : TIME_MICROS).format(value));
    }

    @Override
    public void dateTime(JsonGenerator out, LocalDateTime value) throws IOException {
        out.writeString(dateTime.format(value));
    }

    @Override
    public void instant(JsonGenerator out, OffsetDateTime value) throws IOException {
        dateTime(out, value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
    }

    /** There is no such number in MySQL. */
    @Override
    public void notFinite(JsonGenerator out, double value) throws IOException {
        out.writeNull();
    }
}
