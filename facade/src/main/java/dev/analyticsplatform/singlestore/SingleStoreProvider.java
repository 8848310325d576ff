package dev.analyticsplatform.singlestore;

import static dev.analyticsplatform.Support.emulated;
import static dev.analyticsplatform.Support.natively;
import static dev.analyticsplatform.Support.unsupported;
import static java.util.Map.entry;

import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BasicCredentials;
import dev.analyticsplatform.Capabilities;
import dev.analyticsplatform.Capability;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.Support;
import dev.analyticsplatform.driver.PlatformDriver;
import dev.analyticsplatform.driver.PlatformProvider;
import dev.analyticsplatform.engine.http.EndpointRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** SingleStore's entry: what it can do, what its configuration must hold. */
public final class SingleStoreProvider implements PlatformProvider {

    static final String VENDOR = "singlestore";
    static final String SQL_ENDPOINT = "sql.endpoint";

    private static final Support NOT_SAVED =
            unsupported("SingleStore keeps no queries; keep them in the program, or as views or stored procedures");

    private static final Capabilities CAPABILITIES = Capabilities.of(
            VENDOR,
            Map.ofEntries(
                    entry(Capability.QUERY_RUN, natively("tuples", "exec")),
                    entry(
                            Capability.QUERY_PARAMETERS,
                            emulated("the Data API knows question marks only: a name is replaced by one at each place "
                                    + "where it stands, outside of texts and comments")),
                    entry(
                            Capability.QUERY_SUBMIT,
                            unsupported("the Data API has no jobs; use run, whose rows are streamed")),
                    entry(
                            Capability.QUERY_CANCEL,
                            unsupported("the Data API has no jobs; close the rows of run, or run KILL QUERY")),
                    entry(
                            Capability.QUERY_LIST,
                            unsupported(
                                    "the Data API has no query ids, and SHOW PROCESSLIST, which run takes, tells of "
                                            + "connections of one node")),
                    entry(
                            Capability.QUERY_VALIDATE,
                            unsupported("nothing checks a statement of any kind without running it; run takes EXPLAIN "
                                    + "before a query")),
                    entry(
                            Capability.QUERY_STREAMING,
                            unsupported("every query of the Data API ends; run the query again to see later rows")),
                    entry(Capability.NAMESPACE_LIST, natively("tuples")),
                    entry(Capability.NAMESPACE_CREATE, natively("exec")),
                    entry(Capability.NAMESPACE_DROP, natively("exec")),
                    entry(Capability.DATASET_LIST, natively("tuples")),
                    entry(Capability.DATASET_DESCRIBE, natively("tuples")),
                    entry(
                            Capability.DATASET_CREATE,
                            emulated("CREATE TABLE, which takes no values as arguments; so the description is not "
                                    + "kept")),
                    entry(Capability.VIEW_CREATE, natively("exec")),
                    entry(Capability.DATASET_DROP, natively("tuples", "exec")),
                    entry(
                            Capability.INGEST_APPEND,
                            emulated("INSERT of many rows with their values as arguments; one statement stores all of "
                                    + "its rows or none, so a row that is refused is found by sending parts again, with "
                                    + "at most " + SingleStoreIngestion.MOST_REQUESTS
                                    + " requests a batch; what is not found by then is rejected together")),
                    entry(Capability.SAVED_QUERY_LIST, NOT_SAVED),
                    entry(Capability.SAVED_QUERY_GET, NOT_SAVED),
                    entry(Capability.SAVED_QUERY_SAVE, NOT_SAVED),
                    entry(Capability.SAVED_QUERY_RUN, NOT_SAVED),
                    entry(Capability.SAVED_QUERY_DELETE, NOT_SAVED)));

    /** For {@link java.util.ServiceLoader}. */
    public SingleStoreProvider() {}

    @Override
    public String vendor() {
        return VENDOR;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    /** SingleStore has no default; this one is there always, and takes no tables. */
    @Override
    public String defaultNamespace() {
        return "information_schema";
    }

    /** Whether there is a Management API; if not, the only credentials are those of the database user. */
    static boolean managed(PlatformConfig config) {
        return config.sqlCredentials().isPresent() || !config.options().containsKey(SQL_ENDPOINT);
    }

    @Override
    public List<String> problems(PlatformConfig config) {
        var problems = new ArrayList<String>();
        if (managed(config)) {
            managedProblems(config, problems);
        } else {
            sqlOnlyProblems(config, problems);
        }
        String sqlEndpoint = config.options().get(SQL_ENDPOINT);
        if (sqlEndpoint != null) {
            EndpointRule.problem(sqlEndpoint.strip())
                    .ifPresent(problem -> problems.add("option " + SQL_ENDPOINT + ": " + problem));
            if (config.compute().isPresent()) {
                problems.add("compute: stands beside option " + SQL_ENDPOINT + "; give one of the two");
            }
        }
        config.options().keySet().stream()
                .filter(key -> !key.equals(SQL_ENDPOINT))
                .sorted()
                .forEach(key -> problems.add("option " + key + ": unknown; SingleStore has [" + SQL_ENDPOINT + "]"));
        return problems;
    }

    private static void managedProblems(PlatformConfig config, List<String> problems) {
        if (config.credentials().orElse(null) instanceof BasicCredentials) {
            problems.add(
                    "credentials: the Management API takes an API key or a bearer token; a database user goes into "
                            + "sqlCredentials, or stands alone beside option " + SQL_ENDPOINT);
        }
        if (config.sqlCredentials().isEmpty()) {
            problems.add("sqlCredentials: missing; SQL is run by a database user: set them with "
                    + "sqlCredentials(BasicCredentials.of(user, password))");
        } else if (config.sqlCredentials().get() instanceof ApiKey) {
            problems.add("sqlCredentials: a database user has a name and a password, or a JWT as bearer token, but no "
                    + "API key; that one goes into credentials");
        }
    }

    private static void sqlOnlyProblems(PlatformConfig config, List<String> problems) {
        if (config.credentials().orElse(null) instanceof ApiKey) {
            problems.add("sqlCredentials: missing; the API key does not run SQL, a database user does: set them with "
                    + "sqlCredentials(BasicCredentials.of(user, password))");
        } else if (config.endpoint().isPresent()) {
            problems.add("endpoint: is the Management API, which a database user cannot use; leave it out, or give the "
                    + "key as credentials and the user as sqlCredentials");
        }
    }

    @Override
    public PlatformDriver open(PlatformConfig config) {
        return new SingleStoreDriver(config);
    }
}
