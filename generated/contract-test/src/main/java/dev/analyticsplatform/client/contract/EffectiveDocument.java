package dev.analyticsplatform.client.contract;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.contract.ApiOperation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import okhttp3.MediaType;
import okhttp3.RequestBody;

/**
 * A document twice: as the contract module reads it, and as the bare tree, whose schemas are compared with the client's
 * types and which mutations change.
 *
 * @param name the document's name, such as {@code rockset/api}
 * @param tree the document; not to be changed
 * @param api the same, read
 */
record EffectiveDocument(String name, ObjectNode tree, ApiDocument api) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final JsonMapper JSON = new JsonMapper();

    static EffectiveDocument named(String name) {
        String resource = "/dev/analyticsplatform/specs/" + name + ".yaml";
        try (InputStream yaml = ApiDocument.class.getResourceAsStream(resource)) {
            if (yaml == null) {
                throw new IllegalArgumentException("the class path has no " + resource);
            }
            return of(name, (ObjectNode) YAML.readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EffectiveDocument of(String name, ObjectNode tree) {
        try {
            return new EffectiveDocument(name, tree, ApiDocument.parse(name, JSON.writeValueAsString(tree)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ObjectNode copy() {
        return tree.deepCopy();
    }

    JsonNode pathItem(ApiOperation operation) {
        return tree.path("paths").path(operation.pathTemplate());
    }

    JsonNode operation(ApiOperation operation) {
        return pathItem(operation).path(operation.method().toLowerCase(Locale.ROOT));
    }

    /** A body for each content type that an operation takes: the document's example of it. */
    List<RequestBody> exampleBodies(ApiOperation operation) {
        List<RequestBody> bodies = new ArrayList<>();
        for (var content : resolve(operation(operation).path("requestBody"))
                .path("content")
                .properties()) {
            JsonNode example = content.getValue().path("example");
            String text = example.isTextual() ? example.asText() : example.toString();
            bodies.add(RequestBody.create(text.getBytes(StandardCharsets.UTF_8), MediaType.get(content.getKey())));
        }
        return bodies;
    }

    /** What a reference points at; the node itself if it is none. */
    JsonNode resolve(JsonNode node) {
        JsonNode resolved = node;
        while (resolved.has("$ref")) {
            resolved = tree.at(resolved.get("$ref").asText().substring(1));
        }
        return resolved;
    }
}
