package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far the writes to one collection have come, and what they amount to. Thread-safe. */
final class WriteLog {
    private static final Pattern OFFSET = Pattern.compile("f\\d+:\\d+:\\d+:\\d+:(\\d*)---(\\d+)");

    private long commits;
    private long bytesInserted;
    private long bytesOverwritten;
    private long lastUpdated;
    private long lastQueried;

    /** Notes a write request and returns the offset that it reached. */
    synchronized String commit(Instant now, long inserted, long overwritten) {
        commits++;
        bytesInserted += inserted;
        bytesOverwritten += overwritten;
        lastUpdated = now.toEpochMilli();
        return offset();
    }

    synchronized void queried(Instant now) {
        lastQueried = now.toEpochMilli();
    }

    /** Returns the offset of the last write. */
    synchronized String offset() {
        return "f2:0:1:0:---" + commits;
    }

    /** Returns whether the write of an offset has been done; empty if that is no offset. */
    synchronized Optional<Boolean> covers(String offset) {
        Matcher matcher = OFFSET.matcher(offset);
        if (!matcher.matches() || matcher.group(2).length() > 18) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(matcher.group(2)) <= commits);
    }

    synchronized void describe(ObjectNode stats, long documents, long bytes) {
        stats.put("doc_count", documents);
        stats.put("purged_doc_count", 0);
        stats.put("purged_doc_size", 0);
        stats.put("fill_progress", 0.0);
        stats.put("last_queried_ms", lastQueried);
        stats.put("last_updated_ms", lastUpdated);
        stats.put("bytes_inserted", bytesInserted);
        stats.put("bytes_overwritten", bytesOverwritten);
        stats.put("bulk_bytes_inserted", 0);
        stats.put("bulk_bytes_overwritten", 0);
        stats.put("total_size", bytes);
        stats.put("total_index_size", bytes);
        stats.put("row_index_size", bytes);
        stats.put("column_index_size", 0);
        stats.put("inverted_index_size", 0);
        stats.put("range_index_size", 0);
    }
}
