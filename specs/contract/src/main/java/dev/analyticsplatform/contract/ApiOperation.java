package dev.analyticsplatform.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of a document: its names, its extensions and its examples.
 *
 * <p>Immutable and thread-safe.
 */
public final class ApiOperation {
    private final Place place;
    private final String method;
    private final String pathTemplate;
    private final Safety safety;
    private final PathTemplate sentPath;
    private final String basePath;
    private final List<Place> parameters;
    private final Place security;

    ApiOperation(Place pathItem, String method, String pathTemplate, ServerPath server) {
        this.place = pathItem.child(method);
        this.method = method.toUpperCase(Locale.ROOT);
        this.pathTemplate = pathTemplate;
        this.basePath = server.example();
        this.sentPath = new PathTemplate(server.template() + pathTemplate);
        this.parameters = parameters(pathItem, place);
        this.security = place.node().has("security")
                ? place.child("security")
                : Place.root(place.root()).child("security");
        if (operationId().isEmpty()) {
            throw new DocumentException(this.method + " " + pathTemplate + " has no operationId");
        }
        this.safety = Safety.of(place.text("x-safety"))
                .orElseThrow(() -> new DocumentException("operation " + operationId() + " (" + this.method + " "
                        + pathTemplate + ") needs x-safety: safe, idempotent or unsafe"
                        + (place.node().has("x-safety")
                                ? ", not " + place.node().get("x-safety")
                                : "")));
    }

    /** {@return the operation's name, unique in the document} */
    public String operationId() {
        return place.text("operationId");
    }

    /** {@return the HTTP method in capitals} */
    public String method() {
        return method;
    }

    /** {@return the path as the document has it, such as {@code /ws/{workspace}}} */
    public String pathTemplate() {
        return pathTemplate;
    }

    /** {@return the operation's first tag, or an empty text} */
    public String tag() {
        return place.child("tags").node().path(0).asText("");
    }

    /** {@return what happens when the operation is sent twice} */
    public Safety safety() {
        return safety;
    }

    /** {@return whether the answer is meant to be read as it arrives ({@code x-streaming})} */
    public boolean streaming() {
        return place.flag("x-streaming");
    }

    /** {@return the operation's parameters and those of its path, without the ones of security schemes} */
    public List<ApiParameter> parameters() {
        return parameters.stream()
                .map(parameter -> new ApiParameter(
                        parameter.text("name"),
                        ApiParameter.In.of(parameter.text("in")),
                        parameter.flag("required"),
                        Examples.ofParameter(parameter)))
                .toList();
    }

    /**
     * {@return the decoded path parameters}
     *
     * @param path the path as sent: percent-encoded, without a query, with the base path of the document's server
     * @throws IllegalArgumentException if the path is not one of this operation
     */
    public Map<String, String> pathParameters(String path) {
        return sentParameters(path)
                .orElseThrow(() -> new IllegalArgumentException(path + " is not of the form " + pathTemplate));
    }

    /**
     * {@return the content type of {@link #requestExample()}, the first that the document names; empty if the operation
     * takes no body}
     */
    public Optional<String> requestContentType() {
        return Examples.sentContent(requestBody()).map(Map.Entry::getKey);
    }

    /**
     * {@return an example of the request body: the document's own, or one made from the schema; empty if the operation
     * takes no body}
     *
     * <p>A form is an object, text is a string, binary content is a string that stands for its bytes.
     */
    public Optional<JsonNode> requestExample() {
        return Examples.sentContent(requestBody()).map(content -> Examples.ofRequest(content.getValue()));
    }

    /** {@return the lowest 2xx status that the document names} */
    public int successStatus() {
        return Examples.success(responses()).getKey();
    }

    /**
     * {@return an example of the content of the lowest 2xx response: the document's own, or one made from the schema;
     * empty if that response has no content}
     */
    public Optional<JsonNode> responseExample() {
        return Examples.servedContent(Examples.success(responses()).getValue())
                .map(content -> Examples.ofResponse(content.getValue()));
    }

    /**
     * {@return a request that fits the document: every parameter has its example, credentials are placeholders, and the
     * body is {@link #requestExample()}}
     */
    public ApiRequest exampleRequest() {
        return ExampleMessages.request(this);
    }

    /** {@return a response that fits the document: the lowest 2xx status with {@link #responseExample()}} */
    public ApiResponse exampleResponse() {
        return ExampleMessages.response(this);
    }

    Place place() {
        return place;
    }

    String basePath() {
        return basePath;
    }

    PathTemplate sentPath() {
        return sentPath;
    }

    List<Place> parameterPlaces() {
        return parameters;
    }

    Place requestBody() {
        return place.child("requestBody");
    }

    Place responses() {
        return place.child("responses");
    }

    /** The alternatives of which a request must satisfy one; missing if the operation needs none. */
    Place security() {
        return security;
    }

    Optional<Map<String, String>> sentParameters(String path) {
        return sentPath.match(path).map(values -> {
            values.keySet().removeIf(name -> name.startsWith(ServerPath.VARIABLE));
            return values;
        });
    }

    private static List<Place> parameters(Place pathItem, Place operation) {
        Map<String, Place> parameters = new LinkedHashMap<>();
        for (Place parent : List.of(pathItem, operation)) {
            for (Place parameter : parent.child("parameters").elements()) {
                parameters.put(parameter.text("in") + " " + parameter.text("name"), parameter);
            }
        }
        List<Place> kept = new ArrayList<>(parameters.values());
        // OpenAPI 3.0: header parameters of these names are to be ignored.
        kept.removeIf(parameter -> parameter.text("in").equals("header")
                && List.of("accept", "content-type", "authorization")
                        .contains(parameter.text("name").toLowerCase(Locale.ROOT)));
        return List.copyOf(kept);
    }

    /** {@return the operation's name, method and path} */
    @Override
    public String toString() {
        return operationId() + " (" + method + " " + pathTemplate + ")";
    }
}
