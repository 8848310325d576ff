package dev.analyticsplatform.sandbox.deltastream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a statement may use beside its text. For one thread, with the organization's lock. */
final class Session implements Sources {
    final Organization organization;
    final String user;
    private final Instant now;
    private final List<Part> attachments;
    private Context context;

    Session(Organization organization, String user, Instant now, List<Part> attachments, Context context) {
        this.organization = organization;
        this.now = now;
        this.user = user;
        this.attachments = attachments;
        this.context = context;
    }

    /** Returns the names that a request gives; the role is that of the token if it gives none. */
    static Context asked(ObjectNode request, Organization organization) {
        return new Context(
                Json.text(request, "organization", organization.id),
                Json.text(request, "role", organization.defaults.role()),
                Json.text(request, "database", ""),
                Json.text(request, "schema", ""),
                Json.text(request, "store", ""),
                Json.text(request, "computePool", ""));
    }

    /** Refuses a request in the name of an organization or a role that is not there. */
    void check() {
        organization.requireThis(context.organization());
        context = context.withOrganization(organization.id);
        organization.roles.require(context.role());
    }

    Context context() {
        return context;
    }

    void use(Context changed) {
        context = changed;
    }

    /** Returns when the statement came: all that it does happens then. */
    Instant now() {
        return now;
    }

    String role() {
        return context.role();
    }

    /** Returns the database that the request names. */
    String database() {
        if (context.database().isEmpty()) {
            throw new SqlError(SqlState.NO_DATABASE, "The request names no database");
        }
        organization.databases.require(context.database());
        return context.database();
    }

    String schema() {
        String database = database();
        if (context.schema().isEmpty()) {
            throw new SqlError(SqlState.NO_SCHEMA, "The request names no schema");
        }
        organization.schemas.require(database, context.schema());
        return context.schema();
    }

    /** Returns a store that can be used: the one given, or the one that the request names. */
    String store(Optional<String> given) {
        String name = given.orElse(context.store());
        if (name.isEmpty()) {
            throw new SqlError(SqlState.NO_STORE, "The request names no store");
        }
        Thing store = organization.stores.require(name);
        if (!store.state(now()).equals("ready")) {
            throw new SqlError(SqlState.STORE_NOT_READY, "Store " + name + " is not ready");
        }
        return name;
    }

    /** Returns the compute pool that the request names, if it runs. */
    String computePool() {
        String name = context.computePool();
        if (name.isEmpty()) {
            throw new SqlError(SqlState.NO_COMPUTE_POOL, "The request names no compute pool");
        }
        Thing pool = organization.pools.require(name);
        if (!pool.state(now()).equals("running")) {
            throw new SqlError(
                    SqlState.COMPUTE_POOL_NOT_READY,
                    "Compute pool " + name + " is " + pool.state(now()) + ", not running");
        }
        return name;
    }

    /** Returns database, schema and name. */
    List<String> full(List<String> path) {
        return switch (path.size()) {
            case 1 -> List.of(database(), schema(), path.get(0));
            case 2 -> {
                organization.schemas.require(database(), path.get(0));
                yield List.of(database(), path.get(0), path.get(1));
            }
            case 3 -> {
                organization.databases.require(path.get(0));
                organization.schemas.require(path.get(0), path.get(1));
                yield List.copyOf(path);
            }
            default -> throw SqlError.syntax("A name has at most three parts: " + String.join(".", path));
        };
    }

    @Override
    public Relation relation(List<String> path) {
        return organization.relations.require(full(path));
    }

    @Override
    public Optional<String> systemTable(List<String> path) {
        return new SystemTables(organization).select(path);
    }

    /** Reads a query from what is left of a statement. */
    QueryText query(Words words) {
        List<Token> tokens = new ArrayList<>(words.rest());
        return QueryText.read(words.source(), tokens, this);
    }

    /** Returns the attachment of a file name. */
    Part attachment(String file) {
        return attachments.stream()
                .filter(part -> part.fileName().equals(Optional.of(file)))
                .findFirst()
                .orElseThrow(() ->
                        new SqlError(SqlState.MISSING_PARAMETER, "No attachment has the file name " + Sql.text(file)));
    }
}
