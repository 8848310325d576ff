package dev.analyticsplatform.sandbox.singlestore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement in the engine's words, which remembers where each of them came from.
 *
 * @param text the statement as it was sent
 * @param database the database of names that do not say theirs
 * @param sql the statement for the engine
 * @param starts where each piece begins in it, ascending
 * @param origins where that piece stood in the text
 */
record Statement(String text, @Nullable String database, String sql, List<Integer> starts, List<Integer> origins) {
    /** A statement that the sandbox itself writes, on behalf of one that was sent. */
    static Statement of(String text, @Nullable String database, String sql) {
        return new Statement(text, database, sql, List.of(), List.of());
    }

    /** Returns where a place of the engine's statement stood in the text that was sent. */
    int originOf(int place) {
        int origin = 0;
        for (int i = 0; i < starts.size() && starts.get(i) <= place; i++) {
            origin = origins.get(i);
        }
        return origin;
    }

    /** Puts a statement together. For one thread. */
    static final class Builder {
        private final StringBuilder sql = new StringBuilder();
        private final List<Integer> starts = new ArrayList<>();
        private final List<Integer> origins = new ArrayList<>();

        Builder add(String piece, int origin) {
            if (sql.length() > 0) {
                sql.append(' ');
            }
            starts.add(sql.length());
            origins.add(origin);
            sql.append(piece);
            return this;
        }

        Statement build(String text, @Nullable String database) {
            return new Statement(text, database, sql.toString(), List.copyOf(starts), List.copyOf(origins));
        }
    }
}
