package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.deltastream.ColumnType.Field;
import dev.analyticsplatform.sandbox.deltastream.Relation.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Streams, changelogs and tables over topics: made, shown and dropped. */
final class RelationCommands {
    private static final Set<String> PROPERTIES = Set.of(
            "topic",
            "store",
            "value.format",
            "key.format",
            "key.type",
            "key.columns",
            "timestamp",
            "timestamp.format",
            "topic.partitions",
            "topic.replicas",
            "topic.shards",
            "value.descriptor.name",
            "key.descriptor.name",
            "query.name",
            "query.version");

    private final Organization organization;
    private final QueryLaunch launch;

    RelationCommands(Organization organization, QueryLaunch launch, Commands commands) {
        this.organization = organization;
        this.launch = launch;
        commands.on("create stream", (words, session) -> create(Kind.STREAM, words, session));
        commands.on("create changelog", (words, session) -> create(Kind.CHANGELOG, words, session));
        commands.on("create table", (words, session) -> create(Kind.TABLE, words, session));
        commands.on("create materialized view", (words, session) -> create(Kind.MATERIALIZED_VIEW, words, session));
        commands.on("drop stream", (words, session) -> drop(Optional.of(Kind.STREAM), words, session));
        commands.on("drop changelog", (words, session) -> drop(Optional.of(Kind.CHANGELOG), words, session));
        commands.on("drop table", (words, session) -> drop(Optional.of(Kind.TABLE), words, session));
        commands.on(
                "drop materialized view",
                (words, session) -> drop(Optional.of(Kind.MATERIALIZED_VIEW), words, session));
        commands.on("drop relation", (words, session) -> drop(Optional.empty(), words, session));
        commands.on("list relations", this::list);
        commands.on("describe relation", this::describe);
        commands.on("describe relation columns", this::columns);
    }

    private Outcome create(Kind kind, Words words, Session session) {
        String statement = words.statement();
        boolean ifNotExists = words.takeIfNotExists();
        List<String> path = session.full(words.path());
        if (ifNotExists
                && organization.relations.find(path.toArray(String[]::new)).isPresent()) {
            return Outcome.artifact(kind.shown(), path.get(2), "CREATE", path.get(2) + " already exists", "");
        }
        organization.relations.requireFree(path);
        List<Field> columns = new ArrayList<>();
        List<String> key = new ArrayList<>();
        boolean declared = words.at("(") && kind != Kind.MATERIALIZED_VIEW;
        if (declared) {
            columns(words, columns, key);
        }
        Map<String, String> properties = properties(words);
        if (words.take("as")) {
            if (declared) {
                throw SqlError.syntax("Columns cannot be declared together with AS SELECT");
            }
            return launch.create(kind, path, properties, words, statement, session);
        }
        words.end();
        if (!declared) {
            throw words.unexpected("AS SELECT or columns in parentheses");
        }
        if (kind == Kind.CHANGELOG && key.isEmpty()) {
            throw new SqlError(SqlState.MISSING_PARAMETER, "A changelog needs a PRIMARY KEY");
        }
        if (!properties.containsKey("value.format")) {
            throw new SqlError(SqlState.MISSING_PARAMETER, "The property 'value.format' is missing");
        }
        Relation relation = make(kind, path, columns, key, properties, session);
        organization.relations.add(relation, path);
        return Outcome.artifact(
                kind.shown(),
                relation.name(),
                "CREATE",
                kind.shown() + " " + relation.name() + " was successfully created",
                String.join(".", path));
    }

    private Relation make(
            Kind kind,
            List<String> path,
            List<Field> columns,
            List<String> key,
            Map<String, String> properties,
            Session session) {
        String store = session.store(Optional.ofNullable(properties.get("store")));
        checkTimestamp(columns, properties);
        String topicName = properties.getOrDefault("topic", path.get(2));
        boolean sized = properties.containsKey("topic.partitions") && properties.containsKey("topic.replicas");
        Topic topic = sized ? organization.topic(store, topicName) : organization.topics.require(store, topicName);
        Relation relation = new Relation(
                path,
                kind,
                List.copyOf(columns),
                List.copyOf(key),
                store,
                topic,
                null,
                new Thing(path.get(2), session.role(), session.now(), properties));
        organization.engine.columns(relation.select(0, 0, false));
        return relation;
    }

    static void checkTimestamp(List<Field> columns, Map<String, String> properties) {
        String timestamp = properties.get("timestamp");
        if (timestamp != null
                && columns.stream()
                        .noneMatch(column -> column.name().equals(timestamp)
                                && (column.type().kind() == ColumnType.Kind.BIGINT
                                        || column.type().text().startsWith("TIMESTAMP")))) {
            throw new SqlError(
                    SqlState.BAD_PARAMETER,
                    "'timestamp' = '" + timestamp + "' names no column of type BIGINT or TIMESTAMP");
        }
    }

    private static void columns(Words words, List<Field> columns, List<String> key) {
        words.expect("(");
        Set<String> names = new HashSet<>();
        do {
            if (words.take("primary key")) {
                words.expect("(");
                do {
                    key.add(words.name());
                } while (words.take(","));
                words.expect(")");
            } else {
                Field column = new Field(words.name(), ColumnType.read(words));
                if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
                    throw new SqlError(
                            SqlState.DUPLICATE,
                            "Column " + column.name()
                                    + " is there twice; this sandbox does not tell names apart by case");
                }
                columns.add(column);
                words.take("not null");
            }
        } while (words.take(","));
        words.expect(")");
        for (String part : key) {
            if (columns.stream().noneMatch(column -> column.name().equals(part))) {
                throw SqlError.syntax("The primary key names " + part + ", which is no column");
            }
        }
        if (columns.isEmpty()) {
            throw SqlError.syntax("A relation needs at least one column");
        }
    }

    static Map<String, String> properties(Words words) {
        Map<String, String> properties = words.properties();
        for (String name : properties.keySet()) {
            if (!PROPERTIES.contains(name)
                    && !name.startsWith("kafka.")
                    && !name.startsWith("kinesis.")
                    && !name.startsWith("source.")) {
                throw new SqlError(SqlState.BAD_PARAMETER, "'" + name + "' is no property of a relation");
            }
        }
        for (String format : List.of("value.format", "key.format")) {
            String value = properties.getOrDefault(format, "json").toLowerCase(Locale.ROOT);
            if (!value.equals("json") && !(format.equals("key.format") && value.equals("primitive"))) {
                throw new SqlError(
                        SqlState.NOT_SUPPORTED,
                        "This sandbox reads JSON only, not '" + format + "' = '" + properties.get(format) + "'");
            }
        }
        return properties;
    }

    private Outcome drop(Optional<Kind> kind, Words words, Session session) {
        boolean ifExists = words.takeIfExists();
        List<String> path = session.full(words.path());
        words.end();
        Optional<Relation> found = organization.relations.find(path.toArray(String[]::new));
        if (ifExists && found.isEmpty()) {
            return Outcome.artifact("Relation", path.get(2), "DROP", "There is no " + path.get(2), "");
        }
        Relation relation = organization.relations.require(path);
        if (kind.isPresent() && kind.get() != relation.kind()) {
            throw new SqlError(
                    SqlState.NO_RELATION,
                    relation.name() + " is no " + kind.get().shown() + ", but a "
                            + relation.kind().shown());
        }
        for (ContinuousQuery query : organization.queries.all()) {
            boolean own = query == relation.query() && relation.kind() == Kind.MATERIALIZED_VIEW;
            boolean writes = query == relation.query() && !own;
            if (!query.isEnded() && (writes || query.reads(relation))) {
                throw new SqlError(
                        SqlState.DEPENDENT_OBJECTS,
                        "Relation " + relation.name() + " is used by query " + query.id + "; terminate it first");
            }
        }
        if (relation.kind() == Kind.MATERIALIZED_VIEW && relation.query() != null) {
            relation.query().end(session.now(), organization.setup.scaled(QueryLaunch.TERMINATES));
        }
        organization.relations.remove(path);
        return Outcome.artifact(
                relation.kind().shown(),
                relation.name(),
                "DROP",
                relation.kind().shown() + " " + relation.name() + " was successfully dropped",
                String.join(".", path));
    }

    private Outcome list(Words words, Session session) {
        List<String> schema;
        if (words.take("in schema")) {
            List<String> given = words.path();
            schema = given.size() == 2 ? given : List.of(session.database(), given.get(0));
        } else {
            schema = List.of(session.database(), session.schema());
        }
        Optional<String> like = words.like();
        words.end();
        organization.schemas.require(schema);
        Outcome.Rows rows =
                Outcome.of("Name", "Type", "Owner", "State", "CreatedAt TIMESTAMP_TZ", "UpdatedAt TIMESTAMP_TZ");
        for (Relation relation : organization.relations.in(schema.toArray(String[]::new))) {
            if (like.isEmpty() || Texts.like(like.get(), relation.name())) {
                rows.add(
                        relation.name(),
                        relation.kind().shown(),
                        relation.about().owner,
                        "ready",
                        Texts.time(relation.about().createdAt),
                        Texts.time(relation.about().updatedAt));
            }
        }
        return rows.done();
    }

    private Outcome describe(Words words, Session session) {
        Relation relation = session.relation(words.path());
        words.end();
        Topic topic = relation.topic();
        return Outcome.of(
                        "Name",
                        "Type",
                        "DatabaseName",
                        "SchemaName",
                        "Store?",
                        "Topic?",
                        "PrimaryKey?",
                        "Metadata",
                        "Owner",
                        "State",
                        "CreatedAt TIMESTAMP_TZ",
                        "UpdatedAt TIMESTAMP_TZ")
                .add(
                        relation.name(),
                        relation.kind().shown(),
                        relation.path().get(0),
                        relation.path().get(1),
                        relation.store().isEmpty() ? null : relation.store(),
                        topic == null ? null : topic.name(),
                        relation.key().isEmpty() ? null : String.join(", ", relation.key()),
                        PlainObjects.json(relation.properties()),
                        relation.about().owner,
                        "ready",
                        Texts.time(relation.about().createdAt),
                        Texts.time(relation.about().updatedAt))
                .done();
    }

    private Outcome columns(Words words, Session session) {
        Relation relation = session.relation(words.path());
        words.end();
        Outcome.Rows rows = Outcome.of("Name", "Type", "Nullable BOOLEAN", "PrimaryKey BOOLEAN");
        for (Field column : relation.columns()) {
            boolean inKey = relation.key().contains(column.name());
            rows.add(column.name(), column.type().text(), String.valueOf(!inKey), String.valueOf(inKey));
        }
        return rows.done();
    }
}
