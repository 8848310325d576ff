package dev.analyticsplatform.deltastream;

import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.Catalog;
import dev.analyticsplatform.DatasetSpec;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.Row;
import dev.analyticsplatform.TestTime;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An organization on a sandbox of its own, whose clock moves when the platform waits. */
final class SandboxOrganization implements AutoCloseable {

    static final String NAMESPACE = "quickstart.public";

    private final SandboxClock clock = SandboxClock.at(Instant.parse("2024-03-01T12:00:00Z"));
    private final Sandbox sandbox = Sandbox.of("deltastream").clock(clock).start();
    private final AnalyticsPlatform platform = AnalyticsPlatform.open(config().namespace(NAMESPACE));

    SandboxOrganization() {
        platform.catalog().createNamespace(NAMESPACE);
    }

    PlatformConfig config() {
        return PlatformConfig.of("deltastream")
                .endpoint(sandbox.url().toString())
                .credentials(BearerToken.of(sandbox.key()))
                .time(new TestTime(clock::advance));
    }

    AnalyticsPlatform platform() {
        return platform;
    }

    Catalog catalog() {
        return platform.catalog();
    }

    SandboxClock clock() {
        return clock;
    }

    /** Makes a stream over a topic and a materialized view over the stream, and writes records into the topic. */
    void view(String view, DatasetSpec stream, String... records) {
        catalog().create(stream);
        write(stream.name().name(), records);
        catalog()
                .createView(
                        QualifiedName.of(view),
                        "SELECT * FROM \"" + stream.name().name() + "\"");
        catalog().awaitReady(QualifiedName.of(view), Duration.ofMinutes(2));
        clock.advance(Duration.ofMinutes(1));
    }

    /** Writes records, each a JSON object, as the store's own clients do. */
    void write(String topic, String... records) {
        String body = Stream.of(records)
                .map(record -> "{\"value\":" + record + "}")
                .collect(Collectors.joining(",", "{\"records\":[", "]}"));
        var request = HttpRequest.newBuilder(sandbox.url().resolve("/topics/" + topic))
                .header("Authorization", "Bearer " + sandbox.key())
                .header("Content-Type", "application/vnd.kafka.json.v2+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Row> rows(String sql) {
        return platform.queries().run(sql).toList();
    }

    @Override
    public void close() {
        platform.close();
        sandbox.close();
    }
}
