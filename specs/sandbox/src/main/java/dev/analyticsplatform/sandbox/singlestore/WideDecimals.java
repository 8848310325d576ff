package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.sql.Digits;
import dev.analyticsplatform.sandbox.sql.SqlColumn;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.sql.SqlValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes room for decimals of up to 65 digits in an engine that has 38: the point of a column moves to where all its
 * values fit. For one statement, by the thread that holds the lock of writing.
 */
final class WideDecimals {
    private final Databases databases;
    private final TableDefinition table;
    private final Map<String, Digits> needs = new HashMap<>();

    WideDecimals(Databases databases, TableDefinition table) {
        this.databases = databases;
        this.table = table;
        table.columns().forEach(column -> seen(column, column.defaultText()));
    }

    /** Tells whether the table has no such column. */
    boolean areNone() {
        return table.columns().stream().noneMatch(column -> column.type().isWide());
    }

    /** Notes a value that is to be stored; what is no number is left for the engine to refuse. */
    void seen(ColumnDefinition column, @Nullable String value) {
        Digits digits = digits(column.type(), value);
        if (!hasRoom(column.type(), digits)) {
            throw SqlErrors.of(1264, "Out of range value for column '" + column.name() + "'");
        }
        needs.merge(column.name(), digits, Digits::and);
    }

    /** Notes the numbers of a statement of which nothing tells in what column they will be, if in any. */
    void seenSomewhere(List<Token> words, List<SqlValue> args) {
        List<String> texts = new ArrayList<>();
        words.stream()
                .filter(word -> word.kind() == Token.Kind.NUMBER || word.kind() == Token.Kind.TEXT)
                .forEach(word -> texts.add(word.text()));
        args.forEach(arg -> texts.add(String.valueOf(arg.value())));
        for (ColumnDefinition column : table.columns()) {
            texts.stream()
                    .map(text -> digits(column.type(), text))
                    .filter(digits -> hasRoom(column.type(), digits))
                    .forEach(digits -> needs.merge(column.name(), digits, Digits::and));
        }
    }

    /** Returns what a value needs when it has the column's places. */
    private static Digits digits(ColumnType type, @Nullable String value) {
        BigDecimal number = type.isWide() ? number(value) : null;
        if (number == null) {
            return Digits.NONE;
        }
        return Digits.of(number.scale() > type.scale() ? number.setScale(type.scale(), RoundingMode.HALF_UP) : number);
    }

    private static boolean hasRoom(ColumnType type, Digits digits) {
        return digits.equals(Digits.NONE) || digits.whole() <= type.precision() - type.scale();
    }

    /** Notes values of which the engine's types alone are known. */
    void seen(List<ColumnDefinition> columns, List<SqlColumn> types) {
        for (int i = 0; i < Math.min(columns.size(), types.size()); i++) {
            ColumnType type = ColumnType.ofEngine(types.get(i).type());
            if (columns.get(i).type().isWide() && type.dataType().startsWith("DECIMAL")) {
                needs.merge(
                        columns.get(i).name(), new Digits(type.precision() - type.scale(), type.scale()), Digits::and);
            }
        }
    }

    private static @Nullable BigDecimal number(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return new BigDecimal(value.strip());
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    /**
     * Moves the point of the columns that need it.
     *
     * @throws dev.analyticsplatform.sandbox.vendor.Refusal if a column would need more digits than there are
     */
    void makeRoom() {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (ColumnDefinition column : table.columns()) {
            Digits need = needs.getOrDefault(column.name(), Digits.NONE);
            boolean fits = !column.type().isWide() || need.fit(column.type().held());
            columns.add(fits ? column : moved(column, need));
        }
        if (!columns.equals(table.columns())) {
            databases.put(table.with(columns));
        }
    }

    private ColumnDefinition moved(ColumnDefinition column, Digits need) {
        Digits all = need.and(Digits.stored(databases.engine, table.quoted(), Sql.name(column.name())));
        if (all.missing() > 0) {
            throw SqlErrors.notSupported("values of column " + column.name() + " with " + all.whole()
                    + " digits before the point and " + all.fraction() + " behind it, of " + Digits.MOST + " in all");
        }
        ColumnDefinition held = column.withType(column.type().held(all.scale()));
        String name = Sql.name(column.name());
        String type = held.type().engine();
        // The engine converts deleted rows too, and those need not fit.
        String value =
                "CASE WHEN " + name + " IS NOT NULL THEN coalesce(TRY_CAST(" + name + " AS " + type + "), 0) END";
        try {
            databases.engine.execute(
                    "ALTER TABLE " + table.quoted() + " ALTER COLUMN " + name + " TYPE " + type + " USING " + value,
                    List.of());
        } catch (SqlFailure aKey) {
            throw SqlErrors.notSupported(
                    "a key of DECIMAL of more than " + Digits.MOST + " digits, for such values: " + aKey.getMessage());
        }
        return held;
    }
}
