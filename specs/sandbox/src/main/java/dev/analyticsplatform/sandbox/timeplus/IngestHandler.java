package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import dev.analyticsplatform.contract.ApiRequest;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rows into a stream, in four formats. */
final class IngestHandler {
    private static final Pattern PATH = Pattern.compile(".*/v1beta2/streams/[^/]+/ingest");
    private static final Pattern FORMAT = Pattern.compile("(?:^|[;&\\s])format=\"?([a-z]+)");
    private static final Map<String, String> TYPES = Map.of(
            "compact", "application/json",
            "streaming", "application/x-ndjson",
            "raw", "text/plain;format=raw",
            "lines", "text/plain;format=lines");

    /** Spellings of the formats that the published document has in its media types. */
    private static final Map<String, String> SYNONYMS = Map.of("compat", "compact", "stream", "streaming");

    private final Streams streams;

    IngestHandler(Streams streams, Handlers handlers) {
        this.streams = streams;
        handlers.on("ingest", this::ingest);
    }

    /** Gives a request the content type that its format has in the document, whatever chose the format. */
    static ApiRequest asDocumented(ApiRequest request) {
        if (!request.method().equals("POST") || !PATH.matcher(request.path()).matches()) {
            return request;
        }
        String format = format(request.query(), request.header("Content-Type").orElse(""));
        String type = TYPES.get(format);
        if (type == null) {
            return request;
        }
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("content-type"));
        headers.put("content-type", List.of(type));
        return new ApiRequest(request.method(), request.target(), headers, request.body());
    }

    private static String format(String query, String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        for (String place : List.of(query, type)) {
            Matcher matcher = FORMAT.matcher(place);
            if (matcher.find()) {
                return SYNONYMS.getOrDefault(matcher.group(1), matcher.group(1));
            }
        }
        if (type.startsWith("application/x-ndjson")) {
            return "streaming";
        } else if (type.startsWith("text/plain")) {
            return "raw";
        }
        return type.isEmpty() || type.startsWith("application/json") || type.startsWith("application/vnd.timeplus+json")
                ? "compact"
                : "";
    }

    private Answer ingest(Exchange exchange) {
        StreamTable table = streams.writable(exchange.path("name"));
        StreamRows rows = streams.rows(table);
        String type = exchange.header("Content-Type").orElse("");
        if (type.equals(TYPES.get("streaming"))) {
            events(exchange, rows);
        } else if (type.startsWith("text/plain")) {
            texts(exchange.content().utf8(), type.endsWith("lines"), table, rows);
        } else {
            exchange.body().path("columns").forEach(column -> rows.column(column.asText()));
            exchange.body().path("data").forEach(rows::row);
        }
        streams.append(table, rows, exchange.header("x-timeplus-idempotent-id").orElse(""), exchange.size());
        return Answer.empty(200);
    }

    private static void events(Exchange exchange, StreamRows rows) {
        try (MappingIterator<JsonNode> events = Json.MAPPER
                .readerFor(JsonNode.class)
                .readValues(exchange.content().toByteArray())) {
            while (events.hasNextValue()) {
                rows.event(events.nextValue());
            }
        } catch (IOException e) {
            throw TimeplusErrors.engine(27, "Cannot parse input: not a sequence of JSON objects");
        }
    }

    private static void texts(String body, boolean lines, StreamTable table, StreamRows rows) {
        StreamColumn raw = table.column("raw");
        boolean alone = table.columns().stream()
                .allMatch(column -> column.name().equals("raw") || column.name().equals(StreamColumn.TIME));
        if (raw == null || !alone || !raw.type().bare().name().equals("string")) {
            throw TimeplusErrors.engine(
                    36, "Text can only be sent to a stream with a single column, a string named raw");
        }
        rows.column("raw");
        List<String> events = lines ? body.lines().toList() : List.of(body);
        events.forEach(event -> rows.row(Json.array().add(event)));
    }
}
