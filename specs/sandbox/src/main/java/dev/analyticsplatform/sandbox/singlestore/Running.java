package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.sql.Cursor;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A query whose rows are being read, which another request may kill. */
record Running(long id, String user, @Nullable String database, String sql, Instant since, Cursor cursor) {
    long seconds(Instant now) {
        return Duration.between(since, now).toSeconds();
    }
}
