package dev.analyticsplatform.sandbox.sql;

import java.math.BigDecimal;

/** What a number needs to stay exact. */
final class Numbers {
    /** Decimals of up to so many digits and a modest exponent come back from a double digit for digit. */
    private static final int SAFE_DIGITS = 15;

    private static final int SAFE_SCALE = 200;

    private Numbers() {}

    /** Tells whether the shortest form of the nearest double is this very number. */
    static boolean isDouble(BigDecimal value) {
        if (value.precision() <= SAFE_DIGITS && Math.abs(value.scale()) <= SAFE_SCALE) {
            return true;
        }
        double nearest = value.doubleValue();
        return Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(value) == 0;
    }
}
