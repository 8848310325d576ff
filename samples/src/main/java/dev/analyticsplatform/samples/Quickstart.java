package dev.analyticsplatform.samples;

import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.QueryJob;
import dev.analyticsplatform.Row;
import dev.analyticsplatform.SavedQuery;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.sandbox.Sandbox;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;

/**
 * The main job in one program: create a dataset, ingest real data, query it in every way, look at the catalog. It runs
 * on the sandbox of a vendor, started in this process; against the real service only {@link #configuration} would
 * differ.
 */
public final class Quickstart {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final QualifiedName QUAKES = QualifiedName.of("earthquakes");
    private static final QualifiedName STRONGEST = QualifiedName.of("strongest_quakes");

    private static final String STRONGEST_SQL = """
            SELECT network, count(*) AS quakes, max(magnitude) AS strongest, avg(tsunami) AS tsunami_share
            FROM earthquakes
            WHERE magnitude >= :least
            GROUP BY network
            ORDER BY strongest DESC, network
            """;

    private static final String ALL_SQL = "SELECT id, time, magnitude, place FROM earthquakes ORDER BY time";

    private final AnalyticsPlatform platform;
    private final PrintStream out;

    private Quickstart(AnalyticsPlatform platform, PrintStream out) {
        this.platform = platform;
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
        try (var sandbox = Sandbox.start(vendor);
                var platform = AnalyticsPlatform.open(configuration(sandbox))) {
            new Quickstart(platform, out).run();
        }
    }

    private static PlatformConfig configuration(Sandbox sandbox) {
        return PlatformConfig.of(sandbox.vendor())
                .endpoint(sandbox.url().toString())
                .credentials(ApiKey.of(sandbox.key()));
    }

    private void run() {
        ingest();
        query();
        stream();
        job();
        savedQuery();
        catalog();
    }

    private void ingest() {
        out.println("Ingest");
        platform.catalog().create(Earthquakes.dataset(QUAKES));
        platform.catalog().awaitReady(QUAKES, PATIENCE);
        out.println("  " + platform.ingestion().append(QUAKES, Earthquakes.rows()) + "\n");
    }

    private void query() {
        out.println("Query: networks with quakes of magnitude 4.5 or more");
        try (var rows = platform.queries().run(Statement.of(STRONGEST_SQL).bind("least", 4.5))) {
            var table = new Table("network", "quakes", "strongest", "with tsunami flag");
            for (Row row : rows) {
                table.add(
                        row.getString("network"),
                        row.getLong("quakes"),
                        row.getBigDecimal("strongest"),
                        percent(row.getBigDecimal("tsunami_share")));
            }
            table.print(out);
        }
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
        out.println("Job: the same at the vendor, read in pages");
        QueryJob job = platform.queries().submit(Statement.of(ALL_SQL)).await(PATIENCE);
        try (var rows = job.rows()) {
            out.println("  " + job.status().state() + ", " + rows.stream().count() + " rows\n");
        }
    }

    private void savedQuery() {
        out.println("Saved query: the strongest of all networks, from magnitude 5.5");
        platform.savedQueries()
                .save(SavedQuery.of(STRONGEST, Statement.of(STRONGEST_SQL).bind("least", 4.5)));
        try (var rows = platform.savedQueries().run(STRONGEST, Map.of("least", 5.5))) {
            var table = new Table("network", "quakes", "strongest");
            rows.forEach(
                    row -> table.add(row.getString("network"), row.getLong("quakes"), row.getBigDecimal("strongest")));
            table.print(out);
        }
    }

    private void catalog() {
        out.println("Catalog");
        for (var namespace : platform.catalog().namespaces()) {
            for (var found : platform.catalog().datasets(namespace.name())) {
                out.println("  " + found.name() + ", " + found.kind() + ", " + found.state());
            }
        }
        var dataset = platform.catalog().describe(QUAKES);
        var table = new Table("column", "type");
        dataset.columns().forEach(column -> table.add(column.name(), column.type()));
        table.print(out);
    }

    private static String percent(java.math.@org.jspecify.annotations.Nullable BigDecimal share) {
        return share == null ? "-" : share.multiply(BigDecimal.valueOf(100)).setScale(0, RoundingMode.HALF_UP) + "%";
    }

    /** A row of the stream; columns are matched by name. */
    record Quake(
            String id,
            java.time.Instant time,
            @org.jspecify.annotations.Nullable BigDecimal magnitude,
            String place) {}
}
