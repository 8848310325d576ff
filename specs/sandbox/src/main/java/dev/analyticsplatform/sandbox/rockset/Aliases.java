package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.store.Resource;
import java.util.ArrayList;
import java.util.List;

/** The aliases that lead to a collection. */
final class Aliases {
    private Aliases() {}

    static List<Resource> of(Org org, String collectionPath) {
        List<Resource> found = new ArrayList<>();
        for (Resource alias : org.aliases.within(List.of())) {
            for (JsonNode collection : alias.members().path("collections")) {
                if (String.join(".", Names.path(collection.asText())).equals(collectionPath)) {
                    found.add(alias);
                }
            }
        }
        return found;
    }
}
