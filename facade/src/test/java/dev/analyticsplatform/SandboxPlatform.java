package dev.analyticsplatform;

import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A platform on a sandbox of its own, whose clock moves when the platform waits. */
final class SandboxPlatform implements AutoCloseable {

    private final SandboxClock clock = SandboxClock.at(Instant.parse("2024-03-01T12:00:00Z"));
    private final TestTime time = new TestTime(clock::advance);
    private final Sandbox sandbox = Sandbox.of("rockset").clock(clock).start();
    private final AnalyticsPlatform platform = open("commons");

    AnalyticsPlatform open(String namespace) {
        return AnalyticsPlatform.open(PlatformConfig.of("rockset")
                .endpoint(sandbox.url().toString())
                .credentials(ApiKey.of(sandbox.key()))
                .namespace(namespace)
                .time(time));
    }

    AnalyticsPlatform platform() {
        return platform;
    }

    TestTime time() {
        return time;
    }

    /** A collection in commons that is ready and holds the numbers from 0. */
    void numbers(String name, int count) {
        var dataset = QualifiedName.of(name);
        platform.catalog().create(DatasetSpec.of(dataset));
        platform.catalog().awaitReady(dataset, Duration.ofMinutes(2));
        List<Map<String, Integer>> rows = java.util.stream.IntStream.range(0, count)
                .mapToObj(n -> Map.of("n", n))
                .toList();
        if (platform.ingestion().append(dataset, rows).accepted() != count) {
            throw new AssertionError("not all rows were accepted");
        }
    }

    @Override
    public void close() {
        platform.close();
        sandbox.close();
    }
}
