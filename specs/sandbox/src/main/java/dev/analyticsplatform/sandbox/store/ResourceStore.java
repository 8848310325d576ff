package dev.analyticsplatform.sandbox.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the resources of one kind and answers the operations on them. Thread-safe.
 *
 * <p>Hooks run outside its lock, so they may use this store and others.
 */
public final class ResourceStore {
    private final ResourceKind kind;
    private final VendorSetup setup;
    private final Map<List<String>, Resource> kept = new LinkedHashMap<>();

    /** Makes an empty store. */
    public ResourceStore(ResourceKind kind, VendorSetup setup) {
        this.kind = kind;
        this.setup = setup;
    }

    /** Adds handlers for the operations that the kind names, and returns this store. */
    public ResourceStore serve(Handlers handlers) {
        new ResourceOperations(kind, this).serve(handlers);
        return this;
    }

    /** Answers with one resource, as the caller may see it, in the envelope of the operation. */
    public Answer enveloped(Exchange exchange, Resource resource) {
        JsonNode shown = shown(exchange, resource);
        boolean bare = kind.bare.contains(exchange.operation().operationId());
        return answer(exchange, bare ? shown : Json.object().set(kind.envelope, shown));
    }

    Answer answer(Exchange exchange, JsonNode body) {
        int status = kind.statuses.getOrDefault(exchange.operation().operationId(), 200);
        return status == 204 ? Answer.empty(status) : Answer.of(status, body);
    }

    /** Returns the members as the caller may see them. */
    public ObjectNode shown(Exchange exchange, Resource resource) {
        ResourceViews.mask(resource.members(), kind.secrets);
        kind.hooks.show(exchange, resource);
        return resource.members();
    }

    /**
     * Adds one that no request makes, with what the members leave out as the template has it.
     *
     * @throws Refusal if there is one already
     */
    public Resource add(Caller caller, List<String> key, ObjectNode members) {
        ObjectNode complete = kind.template.deepCopy();
        stamp(kind.onCreate, complete, caller);
        complete.setAll(members);
        return add(key, complete);
    }

    Resource add(List<String> key, ObjectNode members) {
        for (int i = 0; i < kind.scope.size(); i++) {
            if (members.has(kind.scope.get(i))) {
                members.put(kind.scope.get(i), key.get(i));
            }
        }
        Resource made = new Resource(List.copyOf(key), members, setup.now(), kind.life);
        synchronized (kept) {
            Resource present = kept.get(made.key());
            if (present != null && !isDeleted(present)) {
                throw kind.conflict.with(names(key));
            }
            kept.put(made.key(), made);
        }
        return copy(made);
    }

    /** Returns those below a scope, as callers see them, oldest first. */
    public List<Resource> within(List<String> scope) {
        List<Resource> found = new ArrayList<>();
        synchronized (kept) {
            for (Resource resource : kept.values()) {
                if (resource.key().subList(0, scope.size()).equals(scope) && !isDeleted(resource)) {
                    found.add(copy(resource));
                }
            }
        }
        found.forEach(kind.hooks::view);
        return found;
    }

    /** Returns how many there are below a scope. */
    public int count(List<String> scope) {
        synchronized (kept) {
            return (int) kept.values().stream()
                    .filter(resource -> resource.key().subList(0, scope.size()).equals(scope) && !isDeleted(resource))
                    .count();
        }
    }

    /** Returns one as callers see it; empty if there is none, or none any more. */
    public Optional<Resource> find(List<String> key) {
        Resource found;
        synchronized (kept) {
            Resource resource = kept.get(key);
            if (resource == null || isGone(resource)) {
                kept.remove(key);
                return Optional.empty();
            }
            found = copy(resource);
        }
        kind.hooks.view(found);
        return Optional.of(found);
    }

    /**
     * Returns one as callers see it.
     *
     * @throws Refusal if there is none
     */
    public Resource require(List<String> key) {
        return find(key).orElseThrow(() -> kind.notFound.with(names(key)));
    }

    /**
     * Returns one that was not deleted.
     *
     * @throws Refusal if there is none
     */
    public Resource requireLive(List<String> key) {
        Resource resource = require(key);
        if (isDeleted(resource)) {
            throw kind.notFound.with(names(key));
        }
        return resource;
    }

    /** Returns whether there is one that was not deleted. */
    public boolean isLive(List<String> key) {
        synchronized (kept) {
            Resource resource = kept.get(key);
            return resource != null && !isDeleted(resource);
        }
    }

    /**
     * Returns one that was not deleted, without what is worked out on reading: the cheap way to see that it is there.
     *
     * @throws Refusal if there is none
     */
    public Resource stored(List<String> key) {
        synchronized (kept) {
            Resource resource = kept.get(key);
            if (resource == null || isDeleted(resource)) {
                throw kind.notFound.with(names(key));
            }
            return copy(resource);
        }
    }

    /**
     * Changes the members that are kept.
     *
     * @throws Refusal if there is none
     */
    public void change(List<String> key, Consumer<ObjectNode> change) {
        synchronized (kept) {
            change.accept(raw(key).members());
        }
    }

    /**
     * Begins another timeline now.
     *
     * @throws Refusal if there is none
     */
    public void enter(List<String> key, Timeline timeline) {
        synchronized (kept) {
            Resource resource = raw(key);
            kept.put(key, new Resource(resource.key(), resource.members(), setup.now(), timeline));
        }
    }

    /** Takes one out at once. */
    public void remove(List<String> key) {
        synchronized (kept) {
            kept.remove(key);
        }
    }

    /** Returns the values of the path parameters that lead to the resource of a request. */
    public List<String> key(Exchange exchange) {
        List<String> key = new ArrayList<>(scope(exchange));
        key.add(kind.idFrom == null ? exchange.path(kind.idParameter) : kind.idFrom.apply(exchange));
        return List.copyOf(key);
    }

    List<String> scope(Exchange exchange) {
        if (kind.scopeFrom != null) {
            return kind.scopeFrom.apply(exchange);
        }
        List<String> scope = new ArrayList<>();
        for (String parameter : kind.scope) {
            if (exchange.pathParameters().containsKey(parameter)) {
                scope.add(exchange.path(parameter));
            }
        }
        return List.copyOf(scope);
    }

    void requireParent(List<String> scope) {
        if (kind.parent != null && !scope.isEmpty()) {
            kind.parent.stored(scope);
        }
    }

    private Resource raw(List<String> key) {
        synchronized (kept) {
            Resource resource = kept.get(key);
            if (resource == null) {
                throw kind.notFound.with(names(key));
            }
            return resource;
        }
    }

    ObjectNode rawCopy(List<String> key) {
        synchronized (kept) {
            return raw(key).members().deepCopy();
        }
    }

    private Resource copy(Resource resource) {
        ObjectNode members = resource.members().deepCopy();
        if (kind.stateMember != null) {
            members.put(kind.stateMember, resource.stateAt(setup.now()));
        }
        return new Resource(resource.key(), members, resource.since(), resource.timeline());
    }

    private boolean isDeleted(Resource resource) {
        return resource.timeline().after(resource.timeline().settled()).equals(kind.deletedState);
    }

    private boolean isGone(Resource resource) {
        Instant last = resource.since().plus(kind.lingers);
        return isDeleted(resource) && !kind.lingers.isZero() && !setup.now().isBefore(last);
    }

    void stamp(Map<String, Stamp> stamps, ObjectNode members, Caller caller) {
        Instant now = setup.now();
        stamps.forEach((member, stamp) -> members.set(member, stamp.value(caller, now)));
    }

    private Map<String, String> names(List<String> key) {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < kind.scope.size() && i < key.size(); i++) {
            names.put(kind.scope.get(i), key.get(i));
        }
        names.put("id", key.get(key.size() - 1));
        return names;
    }
}
