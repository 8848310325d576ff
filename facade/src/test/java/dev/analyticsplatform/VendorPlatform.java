package dev.analyticsplatform;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import dev.analyticsplatform.sandbox.Sandbox;
import dev.analyticsplatform.sandbox.SandboxClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A platform of any vendor on a sandbox of its own, whose clock moves when the platform waits; the one place of the
 * portable tests that tells vendors apart, in what their configuration needs and in how rows come in.
 */
final class VendorPlatform implements AutoCloseable {

    static final Duration LIMIT = Duration.ofMinutes(5);

    private static final Gson RECORDS = new GsonBuilder()
            .serializeNulls()
            .registerTypeAdapter(byte[].class, (JsonSerializer<byte[]>) (bytes, type, context) ->
                    new JsonPrimitive(Base64.getEncoder().encodeToString(bytes)))
            .registerTypeAdapter(Double.class, (JsonSerializer<Double>) (number, type, context) ->
                    Double.isFinite(number) ? new JsonPrimitive(number) : new JsonPrimitive(number.toString()))
            .registerTypeAdapter(LocalDate.class, text(LocalDate.class))
            .registerTypeAdapter(LocalTime.class, text(LocalTime.class))
            .registerTypeAdapter(LocalDateTime.class, text(LocalDateTime.class))
            .registerTypeAdapter(Instant.class, text(Instant.class))
            .create();

    private final SandboxClock clock = SandboxClock.at(Instant.parse("2024-03-01T12:00:00Z"));
    private final TestTime time = new TestTime(clock::advance);
    private final Sandbox sandbox;
    private final AnalyticsPlatform platform;

    VendorPlatform(String vendor) {
        sandbox = Sandbox.of(vendor).clock(clock).start();
        platform = AnalyticsPlatform.open(config());
        var namespace = config().namespace();
        namespace.ifPresent(platform.catalog()::createNamespace);
    }

    private static <T> JsonSerializer<T> text(Class<T> type) {
        return (value, declared, context) -> new JsonPrimitive(type.cast(value).toString());
    }

    PlatformConfig config() {
        return config(vendor(), sandbox.url().toString(), sandbox.key()).time(time);
    }

    /** How a program says where the vendor is and who calls. */
    static PlatformConfig config(String vendor, String url, String key) {
        var config = PlatformConfig.of(vendor).endpoint(url).credentials(ApiKey.of(key));
        return switch (vendor) {
            case "singlestore" ->
                config.sqlCredentials(BasicCredentials.of("admin", key))
                        .compute("sandbox")
                        .namespace("quickstart");
            case "deltastream" -> config.credentials(BearerToken.of(key)).namespace("quickstart.public");
            default -> config;
        };
    }

    /** A column of a type; where the vendor needs to know more than the portable type says, with its own. */
    static Column column(String vendor, String name, DataType type) {
        return new Column(
                name,
                type,
                switch (vendor + " " + type) {
                    case "timeplus ARRAY" -> "array(nullable(string))";
                    case "timeplus OBJECT" -> "tuple(city nullable(string), zip nullable(int64))";
                    case "deltastream ARRAY" -> "ARRAY<VARCHAR>";
                    case "deltastream OBJECT" -> "STRUCT<city VARCHAR, zip BIGINT>";
                    default -> "";
                });
    }

    AnalyticsPlatform platform() {
        return platform;
    }

    String vendor() {
        return sandbox.vendor();
    }

    String key() {
        return sandbox.key();
    }

    List<Row> rows(String sql) {
        return platform.queries().run(sql).toList();
    }

    /** Makes a dataset and waits until it takes rows. */
    void create(DatasetSpec spec) {
        platform.catalog().create(spec);
        platform.catalog().awaitReady(spec.name(), LIMIT);
    }

    /** Where rows that went into a dataset are read from. */
    String readable(String dataset) {
        return appends() ? dataset : dataset + "_view";
    }

    private boolean appends() {
        return platform.capabilities().supports(Capability.INGEST_APPEND);
    }

    /**
     * Puts rows into a dataset: appends them, or, where the vendor takes no rows, writes them to the topic that the
     * dataset reads, as JSON, and keeps them by a view.
     *
     * @return which rows were not taken
     */
    List<RowRejection> fill(String dataset, List<? extends Map<String, ? extends @Nullable Object>> rows) {
        if (appends()) {
            return platform.ingestion().append(QualifiedName.of(dataset), rows).rejected();
        }
        var rejected = new ArrayList<RowRejection>();
        var records = new ArrayList<String>();
        for (int i = 0; i < rows.size(); i++) {
            String record = RECORDS.toJson(rows.get(i));
            if (StandardCharsets.UTF_8.newEncoder().canEncode(record)) {
                records.add(record);
            } else {
                rejected.add(new RowRejection(i, "the record is no UTF-8", Optional.empty()));
            }
        }
        write(dataset, records);
        var view = QualifiedName.of(readable(dataset));
        platform.catalog().createView(view, "SELECT * FROM " + dataset);
        platform.catalog().awaitReady(view, LIMIT);
        clock.advance(Duration.ofMinutes(1));
        return rejected;
    }

    private void write(String topic, List<String> records) {
        String body = records.stream()
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

    @Override
    public void close() {
        platform.close();
        sandbox.close();
    }
}
