package dev.analyticsplatform.sandbox.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Where the texts of a collection's documents are kept, away from the names that users see. Not thread-safe. */
final class DocumentTable {
    static final String SCHEMA = "~documents";

    /** Up to so many documents are looked up one by one; more are joined with all that is there. */
    private static final int FEW = 100;

    private final DuckDBConnection connection;
    private final String quoted;
    private final PreparedStatement get;
    private final PreparedStatement size;
    private final PreparedStatement insert;
    private final PreparedStatement replace;
    private final PreparedStatement delete;
    private long count;
    private long bytes;

    private DocumentTable(DuckDBConnection connection, String quoted) throws SQLException {
        this.connection = connection;
        this.quoted = quoted;
        Jdbc.run(connection, "CREATE TABLE " + quoted + " (id VARCHAR PRIMARY KEY, doc VARCHAR)");
        Jdbc.run(connection, "CREATE TEMP TABLE incoming (id VARCHAR, doc VARCHAR)");
        get = connection.prepareStatement("SELECT doc FROM " + quoted + " WHERE id = ?");
        size = connection.prepareStatement("SELECT strlen(doc) FROM " + quoted + " WHERE id = ?");
        insert = connection.prepareStatement("INSERT INTO " + quoted + " VALUES ($1, $2) RETURNING strlen(doc)");
        replace = connection.prepareStatement("UPDATE " + quoted + " SET doc = $2 WHERE id = $1 RETURNING strlen(doc)");
        delete = connection.prepareStatement("DELETE FROM " + quoted + " WHERE id = ? RETURNING strlen(doc)");
    }

    /**
     * Creates the table.
     *
     * @param connection the table's own; it is closed with it, or here if this fails
     */
    static DocumentTable create(DuckDBConnection connection, String name) throws SQLException {
        try {
            return new DocumentTable(connection, Texts.quoteName(SCHEMA) + "." + Texts.quoteName(name));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    String quoted() {
        return quoted;
    }

    long count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    @Nullable
    String get(String id) throws SQLException {
        get.setString(1, id);
        try (ResultSet rows = get.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** Writes the texts in one step and returns the identities that were there before. */
    Set<String> write(Map<String, String> texts) throws SQLException {
        long[] change = new long[2];
        Set<String> known = transaction(() -> texts.size() <= FEW ? writeFew(texts, change) : writeMany(texts, change));
        count += change[0];
        bytes += change[1];
        return known;
    }

    private Set<String> writeFew(Map<String, String> texts, long[] change) throws SQLException {
        Set<String> known = new HashSet<>();
        for (Map.Entry<String, String> each : texts.entrySet()) {
            size.setString(1, each.getKey());
            long before = number(size);
            PreparedStatement write = before < 0 ? insert : replace;
            write.setString(1, each.getKey());
            write.setString(2, each.getValue());
            change[0] += before < 0 ? 1 : 0;
            change[1] += number(write) - Math.max(0, before);
            if (before >= 0) {
                known.add(each.getKey());
            }
        }
        return known;
    }

    private Set<String> writeMany(Map<String, String> texts, long[] change) throws SQLException {
        try (DuckDBAppender appender = connection.createAppender("temp", "main", "incoming")) {
            for (Map.Entry<String, String> each : texts.entrySet()) {
                appender.beginRow()
                        .append(each.getKey())
                        .append(each.getValue())
                        .endRow();
            }
        }
        Set<String> known = new HashSet<>();
        try (ResultSet rows = Jdbc.query(
                connection, "SELECT t.id, strlen(t.doc) FROM incoming i JOIN " + quoted + " t ON t.id = i.id")) {
            while (rows.next()) {
                known.add(rows.getString(1));
                change[1] -= rows.getLong(2);
            }
        }
        try (ResultSet rows = Jdbc.query(connection, "SELECT sum(strlen(doc))::BIGINT FROM incoming")) {
            rows.next();
            change[1] += rows.getLong(1);
        }
        if (!known.isEmpty()) {
            Jdbc.run(connection, "UPDATE " + quoted + " t SET doc = i.doc FROM incoming i WHERE t.id = i.id");
        }
        if (known.size() < texts.size()) {
            Jdbc.run(
                    connection,
                    "INSERT INTO " + quoted + " SELECT id, doc FROM incoming i WHERE NOT EXISTS (SELECT 1 FROM "
                            + quoted + " t WHERE t.id = i.id)");
        }
        Jdbc.run(connection, "DELETE FROM incoming");
        change[0] = (long) texts.size() - known.size();
        return known;
    }

    /** Deletes in one step and tells for each identity whether it was there. */
    List<Boolean> delete(Collection<String> ids) throws SQLException {
        long[] change = new long[2];
        List<Boolean> found = transaction(() -> {
            List<Boolean> each = new ArrayList<>(ids.size());
            for (String id : ids) {
                delete.setString(1, id);
                long before = number(delete);
                each.add(before >= 0);
                change[0] -= before >= 0 ? 1 : 0;
                change[1] -= Math.max(0, before);
            }
            return each;
        });
        count += change[0];
        bytes += change[1];
        return found;
    }

    void drop() throws SQLException {
        try (connection) {
            Jdbc.run(connection, "DROP TABLE " + quoted);
        }
    }

    /** Returns the one number that a statement answers with, or -1 if it answers with none. */
    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    private <T> T transaction(Jdbc.Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.run();
            connection.commit();
            return result;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
