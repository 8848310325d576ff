package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Tag Metadata, and databases of tag Databases: the same ones that SQL sees. */
final class DatabasesHandler {
    private static final Duration PREPARES = Duration.ofSeconds(10);
    private static final Duration COPIES = Duration.ofSeconds(60);

    private final Tenant tenant;
    private final Set<String> subscribed = new ConcurrentSkipListSet<>();

    DatabasesHandler(Tenant tenant, Handlers handlers) {
        this.tenant = tenant;
        handlers.on("subscribeMetadata", exchange -> subscription(exchange, true))
                .on("unsubscribeMetadata", exchange -> subscription(exchange, false))
                .on("listDatabases", this::list)
                .on("createDatabase", this::create)
                .on("getDatabase", this::get)
                .on("deleteDatabase", this::delete)
                .on("getDatabaseSyncStatus", this::syncStatus);
    }

    private Answer subscription(Exchange exchange, boolean wanted) {
        String account = exchange.header("X-Account-ID").orElse("");
        String user = exchange.header("X-User-ID").orElse("");
        if (!account.equals(String.valueOf(Tenant.ACCOUNT))) {
            throw new Refusal(403, "", "The API key is not of the account " + account + ".");
        }
        if (!user.matches("[0-9]+")) {
            throw ByteHouseErrors.invalid("X-User-ID has to be a number");
        }
        boolean changed = wanted ? subscribed.add(account) : subscribed.remove(account);
        if (!changed && !wanted) {
            throw ByteHouseErrors.invalid("The account has no subscription");
        }
        return Answer.ok(Json.object().put("message", "Success"));
    }

    /** Returns the database that the path names. */
    static Database require(Tenant tenant, Exchange exchange) {
        String name = exchange.path("db_name");
        return tenant.catalog
                .findDatabase(name)
                .orElseThrow(() -> ByteHouseErrors.notFound("The database " + name + " does not exist."));
    }

    private Answer list(Exchange exchange) {
        return Paging.offset(
                exchange,
                tenant.catalog.databases().stream()
                        .map(DatabasesHandler::summary)
                        .toList());
    }

    private static ObjectNode summary(Database database) {
        ObjectNode json =
                Json.object().put("name", database.name).put("type", "DATABASE").put("uuid", database.uuid);
        json.set("createdBy", Tenant.creator(database.createdBy));
        return json.put("createdAt", database.createdAt.toString());
    }

    private Answer create(Exchange exchange) {
        Database made = tenant.catalog.createDatabase(
                exchange.body().path("name").asText(),
                exchange.body().path("description").asText(""),
                Database.PLAIN,
                Tenant.user(exchange),
                false);
        return Replies.data(Json.object().put("uuid", made.uuid));
    }

    private Answer get(Exchange exchange) {
        Database database = require(tenant, exchange);
        ObjectNode json = Json.object()
                .put("uuid", database.uuid)
                .put("name", database.name)
                .put("description", database.description)
                .put(
                        "noOfTables",
                        database.tables.values().stream()
                                .filter(TableDefinition::isTable)
                                .count())
                .put("sizeInBytes", tenant.bytes(database));
        json.set("createdBy", Tenant.creator(database.createdBy));
        return Replies.data(json.put("createdAt", database.createdAt.toString()));
    }

    private Answer delete(Exchange exchange) {
        tenant.catalog.dropDatabase(require(tenant, exchange).name);
        return Replies.empty();
    }

    /** Nothing is copied, but the phases pass by the clock. */
    private Answer syncStatus(Exchange exchange) {
        Database database = require(tenant, exchange);
        if (!database.engine.equals(Database.FOLLOWING)) {
            throw ByteHouseErrors.invalid("The database " + database.name + " is not of engine " + Database.FOLLOWING);
        }
        Instant copying = database.createdAt.plus(tenant.setup.scaled(PREPARES));
        Instant following = copying.plus(tenant.setup.scaled(COPIES));
        Instant now = tenant.setup.now();
        String phase = now.isBefore(copying) ? "PreparingSync" : now.isBefore(following) ? "FullSync" : "Syncing";
        ObjectNode json = Json.object().put("syncType", phase);
        ArrayNode tables = json.putArray("tables");
        database.tables.values().stream()
                .filter(TableDefinition::isTable)
                .forEach(table ->
                        tables.addObject().put("name", table.name.name()).put("status", phase));
        json.putArray("failedTables");
        json.putArray("skippedTables");
        return Replies.data(json);
    }
}
