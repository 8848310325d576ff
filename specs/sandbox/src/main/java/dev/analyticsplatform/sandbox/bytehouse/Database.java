package dev.analyticsplatform.sandbox.bytehouse;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/** A database and what is in it. Changed by the {@link Catalog} alone. */
final class Database {
    /** The engine of a database that follows nothing. */
    static final String PLAIN = "Cnch";

    /** The engine of a database that follows one of MySQL. */
    static final String FOLLOWING = "MaterializedMySQL";

    final String name;
    final String description;
    final String uuid = UUID.randomUUID().toString();
    final long createdBy;
    final Instant createdAt;

    /** Tables, views, materialized views and dictionaries: they share one name space. */
    final Map<String, TableDefinition> tables = new ConcurrentSkipListMap<>();

    /** The engine, {@link #PLAIN} unless it was said otherwise. */
    final String engine;

    Database(String name, String description, String engine, long createdBy, Instant createdAt) {
        this.name = name;
        this.description = description;
        this.engine = engine;
        this.createdBy = createdBy;
        this.createdAt = createdAt;
    }
}
