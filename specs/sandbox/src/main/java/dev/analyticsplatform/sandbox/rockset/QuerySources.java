package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a query reads from, each as {@code workspace.name}; what is behind an alias or a view is among the collections.
 *
 * @param collections the collections
 * @param aliases the aliases that the statement names
 * @param views the views that the statement names
 */
record QuerySources(Set<String> collections, Set<String> aliases, Set<String> views) {
    private static final int DEEPEST = 16;

    static QuerySources of(Org org, Collection<String> tables) {
        QuerySources found = new QuerySources(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        tables.forEach(table -> found.add(org, Names.path(table), 0));
        return found;
    }

    private void add(Org org, List<String> path, int depth) {
        String name = String.join(".", path);
        if (depth > DEEPEST) {
            return;
        }
        if (org.collections.isLive(path)) {
            collections.add(name);
        }
        org.aliases.find(path).ifPresent(alias -> {
            aliases.add(name);
            addAll(org, alias.members().path("collections"), depth);
        });
        org.views.find(path).ifPresent(view -> {
            views.add(name);
            addAll(org, view.members().path("entities"), depth);
        });
    }

    private void addAll(Org org, JsonNode names, int depth) {
        names.forEach(name -> add(org, Names.path(name.asText()), depth + 1));
    }

    static ArrayNode array(Collection<String> names) {
        ArrayNode array = Json.array();
        names.forEach(array::add);
        return array;
    }
}
