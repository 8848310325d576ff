package dev.analyticsplatform.sandbox.sql;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many digits decimals need before the point and behind it. The engine has 38 in all; where a vendor has more, the
 * point of a column moves to where all its values fit.
 *
 * @param whole digits before the point
 * @param fraction digits behind it
 */
public record Digits(int whole, int fraction) {
    /** The most digits of a decimal that the engine can hold. */
    public static final int MOST = 38;

    /** What nothing but zero needs. */
    public static final Digits NONE = new Digits(0, 0);

    /** Returns what one value needs. */
    public static Digits of(BigDecimal value) {
        BigDecimal exact = value.stripTrailingZeros();
        return exact.signum() == 0
                ? NONE
                : new Digits(Math.max(0, exact.precision() - exact.scale()), Math.max(0, exact.scale()));
    }

    /**
     * Returns what the values of a column need.
     *
     * @param table the table's name, quoted
     * @param column the column's name, quoted
     */
    public static Digits stored(SqlEngine engine, String table, String column) {
        String value = "CAST(abs(" + column + ") AS VARCHAR)";
        String text = "CASE WHEN contains(" + value + ", '.') THEN rtrim(" + value + ", '0') ELSE " + value + " END";
        String sql = "SELECT coalesce(max(strlen(ltrim(split_part(t, '.', 1), '0'))), 0),"
                + " coalesce(max(strlen(split_part(t, '.', 2))), 0) FROM (SELECT " + text + " AS t FROM " + table
                + " WHERE " + column + " <> 0)";
        try (Cursor rows = engine.query(sql, List.of())) {
            rows.next();
            return new Digits(number(rows.value(0)), number(rows.value(1)));
        }
    }

    private static int number(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : 0;
    }

    /** Returns what both together need. */
    public Digits and(Digits other) {
        return new Digits(Math.max(whole, other.whole), Math.max(fraction, other.fraction));
    }

    /** Tells whether a decimal of all the engine's digits has room, with so many of them behind the point. */
    public boolean fit(int scale) {
        return fraction <= scale && whole <= MOST - scale;
    }

    /** Returns how many digits the engine lacks; none if it is not more than 0. */
    public int missing() {
        return whole + fraction - MOST;
    }

    /** Returns how many digits to hold behind the point, so that there is as much room left on both sides of it. */
    public int scale() {
        return fraction + Math.max(0, -missing()) / 2;
    }
}
