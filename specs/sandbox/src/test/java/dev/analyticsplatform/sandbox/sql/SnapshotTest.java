package dev.analyticsplatform.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SnapshotTest extends EngineTest {
    @Test
    @DisplayName("A query that was prepared sees the documents and names of that moment, whatever comes before it runs")
    void preparedBeforeAChange() {
        DocumentStore store = collection("c", "{`m`:1}");
        try (Cursor cursor = engine.query("SELECT m, absent FROM c", Map.of())) {
            store.put("1", object("{`m`:`text`}"));
            assertThat(rows("SELECT m FROM c")).containsExactly("{`m`:1}", "{`m`:`text`}");
            assertThat(rows(cursor)).containsExactly("{`m`:1,`absent`:null}");
        }
    }

    @Test
    @DisplayName("A value is never lost to a type that changes while a query is prepared")
    void typesThatChangeUnderAQuery() {
        for (int round = 0; round < 20; round++) {
            String name = "c" + round;
            DocumentStore store = collection(name);
            AtomicInteger written = new AtomicInteger();
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                String[] values = {"1", "2.5", "9007199254740993", "`text`", "[1]", "0.12345678901234567890"};
                for (String value : values) {
                    store.put("" + written.incrementAndGet(), object("{`m`:" + value + "}"));
                }
            });
            do {
                assertThat(rows("SELECT m FROM " + name)).doesNotContain("{`m`:null}");
            } while (!writer.isDone());
            writer.join();
            assertThat(rows("SELECT m FROM " + name)).hasSize(6).doesNotContain("{`m`:null}");
        }
    }
}
