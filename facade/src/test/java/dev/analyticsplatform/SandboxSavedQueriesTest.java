package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SandboxSavedQueriesTest {

    private static final QualifiedName NAME = QualifiedName.of("below");

    private final SandboxPlatform sandbox = new SandboxPlatform();
    private final SavedQueries saved = sandbox.platform().savedQueries();

    @BeforeEach
    void numbers() {
        sandbox.numbers("numbers", 10);
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private SavedQuery save(int high) {
        return saved.save(SavedQuery.of(
                        NAME,
                        Statement.of("select n from commons.numbers where n < :high order by n")
                                .bind("high", high))
                .describedAs("small ones"));
    }

    @Test
    void saveGetAndList() {
        var kept = save(3);

        assertThat(kept.name()).isEqualTo(QualifiedName.of("commons", "below"));
        assertThat(kept.version()).isPresent();
        assertThat(kept.description()).hasValue("small ones");
        var found = saved.get(NAME);
        assertThat(found.version()).isEqualTo(kept.version());
        assertThat(found.statement().sql()).isEqualTo("select n from commons.numbers where n < :high order by n");
        assertThat(found.statement().parameters()).containsExactly(Map.entry("high", 3L));
        assertThat(saved.list().toList()).extracting(SavedQuery::name).containsExactly(kept.name());
    }

    @Test
    @DisplayName("Saving under a name that exists makes a new current version")
    void newVersion() {
        var first = save(3);
        var second = save(5);

        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(saved.get(NAME).version()).isEqualTo(second.version());
        assertThat(saved.run(NAME).toList()).hasSize(5);
        assertThat(saved.list().toList()).hasSize(1);
    }

    @Test
    void runWithDefaultsAndWithOtherValues() {
        save(3);

        assertThat(saved.run(NAME).toList()).extracting(row -> row.getLong("n")).containsExactly(0L, 1L, 2L);
        assertThat(saved.run(NAME, Map.of("high", 1)).toList()).hasSize(1);
    }

    @Test
    void valuesAreChecked() {
        save(3);
        Map<String, @Nullable Object> none = new HashMap<>();
        none.put("high", null);

        assertThatIllegalArgumentException().isThrownBy(() -> saved.run(NAME, Map.of("high", List.of())));
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> saved.run(NAME, none));
    }

    @Test
    @DisplayName("Default values come back with their types")
    void defaultsKeepTheirTypes() {
        saved.save(SavedQuery.of(
                NAME,
                Statement.of("select :a, :b, :c, :d, :e")
                        .bind("a", true)
                        .bind("b", "7")
                        .bind("c", new BigDecimal("0.5"))
                        .bind("d", LocalDate.of(2024, 3, 1))
                        .bind("e", Long.MAX_VALUE)));

        assertThat(saved.get(NAME).statement().parameters())
                .containsEntry("a", true)
                .containsEntry("b", "7")
                .containsEntry("c", new BigDecimal("0.5"))
                .containsEntry("d", LocalDate.of(2024, 3, 1))
                .containsEntry("e", Long.MAX_VALUE);
    }

    @Test
    void whatDoesNotExist() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> saved.get(NAME))
                .withMessageContaining("there is no query lambda commons.below");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> saved.run(NAME));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> saved.delete(NAME));
        save(1);
        saved.delete(NAME);
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> saved.get(NAME));
        assertThat(saved.list().toList()).isEmpty();
    }
}
