package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Where workspace groups can be. Their identifiers are the same in every sandbox. Immutable. */
final class Regions {
    private record Region(String id, String name, String provider) {}

    private final List<Region> regions = List.of(
            region("US East 1 (N. Virginia)", "AWS"),
            region("US West 2 (Oregon)", "AWS"),
            region("Europe West 4 (Netherlands)", "GCP"),
            region("East US 2 (Virginia)", "Azure"));

    private static Region region(String name, String provider) {
        String id = UUID.nameUUIDFromBytes((provider + name).getBytes(StandardCharsets.UTF_8))
                .toString();
        return new Region(id, name, provider);
    }

    /** Returns the one in which groups are that come with the sandbox. */
    String first() {
        return regions.get(0).id();
    }

    void require(String id) {
        find(id);
    }

    String name(String id) {
        return find(id).name();
    }

    String provider(String id) {
        return find(id).provider();
    }

    private Region find(String id) {
        return regions.stream()
                .filter(region -> region.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(400, "", "There is no region " + id));
    }

    /** Returns them as answers show them, but for one. */
    ArrayNode shown(String except) {
        ArrayNode shown = Json.array();
        for (Region region : regions) {
            if (!region.id().equals(except)) {
                shown.addObject()
                        .put("provider", region.provider())
                        .put("region", region.name())
                        .put("regionID", region.id());
            }
        }
        return shown;
    }
}
