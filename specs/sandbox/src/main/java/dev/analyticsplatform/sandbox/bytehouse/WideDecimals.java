package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.bytehouse.ByteHouseErrors.Code;
import dev.analyticsplatform.sandbox.sql.Digits;
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
    private final Catalog catalog;
    private final TableDefinition table;
    private final Map<String, Digits> needs = new HashMap<>();

    WideDecimals(Catalog catalog, TableDefinition table) {
        this.catalog = catalog;
        this.table = table;
    }

    /** Notes a value that is to be stored. */
    void seen(Column column, @Nullable String value) {
        if (value != null && column.type().isWide()) {
            needs.merge(column.name(), Digits.of(new BigDecimal(value)), Digits::and);
        }
    }

    /** Notes values of which the types alone are known. */
    void seen(List<Column> columns, List<SqlColumn> types) {
        for (int i = 0; i < Math.min(columns.size(), types.size()); i++) {
            ColumnType type = ColumnTypes.ofEngine(types.get(i).type());
            if (columns.get(i).type().isWide() && type.is("Decimal")) {
                needs.merge(
                        columns.get(i).name(), new Digits(type.precision() - type.scale(), type.scale()), Digits::and);
            }
        }
    }

    /**
     * Moves the point of the columns that need it.
     *
     * @return the columns as they are then
     * @throws dev.analyticsplatform.sandbox.vendor.Refusal if a column would need more digits than there are
     */
    List<Column> widened(List<Column> columns) {
        Map<String, Integer> scales = new HashMap<>();
        for (Map.Entry<String, Digits> each : needs.entrySet()) {
            int held = table.column(each.getKey()).orElseThrow().type().plain().engineScale();
            if (!each.getValue().fit(held)) {
                scales.put(each.getKey(), place(each.getKey(), each.getValue()));
            }
        }
        if (!scales.isEmpty()) {
            catalog.hold(table, scales);
        }
        return columns.stream()
                .map(column -> table.column(column.name()).orElse(column))
                .toList();
    }

    private int place(String column, Digits need) {
        Digits all = need.and(catalog.digits(table, column));
        if (all.missing() > 0) {
            throw ByteHouseErrors.sql(
                    Code.ARGUMENT_OUT_OF_BOUND,
                    "The values of column " + column + " need " + all.whole() + " digits before the point and "
                            + all.fraction() + " behind it; the sandbox holds " + Digits.MOST + " in all");
        }
        return all.scale();
    }
}
