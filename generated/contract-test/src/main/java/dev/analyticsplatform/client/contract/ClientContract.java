package dev.analyticsplatform.client.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.contract.ApiOperation;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import retrofit2.Converter;

/**
 * What every generated client has to keep; a client's test extends this and says which client it is.
 *
 * <p>All tests go through all of the client: every operation, every model, every enum.
 */
public abstract class ClientContract extends ModelContract {
    private static final long SEED = 20_261_120;
    private static final int LEAST_MUTATIONS = 30;
    private static final int LEAST_PERCENTAGE = 95;

    /** For the tests of the clients. */
    protected ClientContract() {}

    @Test
    @DisplayName("Retrofit accepts every method of every interface")
    void interfacesAreValid() {
        var retrofit = client().retrofit("http://127.0.0.1/", new OkHttpClient());

        assertThat(client().interfaces())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(retrofit.create(type)).isNotNull());
    }

    @Test
    @DisplayName("Every operation of the documents can be called and understood without loss, and none is left out")
    void everyOperation() {
        ContractCheck check = new ContractCheck(client());
        Map<String, List<String>> faults = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        int operations = 0;
        for (EffectiveDocument document : documents()) {
            document.api().operations().forEach(operation -> ids.add(operation.operationId()));
            Map<String, List<String>> found = check.run(document, any -> true, never -> false);
            faults.putAll(found);
            int size = document.api().operations().size();
            operations += size;
            Tally tally = new Tally(document.name(), size - found.size(), size);
            System.out.println(tally);
            tally.leave();
        }

        assertThat(faults).isEmpty();
        assertThat(check.strayMethods(ids)).isEmpty();
        assertThat(operations).isPositive().isEqualTo(ids.size());
    }

    @Test
    @DisplayName("A DELETE with a body sends it")
    void deleteWithBody() {
        for (EffectiveDocument document : documents()) {
            for (ApiOperation operation : document.api().operations()) {
                if (operation.method().equals("DELETE")
                        && operation.requestExample().isPresent()) {
                    try (Exchange exchange = new Exchange(client(), document.api())) {
                        for (GeneratedMethod method : methods(operation)) {
                            var request = exchange.call(
                                            method,
                                            Arguments.of(method, operation, client().gson())
                                                    .values())
                                    .request();
                            assertThat(request.method()).isEqualTo("DELETE");
                            assertThat(request.body()).isNotNull();
                        }
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("A method for any body sends each content type of the document, byte for byte")
    void anyBody() throws IOException {
        for (EffectiveDocument document : documents()) {
            try (Exchange exchange = new Exchange(client(), document.api())) {
                for (ApiOperation operation : document.api().operations()) {
                    for (GeneratedMethod method : methods(operation)) {
                        if (method.anyBody()) {
                            for (RequestBody body : document.exampleBodies(operation)) {
                                assertThat(exchange.runWith(body, method, operation))
                                        .isEmpty();
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("An answer of text is the text as it came, also where it looks like JSON")
    void textAnswers() throws IOException {
        Converter<ResponseBody, String> answers = client().retrofit("http://127.0.0.1/", new OkHttpClient())
                .responseBodyConverter(String.class, new Annotation[0]);

        for (String text : List.of("pong", "\"pong\"", "null", " {\"a\": 1}\n", "\u00fc")) {
            assertThat(answers.convert(ResponseBody.create(text, MediaType.get("text/plain; charset=utf-8"))))
                    .isEqualTo(text);
        }
        assertThat(answers.convert(ResponseBody.create("\"pong\"", MediaType.get("application/json"))))
                .isEqualTo("pong");
    }

    @Test
    @DisplayName("A path parameter is one segment, whatever it holds, or is refused")
    void awkwardPathParameters() {
        List<String> wrong = new ArrayList<>();
        for (EffectiveDocument document : documents()) {
            try (Exchange exchange = new Exchange(client(), document.api())) {
                for (ApiOperation operation : document.api().operations()) {
                    for (GeneratedMethod method : methods(operation)) {
                        wrong.addAll(PathParameters.faults(client(), exchange, method, operation));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    @DisplayName("The check of all operations notices when the document changes")
    void mutationsAreCaught() {
        for (EffectiveDocument document : documents()) {
            MutationCheck mutations = new MutationCheck(document, client(), SEED);
            assertThat(mutations.control()).as("the document without examples").isEmpty();
            List<Mutation> all = mutations.draw(LEAST_MUTATIONS);
            Map<String, Integer> kinds = new TreeMap<>();
            all.forEach(mutation -> kinds.merge(mutation.kind(), 1, Integer::sum));
            List<Mutation> survivors = all.parallelStream()
                    .filter(mutation -> mutations.caught(mutation).isEmpty())
                    .toList();

            int drawn = all.size();
            int caught = drawn - survivors.size();
            System.out.println(document.name() + ": " + caught + " of " + drawn + " mutations caught ("
                    + 100 * caught / drawn + " %), seed " + SEED);
            System.out.println("  drawn: " + kinds);
            survivors.forEach(survivor -> System.out.println("  survived: " + survivor));
            assertThat(drawn).isGreaterThanOrEqualTo(LEAST_MUTATIONS);
            assertThat(100 * caught)
                    .as("caught, in percent of " + drawn)
                    .isGreaterThanOrEqualTo(LEAST_PERCENTAGE * drawn);
        }
    }
}
