package dev.analyticsplatform.sandbox.deltastream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement came to.
 *
 * @param columns the columns of the rows that the control plane gives
 * @param rows their rows
 * @param elsewhere what the data plane gives instead; null if nothing
 * @param takes how long the vendor takes for a statement of this kind
 */
record Outcome(
        List<Column> columns,
        List<List<@Nullable String>> rows,
        @Nullable DataplaneJob elsewhere,
        Duration takes) {
    static final Outcome NOTHING = new Outcome(List.of(), List.of(), null, Duration.ZERO);

    static Outcome elsewhere(DataplaneJob job) {
        return new Outcome(List.of(), List.of(), job, Duration.ZERO);
    }

    Outcome after(Duration vendors) {
        return new Outcome(columns, rows, elsewhere, vendors);
    }

    /** Begins rows whose columns are given as {@code Name TYPE}, with a question mark behind if they may be null. */
    static Rows of(String... columns) {
        return new Rows(Arrays.stream(columns).map(Outcome::column).toList());
    }

    private static Column column(String text) {
        boolean nullable = text.endsWith("?");
        String plain = nullable ? text.substring(0, text.length() - 1) : text;
        int space = plain.indexOf(' ');
        return space < 0
                ? new Column(plain, "VARCHAR", nullable)
                : new Column(plain.substring(0, space), plain.substring(space + 1), nullable);
    }

    /** Collects rows; for one thread. */
    static final class Rows {
        private final List<Column> columns;
        private final List<List<@Nullable String>> rows = new ArrayList<>();

        private Rows(List<Column> columns) {
            this.columns = columns;
        }

        Rows add(@Nullable String... cells) {
            if (cells.length != columns.size()) {
                throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
            }
            rows.add(new ArrayList<>(Arrays.asList(cells)));
            return this;
        }

        Outcome done() {
            return new Outcome(columns, rows, null, Duration.ZERO);
        }
    }

    /** Tells of something that a statement made: the vendor's artifact row. */
    static Outcome artifact(String type, String name, String command, String summary, String path) {
        return of("Type", "Name", "Command", "Summary", "Path")
                .add(type, name, command, summary, path)
                .done();
    }
}
