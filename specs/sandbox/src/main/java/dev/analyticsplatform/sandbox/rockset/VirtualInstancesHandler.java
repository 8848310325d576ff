package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.ErrorText;
import dev.analyticsplatform.sandbox.store.Resource;
import dev.analyticsplatform.sandbox.store.ResourceHooks;
import dev.analyticsplatform.sandbox.store.ResourceKind;
import dev.analyticsplatform.sandbox.store.ResourceStore;
import dev.analyticsplatform.sandbox.store.Stamp;
import dev.analyticsplatform.sandbox.store.Timeline;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.time.Duration;
import java.util.List;

/**
 * Tag Virtual Instances, but for mounts and queries. The states follow {@link VirtualInstanceLife}; one instance,
 * {@code main}, is there from the start and cannot be deleted.
 */
final class VirtualInstancesHandler implements ResourceHooks {
    private final Org org;
    private final VirtualInstanceLife life;

    VirtualInstancesHandler(Org org, Handlers handlers) {
        this.org = org;
        life = org.life;
        ResourceKind kind = ResourceKind.named("Virtual instance")
                .id("id", "virtualInstanceId")
                .idFrom(exchange -> Names.idOf(exchange.path("virtualInstanceId")))
                .create("createVirtualInstance")
                .read("getVirtualInstance")
                .list("listVirtualInstances")
                .update("setVirtualInstance")
                .delete("deleteVirtualInstance")
                .rename("type", "desired_size")
                .rename("new_size", "desired_size")
                .rename("instance_class", "desired_instance_class")
                .ignore("auto_suspend_enabled")
                .template("""
                        {"name":null,"description":null,"created_by":null,"created_at":null,"resumed_at":null,
                         "id":null,"rrn":null,"state":"INITIALIZING","current_size":"SMALL","desired_size":"SMALL",
                         "current_instance_class":"MO_IL","desired_instance_class":"MO_IL","mount_type":"LIVE",
                         "auto_suspend_seconds":null,"auto_scaling_policy":null,"default_vi":false,
                         "monitoring_enabled":false,"enable_remount_on_resume":false,
                         "mount_refresh_interval_seconds":null,"scaled_pod_count":null,"stats":{"last_queried_ms":null}}""")
                .stamp("created_by", Stamp.USER)
                .stamp("created_at", Stamp.NOW)
                .stamp("resumed_at", Stamp.NOW)
                .life("state", Timeline.in("ACTIVE"))
                .notFound(new ErrorText(404, "NOTFOUND", "Virtual instance '{id}' not found"))
                .hooks(this);
        org.virtualInstances = new ResourceStore(kind, org.setup).serve(handlers);
        handlers.on("suspendVirtualInstance", this::suspend).on("resumeVirtualInstance", this::resume);
        addMain();
    }

    private void addMain() {
        String id = Names.uuid();
        ObjectNode main = Json.object();
        main.put("name", "main").put("id", id).put("rrn", Names.rrn("vi", id));
        org.virtualInstances.add(org.owner(), List.of(id), main);
        org.defaultVirtualInstance(id);
    }

    @Override
    public void beforeCreate(Exchange exchange, ObjectNode made) {
        requireFreeName(made, "");
        String id = Names.uuid();
        made.put("id", id).put("rrn", Names.rrn("vi", id));
        made.set("current_size", made.get("desired_size"));
        made.set("current_instance_class", made.get("desired_instance_class"));
    }

    private void requireFreeName(ObjectNode members, String id) {
        String name = members.path("name").asText();
        Names.check("virtual instance", name);
        for (Resource other : org.virtualInstances.within(List.of())) {
            if (!other.id().equals(id) && other.members().path("name").asText().equals(name)) {
                throw RocksetErrors.exists("Virtual instance '" + name + "' already exists");
            }
        }
    }

    @Override
    public void afterCreate(Exchange exchange, Resource made) {
        life.enter(org.virtualInstances, made, life.created(made.members()));
    }

    @Override
    public void beforeUpdate(Exchange exchange, Resource before, ObjectNode after) {
        requireFreeName(after, before.id());
        if (exchange.body().path("auto_suspend_enabled").isBoolean()
                && !exchange.body().path("auto_suspend_enabled").booleanValue()) {
            after.putNull("auto_suspend_seconds");
        }
        // What is current is worked out on reading; from here on the last reading is what a change starts from.
        after.set("current_size", before.members().get("current_size"));
        after.set("current_instance_class", before.members().get("current_instance_class"));
        if (life.isResizing(after)) {
            if (!before.stateAt(org.setup.now()).equals("ACTIVE")) {
                throw life.notActive(before, "resized");
            }
            life.enter(org.virtualInstances, before, life.resized(after));
        }
    }

    @Override
    public void afterUpdate(Exchange exchange, Resource changed) {
        if (changed.stateAt(org.setup.now()).equals("ACTIVE")) {
            life.enter(org.virtualInstances, changed, life.active(changed.members()));
        }
    }

    private Answer suspend(Exchange exchange) {
        Resource instance = org.virtualInstances.requireLive(org.virtualInstances.key(exchange));
        String state = instance.stateAt(org.setup.now());
        if (!state.startsWith("SUSPEND")) {
            if (!state.equals("ACTIVE")) {
                throw life.notActive(instance, "suspended");
            }
            life.enter(org.virtualInstances, instance, life.suspended());
        }
        return org.virtualInstances.enveloped(exchange, org.virtualInstances.require(instance.key()));
    }

    private Answer resume(Exchange exchange) {
        Resource instance = org.virtualInstances.requireLive(org.virtualInstances.key(exchange));
        String state = instance.stateAt(org.setup.now());
        if (state.equals("SUSPENDING")) {
            throw life.notActive(instance, "resumed");
        }
        if (state.equals("SUSPENDED")) {
            life.enter(org.virtualInstances, instance, life.resumed(instance.members()));
            org.virtualInstances.change(
                    instance.key(),
                    members -> members.set("resumed_at", Stamp.NOW.value(org.owner(), org.setup.now())));
        }
        return org.virtualInstances.enveloped(exchange, org.virtualInstances.require(instance.key()));
    }

    @Override
    public void beforeDelete(Exchange exchange, Resource instance) {
        if (instance.id().equals(org.defaultVirtualInstance())) {
            throw RocksetErrors.invalid("The default virtual instance cannot be deleted");
        }
    }

    @Override
    public void afterDelete(Exchange exchange, Resource instance) {
        org.mounts.within(instance.key()).forEach(mount -> org.mounts.remove(mount.key()));
    }

    @Override
    public void view(Resource instance) {
        ObjectNode members = instance.members();
        members.put("default_vi", instance.id().equals(org.defaultVirtualInstance()));
        Duration age = Duration.between(instance.since(), org.setup.now());
        if (age.compareTo(life.resizing()) >= 0) {
            members.set("current_size", members.get("desired_size"));
            members.set("current_instance_class", members.get("desired_instance_class"));
        }
    }
}
