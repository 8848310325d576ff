package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.bytehouse.TableDefinition.Kind;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Tables, views, partitions and dictionaries of tag Databases, and tag Cluster Status: the same that SQL sees. */
final class TablesHandler {
    /** How long bucketing takes after rows were written. */
    private static final Duration BUCKETING = Duration.ofMinutes(5);

    private final Tenant tenant;
    private final TableRequests requests;

    TablesHandler(Tenant tenant, Handlers handlers) {
        this.tenant = tenant;
        requests = new TableRequests(tenant.translator);
        handlers.on("listTables", exchange -> list(exchange, TablesHandler::table, Kind.TABLE))
                .on("createTable", this::create)
                .on(
                        "listTablesAndViews",
                        exchange ->
                                list(exchange, TablesHandler::summary, Kind.TABLE, Kind.VIEW, Kind.MATERIALIZED_VIEW))
                .on("getTable", exchange -> Replies.data(table(require(exchange, "table_name", Kind.TABLE))))
                .on("updateTable", this::update)
                .on("deleteTable", exchange -> delete(exchange, "table_name", Kind.TABLE))
                .on("listPartitions", this::partitions)
                .on("deletePartitions", this::deletePartitions)
                .on("getPartitionRange", this::range)
                .on("listMaterializedViews", exchange -> list(exchange, TablesHandler::view, Kind.MATERIALIZED_VIEW))
                .on(
                        "getMaterializedView",
                        exchange -> Replies.data(view(require(exchange, "mv_name", Kind.MATERIALIZED_VIEW))))
                .on("deleteDictionary", exchange -> delete(exchange, "dict_name", Kind.DICTIONARY))
                .on("getClusterStatus", this::clusterStatus);
    }

    private TableDefinition require(Exchange exchange, String parameter, Kind kind) {
        Database database = DatabasesHandler.require(tenant, exchange);
        String name = exchange.path(parameter);
        TableDefinition found = database.tables.get(name);
        if (found == null || found.kind != kind) {
            String noun = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            throw ByteHouseErrors.notFound("The " + noun + " " + database.name + "." + name + " does not exist.");
        }
        return found;
    }

    private Answer list(Exchange exchange, Function<TableDefinition, ObjectNode> form, Kind... kinds) {
        List<Kind> wanted = List.of(kinds);
        return Paging.offset(
                exchange,
                DatabasesHandler.require(tenant, exchange).tables.values().stream()
                        .filter(table -> wanted.contains(table.kind))
                        .map(form)
                        .toList());
    }

    private static ObjectNode stamped(ObjectNode json, TableDefinition table) {
        json.put("uuid", table.uuid);
        json.set("createdBy", Tenant.creator(table.createdBy));
        return json.put("createdAt", table.createdAt.toString());
    }

    private static ObjectNode table(TableDefinition table) {
        return stamped(table.json(), table);
    }

    private static ObjectNode summary(TableDefinition table) {
        return stamped(Json.object().put("name", table.name.name()).put("type", table.kind.name()), table);
    }

    private static ObjectNode view(TableDefinition view) {
        ObjectNode json = Json.object()
                .put("name", view.name.name())
                .put("database", view.name.database())
                .put("query", view.query)
                .put("targetTable", view.target == null ? null : view.target.name());
        return stamped(json, view);
    }

    private Answer create(Exchange exchange) {
        Database database = DatabasesHandler.require(tenant, exchange);
        TableDefinition made = requests.create(exchange.body(), database.name);
        tenant.catalog.create(made, Tenant.user(exchange), false, false);
        return Replies.data(table(made));
    }

    private Answer update(Exchange exchange) {
        TableDefinition table = require(exchange, "table_name", Kind.TABLE);
        ObjectNode request = exchange.body();
        ColumnChanges changes = requests.update(request, table);
        if (changes != null) {
            changes.applyTo(tenant.catalog);
        }
        if (request.path("isRemoveTTL").asBoolean()) {
            table.ttl = null;
        } else if (request.path("ttl") instanceof ObjectNode ttl) {
            table.ttl = ttl.deepCopy();
        }
        return Replies.empty();
    }

    private Answer delete(Exchange exchange, String parameter, Kind kind) {
        tenant.catalog.drop(require(exchange, parameter, kind).name);
        return Replies.empty();
    }

    private Answer partitions(Exchange exchange) {
        TableDefinition table = require(exchange, "table_name", Kind.TABLE);
        return Paging.offset(
                exchange,
                tenant.partitions.list(table).stream()
                        .map(partition -> Json.object()
                                .put("name", partition.name())
                                .put("rows", partition.rows())
                                .put("sizeInBytes", partition.bytes()))
                        .toList());
    }

    private Answer deletePartitions(Exchange exchange) {
        TableDefinition table = require(exchange, "table_name", Kind.TABLE);
        List<String> names = TableRequests.texts(exchange.body().path("partitionNames"));
        List<String> there = tenant.partitions.list(table).stream()
                .map(Partitions.Partition::name)
                .toList();
        for (String name : names) {
            if (!there.contains(name)) {
                throw ByteHouseErrors.invalid("The table " + table.name + " has no partition " + name);
            }
        }
        if (!names.isEmpty()) {
            tenant.partitions.drop(table, names);
            tenant.catalog.written(table);
        }
        return Answer.ok(Json.object().put("data", "Success"));
    }

    private Answer range(Exchange exchange) {
        List<String> names = tenant.partitions.list(require(exchange, "table_name", Kind.TABLE)).stream()
                .map(Partitions.Partition::name)
                .sorted()
                .toList();
        return Replies.data(Json.object()
                .put("min", names.isEmpty() ? null : names.get(0))
                .put("max", names.isEmpty() ? null : names.get(names.size() - 1)));
    }

    private Answer clusterStatus(Exchange exchange) {
        TableDefinition table = require(exchange, "table_name", Kind.TABLE);
        if (table.clusterKey == null) {
            throw ByteHouseErrors.invalid("The table " + table.name + " has no cluster key");
        }
        long whole = tenant.setup.scaled(BUCKETING).toMillis();
        long elapsed = Duration.between(table.writtenAt, tenant.setup.now()).toMillis();
        boolean done = elapsed >= whole || tenant.partitions.rows(table) == 0;
        double percent = done ? 100 : Math.floor(1000.0 * elapsed / whole) / 10;
        return Replies.reported(Json.object().put("clusterStatus", done ? 1 : 0).put("clusterProgress", percent + "%"));
    }
}
