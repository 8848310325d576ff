package dev.analyticsplatform.sandbox.timeplus;

import dev.analyticsplatform.sandbox.sql.SqlEngine;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a stream in the engine, each with its number from 1 on, so that a reader needs to keep no more than the
 * number up to which it has read. Thread-safe.
 */
final class StreamTable {
    static final String NUMBER = "_tp_sn";
    private static final int IDS_KEPT = 1000;

    private final SqlEngine engine;
    private final String name;
    private final String quoted;
    private final Map<String, StreamColumn> columns;
    private final Object lock = new Object();
    private final Set<String> ids = new LinkedHashSet<>();
    private final AtomicLong last = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean dropped;

    /** @param number tells its table from others in the engine */
    StreamTable(SqlEngine engine, String name, long number, List<StreamColumn> columns) {
        this.engine = engine;
        this.name = name;
        this.quoted = "main.\"stream " + number + "\"";
        this.columns = columns.stream()
                .collect(Collectors.toMap(
                        StreamColumn::name, column -> column, (one, other) -> one, LinkedHashMap::new));
        StringBuilder sql = new StringBuilder("CREATE TABLE " + quoted + " (" + NUMBER + " BIGINT");
        for (StreamColumn column : columns) {
            sql.append(", ").append(SqlTexts.name(column.name())).append(' ');
            sql.append(column.type().sql());
        }
        engine.execute(sql.append(")").toString(), List.of());
    }

    String name() {
        return name;
    }

    List<StreamColumn> columns() {
        return List.copyOf(columns.values());
    }

    @Nullable
    StreamColumn column(String columnName) {
        return columns.get(columnName);
    }

    /** Returns the number of the last row. */
    long last() {
        return last.get();
    }

    /** Returns the bytes that were sent to it. */
    long bytes() {
        return bytes.get();
    }

    boolean isDropped() {
        return dropped;
    }

    void drop() {
        synchronized (lock) {
            dropped = true;
            engine.execute("DROP TABLE " + quoted, List.of());
        }
    }

    /** Returns the SQL that reads all rows. */
    String all() {
        return "(SELECT * EXCLUDE (" + NUMBER + ") FROM " + quoted + ")";
    }

    /** Returns the SQL that reads the rows between two numbers, which are parameters. */
    String part(int index) {
        return "(SELECT * EXCLUDE (" + NUMBER + ") FROM " + quoted + " WHERE " + NUMBER + " > :" + from(index) + " AND "
                + NUMBER + " <= :" + to(index) + ")";
    }

    static String from(int index) {
        return "tp_from_" + index;
    }

    static String to(int index) {
        return "tp_to_" + index;
    }

    /** Returns the SQL that finds the number of the last row before a time, the only parameter. */
    String numberBefore() {
        return "SELECT coalesce(max(" + NUMBER + "), 0) FROM " + quoted + " WHERE " + StreamColumn.TIME
                + " < CAST(? AS TIMESTAMP_MS)";
    }

    String times() {
        return "SELECT min(" + StreamColumn.TIME + "), max(" + StreamColumn.TIME + ") FROM " + quoted;
    }

    /**
     * Stores rows, all or none.
     *
     * @param id names the batch; one that is known is not stored again; empty for none
     * @param size how many bytes were sent
     * @return how many rows were stored
     */
    long append(StreamRows rows, String id, long size) {
        synchronized (lock) {
            requireLive();
            if (!id.isEmpty() && ids.contains(id)) {
                return 0;
            }
            long stored = engine.load(rows.insert(quoted, last.get()), rows.width(), rows.texts());
            return stored(stored, id, size);
        }
    }

    /**
     * Stores the rows of a query.
     *
     * @param selected an expression for each column, in their order, over the query's rows
     * @param query in the engine's words, without parameters
     */
    long insert(List<String> selected, String query) {
        synchronized (lock) {
            requireLive();
            String sql = "INSERT INTO " + quoted + " SELECT " + last.get() + " + row_number() OVER (), "
                    + String.join(", ", selected) + " FROM (" + query + "\n) AS q";
            return stored(engine.execute(sql, List.of()), "", 0);
        }
    }

    void truncate() {
        synchronized (lock) {
            requireLive();
            engine.execute("TRUNCATE " + quoted, List.of());
        }
    }

    private long stored(long rows, String id, long size) {
        last.addAndGet(rows);
        bytes.addAndGet(size);
        if (!id.isEmpty()) {
            ids.add(id);
            if (ids.size() > IDS_KEPT) {
                ids.remove(ids.iterator().next());
            }
        }
        return rows;
    }

    private void requireLive() {
        if (dropped) {
            throw TimeplusErrors.unknownStream(name);
        }
    }
}
