package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.analyticsplatform.client.rockset.api.AliasesApi;
import dev.analyticsplatform.client.rockset.api.ViewsApi;
import dev.analyticsplatform.client.rockset.model.CreateAliasRequest;
import dev.analyticsplatform.client.rockset.model.CreateViewRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxCatalogTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final SandboxPlatform sandbox = new SandboxPlatform();
    private final Catalog catalog = sandbox.platform().catalog();

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void namespaces() {
        assertThat(catalog.createNamespace("sales").name()).isEqualTo("sales");
        assertThat(catalog.namespaces().toList()).extracting(Namespace::name).contains("commons", "sales");
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> catalog.createNamespace("sales"));
        catalog.dropNamespace("sales");
        assertThat(catalog.namespaces().toList()).extracting(Namespace::name).doesNotContain("sales");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> catalog.dropNamespace("sales"));
        assertThatIllegalArgumentException().isThrownBy(() -> catalog.createNamespace(""));
    }

    @Test
    @DisplayName("A dataset's life from CREATED to gone, over the injected clock")
    void life() {
        var name = QualifiedName.of("events");
        var created = catalog.create(DatasetSpec.of(name).describedAs("what happened"));
        assertThat(created.name()).isEqualTo(QualifiedName.of("commons", "events"));
        assertThat(created.state()).isEqualTo(DatasetState.CREATING);
        assertThat(created.description()).hasValue("what happened");
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> catalog.create(DatasetSpec.of(name)));

        var ready = catalog.awaitReady(name, LIMIT);
        assertThat(ready.state()).isEqualTo(DatasetState.READY);
        assertThat(ready.kind()).isEqualTo(DatasetKind.COLLECTION);
        assertThat(sandbox.time().waits().stream().reduce(Duration.ZERO, Duration::plus))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(15));
        assertThat(catalog.datasets("commons").toList())
                .extracting(Dataset::name)
                .contains(ready.name());

        catalog.drop(name);
        assertThat(catalog.datasets("commons").toList())
                .extracting(Dataset::name)
                .doesNotContain(ready.name());
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> catalog.awaitReady(name, LIMIT))
                .withMessageContaining("DELETED");
        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() -> catalog.awaitDropped(name, Duration.ofSeconds(1)));
        catalog.awaitDropped(name, LIMIT);
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> catalog.describe(name));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> catalog.drop(name));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> catalog.awaitReady(name, LIMIT));
        catalog.create(DatasetSpec.of(name));
    }

    @Test
    void awaitReadyHasADeadline() {
        var name = QualifiedName.of("slow");
        catalog.create(DatasetSpec.of(name));
        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() -> catalog.awaitReady(name, Duration.ofSeconds(5)))
                .withMessageContaining("waited 5.0 s in vain for dataset slow to be ready");
    }

    @Test
    @DisplayName("The columns of describe are those of a sample: numbers merge, other mixtures are unknown")
    void describe() {
        var name = QualifiedName.of("shapes");
        catalog.create(DatasetSpec.of(name));
        catalog.awaitReady(name, LIMIT);
        sandbox.platform()
                .ingestion()
                .append(
                        name,
                        List.of(
                                Map.of(
                                        "_id",
                                        "1",
                                        "i",
                                        1,
                                        "f",
                                        1,
                                        "mix",
                                        1,
                                        "s",
                                        "x",
                                        "b",
                                        true,
                                        "l",
                                        List.of(1),
                                        "o",
                                        Map.of("a", 1)),
                                Map.of("_id", "2", "i", 2, "f", 1.5, "mix", "y", "only", 1)));

        var columns = catalog.describe(name).columns();

        assertThat(columns)
                .contains(
                        new Column("i", DataType.INTEGER, ""),
                        new Column("f", DataType.DOUBLE, ""),
                        new Column("mix", DataType.UNKNOWN, ""),
                        new Column("s", DataType.STRING, ""),
                        new Column("b", DataType.BOOLEAN, ""),
                        new Column("l", DataType.ARRAY, ""),
                        new Column("o", DataType.OBJECT, ""),
                        new Column("only", DataType.INTEGER, ""));
        assertThat(columns).extracting(Column::name).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("Views and aliases are datasets: listed, described, dropped by their kind")
    void viewsAndAliases() throws IOException {
        sandbox.numbers("numbers", 5);
        var view = sandbox.platform()
                .api(ViewsApi.class)
                .createView(
                        "commons",
                        new CreateViewRequest().name("big").query("select n from commons.numbers where n > 2"))
                .execute();
        assertThat(view.isSuccessful()).isTrue();
        var alias = sandbox.platform()
                .api(AliasesApi.class)
                .createAlias("commons", new CreateAliasRequest().name("other").collections(List.of("commons.numbers")))
                .execute();
        assertThat(alias.isSuccessful()).isTrue();

        assertThat(catalog.datasets("commons").toList())
                .extracting(Dataset::kind)
                .contains(DatasetKind.COLLECTION, DatasetKind.VIEW, DatasetKind.ALIAS);
        var described = catalog.describe(QualifiedName.of("big"));
        assertThat(described.kind()).isEqualTo(DatasetKind.VIEW);
        assertThat(described.state()).isEqualTo(DatasetState.READY);
        assertThat(described.columns()).containsExactly(new Column("n", DataType.INTEGER, ""));
        assertThat(catalog.describe(QualifiedName.of("other")).kind()).isEqualTo(DatasetKind.ALIAS);
        assertThatExceptionOfType(AnalyticsException.class)
                .isThrownBy(() ->
                        sandbox.platform().ingestion().append(QualifiedName.of("other"), List.of(Map.of("n", 1))));

        catalog.drop(QualifiedName.of("other"));
        catalog.drop(QualifiedName.of("big"));
        catalog.awaitDropped(QualifiedName.of("big"), LIMIT);
        catalog.awaitDropped(QualifiedName.of("other"), LIMIT);
        assertThat(catalog.awaitReady(QualifiedName.of("numbers"), LIMIT).state())
                .isEqualTo(DatasetState.READY);
    }

    @Test
    void defaultNamespaceIsTheConfiguredOne() {
        catalog.createNamespace("sales");
        try (var other = sandbox.open("sales")) {
            other.catalog().create(DatasetSpec.of(QualifiedName.of("orders")));
            assertThat(other.catalog()
                            .awaitReady(QualifiedName.of("orders"), LIMIT)
                            .name())
                    .isEqualTo(QualifiedName.of("sales", "orders"));
        }
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> catalog.describe(QualifiedName.of("orders")));
        assertThat(catalog.describe(QualifiedName.of("sales", "orders")).state())
                .isEqualTo(DatasetState.READY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "..",
                ".",
                "../numbers",
                "%2e%2e",
                "..%2f",
                "numbers/",
                "numbers?x=1",
                "numbers#x",
                "numbers;x",
                " numbers",
                "numbers ",
                "n\u00fcmbers",
                "\"numbers\"",
                "'numbers'",
                "a\\b",
                "numbers\0",
                "\ud800",
                "\u202enumbers",
                "a.b",
                "numbers%00",
                "a\r\nb"
            })
    @DisplayName("A name with awkward characters is refused or not found; it never reaches another resource")
    void awkwardNames(String name) {
        sandbox.numbers("numbers", 3);
        var dataset = QualifiedName.of(name);
        var datasets = catalog.datasets("commons").toList();

        assertThatExceptionOfType(AnalyticsException.class)
                .isThrownBy(() -> catalog.describe(dataset))
                .isInstanceOfAny(NotFoundException.class, InvalidRequestException.class);
        assertThatExceptionOfType(AnalyticsException.class)
                .isThrownBy(() -> catalog.drop(dataset))
                .isInstanceOfAny(NotFoundException.class, InvalidRequestException.class);
        assertThatExceptionOfType(AnalyticsException.class).isThrownBy(() -> catalog.create(DatasetSpec.of(dataset)));
        assertThatExceptionOfType(AnalyticsException.class)
                .isThrownBy(() -> catalog.datasets(name).toList().get(0).name());
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> sandbox.platform().ingestion().append(dataset, List.of(Map.of("n", 1))));
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> sandbox.platform()
                        .ingestion()
                        .append(QualifiedName.of(name, "numbers"), List.of(Map.of("n", 1))));
        assertThatExceptionOfType(AnalyticsException.class)
                .isThrownBy(() -> sandbox.platform().queries().job(name));
        assertThatExceptionOfType(AnalyticsException.class)
                .isThrownBy(() -> sandbox.platform().savedQueries().delete(dataset));

        assertThat(catalog.datasets("commons").toList()).isEqualTo(datasets);
        try (var count = sandbox.platform().queries().run("select count(*) c from commons.numbers")) {
            assertThat(count.iterator().next().getLong("c")).isEqualTo(3);
        }
    }
}
