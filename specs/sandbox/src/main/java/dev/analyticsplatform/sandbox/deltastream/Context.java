package dev.analyticsplatform.sandbox.deltastream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;

/** The names by which a statement finds what it does not name in full; empty where there is none. Immutable. */
record Context(String organization, String role, String database, String schema, String store, String computePool) {
    Context withOrganization(String id) {
        return new Context(id, role, database, schema, store, computePool);
    }

    Context withRole(String name) {
        return new Context(organization, name, database, schema, store, computePool);
    }

    /** The schema of another database is none of this one. */
    Context withDatabase(String name) {
        return new Context(organization, role, name, name.equals(database) ? schema : "", store, computePool);
    }

    Context withSchema(String name) {
        return new Context(organization, role, database, name, store, computePool);
    }

    Context withStore(String name) {
        return new Context(organization, role, database, schema, name, computePool);
    }

    Context withComputePool(String name) {
        return new Context(organization, role, database, schema, store, name);
    }

    /** Returns this with the other's names where this has none. */
    Context or(Context other) {
        boolean sameDatabase = database.isEmpty() || database.equals(other.database);
        return new Context(
                or(organization, other.organization),
                or(role, other.role),
                or(database, other.database),
                sameDatabase ? or(schema, other.schema) : schema,
                or(store, other.store),
                or(computePool, other.computePool));
    }

    private static String or(String own, String other) {
        return own.isEmpty() ? other : own;
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("organizationID", organization).put("roleName", role);
        put(json, "databaseName", database);
        put(json, "schemaName", schema);
        put(json, "storeName", store);
        put(json, "computePoolName", computePool);
        return json;
    }

    private static void put(ObjectNode json, String member, String name) {
        if (!name.isEmpty()) {
            json.put(member, name);
        }
    }
}
