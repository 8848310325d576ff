package dev.analyticsplatform.bytehouse;

import static dev.analyticsplatform.Support.emulated;
import static dev.analyticsplatform.Support.natively;
import static dev.analyticsplatform.Support.unsupported;
import static java.util.Map.entry;

import dev.analyticsplatform.BasicCredentials;
import dev.analyticsplatform.Capabilities;
import dev.analyticsplatform.Capability;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.Support;
import dev.analyticsplatform.driver.PlatformDriver;
import dev.analyticsplatform.driver.PlatformProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** ByteHouse's entry: what it can do, what its configuration must hold. */
public final class ByteHouseProvider implements PlatformProvider {

    static final String VENDOR = "bytehouse";
    static final String ROLE = "role";
    static final String MODE = "mode";

    private static final Set<String> OPTIONS = new TreeSet<>(Set.of(ROLE, MODE));
    private static final Set<String> MODES = new TreeSet<>(Set.of("ansi_sql", "clickhouse_sql"));
    private static final String SQL = "submitSyncQuery";
    private static final Support NO_SAVED_QUERIES =
            unsupported("ByteHouse's API keeps no queries; keep the SQL in the program, or create a view");

    private static final Capabilities CAPABILITIES = Capabilities.of(
            VENDOR,
            Map.ofEntries(
                    entry(Capability.QUERY_RUN, natively(SQL)),
                    entry(
                            Capability.QUERY_PARAMETERS,
                            unsupported("ByteHouse's API has no parameters; write the value into the SQL, with care")),
                    entry(
                            Capability.QUERY_SUBMIT,
                            natively("submitAsyncQuery", "getAsyncQueryStatus", "getAsyncQueryResults")),
                    entry(Capability.QUERY_CANCEL, natively("killAsyncQuery")),
                    entry(
                            Capability.QUERY_LIST,
                            unsupported("ByteHouse's API does not list queries; keep the ids of jobs that you submit")),
                    entry(Capability.QUERY_VALIDATE, natively("checkQueryTables")),
                    entry(
                            Capability.QUERY_STREAMING,
                            unsupported("every ByteHouse query ends; run the query again to see later rows")),
                    entry(Capability.NAMESPACE_LIST, natively("listDatabases")),
                    entry(Capability.NAMESPACE_CREATE, natively("createDatabase")),
                    entry(Capability.NAMESPACE_DROP, natively("deleteDatabase")),
                    entry(Capability.DATASET_LIST, natively("listTablesAndViews")),
                    entry(Capability.DATASET_DESCRIBE, natively(SQL)),
                    entry(
                            Capability.DATASET_CREATE,
                            emulated("CREATE TABLE through SQL, with columns that hold NULL; bytes, times of day, "
                                    + "arrays and objects have no type that a portable column names: they are kept "
                                    + "in columns of text and read back as text (bytes in base64, times of day in "
                                    + "ISO 8601, arrays and objects as JSON)")),
                    entry(Capability.VIEW_CREATE, natively(SQL)),
                    entry(Capability.DATASET_DROP, natively(SQL)),
                    entry(
                            Capability.INGEST_APPEND,
                            emulated("INSERT with rows as JSON, all of a batch or none; before each batch the columns "
                                    + "of the table are asked for, and a row that a column would not hold exactly "
                                    + "is rejected; if the table is changed in between, the vendor may cut digits "
                                    + "off")),
                    entry(Capability.SAVED_QUERY_LIST, NO_SAVED_QUERIES),
                    entry(Capability.SAVED_QUERY_GET, NO_SAVED_QUERIES),
                    entry(Capability.SAVED_QUERY_SAVE, NO_SAVED_QUERIES),
                    entry(Capability.SAVED_QUERY_RUN, NO_SAVED_QUERIES),
                    entry(Capability.SAVED_QUERY_DELETE, NO_SAVED_QUERIES)));

    /** For {@link java.util.ServiceLoader}. */
    public ByteHouseProvider() {}

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
        return "default";
    }

    @Override
    public List<String> problems(PlatformConfig config) {
        var problems = new ArrayList<String>();
        if (config.endpoint().isEmpty()) {
            problems.add("endpoint: missing; each ByteHouse tenant has its own, the console shows it as the domain of "
                    + "the public API");
        }
        if (config.credentials().orElse(null) instanceof BasicCredentials) {
            problems.add("credentials: ByteHouse takes an API key or a bearer token, not user name and password");
        }
        if (config.sqlCredentials().isPresent()) {
            problems.add("sqlCredentials: ByteHouse has one user for everything; use credentials");
        }
        config.options().keySet().stream()
                .filter(key -> !OPTIONS.contains(key))
                .forEach(key -> problems.add("option " + key + ": unknown; ByteHouse has " + OPTIONS));
        String mode = config.options().get(MODE);
        if (mode != null && !MODES.contains(mode)) {
            problems.add("option mode: " + mode + " is unknown; ByteHouse has " + MODES);
        }
        String role = config.options().get(ROLE);
        if (role != null && !role.matches("[!-~]+( [!-~]+)*")) {
            problems.add("option role: is empty or has a character that cannot stand in a header");
        }
        return problems;
    }

    @Override
    public PlatformDriver open(PlatformConfig config) {
        return new ByteHouseDriver(config);
    }
}
