package dev.analyticsplatform.client.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a document that may be changed.
 *
 * @param document the whole document
 * @param path the operation's path
 * @param method its method in small letters
 */
record Target(ObjectNode document, String path, String method) {
    ObjectNode item() {
        return (ObjectNode) document.get("paths").get(path);
    }

    ObjectNode operation() {
        return (ObjectNode) item().get(method);
    }

    JsonNode requestBody() {
        return Site.resolve(document, operation().path("requestBody"));
    }

    List<Site> request() {
        return Site.of(document, operation().path("requestBody"));
    }

    List<Site> answer() {
        for (var response : operation().path("responses").properties()) {
            if (response.getKey().startsWith("2")) {
                return Site.of(document, response.getValue());
            }
        }
        return List.of();
    }

    List<Site> both() {
        List<Site> sites = new ArrayList<>(request());
        sites.addAll(answer());
        return sites;
    }

    /** A parameter in the query or a header, null if there is none. */
    @Nullable
    ObjectNode parameter(Random random) {
        List<ObjectNode> parameters = new ArrayList<>();
        for (JsonNode owner : List.of(item(), operation())) {
            for (JsonNode parameter : owner.path("parameters")) {
                if (Site.resolve(document, parameter) instanceof ObjectNode resolved
                        && !resolved.path("in").asText().equals("path")) {
                    parameters.add(resolved);
                }
            }
        }
        return parameters.isEmpty() ? null : parameters.get(random.nextInt(parameters.size()));
    }

    String move(String newPath, String newMethod) {
        ObjectNode moved = operation();
        ObjectNode from = item();
        ObjectNode paths = (ObjectNode) document.get("paths");
        ObjectNode to = paths.get(newPath) instanceof ObjectNode existing ? existing : paths.putObject(newPath);
        if (!newPath.equals(path) && from.has("parameters")) {
            to.set("parameters", from.get("parameters").deepCopy());
        }
        from.remove(method);
        to.set(newMethod, moved);
        return newMethod + " " + newPath;
    }
}
