package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.bytehouse.ByteHouseErrors.Code;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Tag Virtual Warehouse. Begins with one that is up and that queries run on which name none. */
final class Warehouses {
    /** The warehouse that is always the default. */
    static final String DEFAULT = "main";

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration RESUME = Duration.ofSeconds(10);
    private static final Duration SUSPEND = Duration.ofSeconds(5);

    private static final List<String> SIZES = List.of("XS", "S", "M", "L", "XL");
    private static final long FIRST_CONFIG = 123_456;

    private final VendorSetup setup;
    private final Map<String, Warehouse> byName = new ConcurrentSkipListMap<>();

    Warehouses(VendorSetup setup, Handlers handlers) {
        this.setup = setup;
        ObjectNode request = Json.object().put("configID", FIRST_CONFIG).put("description", "Default");
        Warehouse main = new Warehouse(id(DEFAULT), DEFAULT, request, setup.now());
        main.turn(true, setup.now(), Duration.ZERO);
        byName.put(DEFAULT, main);
        handlers.on("listVirtualWarehouses", this::list)
                .on("createVirtualWarehouse", this::create)
                .on("getVirtualWarehouse", this::get)
                .on("updateVirtualWarehouse", this::update)
                .on("deleteVirtualWarehouse", this::delete)
                .on("listVirtualWarehouseConfigs", Warehouses::configs);
    }

    private static String id(String name) {
        return "vw-" + Tenant.ACCOUNT + "-" + name;
    }

    Collection<Warehouse> all() {
        return byName.values();
    }

    /**
     * Takes on a query.
     *
     * @param id the warehouse to run it; empty for the default
     * @throws Refusal in the words of SQL if it does not run
     */
    Warehouse begin(String id) {
        String wanted = id.isEmpty() ? id(DEFAULT) : id;
        Warehouse warehouse = byName.values().stream()
                .filter(each -> each.id.equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        ByteHouseErrors.sql(Code.BAD_ARGUMENTS, "There is no virtual warehouse with id " + wanted));
        if (!warehouse.begin(setup.now())) {
            throw ByteHouseErrors.sql(
                    Code.VIRTUAL_WAREHOUSE_NOT_RUNNING,
                    "Virtual warehouse " + warehouse.name + " is not running; resume it, or let it resume by itself");
        }
        return warehouse;
    }

    private Answer list(Exchange exchange) {
        List<ObjectNode> all =
                byName.values().stream().map(each -> each.json(setup.now())).toList();
        return Paging.bounded(exchange, all);
    }

    private static Answer configs(Exchange exchange) {
        ArrayNode all = Json.array();
        for (int i = 0; i < SIZES.size(); i++) {
            all.addObject().put("configID", FIRST_CONFIG + i).put("name", SIZES.get(i));
        }
        List<ObjectNode> list = new ArrayList<>();
        all.forEach(each -> list.add((ObjectNode) each));
        return Paging.bounded(exchange, list);
    }

    private static void requireConfig(ObjectNode request) {
        long config = request.path("configID").asLong();
        if (request.hasNonNull("configID") && (config < FIRST_CONFIG || config >= FIRST_CONFIG + SIZES.size())) {
            throw ByteHouseErrors.invalid("There is no configuration " + config + " of virtual warehouses");
        }
    }

    private Answer create(Exchange exchange) {
        ObjectNode request = exchange.body();
        String name = request.path("name").asText();
        requireConfig(request);
        Warehouse made = new Warehouse(id(name), name, request, setup.now());
        if (byName.putIfAbsent(name, made) != null) {
            throw ByteHouseErrors.invalid("The virtual warehouse " + name + " exists already");
        }
        if (!request.path("status").asText("up").equals("down")) {
            made.turn(true, setup.now(), setup.scaled(START));
        }
        ObjectNode answer = Json.object().put("name", name).put("vwID", made.id);
        return Answer.ok(Replies.success(answer));
    }

    private Warehouse require(Exchange exchange) {
        String name = exchange.path("name");
        Warehouse warehouse = byName.get(name);
        if (warehouse == null) {
            throw ByteHouseErrors.notFound("The virtual warehouse " + name + " does not exist.");
        }
        return warehouse;
    }

    private Answer get(Exchange exchange) {
        return Answer.ok(Replies.success(require(exchange).json(setup.now())));
    }

    private Answer update(Exchange exchange) {
        Warehouse warehouse = require(exchange);
        ObjectNode request = exchange.body();
        requireConfig(request);
        warehouse.update(request, setup.now());
        if (request.hasNonNull("status")) {
            boolean up = request.path("status").asText().equals("up");
            warehouse.turn(up, setup.now(), setup.scaled(up ? RESUME : SUSPEND));
        }
        return Replies.done();
    }

    private Answer delete(Exchange exchange) {
        Warehouse warehouse = require(exchange);
        if (warehouse.name.equals(DEFAULT)) {
            throw ByteHouseErrors.invalid("The virtual warehouse " + DEFAULT + " is the default and has to stay");
        }
        byName.remove(warehouse.name);
        return Replies.done();
    }
}
