package dev.analyticsplatform.singlestore;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.ConfigurationException;
import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.client.singlestore.api.WorkspaceGroupsApi;
import dev.analyticsplatform.client.singlestore.api.WorkspacesApi;
import dev.analyticsplatform.client.singlestore.model.Workspace;
import dev.analyticsplatform.client.singlestore.model.WorkspaceGroup;
import dev.analyticsplatform.engine.http.GivenAddresses;
import dev.analyticsplatform.engine.http.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Workspaces as the Management API knows them: which one is meant, whether it runs, where its Data API is. */
final class SingleStoreWorkspaces {

    private static final String ACTIVE = "ACTIVE";
    private static final String TERMINATED = "TERMINATED";

    private final Transport management;
    private final GivenAddresses addresses;
    private final WorkspaceGroupsApi groups;
    private final WorkspacesApi workspaces;

    SingleStoreWorkspaces(Transport management, HttpUrl endpoint) {
        this.management = management;
        this.addresses = new GivenAddresses(endpoint, List.of("singlestore.com"));
        this.groups = management.api(WorkspaceGroupsApi.class);
        this.workspaces = management.api(WorkspacesApi.class);
    }

    /**
     * A workspace that runs.
     *
     * @param id its id
     * @param address of its Data API
     */
    record Running(String id, HttpUrl address) {}

    /**
     * Finds a workspace.
     *
     * @param compute its id or name; empty for the only active one
     * @throws AnalyticsException if it is not there, not alone of its name, or does not run
     */
    Running find(Optional<String> compute) {
        Workspace workspace = compute.map(this::named).orElseGet(this::onlyActive);
        String state = state(workspace);
        if (state.equals(TERMINATED)) {
            throw new NotFoundException(
                    context("getWorkspace"), "workspace " + shown(workspace) + " is terminated", null);
        }
        if (!state.equals(ACTIVE)) {
            throw new ConflictException(
                    context("getWorkspace"),
                    "workspace " + shown(workspace) + " runs no SQL now, its state is " + state
                            + (state.equals("SUSPENDED") ? "; resume it" : "; wait until it is ACTIVE"),
                    null);
        }
        String endpoint = workspace.getEndpoint();
        if (endpoint == null || endpoint.isBlank()) {
            throw new ConflictException(
                    context("getWorkspace"),
                    "workspace " + shown(workspace) + " is ACTIVE, but has no endpoint yet; try again",
                    null);
        }
        return new Running(String.valueOf(workspace.getWorkspaceID()), url(endpoint.strip()));
    }

    /** A host with or without a port; only this machine is talked to without TLS. */
    private HttpUrl url(String endpoint) {
        HttpUrl plain = HttpUrl.parse("http://" + endpoint);
        boolean local = plain != null && GivenAddresses.isLoopback(plain.host());
        HttpUrl url = addresses.follow(context("getWorkspace"), (local ? "http://" : "https://") + endpoint);
        return url.newBuilder().encodedPath("/").query(null).fragment(null).build();
    }

    private Workspace named(String compute) {
        UUID id = uuid(compute);
        if (id != null) {
            return management.call(workspaces.getWorkspace(id, null));
        }
        List<Workspace> found = all().stream()
                .filter(workspace -> compute.equals(workspace.getName()))
                .toList();
        if (found.isEmpty()) {
            throw new NotFoundException(
                    context("listWorkspaces"), "there is no workspace with the id or name " + compute, null);
        }
        if (found.size() > 1) {
            throw new ConfigurationException(
                    context("listWorkspaces"),
                    "compute: there are several workspaces named " + compute + "; give one by its id: " + shown(found),
                    null);
        }
        return found.get(0);
    }

    private Workspace onlyActive() {
        List<Workspace> all = all();
        List<Workspace> active = all.stream()
                .filter(workspace -> state(workspace).equals(ACTIVE))
                .toList();
        if (active.isEmpty() && all.size() == 1) {
            // What is wrong with it is told by the caller.
            return all.get(0);
        }
        if (active.size() != 1) {
            throw new ConfigurationException(
                    context("listWorkspaces"),
                    "compute: missing, and there is not exactly one active workspace to take instead; give one by id or "
                            + "name, or its address as option " + SingleStoreProvider.SQL_ENDPOINT + "; there are "
                            + (all.isEmpty() ? "none" : shown(all)),
                    null);
        }
        return active.get(0);
    }

    /** Those of groups that are not terminated. */
    private List<Workspace> all() {
        var found = new ArrayList<Workspace>();
        for (WorkspaceGroup group : management.call(groups.listWorkspaceGroups(null, null))) {
            UUID id = group == null ? null : group.getWorkspaceGroupID();
            if (id == null) {
                throw management.failure(
                        "listWorkspaceGroups",
                        SingleStoreErrors.malformed("a workspace group has no workspaceGroupID"));
            }
            management.call(workspaces.listWorkspaces(id, null, null)).stream()
                    .filter(workspace -> workspace != null && !state(workspace).equals(TERMINATED))
                    .forEach(found::add);
        }
        return found;
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return text.length() == 36 ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException aName) {
            return null;
        }
    }

    private static String state(Workspace workspace) {
        return workspace.getState() == null
                ? "unknown"
                : workspace.getState().getValue().toUpperCase(Locale.ROOT);
    }

    private static String shown(List<Workspace> workspaces) {
        return workspaces.stream()
                .map(workspace -> shown(workspace) + " " + state(workspace))
                .collect(Collectors.joining(", "));
    }

    private static String shown(Workspace workspace) {
        return workspace.getName() + " (" + workspace.getWorkspaceID() + ")";
    }

    private static ErrorContext context(String operation) {
        return ErrorContext.of(SingleStoreProvider.VENDOR, operation);
    }
}
