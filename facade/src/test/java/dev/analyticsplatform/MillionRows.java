package dev.analyticsplatform;

import java.net.URI;

/** The program that {@link MillionRowsTest} runs in a small JVM: reads every row and adds up what it saw. */
final class MillionRows {

    private MillionRows() {}

    /**
     * Runs.
     *
     * @param arguments vendor, URL, key and SQL; the SQL gives a number {@code n} and a text {@code filler}
     */
    public static void main(String[] arguments) {
        var config = configuration(arguments[0], URI.create(arguments[1]), arguments[2]);
        long rows = 0;
        long sum = 0;
        long characters = 0;
        try (var platform = AnalyticsPlatform.open(config);
                var result = platform.queries().run(arguments[3])) {
            for (Row row : result) {
                rows++;
                sum += row.getLong("n");
                String filler = row.getString("filler");
                characters += filler == null ? 0 : filler.length();
            }
        }
        System.out.println(rows + " rows, sum " + sum + ", " + characters + " characters, heap at most "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
    }

    static PlatformConfig configuration(String vendor, URI url, String key) {
        var config = PlatformConfig.of(vendor).endpoint(url.toString()).credentials(ApiKey.of(key));
        return switch (vendor) {
            case "singlestore" ->
                config.sqlCredentials(BasicCredentials.of("admin", key)).namespace("million");
            case "deltastream" -> config.namespace("million.public");
            default -> config;
        };
    }
}
