package dev.analyticsplatform.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Examples of a document: its own, or ones made from schemas. */
final class Examples {
    private Examples() {}

    /** The entry that is sent: the first, for that is the one which generators of clients take. */
    static Optional<Map.Entry<String, Place>> sentContent(Place requestBody) {
        return requestBody.child("content").members().entrySet().stream().findFirst();
    }

    /** The entry that is served: a JSON one if there is one, else the first. */
    static Optional<Map.Entry<String, Place>> servedContent(Place response) {
        Map<String, Place> content = response.child("content").members();
        return content.entrySet().stream()
                .filter(entry -> MediaTypes.json(entry.getKey()))
                .findFirst()
                .or(() -> content.entrySet().stream().findFirst());
    }

    /** The lowest 2xx status and its response. */
    static Map.Entry<Integer, Place> success(Place responses) {
        return responses.members().entrySet().stream()
                .filter(response -> response.getKey().matches("2\\d\\d|2XX|default"))
                .map(response -> Map.entry(
                        response.getKey().matches("\\d+") ? Integer.parseInt(response.getKey()) : 299,
                        response.getValue()))
                .min(Comparator.comparing(Map.Entry::getKey))
                .map(response -> response.getKey() == 299 ? Map.entry(200, response.getValue()) : response)
                .orElseThrow(() -> new DocumentException(responses.where() + " has no 2xx response"));
    }

    static JsonNode ofRequest(Place mediaType) {
        return given(mediaType).orElseGet(() -> make(mediaType, JsonSchemaForm.Direction.REQUEST));
    }

    static JsonNode ofResponse(Place mediaType) {
        return given(mediaType).orElseGet(() -> make(mediaType, JsonSchemaForm.Direction.RESPONSE));
    }

    static JsonNode ofParameter(Place parameter) {
        return given(parameter).orElseGet(() -> make(parameter, JsonSchemaForm.Direction.REQUEST));
    }

    /** The example that stands beside a schema. */
    static Optional<JsonNode> given(Place place) {
        if (place.node().has("example")) {
            return Optional.of(place.node().get("example"));
        }
        return place.child("examples").members().values().stream()
                .map(example -> example.node().get("value"))
                .filter(value -> value != null)
                .findFirst();
    }

    private static JsonNode make(Place place, JsonSchemaForm.Direction direction) {
        return SchemaExample.of(place.child("schema"), direction);
    }
}
