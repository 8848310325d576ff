package dev.analyticsplatform.sandbox.deltastream;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Databases and schemas, USE, and SET DEFAULT. */
final class NamespaceCommands {
    private final Organization organization;

    NamespaceCommands(Organization organization, Commands commands) {
        this.organization = organization;
        commands.on("list organizations", this::organizations);
        commands.on("create database", this::createDatabase);
        commands.on("drop database", this::dropDatabase);
        commands.on("list databases", this::listDatabases);
        commands.on("create schema", this::createSchema);
        commands.on("drop schema", this::dropSchema);
        commands.on("list schemas", this::listSchemas);
        commands.on("use", (words, session) -> {
            session.use(changed(words, session.context(), session));
            words.end();
            return Outcome.NOTHING;
        });
        commands.on("set default", (words, session) -> {
            organization.defaults = changed(words, organization.defaults, session);
            words.end();
            return Outcome.NOTHING;
        });
    }

    private Context changed(Words words, Context context, Session session) {
        if (words.take("organization")) {
            organization.requireThis(words.nameOrText());
            return context;
        } else if (words.take("role")) {
            String name = words.name();
            organization.roles.require(name);
            return context.withRole(name);
        } else if (words.take("database")) {
            String name = words.name();
            organization.databases.require(name);
            return context.withDatabase(name);
        } else if (words.take("schema")) {
            List<String> path = words.path();
            String database = path.size() == 2 ? path.get(0) : context.database();
            String schema = path.get(path.size() - 1);
            if (database.isEmpty()) {
                throw new SqlError(SqlState.NO_DATABASE, "The request names no database");
            }
            organization.databases.require(database);
            organization.schemas.require(database, schema);
            return context.withDatabase(database).withSchema(schema);
        } else if (words.take("store")) {
            return context.withStore(session.store(Optional.of(words.name())));
        } else if (words.take("compute_pool")) {
            String name = words.name();
            organization.pools.require(name);
            return context.withComputePool(name);
        }
        throw words.unexpected("ORGANIZATION, ROLE, DATABASE, SCHEMA, STORE or COMPUTE_POOL");
    }

    private Outcome organizations(Words words, Session session) {
        words.end();
        return Outcome.of("ID", "Name", "Description?", "ProfileImageURI?", "CreatedAt TIMESTAMP_TZ")
                .add(
                        organization.id,
                        Organization.NAME,
                        null,
                        null,
                        Texts.time(organization.users.require(Organization.OWNER).createdAt))
                .done();
    }

    private Outcome createDatabase(Words words, Session session) {
        boolean ifNotExists = words.takeIfNotExists();
        String name = words.name();
        words.end();
        if (ifNotExists && organization.databases.find(name).isPresent()) {
            return Outcome.artifact("Database", name, "CREATE", "Database " + name + " already exists", name);
        }
        organization.databases.add(new Thing(name, session.role(), session.now(), Map.of()), name);
        organization.schemas.add(
                new Thing(Organization.SCHEMA, session.role(), session.now(), Map.of()), name, Organization.SCHEMA);
        return Outcome.artifact("Database", name, "CREATE", "Database " + name + " was successfully created", name);
    }

    private Outcome dropDatabase(Words words, Session session) {
        boolean ifExists = words.takeIfExists();
        String name = words.name();
        words.end();
        if (ifExists && organization.databases.find(name).isEmpty()) {
            return Outcome.artifact("Database", name, "DROP", "There is no database " + name, name);
        }
        organization.databases.require(name);
        requireEmpty("Database " + name, name);
        organization.databases.remove(List.of(name));
        for (Thing schema : organization.schemas.in(name)) {
            organization.schemas.remove(List.of(name, schema.name));
        }
        return Outcome.artifact("Database", name, "DROP", "Database " + name + " was successfully dropped", name);
    }

    private void requireEmpty(String what, String... start) {
        List<Relation> relations = organization.relations.in(start);
        if (!relations.isEmpty()) {
            throw new SqlError(
                    SqlState.DEPENDENT_OBJECTS,
                    what + " still has the relation " + relations.get(0).name());
        }
    }

    private Outcome listDatabases(Words words, Session session) {
        Optional<String> like = words.like();
        words.end();
        return list(organization.databases.all(), like, organization.defaults.database());
    }

    private static Outcome list(List<Thing> things, Optional<String> like, String isDefault) {
        Outcome.Rows rows =
                Outcome.of("Name", "IsDefault BOOLEAN", "Owner", "CreatedAt TIMESTAMP_TZ", "UpdatedAt TIMESTAMP_TZ");
        for (Thing thing : things) {
            if (like.isEmpty() || Texts.like(like.get(), thing.name)) {
                rows.add(
                        thing.name,
                        String.valueOf(thing.name.equals(isDefault)),
                        thing.owner,
                        Texts.time(thing.createdAt),
                        Texts.time(thing.updatedAt));
            }
        }
        return rows.done();
    }

    private List<String> schemaPath(Words words, Session session) {
        List<String> path = words.path();
        if (path.size() == 1 && words.take("in database")) {
            path = List.of(words.name(), path.get(0));
        } else if (path.size() == 1) {
            path = List.of(session.database(), path.get(0));
        }
        words.end();
        organization.databases.require(path.get(0));
        return path;
    }

    private Outcome createSchema(Words words, Session session) {
        boolean ifNotExists = words.takeIfNotExists();
        List<String> path = schemaPath(words, session);
        String shown = String.join(".", path);
        if (ifNotExists
                && organization.schemas.find(path.toArray(String[]::new)).isPresent()) {
            return Outcome.artifact("Schema", path.get(1), "CREATE", "Schema " + shown + " already exists", shown);
        }
        organization.schemas.add(new Thing(path.get(1), session.role(), session.now(), Map.of()), path);
        return Outcome.artifact(
                "Schema", path.get(1), "CREATE", "Schema " + shown + " was successfully created", shown);
    }

    private Outcome dropSchema(Words words, Session session) {
        boolean ifExists = words.takeIfExists();
        List<String> path = schemaPath(words, session);
        String shown = String.join(".", path);
        if (ifExists && organization.schemas.find(path.toArray(String[]::new)).isEmpty()) {
            return Outcome.artifact("Schema", path.get(1), "DROP", "There is no schema " + shown, shown);
        }
        organization.schemas.require(path);
        requireEmpty("Schema " + shown, path.toArray(String[]::new));
        organization.schemas.remove(path);
        return Outcome.artifact("Schema", path.get(1), "DROP", "Schema " + shown + " was successfully dropped", shown);
    }

    private Outcome listSchemas(Words words, Session session) {
        String database = words.take("in database") ? words.name() : session.database();
        Optional<String> like = words.like();
        words.end();
        organization.databases.require(database);
        String isDefault = database.equals(organization.defaults.database()) ? organization.defaults.schema() : "";
        return list(organization.schemas.in(database), like, isDefault);
    }
}
