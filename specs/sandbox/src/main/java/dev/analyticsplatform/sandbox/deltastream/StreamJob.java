package dev.analyticsplatform.sandbox.deltastream;

import java.util.List;
import java.util.Optional;

/**
 * A query that never ends. Every reader begins where the statement did.
 *
 * @param columns the columns of its rows
 * @param fields the same with their types
 * @param text the query
 * @param start the offset of each source at which it begins
 */
record StreamJob(List<Column> columns, List<ColumnType.Field> fields, QueryText text, List<Long> start)
        implements DataplaneJob {
    /** The most records of a source that one query of the engine goes through. */
    private static final long STEP = 10_000;

    @Override
    public String requestType() {
        return "streaming";
    }

    /** A query of the rows that come next, and where it ends. */
    record Step(String sql, List<Long> to) {}

    /** Returns what comes behind the given offsets; empty if there is nothing yet. */
    Optional<Step> next(List<Long> from) {
        List<Long> to = ContinuousQuery.ends(text);
        if (text.isStateless()) {
            to = List.of(Math.min(to.get(0), from.get(0) + STEP));
        }
        return from.equals(to)
                ? Optional.empty()
                : Optional.of(new Step(ContinuousQuery.added(text, start, from, to), to));
    }

    @Override
    public void close() {
        // Nothing is held between steps.
    }
}
