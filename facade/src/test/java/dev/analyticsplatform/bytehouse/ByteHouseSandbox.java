package dev.analyticsplatform.bytehouse;

import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.Row;
import dev.analyticsplatform.TestTime;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxClock;
import java.time.Instant;
import java.util.List;

/** A platform on a ByteHouse sandbox of its own, whose clock moves when the platform waits. */
final class ByteHouseSandbox implements AutoCloseable {

    private final SandboxClock clock = SandboxClock.at(Instant.parse("2024-03-01T12:00:00Z"));
    private final Sandbox sandbox = Sandbox.of("bytehouse").clock(clock).start();
    private final AnalyticsPlatform platform = AnalyticsPlatform.open(config());

    PlatformConfig config() {
        return PlatformConfig.of("bytehouse")
                .endpoint(sandbox.url().toString())
                .credentials(ApiKey.of(sandbox.key()))
                .time(new TestTime(clock::advance));
    }

    AnalyticsPlatform platform() {
        return platform;
    }

    List<Row> sql(String sql) {
        return platform.queries().run(sql).toList();
    }

    @Override
    public void close() {
        platform.close();
        sandbox.close();
    }
}
