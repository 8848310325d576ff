package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.SqlEngine;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The one workspace of a sandbox: what the handlers of different tags need of each other. */
final class Workspace {
    static final String OWNER = "owner@sandbox.example";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    final VendorSetup setup;
    final SqlEngine engine = SqlEngine.open(TimeplusDialect.create());
    final Datasets datasets = new Datasets();
    final Planner planner;
    final RowSignal signal = new RowSignal();

    private final AtomicLong tables = new AtomicLong();
    private final List<Pump> pumps = new CopyOnWriteArrayList<>();
    private final List<Runnable> onClose = new ArrayList<>();

    Workspace(VendorSetup setup) {
        this.setup = setup;
        planner = new Planner(engine, setup, datasets::relation);
    }

    /** Makes a place for the rows of a stream. */
    StreamTable table(String name, List<StreamColumn> columns) {
        return new StreamTable(engine, name, tables.incrementAndGet(), columns);
    }

    /** Feeds what reads from a stream, and wakes the queries that wait for rows. */
    void ingested() {
        boolean more = true;
        while (more) {
            more = false;
            // One may have written what another one reads.
            for (Pump pump : pumps) {
                more |= pump.run();
            }
        }
        signal.raise();
    }

    /** Begins to run something with new rows. */
    Pump start(Pump pump) {
        pump.onClose(() -> pumps.remove(pump));
        pumps.add(pump);
        return pump;
    }

    void onClose(Runnable action) {
        onClose.add(action);
    }

    Instant now() {
        return setup.now();
    }

    /** Returns a time as most answers have it. */
    static String stamp(Instant time) {
        return STAMP.format(time.atZone(ZoneOffset.UTC));
    }

    static ObjectNode owner(Caller caller) {
        return Json.object().put("id", caller.user()).put("name", caller.user());
    }

    /** Adds who made something, and when. */
    ObjectNode created(ObjectNode members, Caller caller) {
        members.put("created_at", stamp(now()));
        members.set("created_by", owner(caller));
        return updated(members, caller);
    }

    /** Adds who changed something last, and when. */
    ObjectNode updated(ObjectNode members, Caller caller) {
        members.put("last_updated_at", stamp(now()));
        members.set("last_updated_by", owner(caller));
        return members;
    }

    void close() {
        onClose.forEach(Runnable::run);
        pumps.forEach(Pump::close);
        signal.raise();
        engine.close();
    }
}
