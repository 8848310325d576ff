package dev.analyticsplatform;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which Java values can be bound to a parameter. */
final class Values {

    private Values() {}

    static void requireBindable(String name, @Nullable Object value) {
        if (value == null) {
            return;
        }
        boolean finite = !(value instanceof Double d && !Double.isFinite(d))
                && !(value instanceof Float f && !Float.isFinite(f));
        if (!finite) {
            throw new IllegalArgumentException("parameter " + name + " is not a finite number");
        }
        boolean known = value instanceof Boolean
                || isNumber(value)
                || value instanceof CharSequence
                || value instanceof byte[]
                || value instanceof UUID
                || value instanceof LocalDate
                || value instanceof LocalTime
                || value instanceof LocalDateTime
                || value instanceof Instant
                || value instanceof OffsetDateTime;
        if (!known) {
            throw new IllegalArgumentException("parameter " + name + " has a value of "
                    + value.getClass().getName() + ", which cannot be bound; see Statement.bind for the types");
        }
    }

    /** The value as it is now: texts and bytes may be changed by their owner later. */
    static @Nullable Object frozen(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        return value instanceof CharSequence text ? text.toString() : value;
    }

    private static boolean isNumber(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof Double
                || value instanceof Float
                || value instanceof BigInteger
                || value instanceof BigDecimal;
    }
}
