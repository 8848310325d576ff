package dev.analyticsplatform.driver;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one row. Values are null, {@link Boolean}, {@link Long}, {@link java.math.BigInteger} (only beyond 64
 * bits), {@link java.math.BigDecimal}, {@link Double} (only where the vendor declares binary floating point and the
 * value is not finite), {@link String}, {@code byte[]}, {@code java.time} values, {@link java.util.List} and
 * {@link java.util.Map} of these.
 *
 * @param names the names; consecutive rows of one shape share the same list object
 * @param values as many values; owned by the row
 */
@SuppressWarnings("ArrayRecordComponent") // millions of rows: no copy, no list; the array is never shared
public record RowData(List<String> names, @Nullable Object[] values) {}
