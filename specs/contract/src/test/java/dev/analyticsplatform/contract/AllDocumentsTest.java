package dev.analyticsplatform.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Every effective document of every vendor")
class AllDocumentsTest {
    private static final JsonSchemaForm.Direction REQUEST = JsonSchemaForm.Direction.REQUEST;
    private static final JsonSchemaForm.Direction RESPONSE = JsonSchemaForm.Direction.RESPONSE;

    static List<String> names() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(AllDocumentsTest.class.getResource("/dev/analyticsplatform/specs"))
                .toURI());
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isReadBySwaggerParserWithoutAMessage(String name) {
        assertThat(new OpenAPIV3Parser()
                        .readContents(text(name), null, new ParseOptions())
                        .getMessages())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasOnlyValidExamples(String name) {
        ApiDocument document = ApiDocument.named(name);
        ObjectNode root = YamlTree.read(name, text(name));
        List<String> wrong = new ArrayList<>();
        int examples = 0;
        for (var direction : List.of(REQUEST, RESPONSE)) {
            SchemaCheck check = new SchemaCheck(root, direction);
            for (Place schema :
                    Place.root(root).at("components", "schemas").members().values()) {
                // An example inside a schema is a whole value, as an answer shows it.
                if (direction == RESPONSE && schema.node().has("example")) {
                    examples++;
                    check.check(schema.node().get("example"), schema)
                            .forEach(finding -> wrong.add(schema.where() + ": " + finding));
                }
            }
            for (Map.Entry<Place, JsonNode> example : examples(document, direction)) {
                examples++;
                check.check(example.getValue(), example.getKey().child("schema"))
                        .forEach(finding -> wrong.add(example.getKey().where() + ": " + finding));
            }
        }

        System.out.println(
                name + ": " + document.operations().size() + " operations, " + examples + " examples checked");
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasOnlySchemasThatTheValidatorReads(String name) {
        ObjectNode root = YamlTree.read(name, text(name));
        Place schemas = Place.root(root).at("components", "schemas");

        for (var direction : List.of(REQUEST, RESPONSE)) {
            SchemaCheck check = new SchemaCheck(root, direction);
            for (JsonNode value : List.of(
                    JsonNodeFactory.instance.objectNode(),
                    JsonNodeFactory.instance.textNode("x"),
                    JsonNodeFactory.instance.arrayNode())) {
                schemas.members().values().forEach(schema -> check.check(value, schema));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void answersItsOwnExampleRequestsWithItsOwnExampleResponses(String name) {
        ApiDocument document = ApiDocument.named(name);

        assertThat(document.operations()).allSatisfy(operation -> {
            ApiRequest request = operation.exampleRequest();
            assertThat(document.match(request.method(), request.path())).contains(operation);
            assertThat(document.checkRequest(request)).isEmpty();
            assertThat(document.checkResponse(operation, operation.exampleResponse()))
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void refusesABrokenRequestToEveryOperation(String name) {
        ApiDocument document = ApiDocument.named(name);

        assertThat(document.operations()).allSatisfy(operation -> {
            ApiRequest request = operation.exampleRequest();
            String mark = request.query().isEmpty() ? "?" : "&";
            assertThat(messages(
                            document,
                            new ApiRequest(
                                    request.method(),
                                    request.target() + mark + "unknown=1",
                                    request.headers(),
                                    request.body())))
                    .anyMatch(message -> message.contains("unknown query parameter 'unknown'"));
            assertThat(messages(
                            document,
                            new ApiRequest(
                                    request.method(),
                                    request.path() + "/unknown/unknown/unknown",
                                    request.headers(),
                                    new byte[0])))
                    .anyMatch(message -> message.contains("has this"));
            if (!operation.security().elements().isEmpty()) {
                assertThat(messages(
                                document,
                                new ApiRequest(
                                        request.method(),
                                        request.target(),
                                        Map.of("Accept", List.of("*/*")),
                                        request.body())))
                        .anyMatch(message -> message.contains("credentials are missing"));
            }
            if (operation.requestExample().isEmpty()) {
                assertThat(messages(document, Shop.body(request, "application/json", "{}")))
                        .anyMatch(message -> message.contains("takes no request body"));
            } else if (MediaTypes.json(operation.requestContentType().orElseThrow())) {
                assertThat(messages(
                                document, Shop.body(Shop.without(request, "Content-Type"), "application/json", "5")))
                        .anyMatch(message -> message.contains("instance type (integer)"));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void servesValuesMadeFromSchemasWhenItsExamplesAreTakenAway(String name) {
        ObjectNode root = YamlTree.read(name, text(name));
        withoutExamples(root);
        ApiDocument document = ApiDocument.of(name, root);

        assertThat(document.operations()).allSatisfy(operation -> {
            List<Violation> violations = new ArrayList<>(document.checkRequest(operation.exampleRequest()));
            violations.addAll(document.checkResponse(operation, operation.exampleResponse()));
            // For a pattern nothing but an example helps.
            violations.removeIf(violation -> violation.message().contains("ECMA 262 regex"));
            assertThat(violations).isEmpty();
        });
    }

    private static List<String> messages(ApiDocument document, ApiRequest request) {
        return document.checkRequest(request).stream().map(Violation::message).toList();
    }

    /** All places of a document that have a schema and an example beside it. */
    private static List<Map.Entry<Place, JsonNode>> examples(ApiDocument document, JsonSchemaForm.Direction direction) {
        List<Place> places = new ArrayList<>();
        for (ApiOperation operation : document.operations()) {
            if (direction == REQUEST) {
                places.addAll(operation.parameterPlaces());
                places.addAll(operation.requestBody().child("content").members().values());
            } else {
                operation
                        .responses()
                        .members()
                        .values()
                        .forEach(response -> places.addAll(
                                response.child("content").members().values()));
            }
        }
        List<Map.Entry<Place, JsonNode>> examples = new ArrayList<>();
        for (Place place : places) {
            if (place.node().has("example")) {
                examples.add(Map.entry(place, place.node().get("example")));
            }
            place.child("examples")
                    .members()
                    .values()
                    .forEach(example ->
                            examples.add(Map.entry(place, example.node().path("value"))));
        }
        return examples;
    }

    private static void withoutExamples(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("schema")) {
            object.remove(List.of("example", "examples"));
        }
        node.forEach(AllDocumentsTest::withoutExamples);
    }

    private static String text(String name) {
        try (var stream = Objects.requireNonNull(
                AllDocumentsTest.class.getResourceAsStream("/dev/analyticsplatform/specs/" + name + ".yaml"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
