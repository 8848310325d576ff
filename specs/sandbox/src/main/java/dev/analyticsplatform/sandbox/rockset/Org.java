package dev.analyticsplatform.sandbox.rockset;

import dev.analyticsplatform.sandbox.sql.DocumentStore;
import dev.analyticsplatform.sandbox.sql.SqlEngine;
import dev.analyticsplatform.sandbox.store.ResourceStore;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The one organisation of a sandbox: what the handlers of different tags need of each other. */
final class Org {
    static final String OWNER = "owner@sandbox.example";

    final VendorSetup setup;
    final SqlEngine sql = SqlEngine.open(RocksetDialect.create());

    /** Held while a batch of documents is transformed. */
    final Object ingestion = new Object();

    final VirtualInstanceLife life;

    /** Each set by the handler of its tag, before the first request. */
    @SuppressWarnings("NullAway.Init")
    ResourceStore workspaces, collections, views, aliases, users, apiKeys, integrations, sources;

    @SuppressWarnings("NullAway.Init")
    ResourceStore virtualInstances, mounts;

    private final Map<List<String>, DocumentStore> documents = new ConcurrentHashMap<>();
    private final Map<List<String>, WriteLog> writes = new ConcurrentHashMap<>();
    private final List<Runnable> onClose = new ArrayList<>();
    private volatile String defaultVirtualInstance = "";

    Org(VendorSetup setup) {
        this.setup = setup;
        life = new VirtualInstanceLife(setup);
    }

    Caller owner() {
        return new Caller(OWNER, null);
    }

    String defaultVirtualInstance() {
        return defaultVirtualInstance;
    }

    void defaultVirtualInstance(String id) {
        defaultVirtualInstance = id;
    }

    /** Returns what has been written to a collection. */
    WriteLog writes(List<String> collection) {
        return writes.computeIfAbsent(collection, key -> new WriteLog());
    }

    /**
     * Returns the documents of a collection.
     *
     * @throws Refusal if it was deleted in the meantime
     */
    DocumentStore documents(List<String> collection) {
        return findDocuments(collection)
                .orElseThrow(
                        () -> RocksetErrors.notFound("Collection '" + String.join(".", collection) + "' not found"));
    }

    Optional<DocumentStore> findDocuments(List<String> collection) {
        return Optional.ofNullable(documents.get(collection));
    }

    void createDocuments(List<String> collection) {
        documents.put(collection, sql.documents(collection.get(0), collection.get(1)));
    }

    void dropDocuments(List<String> collection) {
        documents.remove(collection);
        writes.remove(collection);
        sql.dropDocuments(collection.get(0), collection.get(1));
    }

    /** Refuses a name that is taken: collections, views and aliases of a workspace share one name space in SQL. */
    void requireFree(List<String> path) {
        if (collections.isLive(path)) {
            throw RocksetErrors.exists("Collection '" + String.join(".", path) + "' already exists");
        }
        if (views.isLive(path)) {
            throw RocksetErrors.exists("View '" + String.join(".", path) + "' already exists");
        }
        if (aliases.isLive(path)) {
            throw RocksetErrors.exists("Alias '" + String.join(".", path) + "' already exists");
        }
    }

    void onClose(Runnable action) {
        onClose.add(action);
    }

    void close() {
        onClose.forEach(Runnable::run);
        sql.close();
    }
}
