package dev.analyticsplatform.engine.rows;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.analyticsplatform.DataType;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Values that travel as text, by the type that their column declares: exact, and an error where the text is not what
 * the column says. Date and time may have a blank or a {@code T} between them and up to nine digits of a second; an
 * offset is {@code Z}, {@code +08}, {@code +0800} or {@code +08:00}.
 */
public final class CellText {

    /** Deeper JSON in a text cell is refused. */
    private static final int DEEPEST = 200;

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.HOUR_OF_DAY, 2)
            .appendLiteral(':')
            .appendValue(ChronoField.MINUTE_OF_HOUR, 2)
            .optionalStart()
            .appendLiteral(':')
            .appendValue(ChronoField.SECOND_OF_MINUTE, 2)
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .toFormatter();

    private static final DateTimeFormatter OFFSET = new DateTimeFormatterBuilder()
            .appendOptional(new DateTimeFormatterBuilder().appendLiteral(' ').toFormatter())
            .appendOptional(
                    new DateTimeFormatterBuilder().appendOffset("+HH:mm", "Z").toFormatter())
            .appendOptional(
                    new DateTimeFormatterBuilder().appendOffset("+HHmm", "Z").toFormatter())
            .appendOptional(
                    new DateTimeFormatterBuilder().appendOffset("+HH", "Z").toFormatter())
            .toFormatter();

    // Strict: a lenient reader makes the 29th of a 30th of February, and midnight of 24:00.
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendOptional(new DateTimeFormatterBuilder().appendLiteral('T').toFormatter())
            .appendOptional(new DateTimeFormatterBuilder().appendLiteral(' ').toFormatter())
            .append(TIME)
            .append(OFFSET)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter TIME_OF_DAY = new DateTimeFormatterBuilder()
            .append(TIME)
            .append(OFFSET)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private CellText() {}

    /**
     * Reads a cell.
     *
     * @param type what the column declares
     * @param text the cell
     * @return the value as {@link dev.analyticsplatform.driver.RowData} has it; a text for a type that is not known
     * @throws MalformedJsonException if the text is no such value
     */
    public static @Nullable Object read(DataType type, String text) throws IOException {
        try {
            return switch (type) {
                case BOOLEAN -> bool(text);
                case INTEGER -> whole(text);
                case DECIMAL -> decimal(text);
                case DOUBLE -> number(text);
                case BYTES -> Base64.getDecoder().decode(text);
                case DATE -> LocalDate.parse(text);
                case TIME -> LocalTime.from(TIME_OF_DAY.parse(text));
                case TIMESTAMP -> LocalDateTime.from(DATE_TIME.parse(text));
                case TIMESTAMP_WITH_TIME_ZONE -> instant(DATE_TIME.parse(text));
                case ARRAY, OBJECT -> json(text);
                case STRING, UNKNOWN -> text;
            };
        } catch (DateTimeException
                | IllegalArgumentException
                | ArithmeticException
                | IllegalStateException
                | JsonParseException notSo) {
            var malformed = new MalformedJsonException("a text is not the " + type + " that its column declares");
            malformed.initCause(notSo);
            throw malformed;
        }
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true", "TRUE", "t", "1" -> true;
            case "false", "FALSE", "f", "0" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    /** Also {@code 9.2E+18}, which stands for a whole number. */
    private static Number whole(String text) throws IOException {
        Number read = JsonValues.number(text);
        BigInteger whole = read instanceof BigDecimal decimal ? decimal.toBigIntegerExact() : null;
        return whole == null ? read : whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
    }

    private static BigDecimal decimal(String text) throws IOException {
        Number read = JsonValues.number(text);
        return read instanceof BigDecimal decimal ? decimal : new BigDecimal(text);
    }

    private static Number number(String text) throws IOException {
        return switch (text) {
            case "NaN", "nan" -> Double.NaN;
            case "Infinity", "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> JsonValues.number(text);
        };
    }

    /** A text without offset is in UTC. */
    private static Instant instant(TemporalAccessor parsed) {
        return parsed.isSupported(ChronoField.OFFSET_SECONDS)
                ? Instant.from(parsed)
                : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    }

    /**
     * The instant that a clock on the wall shows a time at. When clocks are set back an hour comes twice, and the time
     * does not tell which of the two is meant.
     *
     * @param time what the clock shows
     * @param zone where it hangs
     * @return the one instant
     * @throws MalformedJsonException if there is none, or more than one
     */
    public static Instant instant(LocalDateTime time, ZoneId zone) throws MalformedJsonException {
        var offsets = zone.getRules().getValidOffsets(time);
        if (offsets.size() != 1) {
            throw new MalformedJsonException(
                    "the time " + time + " is no or not one instant in " + zone + "; let the query give it in UTC");
        }
        return time.toInstant(offsets.get(0));
    }

    private static @Nullable Object json(String text) throws IOException {
        var reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(DEEPEST);
        Object value = JsonValues.plain().read(reader);
        if (reader.peek() != JsonToken.END_DOCUMENT) {
            throw new MalformedJsonException("the JSON goes on after its end");
        }
        return value;
    }
}
