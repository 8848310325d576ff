package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.Timeline;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of an import job. Nothing is fetched, so no rows are loaded; but it passes through its states by the clock.
 * One of Kafka runs until it is stopped. Thread-safe.
 */
final class Execution {
    private static final Duration WAITS = Duration.ofSeconds(2);
    private static final Duration RUNS = Duration.ofSeconds(30);

    final String id = UUID.randomUUID().toString();
    final long number;
    final long job;
    final boolean kafka;

    private final String files;
    private final VendorSetup setup;
    private final Instant started;
    private final Timeline timeline;
    private @Nullable Instant stopped;

    Execution(long number, long job, boolean kafka, String files, VendorSetup setup) {
        this.number = number;
        this.job = job;
        this.kafka = kafka;
        this.files = files;
        this.setup = setup;
        started = setup.now();
        Timeline begin = Timeline.in("NotStarted").then(setup.scaled(WAITS), "Running");
        timeline = kafka ? begin : begin.then(setup.scaled(RUNS), "Finished");
    }

    synchronized String status() {
        if (stopped != null) {
            return "Stopped";
        }
        return timeline.after(Duration.between(started, setup.now()));
    }

    boolean isActive() {
        String status = status();
        return status.equals("NotStarted") || status.equals("Running");
    }

    synchronized void stop() {
        if (isActive()) {
            stopped = setup.now();
        }
    }

    Instant started() {
        return started;
    }

    /** Returns when it ended; null while it has not. */
    synchronized @Nullable Instant ended() {
        if (stopped != null) {
            return stopped;
        }
        return isActive() ? null : started.plus(timeline.settled());
    }

    ObjectNode json() {
        Instant ended = ended();
        return Json.object()
                .put("id", id)
                .put("jobID", job)
                .put("status", status())
                .put("startTime", started.toString())
                .put("endTime", ended == null ? null : ended.toString())
                .put("rowsLoaded", 0);
    }

    /** Returns the lines written so far. */
    List<String> log() {
        List<String> lines = new ArrayList<>();
        String status = status();
        if (!status.equals("NotStarted")) {
            lines.add("Loading " + files);
        }
        if (status.equals("Finished")) {
            lines.add("0 rows loaded");
        } else if (status.equals("Stopped")) {
            lines.add("Stopped");
        }
        return lines;
    }
}
