package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Figures of a stream or view: counted, not estimated, but for the averages, which are taken over all of its life. */
final class DatasetStats {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final Duration STEP = Duration.ofMinutes(30);

    private final Workspace workspace;

    DatasetStats(Workspace workspace) {
        this.workspace = workspace;
    }

    ObjectNode of(Dataset dataset, Exchange exchange) {
        ObjectNode stats = Json.object();
        Optional<StreamTable> table = dataset.table();
        long bytes = table.map(StreamTable::bytes).orElse(0L);
        long rows = table.map(this::rows).orElse(0L);
        stats.put("row_count", rows);
        stats.put("historical_data_bytes", bytes);
        stats.put("streaming_data_bytes", bytes);
        stats.put("read_bps", 0).put("read_eps", 0);
        stats.put("written_bps", bytes / (double) STEP.toSeconds());
        stats.put("written_eps", rows / (double) STEP.toSeconds());
        table.ifPresent(own -> times(own, stats));
        exchange.query("historyDays").ifPresent(days -> history(stats, Integer.parseInt(days)));
        if (dataset.kind() == Dataset.Kind.MATERIALIZED_VIEW) {
            node(stats, dataset.pump().map(Pump::failure).orElse(null));
        }
        return stats;
    }

    private long rows(StreamTable table) {
        try (Cursor cursor = workspace.engine.query("SELECT count(*) FROM " + table.all(), Map.of())) {
            cursor.next();
            return cursor.values().get(0) instanceof Number number ? number.longValue() : 0;
        }
    }

    private void times(StreamTable table, ObjectNode stats) {
        try (Cursor cursor = workspace.engine.query(table.times(), Map.of())) {
            cursor.next();
            List<@Nullable Object> times = cursor.values();
            if (times.get(0) instanceof LocalDateTime first && times.get(1) instanceof LocalDateTime last) {
                stats.put("earliest_event", TIME.format(first));
                stats.put("latest_event", TIME.format(last));
            }
        }
    }

    private void history(ObjectNode stats, int days) {
        ArrayNode history = stats.putArray("history");
        Instant end = workspace.now().truncatedTo(ChronoUnit.HOURS);
        for (Instant at = end.minus(Duration.ofDays(days)); at.isBefore(end); at = at.plus(STEP)) {
            history.addObject()
                    .put("start_time", at.toString())
                    .put("read_bps", 0)
                    .put("read_eps", 0)
                    .put("written_bps", 0)
                    .put("written_eps", 0);
        }
    }

    private static void node(ObjectNode stats, @Nullable String failure) {
        stats.putArray("nodes")
                .addObject()
                .put("node_id", 1)
                .put("status", failure == null ? "ExecutingPipeline" : "Fatal")
                .put("last_error_message", failure == null ? "" : failure)
                .put("memory", 0)
                .put("checkpoint_size", 0);
    }
}
