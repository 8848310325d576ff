package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.bytehouse.ByteHouseErrors.Code;
import dev.analyticsplatform.sandbox.sql.SqlColumn;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds decimals of up to 76 digits in an engine that has 38: the point of a column moves to where all its values fit,
 * as long as there is such a place. For the rows of one statement; for one thread.
 */
final class WideDecimals {
    private record Need(int whole, int fraction) {
        Need and(Need other) {
            return new Need(Math.max(whole, other.whole), Math.max(fraction, other.fraction));
        }
    }

    private final Catalog catalog;
    private final TableDefinition table;
    private final Map<String, Need> needs = new HashMap<>();

    WideDecimals(Catalog catalog, TableDefinition table) {
        this.catalog = catalog;
        this.table = table;
    }

    /** Notes a value that is to be stored. */
    void seen(Column column, @Nullable String value) {
        if (value != null && column.type().isWide()) {
            BigDecimal exact = new BigDecimal(value).stripTrailingZeros();
            need(column, exact.precision() - exact.scale(), exact.scale());
        }
    }

    /** Notes values of which the types alone are known. */
    void seen(List<Column> columns, List<SqlColumn> types) {
        for (int i = 0; i < Math.min(columns.size(), types.size()); i++) {
            ColumnType type = ColumnTypes.ofEngine(types.get(i).type());
            if (columns.get(i).type().isWide() && type.is("Decimal")) {
                need(columns.get(i), type.precision() - type.scale(), type.scale());
            }
        }
    }

    private void need(Column column, int whole, int fraction) {
        needs.merge(column.name(), new Need(Math.max(0, whole), Math.max(0, fraction)), Need::and);
    }

    /**
     * Moves the point of the columns that need it.
     *
     * @return the columns as they are then
     * @throws dev.analyticsplatform.sandbox.vendor.Refusal if a column would need more digits than there are
     */
    List<Column> widened(List<Column> columns) {
        Map<String, Integer> scales = new HashMap<>();
        for (Map.Entry<String, Need> each : needs.entrySet()) {
            int held = table.column(each.getKey()).orElseThrow().type().plain().engineScale();
            Need need = each.getValue();
            if (need.fraction() > held || need.whole() > ColumnType.ENGINE_DIGITS - held) {
                scales.put(each.getKey(), place(each.getKey(), need));
            }
        }
        if (!scales.isEmpty()) {
            catalog.hold(table, scales);
        }
        return columns.stream()
                .map(column -> table.column(column.name()).orElse(column))
                .toList();
    }

    private int place(String column, Need need) {
        int[] stored = catalog.digits(table, column);
        Need all = need.and(new Need(stored[0], stored[1]));
        int free = ColumnType.ENGINE_DIGITS - all.whole() - all.fraction();
        if (free < 0) {
            throw ByteHouseErrors.sql(
                    Code.ARGUMENT_OUT_OF_BOUND,
                    "The values of column " + column + " need " + all.whole() + " digits before the point and "
                            + all.fraction() + " behind it; the sandbox holds " + ColumnType.ENGINE_DIGITS + " in all");
        }
        return all.fraction() + free / 2;
    }
}
