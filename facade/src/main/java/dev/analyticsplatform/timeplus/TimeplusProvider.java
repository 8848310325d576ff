package dev.analyticsplatform.timeplus;

import static dev.analyticsplatform.Support.emulated;
import static dev.analyticsplatform.Support.natively;
import static dev.analyticsplatform.Support.unsupported;
import static java.util.Map.entry;

import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.Capabilities;
import dev.analyticsplatform.Capability;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.driver.PlatformDriver;
import dev.analyticsplatform.driver.PlatformProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Timeplus's entry: what it can do, what its configuration must hold. */
public final class TimeplusProvider implements PlatformProvider {

    static final String VENDOR = "timeplus";
    static final String WORKSPACE = "workspace";
    static final String NAMESPACE = "default";

    private static final Capabilities CAPABILITIES = Capabilities.of(
            VENDOR,
            Map.ofEntries(
                    entry(
                            Capability.QUERY_RUN,
                            emulated(
                                    "a SELECT from a stream never ends at Timeplus, so the setting query_mode = 'table' "
                                            + "is added to one that does not set it: it reads the rows that are there by then")),
                    entry(
                            Capability.QUERY_PARAMETERS,
                            unsupported("Timeplus's statements have no parameters; write values as SQL literals")),
                    entry(
                            Capability.QUERY_SUBMIT,
                            unsupported("a query lives as long as the answer that brings its rows, and keeps none of "
                                    + "them; use run, or a materialized view for a result that stays")),
                    entry(
                            Capability.QUERY_CANCEL,
                            unsupported("there are no jobs to cancel; close the rows of a query, which ends it")),
                    entry(Capability.QUERY_LIST, natively("listQueries")),
                    entry(Capability.QUERY_VALIDATE, natively("analyzeSql")),
                    entry(Capability.QUERY_STREAMING, natively("runQuery", "cancelQuery")),
                    entry(
                            Capability.NAMESPACE_LIST,
                            emulated("a workspace has one namespace, default, which is told without asking")),
                    entry(
                            Capability.NAMESPACE_CREATE,
                            unsupported("a workspace has one namespace, default; use another workspace")),
                    entry(
                            Capability.NAMESPACE_DROP,
                            unsupported("a workspace has one namespace, default; drop its datasets one by one")),
                    entry(
                            Capability.DATASET_LIST,
                            natively(
                                    "listStreams",
                                    "listViews",
                                    "listMaterializedViews",
                                    "listExternalStreams",
                                    "listExternalTables")),
                    entry(
                            Capability.DATASET_DESCRIBE,
                            natively(
                                    "getStream",
                                    "getView",
                                    "getMaterializedView",
                                    "getExternalStream",
                                    "getExternalTable")),
                    entry(Capability.DATASET_CREATE, natively("createStream")),
                    entry(Capability.VIEW_CREATE, natively("createView")),
                    entry(
                            Capability.DATASET_DROP,
                            natively(
                                    "deleteStream",
                                    "deleteView",
                                    "deleteMaterializedView",
                                    "deleteExternalStream",
                                    "deleteExternalTable")),
                    entry(Capability.INGEST_APPEND, natively("getStream", "ingest")),
                    entry(Capability.SAVED_QUERY_LIST, natively("listSavedQueries")),
                    entry(Capability.SAVED_QUERY_GET, natively("listSavedQueries")),
                    entry(
                            Capability.SAVED_QUERY_SAVE,
                            emulated("names are not unique at Timeplus: the name is looked up, then its query replaced "
                                    + "or a new one made, so that two writers at once may leave two of a name; "
                                    + "only the last version is kept")),
                    entry(
                            Capability.SAVED_QUERY_RUN,
                            emulated("the SQL is fetched and run as any other, without parameters")),
                    entry(Capability.SAVED_QUERY_DELETE, natively("listSavedQueries", "deleteSavedQuery"))));

    /** For {@link java.util.ServiceLoader}. */
    public TimeplusProvider() {}

    @Override
    public String vendor() {
        return VENDOR;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public String defaultNamespace() {
        return NAMESPACE;
    }

    @Override
    public List<String> problems(PlatformConfig config) {
        var problems = new ArrayList<String>();
        if (config.credentials().orElse(null) instanceof BearerToken) {
            problems.add("credentials: Timeplus takes an API key, or user name and password, not a bearer token");
        }
        if (config.sqlCredentials().isPresent()) {
            problems.add("sqlCredentials: Timeplus has one user for everything; use credentials");
        }
        if (config.compute().isPresent()) {
            problems.add("compute: Timeplus has none to choose; leave it out");
        }
        config.namespace()
                .filter(namespace -> !namespace.equals(NAMESPACE))
                .ifPresent(namespace ->
                        problems.add("namespace: is " + namespace + "; a workspace of Timeplus has one, " + NAMESPACE));
        config.options().keySet().stream()
                .filter(key -> !key.equals(WORKSPACE))
                .sorted()
                .forEach(key -> problems.add("option " + key + ": unknown; Timeplus has [" + WORKSPACE + "]"));
        workspaceProblem(config, problems);
        return problems;
    }

    private static void workspaceProblem(PlatformConfig config, List<String> problems) {
        String workspace = config.options().get(WORKSPACE);
        if (workspace == null && config.endpoint().isEmpty()) {
            problems.add("option workspace: missing; it is the id in the address of Timeplus's console. "
                    + "A self-hosted server needs an endpoint instead");
        } else if (workspace != null && !workspace.matches("[A-Za-z0-9_-]{1,64}")) {
            problems.add("option workspace: is no id of letters, digits, underscores and hyphens");
        } else if (workspace != null && hasPath(config.endpoint().orElse(""))) {
            problems.add("option workspace: stands beside an endpoint with a path; give one of the two");
        }
    }

    private static boolean hasPath(String endpoint) {
        try {
            String path = URI.create(endpoint).getPath();
            return path != null && path.length() > 1;
        } catch (IllegalArgumentException reportedElsewhere) {
            return false;
        }
    }

    @Override
    public PlatformDriver open(PlatformConfig config) {
        return new TimeplusDriver(config);
    }
}
