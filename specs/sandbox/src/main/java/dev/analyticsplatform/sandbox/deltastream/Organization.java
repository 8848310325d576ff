package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.sql.SqlDialect;
import dev.analyticsplatform.sandbox.sql.SqlEngine;
import dev.analyticsplatform.sandbox.store.Timeline;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The one organization of a sandbox: what there is in it.
 *
 * <p>Whoever reads or changes it holds its lock; topics and queries that run can be used without.
 */
final class Organization {
    static final String NAME = "sandbox";
    static final String OWNER = "owner@sandbox.example";
    static final String ROLE = "sysadmin";
    static final String DATABASE = "demo";
    static final String SCHEMA = "public";
    static final String STORE = "sandbox_store";
    static final String POOL = "sandbox_pool";

    final VendorSetup setup;
    final String id = UUID.randomUUID().toString();
    final SqlEngine sql = SqlEngine.open(SqlDialect.PLAIN);
    final Queries engine = new Queries(sql);
    final Tokens tokens = new Tokens();

    final Registry<Thing> databases = new Registry<>("Database", SqlState.NO_DATABASE, SqlState.DUPLICATE_DATABASE);
    final Registry<Thing> schemas = new Registry<>("Schema", SqlState.NO_SCHEMA, SqlState.DUPLICATE_SCHEMA);
    final Registry<Thing> stores = new Registry<>("Store", SqlState.NO_STORE, SqlState.DUPLICATE_STORE);
    final Registry<Topic> topics = new Registry<>("Entity", SqlState.NO_ENTITY, SqlState.DUPLICATE);
    final Registry<Relation> relations = new Registry<>("Relation", SqlState.NO_RELATION, SqlState.DUPLICATE_RELATION);
    final Registry<ContinuousQuery> queries = new Registry<>("Query", SqlState.NO_QUERY, SqlState.DUPLICATE);
    final Registry<Thing> pools =
            new Registry<>("Compute pool", SqlState.NO_COMPUTE_POOL, SqlState.DUPLICATE_COMPUTE_POOL);
    final Registry<Thing> roles = new Registry<>("Role", SqlState.NO_ROLE, SqlState.DUPLICATE_ROLE);
    final Registry<Thing> users = new Registry<>("User", SqlState.NO_USER, SqlState.DUPLICATE_USER);

    /** What an answer tells to somebody who named nothing; see SET DEFAULT. */
    Context defaults;

    private long tables;
    private volatile boolean closed;

    Organization(VendorSetup setup) {
        this.setup = setup;
        sql.createSchema(Topic.SCHEMA);
        Instant now = setup.now();
        databases.add(new Thing(DATABASE, ROLE, now, Map.of()), DATABASE);
        schemas.add(new Thing(SCHEMA, ROLE, now, Map.of()), DATABASE, SCHEMA);
        stores.add(
                new Thing(
                        STORE,
                        ROLE,
                        now,
                        Map.of("type", "KAFKA", "uris", "sandbox:9092", "access_region", "AWS us-east-1")),
                STORE);
        Thing pool = new Thing(POOL, ROLE, now, Map.of("compute_pool.size", "small", "compute_pool.timeout_min", "60"));
        pool.live(Timeline.in("running"), now);
        pools.add(pool, POOL);
        for (String role : List.of("orgadmin", "securityadmin", "useradmin", ROLE, "public")) {
            roles.add(new Thing(role, "orgadmin", now, Map.of()), role);
        }
        users.add(new Thing(OWNER, "orgadmin", now, Map.of()), OWNER);
        defaults = new Context(id, ROLE, DATABASE, SCHEMA, STORE, POOL);
    }

    Instant now() {
        return setup.now();
    }

    /** Refuses the name or id of another organization; none at all stands for this one. */
    void requireThis(String name) {
        if (!name.isEmpty() && !name.equals(NAME) && !name.equals(id)) {
            throw new SqlError(SqlState.NO_ORGANIZATION, "Organization " + name + " does not exist");
        }
    }

    /** Returns a topic of a store, made if it is not there. */
    Topic topic(String store, String name) {
        return topics.find(store, name).orElseGet(() -> {
            Topic topic = new Topic(sql, name, ++tables, now());
            topics.add(topic, store, name);
            return topic;
        });
    }

    void dropTopic(String store, Topic topic) {
        topics.remove(List.of(store, topic.name()));
        topic.drop();
    }

    /** Wakes those who wait for records. */
    void arrived() {
        notifyAll();
    }

    /** Lets continuous queries carry over what there is, as far as it goes. */
    void pump() {
        Instant now = now();
        boolean moved = true;
        // A loop of queries that feed each other would go on for ever; the next call goes on with it.
        for (int round = 0; moved && round < 100; round++) {
            moved = false;
            for (ContinuousQuery query : queries.all()) {
                moved |= query.pump(now);
            }
        }
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        sql.close();
    }
}
