package dev.analyticsplatform.rockset;

import static dev.analyticsplatform.Support.emulated;
import static dev.analyticsplatform.Support.natively;
import static dev.analyticsplatform.Support.unsupported;
import static java.util.Map.entry;

import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BasicCredentials;
import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.Capabilities;
import dev.analyticsplatform.Capability;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.driver.PlatformDriver;
import dev.analyticsplatform.driver.PlatformProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Rockset's entry: what it can do, what its configuration must hold. */
public final class RocksetProvider implements PlatformProvider {

    static final String VENDOR = "rockset";
    static final String REGION = "region";
    static final String ORGANIZATION = "organization";

    private static final Set<String> OPTIONS = new TreeSet<>(Set.of(REGION, ORGANIZATION));
    private static final Set<String> REGIONS = new TreeSet<>(Set.of("usw2a1", "use1a1", "euc1a1", "euw1a1", "apt2a1"));

    private static final Capabilities CAPABILITIES = Capabilities.of(
            VENDOR,
            Map.ofEntries(
                    entry(Capability.QUERY_RUN, natively("query", "queryVirtualInstance", "getQueryResults")),
                    entry(Capability.QUERY_PARAMETERS, natively("query")),
                    entry(Capability.QUERY_SUBMIT, natively("query", "getQuery", "getQueryResults")),
                    entry(Capability.QUERY_CANCEL, natively("cancelQuery")),
                    entry(Capability.QUERY_LIST, natively("listActiveQueries")),
                    entry(Capability.QUERY_VALIDATE, natively("validate")),
                    entry(
                            Capability.QUERY_STREAMING,
                            unsupported("every Rockset query ends; run the query again to see later rows")),
                    entry(Capability.NAMESPACE_LIST, natively("listWorkspaces")),
                    entry(Capability.NAMESPACE_CREATE, natively("createWorkspace")),
                    entry(Capability.NAMESPACE_DROP, natively("deleteWorkspace")),
                    entry(
                            Capability.DATASET_LIST,
                            natively("workspaceCollections", "workspaceViews", "workspaceAliases")),
                    entry(
                            Capability.DATASET_DESCRIBE,
                            emulated("collections have no schema: the columns are those of up to "
                                    + RocksetCatalog.SAMPLE + " documents, so a rare field may be missing")),
                    entry(Capability.DATASET_CREATE, natively("createCollection")),
                    entry(Capability.VIEW_CREATE, natively("createView")),
                    entry(Capability.DATASET_DROP, natively("deleteCollection", "deleteView", "deleteAlias")),
                    entry(Capability.INGEST_APPEND, natively("addDocuments")),
                    entry(Capability.SAVED_QUERY_LIST, natively("listAllQueryLambdas")),
                    entry(Capability.SAVED_QUERY_GET, natively("listQueryLambdasInWorkspace")),
                    entry(Capability.SAVED_QUERY_SAVE, natively("updateQueryLambda")),
                    entry(Capability.SAVED_QUERY_RUN, natively("listQueryLambdasInWorkspace", "executeQueryLambda")),
                    entry(Capability.SAVED_QUERY_DELETE, natively("deleteQueryLambda"))));

    /** For {@link java.util.ServiceLoader}. */
    public RocksetProvider() {}

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
        return "commons";
    }

    @Override
    public List<String> problems(PlatformConfig config) {
        var problems = new ArrayList<String>();
        config.credentials().ifPresent(credentials -> {
            if (credentials instanceof BasicCredentials) {
                problems.add("credentials: Rockset takes an API key or a bearer token, not user name and password");
            }
            boolean organization = config.options().containsKey(ORGANIZATION);
            if (credentials instanceof BearerToken && !organization) {
                problems.add("option organization: missing; Rockset wants it beside a bearer token");
            }
            if (credentials instanceof ApiKey && organization) {
                problems.add("option organization: goes with a bearer token; an API key belongs to one organization");
            }
        });
        if (config.sqlCredentials().isPresent()) {
            problems.add("sqlCredentials: Rockset has one user for everything; use credentials");
        }
        config.options().keySet().stream()
                .filter(key -> !OPTIONS.contains(key))
                .forEach(key -> problems.add("option " + key + ": unknown; Rockset has " + OPTIONS));
        String region = config.options().get(REGION);
        if (region != null && !REGIONS.contains(region)) {
            problems.add("option region: " + region + " is unknown; Rockset has " + REGIONS);
        }
        String organization = config.options().get(ORGANIZATION);
        if (organization != null && !organization.matches("[!-~]+")) {
            problems.add("option organization: is empty or has a character that cannot stand in a header "
                    + "(line break, space or not ASCII)");
        }
        if (region != null && config.endpoint().isPresent()) {
            problems.add("option region: stands beside an endpoint; give one of the two");
        }
        return problems;
    }

    @Override
    public PlatformDriver open(PlatformConfig config) {
        return new RocksetDriver(config);
    }
}
