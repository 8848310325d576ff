package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Connections of tag Data Loading. They are kept, and never used to connect to anything. */
final class Connections {
    private static final List<String> SECRET_WORDS = List.of("secret", "password", "accesskey", "token", "credential");

    private final Tenant tenant;
    private final AtomicLong ids = new AtomicLong(511);
    private final Map<Long, ObjectNode> kept = new ConcurrentSkipListMap<>();

    Connections(Tenant tenant, Handlers handlers) {
        this.tenant = tenant;
        handlers.on("createConnection", this::create)
                .on("listConnections", this::list)
                .on("getConnection", exchange -> Replies.reported(masked(require(exchange))))
                .on("updateConnection", this::update)
                .on("deleteConnection", this::delete);
    }

    /** Returns the kind of source of a connection. */
    Optional<String> type(long id) {
        return Optional.ofNullable(kept.get(id))
                .map(connection -> connection.path("type").asText());
    }

    /** What stops a connection from being deleted. */
    interface Users {
        boolean use(long connection);
    }

    private Users users = connection -> false;

    void usedBy(Users those) {
        users = those;
    }

    private Answer create(Exchange exchange) {
        ObjectNode request = exchange.body();
        long id = ids.incrementAndGet();
        ObjectNode made = Json.object()
                .put("id", id)
                .put("name", request.path("name").asText())
                .put("type", request.path("type").asText());
        made.set("data", request.path("data").deepCopy());
        made.put("createdAt", tenant.setup.now().toString());
        kept.put(id, made);
        return Replies.reported(masked(made));
    }

    private Answer list(Exchange exchange) {
        return Paging.cursor(
                exchange,
                kept.values().stream().map(Connections::masked).toList(),
                connection -> connection.path("id").asLong());
    }

    private ObjectNode require(Exchange exchange) {
        ObjectNode found = kept.get(Long.parseLong(exchange.path("id")));
        if (found == null) {
            throw ByteHouseErrors.notFound("The connection " + exchange.path("id") + " does not exist.");
        }
        return found;
    }

    private Answer update(Exchange exchange) {
        ObjectNode changed = require(exchange).deepCopy();
        changed.put("name", exchange.body().path("name").asText());
        changed.set("data", exchange.body().path("data").deepCopy());
        kept.put(changed.path("id").asLong(), changed);
        return Replies.done();
    }

    private Answer delete(Exchange exchange) {
        long id = require(exchange).path("id").asLong();
        if (users.use(id)) {
            throw ByteHouseErrors.invalid("The connection " + id + " is used by an import job");
        }
        kept.remove(id);
        return Replies.done();
    }

    /** Shows at most the first two characters of an access key, and nothing of other secrets. */
    private static ObjectNode masked(ObjectNode connection) {
        ObjectNode copy = connection.deepCopy();
        mask(copy.path("data"));
        return copy;
    }

    private static void mask(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                String name = member.getKey().toLowerCase(Locale.ROOT).replace("_", "");
                String value = member.getValue().asText();
                if (member.getValue().isValueNode() && SECRET_WORDS.stream().anyMatch(name::contains)) {
                    boolean shown = name.contains("accesskey") && value.length() > 8;
                    object.put(member.getKey(), (shown ? value.substring(0, 2) : "") + "****");
                }
            }
        }
        node.forEach(Connections::mask);
    }
}
