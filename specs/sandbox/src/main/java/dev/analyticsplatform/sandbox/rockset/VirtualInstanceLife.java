package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.Resource;
import dev.analyticsplatform.sandbox.store.ResourceStore;
import dev.analyticsplatform.sandbox.store.Timeline;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.time.Duration;

/**
 * The states of a virtual instance and how long they last: as measured on the vendor's service, but for a change of
 * size, of which nothing was measured.
 */
final class VirtualInstanceLife {
    private static final Duration INITIALIZING = Duration.ofSeconds(4 * 60 + 1);
    private static final Duration SUSPENDING = Duration.ofSeconds(8);
    private static final Duration RESUMING = Duration.ofSeconds(73);
    private static final Duration PROVISIONING = Duration.ofSeconds(60);
    private static final Duration REBALANCING = Duration.ofSeconds(60);

    private final VendorSetup setup;

    VirtualInstanceLife(VendorSetup setup) {
        this.setup = setup;
    }

    Timeline created(ObjectNode instance) {
        return untilIdle(Timeline.in("INITIALIZING").then(setup.scaled(INITIALIZING), "ACTIVE"), instance);
    }

    Timeline active(ObjectNode instance) {
        return untilIdle(Timeline.in("ACTIVE"), instance);
    }

    Timeline suspended() {
        return Timeline.in("SUSPENDING").then(setup.scaled(SUSPENDING), "SUSPENDED");
    }

    Timeline resumed(ObjectNode instance) {
        return untilIdle(Timeline.in("RESUMING").then(setup.scaled(RESUMING), "ACTIVE"), instance);
    }

    Timeline resized(ObjectNode instance) {
        return untilIdle(
                Timeline.in("PROVISIONING_RESOURCES")
                        .then(setup.scaled(PROVISIONING), "REBALANCING_COLLECTIONS")
                        .then(setup.scaled(REBALANCING), "ACTIVE"),
                instance);
    }

    /** Returns how long after a change of size the new one is current. */
    Duration resizing() {
        return setup.scaled(PROVISIONING.plus(REBALANCING));
    }

    /** An instance that is to suspend itself does so when it was not queried for long enough. */
    private Timeline untilIdle(Timeline active, ObjectNode instance) {
        int idle = instance.path("auto_suspend_seconds").asInt(0);
        return idle <= 0
                ? active
                : active.then(Duration.ofSeconds(idle), "SUSPENDING").then(setup.scaled(SUSPENDING), "SUSPENDED");
    }

    /** Begins a timeline, and fixes the size that the instance has come to. */
    void enter(ResourceStore instances, Resource instance, Timeline timeline) {
        instances.change(instance.key(), members -> {
            members.set("current_size", instance.members().get("current_size"));
            members.set("current_instance_class", instance.members().get("current_instance_class"));
        });
        instances.enter(instance.key(), timeline);
    }

    boolean isResizing(ObjectNode members) {
        return !members.path("desired_size").equals(members.path("current_size"))
                || !members.path("desired_instance_class").equals(members.path("current_instance_class"));
    }

    Refusal notActive(Resource instance, String wanted) {
        ObjectNode details = Json.object()
                .put("virtual_instance_rrn", instance.members().path("rrn").asText());
        return new Refusal(
                400,
                "NOT_READY",
                "Virtual instance '" + instance.members().path("name").asText() + "' is "
                        + instance.stateAt(setup.now()) + " and cannot be " + wanted + " now",
                details);
    }
}
