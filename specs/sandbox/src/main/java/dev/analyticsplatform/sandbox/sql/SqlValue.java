package dev.analyticsplatform.sandbox.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A value bound to a parameter of a statement. Immutable.
 *
 * @param value what the engine binds; a type that {@link #SqlValue} does not name is refused
 * @param json whether the value is JSON text
 */
public record SqlValue(@Nullable Object value, boolean json) {
    /** SQL's NULL. */
    public static final SqlValue NULL = new SqlValue(null, false);

    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);

    /** Checks the type: a boolean, a number, text, bytes, or a date or time without loss. */
    public SqlValue {
        if (!(value == null
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof BigInteger
                || value instanceof BigDecimal
                || value instanceof Double
                || value instanceof String
                || value instanceof LocalDate
                || value instanceof LocalTime
                || value instanceof LocalDateTime
                || value instanceof OffsetDateTime)) {
            throw new IllegalArgumentException(
                    "No SQL value: " + value.getClass().getName());
        }
    }

    /** Binds a boolean. */
    public static SqlValue of(boolean value) {
        return new SqlValue(value, false);
    }

    /** Binds an integer of 64 bits. */
    public static SqlValue of(long value) {
        return new SqlValue(value, false);
    }

    /**
     * Binds an integer of up to 128 bits.
     *
     * @throws SqlFailure if it has more
     */
    public static SqlValue of(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            return of(value.longValueExact());
        }
        if (value.abs().compareTo(LARGEST) > 0) {
            throw new SqlFailure(SqlFailure.Kind.VALUE, "The integer " + value + " does not fit into 128 bits.");
        }
        return new SqlValue(value, false);
    }

    /** Binds a floating-point number. */
    public static SqlValue of(double value) {
        return new SqlValue(value, false);
    }

    /**
     * Binds a decimal, exactly.
     *
     * @throws SqlFailure if it needs more than 38 digits
     */
    public static SqlValue of(BigDecimal value) {
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        if (Math.max(plain.precision(), plain.scale()) > 38) {
            throw new SqlFailure(SqlFailure.Kind.VALUE, "The decimal " + value + " needs more than 38 digits.");
        }
        return new SqlValue(plain, false);
    }

    /** Binds text. */
    public static SqlValue of(String value) {
        return new SqlValue(Texts.check(value), false);
    }

    /** Binds a date. */
    public static SqlValue of(LocalDate value) {
        return new SqlValue(value, false);
    }

    /** Binds a time of day. */
    public static SqlValue of(LocalTime value) {
        return new SqlValue(value, false);
    }

    /** Binds a date and time without a zone. */
    public static SqlValue of(LocalDateTime value) {
        return new SqlValue(value, false);
    }

    /** Binds an instant. */
    public static SqlValue of(OffsetDateTime value) {
        return new SqlValue(value, false);
    }

    /** Binds JSON as it is: scalars as the SQL type they are, objects and arrays as the engine's JSON type. */
    public static SqlValue of(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return NULL;
        } else if (value.isBoolean()) {
            return of(value.booleanValue());
        } else if (value.isIntegralNumber()) {
            return of(value.bigIntegerValue());
        } else if (value.isBigDecimal()) {
            return Numbers.isDouble(value.decimalValue()) ? of(value.doubleValue()) : of(value.decimalValue());
        } else if (value.isNumber()) {
            return of(value.doubleValue());
        } else if (value.isTextual()) {
            return of(value.textValue());
        }
        return new SqlValue(Texts.check(ExactJson.write(value)), true);
    }
}
