package dev.analyticsplatform.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Examples, given ones and ones made from schemas")
class ExamplesTest {
    private static final ApiDocument SHOP = Shop.document();

    static List<ApiOperation> operations() {
        return SHOP.operations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void fitTheDocumentThoughItGivesNone(ApiOperation operation) {
        assertThat(SHOP.checkRequest(operation.exampleRequest())).isEmpty();
        assertThat(SHOP.checkResponse(operation, operation.exampleResponse())).isEmpty();
    }

    @Test
    void fillEveryMemberThatTravels() {
        ApiOperation operation = SHOP.operation("createOrder").orElseThrow();
        JsonNode request = operation.requestExample().orElseThrow();
        JsonNode response = operation.responseExample().orElseThrow();

        assertThat(request.has("id")).as("read-only").isFalse();
        assertThat(response.has("id")).isTrue();
        assertThat(response.has("name")).as("a member of another part").isTrue();
        assertThat(request.path("tags")).hasSize(2);
        assertThat(request.path("quantity").asInt()).isEqualTo(5);
        assertThat(request.path("code").asText()).isEqualTo("AB1");
        assertThat(request.path("parts").isArray())
                .as("an end to the recursion")
                .isTrue();
        assertThat(operation.successStatus()).isEqualTo(201);
        assertThat(operation.requestContentType()).contains("application/json");
    }

    @Test
    void areTheDocumentsOwnWhereItHasOnes() {
        ApiResponse stream = SHOP.operation("recentOrders").orElseThrow().exampleResponse();

        assertThat(new String(stream.body(), StandardCharsets.UTF_8)).isEqualTo("data: {}\n\n");
        assertThat(stream.header("content-type")).contains("text/event-stream");
    }

    @Test
    void areOfTheFirstContentTypeThatIsSentAndOfTheJsonThatIsServed() {
        ApiOperation operation =
                ApiDocument.parse("both", """
                openapi: 3.0.3
                info: {title: Both, version: "1"}
                paths:
                  /notes:
                    post:
                      operationId: note
                      x-safety: unsafe
                      requestBody:
                        content:
                          text/plain: {schema: {type: string}, example: a text}
                          application/json: {schema: {type: object}, example: {text: a text}}
                      responses:
                        '200':
                          description: Noted.
                          content:
                            text/plain: {schema: {type: string}, example: noted}
                            application/json: {schema: {type: object}, example: {noted: true}}
                """).operation("note").orElseThrow();

        assertThat(operation.requestContentType()).contains("text/plain");
        assertThat(operation.requestExample().orElseThrow().asText()).isEqualTo("a text");
        assertThat(operation.exampleRequest().header("Content-Type")).contains("text/plain");
        assertThat(operation.exampleResponse().header("Content-Type")).contains("application/json");
        assertThat(operation.responseExample().orElseThrow()).hasToString("{\"noted\":true}");
    }

    @Test
    void nameEveryParameter() {
        List<ApiParameter> parameters =
                SHOP.operation("listOrders").orElseThrow().parameters();

        assertThat(parameters)
                .extracting(ApiParameter::name)
                .containsExactly("X-Trace", "limit", "state", "since", "id", "csv", "filter", "exact");
        assertThat(parameters.get(0).in()).isEqualTo(ApiParameter.In.HEADER);
        assertThat(parameters.get(0).required()).isTrue();
        assertThat(parameters.get(2).example().asText()).isEqualTo("NEW");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: integer, minimum: 7} | 7",
                "{type: integer, minimum: 7, exclusiveMinimum: true} | 8",
                "{type: integer, maximum: -3} | -3",
                "{type: integer, format: int64, minimum: 3000000000} | 3000000000",
                "{type: integer, multipleOf: 4, minimum: 5} | 8",
                "{type: number, minimum: 0.25, maximum: 1} | 1.0",
                "{type: string, minLength: 9} | \"examplexx\"",
                "{type: string, maxLength: 2} | \"ex\"",
                "{type: string, enum: [b, a]} | \"b\"",
                "{type: string, default: d} | \"d\"",
                "{type: string, default: d, example: e} | \"e\"",
                "{type: string, format: byte} | \"ZXhhbXBsZQ==\"",
                "{type: array, items: {type: boolean}, minItems: 2} | [true,true]",
                "{type: object, additionalProperties: {type: integer}} | {\"key\":1}",
                "{oneOf: [{type: integer}, {type: string}]} | 1",
                "{} | {}",
            })
    void areMadeFromASchema(String schema, String value) {
        Place place = Place.root(YamlTree.read("s", "{a: " + schema + "}")).child("a");

        assertThat(SchemaExample.of(place, JsonSchemaForm.Direction.REQUEST)).hasToString(value);
    }
}
