package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.store.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Stores and the entities, here topics, in them. Stores other than the first have topics of their own, all local. */
final class StoreCommands {
    private static final Set<String> TYPES = Set.of(
            "KAFKA",
            "CONFLUENT",
            "CONFLUENT_KAFKA",
            "KINESIS",
            "SNOWFLAKE",
            "DATABRICKS",
            "POSTGRESQL",
            "CLICKHOUSE",
            "ICEBERG",
            "S3",
            "WARPSTREAM",
            "REDPANDA");

    /** The vendor gives no figure. */
    private static final Duration PREPARED = Duration.ofSeconds(5);

    private final Organization organization;

    StoreCommands(Organization organization, Commands commands) {
        this.organization = organization;
        commands.on("create store", this::create);
        commands.on("update store", this::update);
        commands.on("drop store", this::drop);
        commands.on("list stores", this::list);
        commands.on("describe store", this::describe);
        commands.on("create entity", this::createEntity);
        commands.on("update entity", this::updateEntity);
        commands.on("drop entity", this::dropEntity);
        commands.on("list entities", this::listEntities);
        commands.on("describe entity", this::describeEntity);
    }

    private Outcome create(Words words, Session session) {
        boolean ifNotExists = words.takeIfNotExists();
        String name = words.name();
        Map<String, String> properties = words.properties();
        words.end();
        if (ifNotExists && organization.stores.find(name).isPresent()) {
            return Outcome.artifact("Store", name, "CREATE", "Store " + name + " already exists", name);
        }
        String type = properties.getOrDefault("type", "").toUpperCase(Locale.ROOT);
        if (type.isEmpty()) {
            throw new SqlError(SqlState.MISSING_PARAMETER, "The property 'type' is missing");
        }
        if (!TYPES.contains(type)) {
            throw new SqlError(SqlState.BAD_PARAMETER, "'type' = '" + type + "' is no type of store");
        }
        Thing store = new Thing(name, session.role(), session.now(), properties);
        organization.stores.add(store, name);
        prepare(store, session);
        return Outcome.artifact("Store", name, "CREATE", "Store " + name + " was successfully created", name)
                .after(PREPARED);
    }

    private void prepare(Thing store, Session session) {
        store.live(Timeline.in("creating").then(organization.setup.scaled(PREPARED), "ready"), session.now());
    }

    private Outcome update(Words words, Session session) {
        Thing store = organization.stores.require(words.name());
        store.properties.putAll(words.properties());
        words.end();
        store.updatedAt = session.now();
        prepare(store, session);
        return Outcome.artifact(
                        "Store", store.name, "UPDATE", "Store " + store.name + " was successfully updated", store.name)
                .after(PREPARED);
    }

    private Outcome drop(Words words, Session session) {
        boolean ifExists = words.takeIfExists();
        String name = words.name();
        words.end();
        if (!ifExists || organization.stores.find(name).isPresent()) {
            organization.stores.require(name);
            for (Relation relation : organization.relations.all()) {
                if (relation.store().equals(name)) {
                    throw new SqlError(
                            SqlState.DEPENDENT_OBJECTS, "Store " + name + " is used by relation " + relation.name());
                }
            }
            organization.topics.in(name).forEach(topic -> organization.dropTopic(name, topic));
            organization.stores.remove(List.of(name));
        }
        return Outcome.artifact("Store", name, "DROP", "Store " + name + " was successfully dropped", name);
    }

    private static Outcome.Rows rows() {
        return Outcome.of(
                "Name",
                "IsDefault BOOLEAN",
                "Type",
                "AccessRegion?",
                "State",
                "Metadata",
                "Owner",
                "CreatedAt TIMESTAMP_TZ",
                "UpdatedAt TIMESTAMP_TZ");
    }

    private void row(Outcome.Rows rows, Thing store, Session session) {
        rows.add(
                store.name,
                String.valueOf(store.name.equals(organization.defaults.store())),
                store.property("type", "").toUpperCase(Locale.ROOT),
                store.properties.get("access_region"),
                store.state(session.now()),
                PlainObjects.json(store.properties),
                store.owner,
                Texts.time(store.createdAt),
                Texts.time(store.updatedAt));
    }

    private Outcome list(Words words, Session session) {
        Optional<String> like = words.like();
        words.end();
        Outcome.Rows rows = rows();
        for (Thing store : organization.stores.all()) {
            if (like.isEmpty() || Texts.like(like.get(), store.name)) {
                row(rows, store, session);
            }
        }
        return rows.done();
    }

    private Outcome describe(Words words, Session session) {
        Outcome.Rows rows = rows();
        row(rows, organization.stores.require(words.name()), session);
        words.end();
        return rows.done();
    }

    private static String entityStore(Words words, Session session) {
        return session.store(words.take("in store") ? Optional.of(words.name()) : Optional.empty());
    }

    private Outcome createEntity(Words words, Session session) {
        boolean ifNotExists = words.takeIfNotExists();
        String name = words.name();
        String store = entityStore(words, session);
        words.properties();
        words.end();
        if (!ifNotExists) {
            organization.topics.requireFree(List.of(store, name));
        }
        organization.topic(store, name);
        return Outcome.artifact("Entity", name, "CREATE", "Entity " + name + " was successfully created", name);
    }

    private Outcome updateEntity(Words words, Session session) {
        String name = words.name();
        organization.topics.require(entityStore(words, session), name);
        words.properties();
        words.end();
        return Outcome.artifact("Entity", name, "UPDATE", "Entity " + name + " was successfully updated", name);
    }

    private Outcome dropEntity(Words words, Session session) {
        boolean ifExists = words.takeIfExists();
        String name = words.name();
        String store = entityStore(words, session);
        words.end();
        if (!ifExists || organization.topics.find(store, name).isPresent()) {
            Topic topic = organization.topics.require(store, name);
            for (Relation relation : organization.relations.all()) {
                if (relation.store().equals(store) && topic.name().equals(relation.topicName())) {
                    throw new SqlError(
                            SqlState.DEPENDENT_OBJECTS, "Entity " + name + " is used by relation " + relation.name());
                }
            }
            organization.dropTopic(store, topic);
        }
        return Outcome.artifact("Entity", name, "DROP", "Entity " + name + " was successfully dropped", name);
    }

    private Outcome listEntities(Words words, Session session) {
        String store = entityStore(words, session);
        Optional<String> like = words.like();
        words.end();
        Outcome.Rows rows = Outcome.of("Name", "IsLeaf BOOLEAN");
        for (Topic topic : organization.topics.in(store)) {
            if (like.isEmpty() || Texts.like(like.get(), topic.name())) {
                rows.add(topic.name(), "true");
            }
        }
        return rows.done();
    }

    private Outcome describeEntity(Words words, Session session) {
        String name = words.name();
        Topic topic = organization.topics.require(entityStore(words, session), name);
        words.end();
        return Outcome.of("Name", "Partitions INTEGER", "Replicas INTEGER", "Messages BIGINT", "CreatedAt TIMESTAMP_TZ")
                .add(name, "1", "1", String.valueOf(topic.end()), Texts.time(topic.createdAt()))
                .done();
    }
}
