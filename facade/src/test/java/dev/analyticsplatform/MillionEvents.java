package dev.analyticsplatform;

/**
 * The program that {@link MillionEventsTest} runs in a small JVM: reads so many rows of a subscription, adds up what it
 * saw, and closes, though there may be more to come.
 */
final class MillionEvents {

    private MillionEvents() {}

    /**
     * Runs.
     *
     * @param arguments vendor, URL, key, SQL and how many rows to read; the SQL gives a number {@code n} and a text
     *     {@code filler}
     */
    public static void main(String[] arguments) {
        var config = PlatformConfig.of(arguments[0]).endpoint(arguments[1]).credentials(ApiKey.of(arguments[2]));
        long wanted = Long.parseLong(arguments[4]);
        long rows = 0;
        long sum = 0;
        long characters = 0;
        try (var platform = AnalyticsPlatform.open(config);
                var result = platform.queries().subscribe(Statement.of(arguments[3]))) {
            var iterator = result.iterator();
            while (rows < wanted && iterator.hasNext()) {
                Row row = iterator.next();
                rows++;
                sum += row.getLong("n");
                String filler = row.getString("filler");
                characters += filler == null ? 0 : filler.length();
            }
        }
        System.out.println(rows + " rows of a subscription, sum " + sum + ", " + characters
                + " characters, heap at most " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
    }
}
