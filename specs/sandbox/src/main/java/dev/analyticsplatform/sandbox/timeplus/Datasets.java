package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** All that has a name in SQL: one name space for streams, views and what is external. Thread-safe. */
final class Datasets {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private final Map<String, Dataset> byName = new LinkedHashMap<>();

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw TimeplusErrors.invalid("invalid name '" + name
                    + "': use at most 64 letters, digits and underscores, of which the first is a letter");
        }
    }

    /** Refuses a name that is taken. */
    synchronized void requireFree(String name) {
        if (byName.containsKey(name)) {
            throw TimeplusErrors.exists(name);
        }
    }

    synchronized void add(Dataset dataset) {
        requireFree(dataset.name());
        byName.put(dataset.name(), dataset);
    }

    synchronized Optional<Dataset> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns one of the kinds; a missing one is told by 404. */
    Dataset require(String name, Dataset.Kind... kinds) {
        return find(name)
                .filter(dataset -> Set.of(kinds).contains(dataset.kind()))
                .orElseThrow(TimeplusErrors::notFound);
    }

    synchronized List<Dataset> all(Dataset.Kind... kinds) {
        return byName.values().stream()
                .filter(dataset -> Set.of(kinds).contains(dataset.kind()))
                .toList();
    }

    /** Returns it as answers show it. */
    synchronized ObjectNode shown(Dataset dataset) {
        ObjectNode shown = dataset.members().deepCopy();
        if (dataset.kind() != Dataset.Kind.EXTERNAL_TABLE) {
            ArrayNode columns = shown.putArray("columns");
            dataset.columns().forEach(column -> columns.add(column.json()));
        }
        return shown;
    }

    ArrayNode list(Dataset.Kind... kinds) {
        ArrayNode list = Json.array();
        all(kinds).forEach(dataset -> list.add(shown(dataset)));
        return list;
    }

    synchronized void change(Dataset dataset, Consumer<ObjectNode> change) {
        change.accept(dataset.members());
    }

    /** Puts another in the place of one, under the same name. */
    synchronized Dataset replace(Dataset former, Dataset next) {
        if (!byName.replace(former.name(), former, next)) {
            throw TimeplusErrors.notFound();
        }
        return next;
    }

    /** Drops one that nothing is fed from. */
    void drop(Dataset dataset) {
        synchronized (this) {
            List<String> fed = new ArrayList<>();
            for (Dataset other : byName.values()) {
                boolean feeds = other.pump().isPresent()
                        && other != dataset
                        && (other.pump().get().reads(dataset.name())
                                || other.members()
                                        .path("target_stream")
                                        .asText()
                                        .equals(dataset.name()));
                if (feeds) {
                    fed.add(other.name());
                }
            }
            if (!fed.isEmpty()) {
                throw TimeplusErrors.engine(
                        TimeplusErrors.HAS_DEPENDENTS,
                        "Cannot drop or rename default." + dataset.name() + ", because some tables depend on it: "
                                + String.join(", ", fed));
            }
            if (!byName.remove(dataset.name(), dataset)) {
                throw TimeplusErrors.notFound();
            }
        }
        dataset.pump().ifPresent(Pump::close);
        if (dataset.ownsRows()) {
            dataset.table().ifPresent(StreamTable::drop);
        }
    }

    /** Returns what a name in FROM stands for, and a view of nothing where that is gone or lies elsewhere. */
    Relation relationIfAny(String name) {
        Dataset dataset = find(name).orElse(null);
        return dataset == null
                        || (dataset.kind() != Dataset.Kind.VIEW
                                && dataset.table().isEmpty())
                ? new Relation.OfView(name, "SELECT 1", List.of())
                : relation(name);
    }

    /** Returns what a name in FROM stands for. */
    Relation relation(String name) {
        Dataset dataset = find(name).orElseThrow(() -> TimeplusErrors.unknownStream(name));
        if (dataset.kind() == Dataset.Kind.VIEW) {
            return new Relation.OfView(name, dataset.query(), dataset.columns());
        }
        return new Relation.OfStream(dataset.table()
                .orElseThrow(() -> TimeplusErrors.notModelled("Reading " + name + ", which lies in another system")));
    }
}
