package dev.analyticsplatform.client.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.contract.ApiDocument;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Adds up what the tests of the clients found; runs after all of them, as the last module of the clients. */
final class EveryDocumentTest {
    private static final String YAML = ".yaml";

    @Test
    @DisplayName("Every document has a client, and this build has tried every operation of it")
    void sum() {
        List<String> missing = new ArrayList<>();
        int documents = 0;
        int operations = 0;
        int passed = 0;
        for (String file : Contents.below(ApiDocument.class, "dev/analyticsplatform/specs")) {
            String document = file.substring(0, file.length() - YAML.length());
            documents++;
            operations += ApiDocument.named(document).operations().size();
            int found = Tally.left(document).map(Tally::passed).orElse(-1);
            passed += Math.max(found, 0);
            if (found < 0) {
                missing.add(document);
            }
        }

        System.out.println("all " + documents + " documents: " + passed + " of " + operations + " operations"
                + (missing.isEmpty() ? "" : ", not tried in this build: " + missing));
        assertThat(missing)
                .as("documents that no client's test has tried in this build; run the tests of all clients, or none")
                .isEmpty();
        assertThat(passed).isPositive().isEqualTo(operations);
    }
}
