package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.sandbox.Sandbox;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MillionEventsTest {

    private static final long ROWS = 1_000_000;
    private static final QualifiedName FEED = QualifiedName.of("feed");
    private static final String FILLER = "x".repeat(180);

    /** How rows come into the stream of a vendor, and how a subscription asks for all of them. */
    enum Feed {
        TIMEPLUS("SELECT n, filler FROM feed SETTINGS seek_to = 'earliest'", 100_000) {
            @Override
            void send(Sandbox sandbox, AnalyticsPlatform platform, long first, long end) {
                platform.queries()
                        .run("INSERT INTO feed (n, filler) SELECT " + first
                                + " + number, repeat('x', 180) FROM numbers(" + (end - first) + ")")
                        .toList();
            }
        },
        DELTASTREAM("SELECT n, filler FROM feed WITH ('starting.position'='earliest')", 10_000) {
            @Override
            void send(Sandbox sandbox, AnalyticsPlatform platform, long first, long end)
                    throws IOException, InterruptedException {
                String records = LongStream.range(first, end)
                        .mapToObj(n -> "{\"value\":{\"n\":" + n + ",\"filler\":\"" + FILLER + "\"}}")
                        .collect(Collectors.joining(",", "{\"records\":[", "]}"));
                var request = HttpRequest.newBuilder(sandbox.url().resolve("/topics/feed"))
                        .header("Authorization", "Bearer " + sandbox.key())
                        .header("Content-Type", "application/vnd.kafka.json.v2+json")
                        .POST(HttpRequest.BodyPublishers.ofString(records))
                        .build();
                var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            }
        };

        private static final HttpClient CLIENT = HttpClient.newHttpClient();

        private final String sql;
        private final long batch;

        Feed(String sql, long batch) {
            this.sql = sql;
            this.batch = batch;
        }

        abstract void send(Sandbox sandbox, AnalyticsPlatform platform, long first, long end)
                throws IOException, InterruptedException;

        String vendor() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("promise: a million rows of 200 bytes pass through queries().subscribe in a JVM with -Xmx32m")
    void millionEventsPassThroughASmallHeap(Feed feed) throws IOException, InterruptedException {
        try (var sandbox = Sandbox.start(feed.vendor());
                var platform = AnalyticsPlatform.open(PlatformConfig.of(feed.vendor())
                        .endpoint(sandbox.url().toString())
                        .credentials(ApiKey.of(sandbox.key())))) {
            platform.catalog()
                    .create(DatasetSpec.of(FEED).column("n", DataType.INTEGER).column("filler", DataType.STRING));
            feed.send(sandbox, platform, 0, feed.batch);
            var process = start(feed, sandbox);
            try {
                // More than is asked for: there is no end that could end the subscription.
                for (long first = feed.batch; first <= ROWS; first += feed.batch) {
                    feed.send(sandbox, platform, first, first + feed.batch);
                }
                assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
                String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(process.exitValue()).as(printed).isZero();
                assertThat(printed)
                        .contains("1000000 rows of a subscription, sum 499999500000, 180000000 characters,"
                                + " heap at most 3");
                System.out.println(feed.vendor() + " in a small heap: " + printed.strip());
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static Process start(Feed feed, Sandbox sandbox) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MillionEvents.class.getName(),
                        feed.vendor(),
                        sandbox.url().toString(),
                        sandbox.key(),
                        feed.sql,
                        String.valueOf(ROWS))
                .redirectErrorStream(true)
                .start();
    }
}
