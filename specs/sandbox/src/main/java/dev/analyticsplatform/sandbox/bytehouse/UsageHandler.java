package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * Tag Usage. Compute is told by the hour, for the hours in which a warehouse was up. Storage is what there is now, told
 * once a database, at the end of the span or now, whichever is earlier; a past size is not remembered.
 */
final class UsageHandler {
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Tenant tenant;
    private final Warehouses warehouses;

    UsageHandler(Tenant tenant, Warehouses warehouses, Handlers handlers) {
        this.tenant = tenant;
        this.warehouses = warehouses;
        handlers.on("getStorageUsage", this::storage).on("getVirtualWarehouseUsage", this::compute);
    }

    private record Span(Instant from, Instant to) {
        static Span of(Exchange exchange) {
            Instant from = time(exchange, "startTime");
            Instant to = time(exchange, "endTime");
            if (to.isBefore(from) || Duration.between(from, to).compareTo(LONGEST) > 0) {
                throw ByteHouseErrors.invalid("endTime must be after startTime, by a year at most");
            }
            return new Span(from, to);
        }

        private static Instant time(Exchange exchange, String parameter) {
            String text = exchange.query(parameter).orElse("");
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                throw ByteHouseErrors.invalid(parameter + " '" + text + "' is not a time such as 2025-01-31T00:00:00Z");
            }
        }
    }

    private Answer storage(Exchange exchange) {
        Span span = Span.of(exchange);
        String only = exchange.query("dbName").orElse("");
        Instant now = tenant.setup.now();
        Instant at = now.isBefore(span.to()) ? now : span.to();
        ObjectNode data = Json.object();
        ArrayNode usage = data.putArray("usage");
        for (Database database : tenant.catalog.databases()) {
            boolean wanted = only.isEmpty() || only.equals(database.name);
            if (wanted && !at.isBefore(span.from()) && !database.createdAt.isAfter(at)) {
                usage.addObject()
                        .put("time", at.toString())
                        .put("dbName", database.name)
                        .put("sizeInBytes", tenant.bytes(database));
            }
        }
        return Replies.reported(data);
    }

    private Answer compute(Exchange exchange) {
        Span span = Span.of(exchange);
        String only = exchange.query("vwName").orElse("");
        Instant now = tenant.setup.now();
        ObjectNode data = Json.object();
        ArrayNode usage = data.putArray("usage");
        Instant last = now.isBefore(span.to()) ? now : span.to();
        for (Warehouse warehouse : warehouses.all()) {
            if (!only.isEmpty() && !only.equals(warehouse.name)) {
                continue;
            }
            Instant first = warehouse.createdAt.isAfter(span.from()) ? warehouse.createdAt : span.from();
            for (Instant hour = first.truncatedTo(ChronoUnit.HOURS);
                    hour.isBefore(last);
                    hour = hour.plus(1, ChronoUnit.HOURS)) {
                Instant from = hour.isBefore(span.from()) ? span.from() : hour;
                Instant end = hour.plus(1, ChronoUnit.HOURS);
                Instant to = end.isAfter(last) ? last : end;
                long seconds = warehouse.upBetween(from, to, now).toSeconds();
                if (seconds > 0) {
                    usage.addObject()
                            .put("time", hour.toString())
                            .put("vwName", warehouse.name)
                            .put("seconds", seconds);
                }
            }
        }
        return Replies.reported(data);
    }
}
