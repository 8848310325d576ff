package dev.analyticsplatform.sandbox.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.ResourceKind.Verb;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The five operations on resources of one kind, as its description has them. */
final class ResourceOperations {
    private final ResourceKind kind;
    private final ResourceStore store;

    ResourceOperations(ResourceKind kind, ResourceStore store) {
        this.kind = kind;
        this.store = store;
    }

    void serve(Handlers handlers) {
        kind.verbs.forEach((operationId, verb) -> handlers.on(operationId, exchange -> answer(verb, exchange)));
    }

    private Answer answer(Verb verb, Exchange exchange) {
        return switch (verb) {
            case CREATE -> store.enveloped(exchange, create(exchange));
            case READ -> store.enveloped(exchange, store.require(store.key(exchange)));
            case LIST -> list(exchange);
            case UPDATE -> store.enveloped(exchange, update(exchange));
            case DELETE -> store.enveloped(exchange, delete(exchange));
        };
    }

    private Resource create(Exchange exchange) {
        List<String> scope = store.scope(exchange);
        store.requireParent(scope);
        ObjectNode members = kind.template.deepCopy();
        merge(exchange.body(), members);
        store.stamp(kind.onCreate, members, exchange.caller());
        kind.hooks.beforeCreate(exchange, members);
        List<String> key = new ArrayList<>(scope);
        key.add(members.path(kind.idMember).asText());
        Resource made = store.add(key, members);
        try {
            kind.hooks.afterCreate(exchange, made);
        } catch (RuntimeException e) {
            store.remove(key);
            throw e;
        }
        return store.require(key);
    }

    private Resource update(Exchange exchange) {
        List<String> key = store.key(exchange);
        Resource before = store.requireLive(key);
        ObjectNode after = store.rawCopy(key);
        if (kind.replaces) {
            ResourceViews.reset(after, kind.template, kind.onCreate.keySet(), kind.idMember, kind.scope);
        }
        merge(exchange.body(), after);
        store.stamp(kind.onUpdate, after, exchange.caller());
        kind.hooks.beforeUpdate(exchange, before, after);
        store.change(key, members -> {
            members.removeAll();
            members.setAll(after);
        });
        kind.hooks.afterUpdate(exchange, store.require(key));
        return store.require(key);
    }

    private Resource delete(Exchange exchange) {
        List<String> key = store.key(exchange);
        Resource resource = store.requireLive(key);
        kind.hooks.beforeDelete(exchange, resource);
        if (kind.stateMember != null) {
            store.enter(key, Timeline.in(kind.deletedState));
        }
        Resource last = store.require(key);
        if (kind.lingers.isZero()) {
            store.remove(key);
        }
        kind.hooks.afterDelete(exchange, resource);
        return last;
    }

    private Answer list(Exchange exchange) {
        List<String> scope = store.scope(exchange);
        store.requireParent(scope);
        ArrayNode data = Json.array();
        for (Resource resource : store.within(scope)) {
            data.add(store.shown(exchange, resource));
        }
        boolean bare = kind.bare.contains(exchange.operation().operationId());
        return store.answer(exchange, bare ? data : Json.object().set(kind.envelope, data));
    }

    private void merge(ObjectNode request, ObjectNode into) {
        for (Map.Entry<String, JsonNode> member : request.properties()) {
            String name = kind.renamed.getOrDefault(member.getKey(), member.getKey());
            if (!member.getValue().isNull() && !kind.ignored.contains(name)) {
                ResourceViews.put(into, name, member.getValue(), kind.deep);
            }
        }
    }
}
