package dev.analyticsplatform.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One effective document, that is a vendor's OpenAPI 3.0 document with its overlay applied, to check exchanges against.
 *
 * <p>Immutable and thread-safe.
 */
public final class ApiDocument {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final Map<String, ApiDocument> NAMED = new ConcurrentHashMap<>();

    private final String name;
    private final Map<String, ApiOperation> operations;
    private final List<ApiOperation> mostLiteralFirst;
    private final RequestCheck requests;
    private final ResponseCheck responses;
    private final SecretNames secrets;

    private ApiDocument(String name, ObjectNode root) {
        this.name = name;
        Place document = Place.root(root);
        operations = operations(document);
        mostLiteralFirst = operations.values().stream()
                .sorted(Comparator.comparing(ApiOperation::sentPath, PathTemplate.MOST_LITERAL_FIRST))
                .toList();
        secrets = SecretNames.of(document);
        requests = new RequestCheck(this, document);
        responses = new ResponseCheck(document);
    }

    /**
     * {@return a document of this artifact or of the class path}
     *
     * <p>It is read once and then kept.
     *
     * @param name the document's name, such as {@code rockset/api}, read from the resource
     *     {@code dev/analyticsplatform/specs/rockset/api.yaml}
     * @throws IllegalArgumentException if there is no such document, or if it cannot be used
     */
    public static ApiDocument named(String name) {
        Objects.requireNonNull(name, "name");
        return NAMED.computeIfAbsent(name, key -> parse(key, resource(key)));
    }

    /**
     * {@return a document from its text}
     *
     * @param name what messages call the document
     * @param yaml an OpenAPI 3.0 document, as YAML or JSON, in which every operation has an {@code operationId} and an
     *     {@code x-safety} and no reference leaves the document
     * @throws IllegalArgumentException if the text is no such document; the message names the place
     */
    public static ApiDocument parse(String name, String yaml) {
        Objects.requireNonNull(name, "name");
        return of(name, YamlTree.read(name, yaml));
    }

    static ApiDocument of(String name, ObjectNode root) {
        String version = root.path("openapi").asText("");
        if (!version.startsWith("3.0.")) {
            throw new DocumentException(name + ": openapi is '" + version + "'; OpenAPI 3.0 is understood");
        }
        try {
            return new ApiDocument(name, root);
        } catch (DocumentException e) {
            throw new DocumentException(name + ": " + e.getMessage());
        }
    }

    /** {@return the document's name, such as {@code rockset/api}} */
    public String name() {
        return name;
    }

    /** {@return all operations in the document's order} */
    public List<ApiOperation> operations() {
        return List.copyOf(operations.values());
    }

    /**
     * {@return the operation of a name}
     *
     * @param operationId the name, with its case
     */
    public Optional<ApiOperation> operation(String operationId) {
        return Optional.ofNullable(operations.get(operationId));
    }

    /**
     * {@return the operation that a request line means; a literal path goes before one with parameters}
     *
     * @param method the HTTP method in capitals
     * @param path the path as sent: percent-encoded, without a query, with the base path of the document's server
     */
    public Optional<ApiOperation> match(String method, String path) {
        return mostLiteralFirst.stream()
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> operation.sentPath().match(path).isPresent())
                .findFirst();
    }

    /**
     * {@return everything in a request that does not fit the document; empty if it fits}
     *
     * <p>Checked are method and path, parameters, credentials being there, content types and the body. Members of a
     * JSON body and query parameters that the document does not name are violations, unless the schema is free-form.
     *
     * @param request the request as received
     */
    public List<Violation> checkRequest(ApiRequest request) {
        return requests.check(request);
    }

    /**
     * {@return everything in a response that does not fit the document; empty if it fits}
     *
     * <p>Checked are status, required headers, content type and body. Members of a JSON body that the document does not
     * name are tolerated: vendors add them.
     *
     * @param operation an operation of this document
     * @param response the response to a request for that operation
     */
    public List<Violation> checkResponse(ApiOperation operation, ApiResponse response) {
        return responses.check(operation, response);
    }

    /** {@return the document's name} */
    @Override
    public String toString() {
        return name;
    }

    SecretNames secrets() {
        return secrets;
    }

    /** The methods that the document has for a path. */
    List<ApiOperation> at(String path) {
        return mostLiteralFirst.stream()
                .filter(operation -> operation.sentPath().match(path).isPresent())
                .toList();
    }

    private static Map<String, ApiOperation> operations(Place document) {
        ServerPath server = ServerPath.of(document);
        Map<String, ApiOperation> operations = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        document.child("paths")
                .members()
                .forEach((template, item) -> item.members().keySet().stream()
                        .filter(METHODS::contains)
                        .forEach(method -> {
                            try {
                                ApiOperation operation = new ApiOperation(item, method, template, server);
                                ApiOperation other = operations.putIfAbsent(operation.operationId(), operation);
                                if (other != null) {
                                    faults.add("operationId " + operation.operationId() + " is at " + other.method()
                                            + " " + other.pathTemplate() + " and at " + operation.method() + " "
                                            + template);
                                }
                            } catch (DocumentException e) {
                                faults.add(e.getMessage());
                            }
                        }));
        if (!faults.isEmpty()) {
            throw new DocumentException(String.join("\n  ", faults));
        }
        if (operations.isEmpty()) {
            throw new DocumentException("has no operations");
        }
        return operations;
    }

    private static String resource(String name) {
        String path = "dev/analyticsplatform/specs/" + name + ".yaml";
        try (InputStream stream = ApiDocument.class.getClassLoader().getResourceAsStream(path)) {
            if (stream == null) {
                throw new DocumentException("There is no document " + name + ": the class path has no " + path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new DocumentException("Resource " + path + " cannot be read: " + e.getMessage());
        }
    }
}
