package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * The two ways of paging: by offset, and by a cursor that tells the last element seen.
 *
 * <p>Without a limit all elements come, but ten of warehouses and their configurations; of these never more than a
 * hundred. A filter, whose syntax nobody tells, keeps names that hold it, in any case.
 */
final class Paging {
    private static final int DEFAULT = 10;
    private static final int MOST = 100;

    private Paging() {}

    /** Answers with a page by offset. */
    static Answer offset(Exchange exchange, List<ObjectNode> all) {
        String filter = exchange.query("filter").orElse("").toLowerCase(Locale.ROOT);
        List<ObjectNode> found = all.stream()
                .filter(each ->
                        each.path("name").asText().toLowerCase(Locale.ROOT).contains(filter))
                .toList();
        return page(found, number(exchange, "offset", 0), number(exchange, "limit", Integer.MAX_VALUE));
    }

    /** Answers with a page by offset, of ten unless the request says otherwise and of a hundred at most. */
    static Answer bounded(Exchange exchange, List<ObjectNode> all) {
        return page(all, number(exchange, "offset", 0), Math.min(MOST, number(exchange, "limit", DEFAULT)));
    }

    private static Answer page(List<ObjectNode> all, long offset, long limit) {
        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        all.stream().skip(offset).limit(limit).forEach(data::add);
        body.putObject("meta").put("offset", offset).put("total", all.size());
        return Answer.ok(body);
    }

    static long number(Exchange exchange, String parameter, long fallback) {
        long number = exchange.query(parameter).map(Long::parseLong).orElse(fallback);
        if (number < 0) {
            throw ByteHouseErrors.invalid(parameter + " must not be negative, but is " + number);
        }
        return number;
    }

    /**
     * Answers with a page by cursor; a cursor is there as long as more elements are.
     *
     * @param all all elements, by ascending place
     * @param place where an element stands, greater than zero
     */
    static Answer cursor(Exchange exchange, List<ObjectNode> all, ToLongFunction<ObjectNode> place) {
        long after = exchange.query("cursor")
                .filter(text -> !text.isEmpty())
                .map(Paging::decode)
                .orElse(0L);
        long limit = number(exchange, "limit", MOST);
        List<ObjectNode> rest =
                all.stream().filter(each -> place.applyAsLong(each) > after).toList();
        ObjectNode body = Replies.success(Json.object());
        ArrayNode data = body.putArray("data");
        rest.stream().limit(limit).forEach(data::add);
        ObjectNode meta = body.putObject("meta");
        if (rest.size() > data.size() && !data.isEmpty()) {
            long last = place.applyAsLong(rest.get(data.size() - 1));
            String next =
                    Json.object().put("value", last).put("sort_value", last).toString();
            meta.put("cursor", Base64.getEncoder().encodeToString(next.getBytes(StandardCharsets.UTF_8)));
        } else {
            meta.putNull("cursor");
        }
        return Answer.ok(body);
    }

    private static long decode(String cursor) {
        try {
            JsonNode place = Json.MAPPER.readTree(Base64.getDecoder().decode(cursor));
            if (place.isObject()
                    && (place.path("value").isNull() || place.path("value").isIntegralNumber())) {
                return place.path("value").asLong(0);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw ByteHouseErrors.invalid("The cursor " + cursor + " is none that this server gave");
        }
        throw ByteHouseErrors.invalid("The cursor " + cursor + " is none that this server gave");
    }
}
