package dev.analyticsplatform.client.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.analyticsplatform.contract.ApiOperation;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import okhttp3.ResponseBody;
import retrofit2.http.Body;
import retrofit2.http.Header;
import retrofit2.http.Part;
import retrofit2.http.Path;
import retrofit2.http.Query;

/**
 * The check itself: a client against a document, operation by operation.
 *
 * <p>For each operation: there is a method, and a raw one exactly if the document asks for it; the method knows the
 * operation's safety; its parameters, its body and its answer can say what the document can say, and nothing else; and
 * a call with the document's examples is understood on both sides without loss. A method without operation is a fault
 * too.
 */
final class ContractCheck {
    private final GeneratedClient client;
    private final Map<String, List<GeneratedMethod>> methods = new LinkedHashMap<>();

    ContractCheck(GeneratedClient client) {
        this.client = client;
        client.methods()
                .forEach(method -> methods.computeIfAbsent(method.operationId(), id -> new ArrayList<>())
                        .add(method));
    }

    /** Methods whose operation is in none of the documents. */
    List<String> strayMethods(Set<String> operationIds) {
        List<String> stray = new ArrayList<>();
        methods.forEach((id, all) -> {
            if (!operationIds.contains(id)) {
                all.forEach(method -> stray.add(method + " calls " + id + ", which is not in the document"));
            }
        });
        return stray;
    }

    /**
     * Checks all operations of a document.
     *
     * @param first the operations to begin with
     * @param enough whether to stop after an operation with these faults
     * @return the faults, by operation; only operations that have some
     */
    Map<String, List<String>> run(
            EffectiveDocument document, Predicate<ApiOperation> first, Predicate<List<String>> enough) {
        Map<String, List<String>> faults = new LinkedHashMap<>();
        List<ApiOperation> operations = new ArrayList<>(document.api().operations());
        operations.sort(Comparator.comparing(operation -> !first.test(operation)));
        try (Exchange exchange = new Exchange(client, document.api())) {
            for (ApiOperation operation : operations) {
                List<String> found = check(document, operation, exchange);
                if (!found.isEmpty()) {
                    faults.put(operation.operationId(), found);
                }
                if (enough.test(found)) {
                    break;
                }
            }
        }
        return faults;
    }

    private List<String> check(EffectiveDocument document, ApiOperation operation, Exchange exchange) {
        List<String> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (GeneratedMethod method : methods.getOrDefault(operation.operationId(), List.of())) {
            names.add(method.method().getName());
            if (!method.safety().equals(operation.safety().name())) {
                faults.add(method + " is " + method.safety() + ", the document says " + operation.safety());
            }
            vocabulary(document, operation, method, faults);
            exchange.run(method, operation).forEach(fault -> faults.add(method + ": " + fault));
        }
        Set<String> expected = new HashSet<>(Set.of(operation.operationId()));
        if (document.operation(operation).path("x-raw-variant").asBoolean(false)) {
            expected.add(operation.operationId() + "Raw");
        }
        if (document.operation(operation).path("x-body-variant").asBoolean(false)) {
            expected.add(operation.operationId() + "Body");
        }
        if (!names.equals(expected)) {
            faults.add("the client has methods " + names + " instead of " + expected);
        }
        return faults;
    }

    private static void vocabulary(
            EffectiveDocument document, ApiOperation operation, GeneratedMethod method, List<String> faults) {
        JsonNode node = document.operation(operation);
        for (Parameter parameter : method.method().getParameters()) {
            Annotation place = parameter.getAnnotations()[0];
            JsonNode schema = MissingNode.getInstance();
            if (place instanceof Body) {
                schema = content(document.resolve(node.path("requestBody")));
            } else if (place instanceof Part part) {
                schema = partSchema(document, operation, part.value().isEmpty() ? parameter.getName() : part.value());
            } else {
                schema = parameterSchema(document, operation, place);
            }
            if (!schema.isMissingNode()) {
                faults.addAll(Vocabulary.differences(
                        document, parameter.getParameterizedType(), schema, method + "(" + parameter.getName() + ")"));
            }
        }
        JsonNode answer =
                content(document.resolve(node.path("responses").path(Integer.toString(operation.successStatus()))));
        if (!answer.isMissingNode() && method.answer() != ResponseBody.class) {
            faults.addAll(Vocabulary.differences(document, method.answer(), answer, method + "()"));
        }
    }

    private static JsonNode parameterSchema(EffectiveDocument document, ApiOperation operation, Annotation place) {
        String name = place instanceof Path path
                ? path.value()
                : place instanceof Query query ? query.value() : place instanceof Header header ? header.value() : "";
        for (JsonNode owner : List.of(document.pathItem(operation), document.operation(operation))) {
            for (JsonNode parameter : owner.path("parameters")) {
                JsonNode resolved = document.resolve(parameter);
                if (resolved.path("name").asText().equals(name)) {
                    return resolved.path("schema");
                }
            }
        }
        return MissingNode.getInstance();
    }

    private static JsonNode partSchema(EffectiveDocument document, ApiOperation operation, String name) {
        JsonNode body = document.resolve(document.operation(operation).path("requestBody"));
        String type = operation.requestContentType().orElse("");
        JsonNode form = document.resolve(body.path("content").path(type).path("schema"));
        for (var part : form.path("properties").properties()) {
            if (Arguments.sameName(part.getKey(), name)) {
                return part.getValue();
            }
        }
        return MissingNode.getInstance();
    }

    /** The schema of the JSON content, if there is any. */
    private static JsonNode content(JsonNode message) {
        for (var entry : message.path("content").properties()) {
            if (entry.getKey().contains("json")) {
                return entry.getValue().path("schema");
            }
        }
        return MissingNode.getInstance();
    }
}
