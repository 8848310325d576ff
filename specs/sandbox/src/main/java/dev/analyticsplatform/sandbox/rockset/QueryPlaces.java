package dev.analyticsplatform.sandbox.rockset;

import dev.analyticsplatform.sandbox.store.Resource;
import java.util.List;
import java.util.Set;

/**
 * Where queries may run: on an instance that is active and, unless it is the default one, has mounted what they read.
 */
final class QueryPlaces {
    private static final Set<String> ABLE = Set.of("ACTIVE", "PROVISIONING_RESOURCES", "REBALANCING_COLLECTIONS");

    private QueryPlaces() {}

    /** Checks that a query can run on an instance, and notes that it does. */
    static void use(Org org, String virtualInstance, QuerySources sources) {
        Resource instance = org.virtualInstances.requireLive(List.of(virtualInstance));
        String state = instance.stateAt(org.setup.now());
        if (!ABLE.contains(state)) {
            throw org.life.notActive(instance, "queried");
        }
        if (!virtualInstance.equals(org.defaultVirtualInstance())) {
            for (String collection : sources.collections()) {
                String mount = org.mounts
                        .requireLive(List.of(virtualInstance, collection))
                        .members()
                        .path("state")
                        .asText();
                if (!mount.equals("ACTIVE")) {
                    throw RocksetErrors.invalid("Collection '" + collection + "' is not mounted on virtual instance '"
                            + virtualInstance + "' yet: its mount is " + mount);
                }
            }
        }
        org.virtualInstances.change(
                instance.key(),
                members -> members.putObject("stats")
                        .put("last_queried_ms", org.setup.now().toEpochMilli()));
        if (state.equals("ACTIVE")
                && instance.members().path("auto_suspend_seconds").asInt() > 0) {
            org.life.enter(org.virtualInstances, instance, org.life.active(instance.members()));
        }
        sources.collections().forEach(name -> org.writes(Names.path(name)).queried(org.setup.now()));
    }
}
