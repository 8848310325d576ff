package dev.analyticsplatform.sandbox.deltastream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables in {@code deltastream.sys}, written out as VALUES. The names of their columns are inferred. */
final class SystemTables {
    private final Organization organization;

    SystemTables(Organization organization) {
        this.organization = organization;
    }

    /**
     * Returns the SELECT of a table.
     *
     * @throws SqlError if the system has none of the name
     */
    Optional<String> select(List<String> path) {
        if (path.size() != 3
                || !path.get(0).equals("deltastream")
                || !path.get(1).equals("sys")) {
            return Optional.empty();
        }
        return Optional.of(
                switch (path.get(2)) {
                    case "queries" -> queries();
                    case "relations" -> relations();
                    case "databases" ->
                        things(organization.databases.all(), "name", "owner", "status", "created_at", "updated_at");
                    case "schemas" -> schemas();
                    case "stores" -> stores();
                    case "compute_pools" -> pools();
                    case "roles" ->
                        things(organization.roles.all(), "name", "owner", "status", "created_at", "updated_at");
                    case "users" ->
                        things(organization.users.all(), "name", "owner", "status", "created_at", "updated_at");
                    default ->
                        throw new SqlError(
                                SqlState.NO_RELATION, "Relation deltastream.sys." + path.get(2) + " does not exist");
                });
    }

    private String queries() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (ContinuousQuery query : organization.queries.all()) {
            rows.add(row(
                    query.id,
                    query.about.name,
                    query.statement,
                    query.intended(),
                    query.state(organization.now()),
                    query.error().isEmpty() ? null : query.error(),
                    query.pool,
                    query.about.owner,
                    Texts.time(query.about.createdAt),
                    Texts.time(query.about.updatedAt)));
        }
        return values(
                rows,
                "id",
                "name",
                "query",
                "intended_state",
                "current_state",
                "error_message",
                "compute_pool_name",
                "owner",
                "created_at",
                "updated_at");
    }

    private String relations() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Relation relation : organization.relations.all()) {
            rows.add(row(
                    relation.path().get(0),
                    relation.path().get(1),
                    relation.name(),
                    String.join(".", relation.path()),
                    relation.kind().shown().toLowerCase(Locale.ROOT),
                    relation.about().owner,
                    "ready",
                    Texts.time(relation.about().createdAt),
                    Texts.time(relation.about().updatedAt)));
        }
        return values(
                rows,
                "database_name",
                "schema_name",
                "name",
                "fqn",
                "relation_type",
                "owner",
                "status",
                "created_at",
                "updated_at");
    }

    private String schemas() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Thing database : organization.databases.all()) {
            for (Thing schema : organization.schemas.in(database.name)) {
                rows.add(row(
                        database.name,
                        schema.name,
                        schema.owner,
                        "ready",
                        Texts.time(schema.createdAt),
                        Texts.time(schema.updatedAt)));
            }
        }
        return values(rows, "database_name", "name", "owner", "status", "created_at", "updated_at");
    }

    private String stores() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Thing store : organization.stores.all()) {
            rows.add(row(
                    store.name,
                    store.property("type", ""),
                    store.owner,
                    store.state(organization.now()),
                    Texts.time(store.createdAt),
                    Texts.time(store.updatedAt)));
        }
        return values(rows, "name", "type", "owner", "status", "created_at", "updated_at");
    }

    private String pools() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Thing pool : organization.pools.all()) {
            rows.add(row(
                    pool.name,
                    pool.property("compute_pool.size", "small"),
                    pool.state(organization.now()),
                    pool.owner,
                    Texts.time(pool.createdAt),
                    Texts.time(pool.updatedAt)));
        }
        return values(rows, "name", "size", "status", "owner", "created_at", "updated_at");
    }

    private String things(List<Thing> things, String... columns) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Thing thing : things) {
            rows.add(row(
                    thing.name,
                    thing.owner,
                    thing.state(organization.now()),
                    Texts.time(thing.createdAt),
                    Texts.time(thing.updatedAt)));
        }
        return values(rows, columns);
    }

    private static List<@Nullable String> row(@Nullable String... cells) {
        return new ArrayList<>(Arrays.asList(cells));
    }

    private static String values(List<List<@Nullable String>> rows, String... columns) {
        String names = List.of(columns).stream()
                .map(column -> column.endsWith("_at") ? "CAST(" + column + " AS TIMESTAMPTZ) AS " + column : column)
                .collect(Collectors.joining(", "));
        String none = List.of(columns).stream().map(column -> "NULL::VARCHAR").collect(Collectors.joining(", "));
        String values = rows.isEmpty()
                ? "(" + none + ")"
                : rows.stream()
                        .map(row -> row.stream()
                                .map(cell -> cell == null ? "NULL::VARCHAR" : Sql.text(cell))
                                .collect(Collectors.joining(", ", "(", ")")))
                        .collect(Collectors.joining(", "));
        return "SELECT " + names + " FROM (VALUES " + values + ") AS t(" + String.join(", ", columns) + ")"
                + (rows.isEmpty() ? " WHERE false" : "");
    }
}
