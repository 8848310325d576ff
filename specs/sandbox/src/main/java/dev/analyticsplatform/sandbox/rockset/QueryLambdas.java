package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.store.Stamp;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All query lambdas of an organisation: versions that never change, and tags that point to them. Thread-safe. */
final class QueryLambdas {
    /** The tag that always points to the newest version. */
    static final String LATEST = "latest";

    private final Org org;
    private final Map<List<String>, QueryLambda> lambdas = new LinkedHashMap<>();

    QueryLambdas(Org org) {
        this.org = org;
    }

    /** One lambda; guarded by the monitor of the class around it, and never without a version. */
    static final class QueryLambda {
        final String workspace;
        final String name;
        final Map<String, ObjectNode> versions = new LinkedHashMap<>();
        final Map<String, String> tags = new TreeMap<>();

        QueryLambda(String workspace, String name) {
            this.workspace = workspace;
            this.name = name;
        }

        String latest() {
            String latest = "";
            for (String version : versions.keySet()) {
                latest = version;
            }
            return latest;
        }
    }

    /** Does something with one lambda while nobody else does. */
    interface Work<T> {
        T with(QueryLambda lambda);
    }

    synchronized <T> T with(String workspace, String name, Work<T> work) {
        org.workspaces.stored(List.of(workspace));
        QueryLambda lambda = lambdas.get(List.of(workspace, name));
        if (lambda == null) {
            throw RocksetErrors.notFound("Query lambda '" + workspace + "." + name + "' not found");
        }
        return work.with(lambda);
    }

    synchronized boolean has(String workspace, String name) {
        return lambdas.containsKey(List.of(workspace, name));
    }

    /** Adds a lambda with its first version, and returns that. */
    synchronized ObjectNode create(String workspace, String name, ObjectNode request, Caller caller) {
        org.workspaces.stored(List.of(workspace));
        Names.check("query lambda", name);
        if (has(workspace, name)) {
            throw RocksetErrors.exists("Query lambda '" + workspace + "." + name + "' already exists");
        }
        QueryLambda lambda = new QueryLambda(workspace, name);
        ObjectNode version = add(lambda, request, caller);
        lambdas.put(List.of(workspace, name), lambda);
        return version;
    }

    /** Adds a version; what the request leaves out is as in the newest one. */
    ObjectNode add(QueryLambda lambda, ObjectNode request, Caller caller) {
        ObjectNode newest = lambda.versions.getOrDefault(lambda.latest(), Json.object());
        JsonNode sql = request.path("sql").isObject() ? request.path("sql") : newest.path("sql");
        String query = sql.path("query").asText();
        String id = Names.uuid().replace("-", "").substring(0, 16);
        ObjectNode version = Json.object();
        version.put("workspace", lambda.workspace);
        version.set("created_by", Stamp.USER.value(caller, org.setup.now()));
        version.set("created_by_apikey_name", Stamp.CREDENTIAL.value(caller, org.setup.now()));
        version.set("created_at", Stamp.NOW.value(caller, org.setup.now()));
        version.put("name", lambda.name);
        version.put("version", id);
        version.put(
                "description",
                Json.text(request, "description", newest.path("description").asText("")));
        ObjectNode kept = version.putObject("sql").put("query", query);
        kept.set(
                "default_parameters",
                sql.path("default_parameters").isArray()
                        ? sql.path("default_parameters").deepCopy()
                        : Json.array());
        version.set("collections", QuerySources.array(collections(query)));
        version.put("state", "ACTIVE");
        version.putObject("stats")
                .putNull("last_executed")
                .putNull("last_executed_by")
                .putNull("last_execution_error")
                .putNull("last_execution_error_message");
        version.put("public_access_id", request.path("is_public").asBoolean() ? Names.uuid() : null);
        lambda.versions.put(id, version);
        return version;
    }

    private Set<String> collections(String query) {
        try {
            org.sql.validate(query);
            return QuerySources.of(org, org.sql.referencedTables(query)).collections();
        } catch (SqlFailure e) {
            throw SqlErrors.refusal(e, null);
        }
    }

    synchronized ObjectNode delete(String workspace, String name) {
        ObjectNode last = with(workspace, name, QueryLambdas::describe);
        lambdas.remove(List.of(workspace, name));
        return last;
    }

    /** Describes the lambdas of a workspace, or all of them. */
    synchronized List<ObjectNode> list(Optional<String> workspace) {
        workspace.ifPresent(name -> org.workspaces.requireLive(List.of(name)));
        return lambdas.values().stream()
                .filter(lambda -> workspace.map(lambda.workspace::equals).orElse(true))
                .map(QueryLambdas::describe)
                .toList();
    }

    private static ObjectNode describe(QueryLambda lambda) {
        ObjectNode newest = version(lambda, lambda.latest());
        ObjectNode described = Json.object();
        described.put("workspace", lambda.workspace);
        described.set("last_updated_by", newest.get("created_by"));
        described.set("last_updated", newest.get("created_at"));
        described.put("name", lambda.name);
        described.put("version_count", lambda.versions.size());
        described.set("collections", newest.get("collections"));
        described.set("latest_version", newest);
        return described;
    }

    /** Returns a copy of a version. */
    static ObjectNode version(QueryLambda lambda, String version) {
        ObjectNode found = lambda.versions.get(version);
        if (found == null) {
            throw RocksetErrors.notFound(
                    "Query lambda '" + lambda.workspace + "." + lambda.name + "' has no version '" + version + "'");
        }
        return found.deepCopy();
    }

    /** Returns the version to which a tag points. */
    static String tagged(QueryLambda lambda, String tag) {
        String version = tag.equals(LATEST) ? lambda.latest() : lambda.tags.get(tag);
        if (version == null) {
            throw RocksetErrors.notFound(
                    "Query lambda '" + lambda.workspace + "." + lambda.name + "' has no tag '" + tag + "'");
        }
        return version;
    }

    /** Returns a copy of the version that is shared under a public identifier. */
    synchronized ObjectNode shared(String publicAccessId) {
        for (QueryLambda lambda : lambdas.values()) {
            for (ObjectNode version : lambda.versions.values()) {
                if (version.path("public_access_id").asText().equals(publicAccessId)) {
                    return version.deepCopy();
                }
            }
        }
        throw RocksetErrors.notFound("There is no shared query lambda '" + publicAccessId + "'");
    }

    /** Notes an execution; {@code error} is null for one that went well. */
    synchronized void executed(ObjectNode version, Caller caller, @Nullable String error) {
        QueryLambda lambda = lambdas.get(
                List.of(version.path("workspace").asText(), version.path("name").asText()));
        ObjectNode kept = lambda == null
                ? null
                : lambda.versions.get(version.path("version").asText());
        if (kept != null) {
            ObjectNode stats = kept.withObject("/stats");
            JsonNode now = Stamp.NOW.value(caller, org.setup.now());
            stats.set("last_executed", now);
            stats.put("last_executed_by", caller.user());
            if (error != null) {
                stats.set("last_execution_error", now);
                stats.put("last_execution_error_message", error);
            }
        }
    }
}
