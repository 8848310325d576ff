package dev.analyticsplatform.samples;

import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.Capability;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.QueryJob;
import dev.analyticsplatform.Row;
import dev.analyticsplatform.SavedQuery;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.Support;
import dev.analyticsplatform.sandbox.Sandbox;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The main job in one program: create a dataset, ingest real data, query it in every way, look at the catalog. It runs
 * on the sandbox of a vendor, started in this process, and is the same for every vendor: what one of them lacks is
 * asked of the capabilities. Against a real service only the configuration would differ.
 */
public final class Quickstart {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final QualifiedName FEED = QualifiedName.of("earthquake_feed");
    private static final QualifiedName QUAKES = QualifiedName.of("earthquakes");
    private static final QualifiedName STRONGEST = QualifiedName.of("strongest_quakes");

    private static final String STRONGEST_SQL = """
            SELECT network, count(*) AS quakes, max(magnitude) AS strongest, avg(tsunami) AS tsunami_share
            FROM earthquakes
            WHERE magnitude >= %s
            GROUP BY network
            ORDER BY strongest DESC, network
            """;

    private static final String ALL_SQL = "SELECT id, time, magnitude, place FROM earthquakes ORDER BY time, id";

    private final AnalyticsPlatform platform;
    private final @Nullable String namespace;
    private final Topics topics;
    private final PrintStream out;

    private Quickstart(AnalyticsPlatform platform, PlatformConfig config, Topics topics, PrintStream out) {
        this.platform = platform;
        this.namespace = config.namespace().orElse(null);
        this.topics = topics;
        this.out = out;
    }

    /**
     * Runs the program.
     *
     * @param arguments the vendor's name, rockset if there is none
     */
    public static void main(String... arguments) {
        run(arguments.length == 0 ? "rockset" : arguments[0], System.out);
    }

    static void run(String vendor, PrintStream out) {
        try (var sandbox = Sandbox.start(vendor)) {
            var config = SandboxConfiguration.of(sandbox);
            try (var platform = AnalyticsPlatform.open(config)) {
                new Quickstart(platform, config, new Topics(sandbox.url(), sandbox.key()), out).run();
            }
        }
    }

    private void run() {
        ingest();
        query();
        stream();
        if (can(Capability.QUERY_SUBMIT, "Job")) {
            job();
        }
        if (can(Capability.SAVED_QUERY_SAVE, "Saved query")) {
            savedQuery();
        }
        catalog();
    }

    private void ingest() {
        out.println("Ingest");
        if (namespace != null
                && platform.catalog().namespaces().stream()
                        .noneMatch(found -> found.name().equals(namespace))) {
            platform.catalog().createNamespace(namespace);
        }
        platform.catalog().create(Earthquakes.dataset(FEED));
        platform.catalog().awaitReady(FEED, PATIENCE);
        var rows = Earthquakes.rows();
        if (can(Capability.INGEST_APPEND, "  Append")) {
            out.println("  " + platform.ingestion().append(FEED, rows));
        } else {
            out.println("  " + topics.write(FEED.name(), rows) + " rows accepted, 0 rejected, by the topic");
        }
        platform.catalog().createView(QUAKES, "SELECT * FROM earthquake_feed");
        platform.catalog().awaitReady(QUAKES, PATIENCE);
        awaitRows(rows.size());
        out.println();
    }

    /** Rows become visible at once, or a little later: that differs between vendors. */
    private void awaitRows(int expected) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (count() < expected) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("only " + count() + " of " + expected + " rows became visible");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private long count() {
        try (var rows = platform.queries().run("SELECT count(*) AS quakes FROM earthquakes")) {
            return rows.iterator().next().getLong("quakes");
        }
    }

    private void query() {
        out.println("Query: networks with quakes of magnitude 4.5 or more");
        try (var rows = platform.queries().run(strongerThan("4.5"))) {
            print(rows);
        }
    }

    /**
     * The bound travels as a parameter where the vendor has parameters, and is part of this program's text elsewhere.
     */
    private Statement strongerThan(String magnitude) {
        return platform.capabilities().supports(Capability.QUERY_PARAMETERS)
                ? Statement.of(STRONGEST_SQL.formatted(":least")).bind("least", new BigDecimal(magnitude))
                : Statement.of(STRONGEST_SQL.formatted(magnitude));
    }

    private void print(Iterable<Row> rows) {
        var table = new Table("network", "quakes", "strongest", "with tsunami flag");
        for (Row row : rows) {
            table.add(
                    row.getString("network"),
                    row.getLong("quakes"),
                    plain(row.getBigDecimal("strongest")),
                    percent(row.getBigDecimal("tsunami_share")));
        }
        table.print(out);
    }

    private void stream() {
        out.println("Stream: every row, one at a time, as records");
        try (var rows = platform.queries().run(ALL_SQL)) {
            var counts = new long[2];
            rows.as(Quake.class).forEach(quake -> {
                counts[0]++;
                counts[1] += quake.magnitude() != null && quake.magnitude().signum() < 0 ? 1 : 0;
            });
            out.println("  " + counts[0] + " quakes, " + counts[1] + " of them with a negative magnitude\n");
        }
    }

    private void job() {
        out.println("Job: the same at the vendor, awaited and then read");
        QueryJob job = platform.queries().submit(Statement.of(ALL_SQL)).await(PATIENCE);
        try (var rows = job.rows()) {
            out.println("  " + job.status().state() + ", " + rows.stream().count() + " rows\n");
        }
    }

    private void savedQuery() {
        out.println("Saved query: the strongest of all networks, from magnitude 5.5");
        boolean parameters = platform.capabilities().supports(Capability.QUERY_PARAMETERS);
        platform.savedQueries().save(SavedQuery.of(STRONGEST, strongerThan(parameters ? "4.5" : "5.5")));
        Map<String, Object> replaced = parameters ? Map.of("least", new BigDecimal("5.5")) : Map.of();
        try (var rows = platform.savedQueries().run(STRONGEST, replaced)) {
            print(rows);
        }
    }

    private void catalog() {
        out.println("Catalog");
        for (var space : platform.catalog().namespaces()) {
            for (var found : platform.catalog().datasets(space.name())) {
                out.println("  " + found.name() + ", " + found.kind() + ", " + found.state());
            }
        }
        var dataset = platform.catalog().describe(FEED);
        var table = new Table("column", "type");
        dataset.columns().forEach(column -> table.add(column.name(), column.type()));
        table.print(out);
    }

    private boolean can(Capability capability, String what) {
        if (platform.capabilities().of(capability) instanceof Support.Unsupported unsupported) {
            out.println(what + ": not with " + platform.vendor() + ", since " + unsupported.why() + "\n");
            return false;
        }
        return true;
    }

    /** Vendors write a number with or without zeros at its end. */
    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.stripTrailingZeros().toPlainString();
    }

    private static String percent(@Nullable BigDecimal share) {
        return share == null ? "-" : share.multiply(BigDecimal.valueOf(100)).setScale(0, RoundingMode.HALF_UP) + "%";
    }

    /** A row of the stream; columns are matched by name. */
    record Quake(String id, Instant time, @Nullable BigDecimal magnitude, String place) {}
}
