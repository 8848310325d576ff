package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.sandbox.Sandbox;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MillionRowsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int THOUSAND = 1000;
    private static final String FILLER = "x".repeat(180);
    private static final QualifiedName FEED = QualifiedName.of("thousand_feed");
    private static final QualifiedName VIEW = QualifiedName.of("thousand");
    private static final String SQL =
            "SELECT a.n * 1000 + b.n AS n, a.filler AS filler FROM thousand a CROSS JOIN thousand b";

    static List<String> vendors() {
        return Sandbox.vendors();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    @DisplayName("promise: a million rows of 200 bytes pass through queries().run in a JVM with -Xmx32m")
    void millionRowsPassThroughASmallHeap(String vendor) throws IOException, InterruptedException {
        try (var sandbox = Sandbox.start(vendor)) {
            prepare(sandbox);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx32m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-Dslf4j.internal.verbosity=ERROR",
                            "-cp",
                            System.getProperty("java.class.path"),
                            MillionRows.class.getName(),
                            vendor,
                            sandbox.url().toString(),
                            sandbox.key(),
                            SQL)
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(printed).isZero();
            assertThat(printed).contains("1000000 rows, sum 499999500000, 180000000 characters, heap at most 3");
            System.out.println(vendor + " in a small heap: " + printed.strip());
        }
    }

    /** A view of a thousand rows: joined with itself it has a million. */
    private static void prepare(Sandbox sandbox) throws IOException, InterruptedException {
        var config = MillionRows.configuration(sandbox.vendor(), sandbox.url(), sandbox.key());
        try (var platform = AnalyticsPlatform.open(config)) {
            if (config.namespace().isPresent()) {
                platform.catalog().createNamespace(config.namespace().get());
            }
            var spec = DatasetSpec.of(FEED).column("n", DataType.INTEGER).column("filler", DataType.STRING);
            platform.catalog().create(spec);
            platform.catalog().awaitReady(FEED, PATIENCE);
            if (platform.capabilities().supports(Capability.INGEST_APPEND)) {
                List<Map<String, Object>> rows = IntStream.range(0, THOUSAND)
                        .mapToObj(n -> Map.<String, Object>of("n", n, "filler", FILLER))
                        .toList();
                assertThat(platform.ingestion().append(FEED, rows).accepted()).isEqualTo(THOUSAND);
            } else {
                writeToTopic(sandbox);
            }
            platform.catalog().createView(VIEW, "SELECT n, filler FROM thousand_feed");
            platform.catalog().awaitReady(VIEW, PATIENCE);
        }
    }

    /** Where rows come from the topics of a store, the sandbox plays a REST proxy of that store. */
    private static void writeToTopic(Sandbox sandbox) throws IOException, InterruptedException {
        String records = IntStream.range(0, THOUSAND)
                .mapToObj(n -> "{\"value\":{\"n\":" + n + ",\"filler\":\"" + FILLER + "\"}}")
                .collect(Collectors.joining(",", "{\"records\":[", "]}"));
        var request = HttpRequest.newBuilder(sandbox.url().resolve("topics/" + FEED.name()))
                .header("Content-Type", "application/vnd.kafka.json.v2+json")
                .header("Authorization", "Bearer " + sandbox.key())
                .POST(HttpRequest.BodyPublishers.ofString(records))
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
