package dev.analyticsplatform.sandbox.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A collection of JSON documents without a schema, each under an identity; SQL sees it as a table.
 *
 * <p>Documents come back as they were put: the same members in the same order, with the same digits. Only {@code _id}
 * is set, in front if the document has none. Thread-safe; a statement that runs sees the documents as they were when it
 * began. Methods throw {@link SqlFailure} with {@link SqlFailure.Kind#NO_SUCH_TABLE} once the collection is dropped.
 */
public final class DocumentStore {
    /** What became of a document. */
    public enum Outcome {
        /** There was none of that identity. */
        ADDED,
        /** It took the place of one. */
        REPLACED,
        /** It was there and is gone. */
        DELETED,
        /** There was none to delete. */
        MISSING
    }

    private final String schema;
    private final String name;
    private final DocumentTable table;
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, Shape> members = new LinkedHashMap<>();
    private final Map<String, String> columnNames = new HashMap<>();
    private final Set<List<String>> absent = new LinkedHashSet<>();
    private boolean instants = true;
    private boolean shapeChanged = true;
    private String relation = "";
    private boolean dropped;

    DocumentStore(String schema, String name, DocumentTable table) {
        this.schema = schema;
        this.name = name;
        this.table = table;
    }

    /** Returns the schema it is in. */
    public String schema() {
        return schema;
    }

    /** Returns its name. */
    public String name() {
        return name;
    }

    /**
     * Puts a document; for many, {@link #putAll} is far faster.
     *
     * @throws SqlFailure if the document holds text that no UTF-8 stands for
     */
    public Outcome put(String id, ObjectNode document) {
        return putAll(List.of(new Document(id, document))).get(0);
    }

    /**
     * Puts documents in one step: all of them or, if it throws, none.
     *
     * @return what became of each, in order; a repeated identity replaces the one before it
     * @throws SqlFailure if a document holds text that no UTF-8 stands for
     */
    public List<Outcome> putAll(Collection<Document> documents) {
        List<String> ids = new ArrayList<>(documents.size());
        Map<String, String> texts = new LinkedHashMap<>();
        for (Document document : documents) {
            String id = Texts.check(document.id());
            ids.add(id);
            texts.put(id, Texts.check(ExactJson.write(withId(id, document.members()))));
        }
        return locked(() -> {
            Set<String> known = table.write(texts);
            for (Document document : documents) {
                learn(document.members());
            }
            List<Outcome> outcomes = new ArrayList<>(ids.size());
            for (String id : ids) {
                outcomes.add(known.add(id) ? Outcome.ADDED : Outcome.REPLACED);
            }
            return outcomes;
        });
    }

    private static ObjectNode withId(String id, ObjectNode members) {
        JsonNode own = members.get(Relation.ID);
        if (own != null && own.isTextual() && own.textValue().equals(id)) {
            return members;
        }
        ObjectNode document = ExactJson.MAPPER.createObjectNode();
        document.put(Relation.ID, id);
        members.properties().forEach(member -> {
            if (!member.getKey().equals(Relation.ID)) {
                document.set(member.getKey(), member.getValue());
            }
        });
        return document;
    }

    private void learn(ObjectNode document) {
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            String key = member.getKey();
            JsonNode value = member.getValue();
            Shape shape = members.get(key);
            if (shape == null) {
                shape = new Shape();
                members.put(key, shape);
                columnNames.putIfAbsent(Relation.folded(key), key);
                shapeChanged = true;
            }
            shapeChanged |= shape.add(value);
            if (instants && key.equals(Relation.EVENT_TIME) && value.isTextual() && !isInstant(value.textValue())) {
                instants = false;
                shapeChanged = true;
            }
        }
    }

    private static boolean isInstant(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Returns a document as it was put. */
    public Optional<ObjectNode> get(String id) {
        return locked(() -> {
            String document = table.get(id);
            return document == null ? Optional.empty() : Optional.of((ObjectNode) ExactJson.read(document));
        });
    }

    /** Deletes a document and tells whether there was one. */
    public boolean delete(String id) {
        return deleteAll(List.of(id)).get(0) == Outcome.DELETED;
    }

    /** Deletes documents in one step; returns what became of each, in order. */
    public List<Outcome> deleteAll(Collection<String> ids) {
        return locked(() -> table.delete(ids).stream()
                .map(deleted -> deleted ? Outcome.DELETED : Outcome.MISSING)
                .toList());
    }

    /** Returns the number of documents. */
    public long count() {
        return locked(table::count);
    }

    /** Returns the size of the documents as JSON in UTF-8. */
    public long bytes() {
        return locked(table::bytes);
    }

    /** Returns the SELECT that shows the documents as columns, as of now. */
    String relation() {
        return locked(() -> {
            if (shapeChanged) {
                relation = Relation.select(table.quoted(), members, instants, absent);
                shapeChanged = false;
            }
            return relation;
        });
    }

    /** Shows a path that no document has as NULL; tells whether it was not shown so far. */
    boolean addAbsent(List<String> path) {
        return locked(() -> {
            boolean added = absent.add(path);
            shapeChanged |= added;
            return added;
        });
    }

    void forgetAbsent() {
        locked(() -> {
            shapeChanged |= !absent.isEmpty();
            absent.clear();
            return true;
        });
    }

    /**
     * Refuses a name that the engine, which ignores case, would take for another member.
     *
     * @throws SqlFailure that names both
     */
    void checkCase(String reference) {
        locked(() -> {
            String shown = columnNames.get(Relation.folded(reference));
            if (shown != null && !shown.equals(reference) && members.containsKey(reference)) {
                throw new SqlFailure(
                        SqlFailure.Kind.NO_SUCH_COLUMN,
                        "The members " + shown + " and " + reference + " of " + schema + "." + name
                                + " differ only in case, which SQL names here do not tell apart; only " + shown
                                + " can be named, SELECT * shows both.");
            }
            return true;
        });
    }

    /** Keeps all other threads from the documents until {@link #release}; for the holder of the catalog's lock only. */
    void hold() {
        lock.lock();
    }

    void release() {
        lock.unlock();
    }

    void drop() {
        locked(() -> {
            dropped = true;
            table.drop();
            return true;
        });
    }

    private <T> T locked(Jdbc.Work<T> work) {
        lock.lock();
        try {
            if (dropped) {
                throw new SqlFailure(
                        SqlFailure.Kind.NO_SUCH_TABLE, "The collection " + schema + "." + name + " was dropped.");
            }
            return work.run();
        } catch (SQLException e) {
            throw Failures.of(e);
        } finally {
            lock.unlock();
        }
    }
}
