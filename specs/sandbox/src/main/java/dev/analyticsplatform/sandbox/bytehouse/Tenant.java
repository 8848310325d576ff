package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.SqlEngine;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;

/** The one account of a sandbox: what the handlers of different tags need of each other. */
final class Tenant {
    /** The account, and its main user, who owns the keys that the sandbox was given. */
    static final long ACCOUNT = 2_100_042_608L;

    final VendorSetup setup;
    final SqlEngine engine = SqlEngine.open(Dialect.create());
    final Translator translator;
    final Catalog catalog;
    final Roles roles = new Roles();
    final Statements statements;
    final Partitions partitions = new Partitions(engine);

    Tenant(VendorSetup setup) {
        this.setup = setup;
        translator = new Translator(setup::now);
        catalog = new Catalog(engine, setup::now);
        catalog.createDatabase(Dialect.DEFAULT_DATABASE, "", Database.PLAIN, ACCOUNT, false);
        statements = new Statements(catalog, engine, translator, new RoleStatements(roles));
    }

    /** Returns who made something, in the form of the document. */
    static ObjectNode creator(long user) {
        return Json.object().put("id", user).put("type", user == ACCOUNT ? "VOLCANO_MAIN_ACCOUNT" : "VOLCANO_SUB_USER");
    }

    /** Returns the number of the user who sent a request. */
    static long user(Exchange exchange) {
        return Long.parseLong(exchange.caller().user());
    }

    /** Returns the size of the rows of a database, as text. */
    long bytes(Database database) {
        return database.tables.values().stream()
                .filter(TableDefinition::isTable)
                .mapToLong(partitions::bytes)
                .sum();
    }
}
