package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Executions of tag Data Loading. */
final class Executions {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|us|ns|m|s)");
    private static final int MOST_WINDOWS = 10_000;

    private final VendorSetup setup;
    private final Map<String, Execution> kept = new LinkedHashMap<>();

    Executions(VendorSetup setup, Handlers handlers) {
        this.setup = setup;
        handlers.on("listExecutions", exchange -> list(exchange, 0))
                .on(
                        "getExecution",
                        exchange -> Replies.reported(require(exchange).json()))
                .on("getExecutionLogs", this::logs)
                .on("getKafkaConsumingStatus", this::consuming);
    }

    /** Starts a run; empty if the job has one that is not over. */
    Optional<Execution> start(long job, boolean kafka, String files) {
        synchronized (kept) {
            if (running(job).isPresent()) {
                return Optional.empty();
            }
            Execution made = new Execution(kept.size() + 1L, job, kafka, files, setup);
            kept.put(made.id, made);
            return Optional.of(made);
        }
    }

    private List<Execution> all() {
        synchronized (kept) {
            return new ArrayList<>(kept.values());
        }
    }

    Optional<Execution> running(long job) {
        return all().stream().filter(each -> each.job == job && each.isActive()).findFirst();
    }

    /** Lists the executions of a job; 0 for all jobs. */
    Answer list(Exchange exchange, long job) {
        Map<String, Long> places = new LinkedHashMap<>();
        List<ObjectNode> found = new ArrayList<>();
        for (Execution execution : all()) {
            if (job == 0 || execution.job == job) {
                places.put(execution.id, execution.number);
                found.add(execution.json());
            }
        }
        return Paging.cursor(
                exchange, found, each -> places.getOrDefault(each.path("id").asText(), 0L));
    }

    private Execution require(Exchange exchange) {
        Execution found;
        synchronized (kept) {
            found = kept.get(exchange.path("id"));
        }
        if (found == null) {
            throw ByteHouseErrors.notFound("The execution " + exchange.path("id") + " does not exist.");
        }
        return found;
    }

    private Answer logs(Exchange exchange) {
        Execution execution = require(exchange);
        if (execution.kafka) {
            throw ByteHouseErrors.invalid("Executions of Kafka have no log");
        }
        ObjectNode body = Json.object();
        ArrayNode lines = body.putArray("data");
        execution.log().stream()
                .limit(Paging.number(exchange, "limit", Integer.MAX_VALUE))
                .forEach(lines::add);
        body.putObject("error");
        return Answer.ok(body);
    }

    /** Nothing is consumed, so each window since the start tells of nothing. */
    private Answer consuming(Exchange exchange) {
        Execution execution = require(exchange);
        if (!execution.kafka) {
            throw ByteHouseErrors.invalid("The execution " + execution.id + " is not one of Kafka");
        }
        Paging.number(exchange, "partition", 0);
        Duration period = duration(exchange, "period");
        Duration granularity = duration(exchange, "granularity");
        if (period.dividedBy(granularity) > MOST_WINDOWS) {
            throw ByteHouseErrors.invalid("period holds more than " + MOST_WINDOWS + " windows of granularity");
        }
        Instant now = setup.now();
        Instant ended = execution.ended();
        Instant last = ended == null ? now : ended;
        ArrayNode windows = Json.array();
        for (Instant time = now.minus(period); time.isBefore(now); time = time.plus(granularity)) {
            if (time.plus(granularity).isAfter(execution.started()) && time.isBefore(last)) {
                windows.addObject()
                        .put("time", time.toString())
                        .put("offset", 0)
                        .put("lag", 0)
                        .put("consumptionSpeed", BigDecimal.valueOf(0, 1));
            }
        }
        return Replies.reported(windows);
    }

    /** Reads a duration of Go, such as {@code 1h30m}. */
    private static Duration duration(Exchange exchange, String parameter) {
        String text = exchange.query(parameter).orElse("");
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find() && part.start() == end) {
            long unit = switch (part.group(2)) {
                case "h" -> 3_600_000_000_000L;
                case "m" -> 60_000_000_000L;
                case "s" -> 1_000_000_000L;
                case "ms" -> 1_000_000L;
                case "us" -> 1_000L;
                default -> 1L;
            };
            sum = sum.plusNanos(new BigDecimal(part.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValue());
            end = part.end();
        }
        if (end != text.length() || sum.isZero()) {
            throw ByteHouseErrors.invalid(parameter + " '" + text + "' is not a duration such as 1h or 2m");
        }
        return sum;
    }
}
