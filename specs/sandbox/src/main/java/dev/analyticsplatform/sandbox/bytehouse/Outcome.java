package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.sql.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement gives: rows at hand, or rows that the engine still makes.
 *
 * @param columns its columns; none for a statement that gives no rows
 * @param rows rows at hand
 * @param cursor rows to come; null if they are at hand
 */
record Outcome(
        List<Column> columns,
        List<List<? extends @Nullable Object>> rows,
        @Nullable Cursor cursor) implements AutoCloseable {
    /** The outcome of a statement that gives no rows. */
    static final Outcome NONE = new Outcome(List.of(), List.of(), null);

    static Outcome of(List<Column> columns, List<List<? extends @Nullable Object>> rows) {
        return new Outcome(columns, rows, null);
    }

    /** Returns a single column of text. */
    static Outcome texts(String column, List<String> values) {
        return of(
                List.of(new Column(column, ColumnType.of("String"))),
                values.stream().<List<? extends @Nullable Object>>map(List::of).toList());
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
        }
    }
}
