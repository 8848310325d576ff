package dev.analyticsplatform.singlestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.Capability;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.Dataset;
import dev.analyticsplatform.DatasetKind;
import dev.analyticsplatform.DatasetSpec;
import dev.analyticsplatform.DatasetState;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.QualifiedName;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SingleStoreCatalogTest {

    private static final List<String> TABLES = List.of(
            "TABLE_SCHEMA VARCHAR(64)", "TABLE_NAME VARCHAR(64)", "TABLE_TYPE VARCHAR(64)", "TABLE_COMMENT TEXT");

    private final SingleStoreServer server = new SingleStoreServer();
    private final AnalyticsPlatform platform = server.open();

    @AfterEach
    void close() {
        platform.close();
        server.close();
    }

    @Test
    @DisplayName(
            "A table is created with quoted names, nullable columns, and without its description, which would be a value within SQL")
    void create() {
        server.json("{\"rowsAffected\":0}");
        var spec = DatasetSpec.of(QualifiedName.of("a`b", "t"))
                .describedAs("it's \\ a \"test\"")
                .column("x`; DROP TABLE t", DataType.DECIMAL)
                .column("at", DataType.TIMESTAMP_WITH_TIME_ZONE);
        var created = platform.catalog().create(spec);

        assertThat(created.state()).isEqualTo(DatasetState.READY);
        assertThat(server.sql().get(0).sql())
                .isEqualTo("CREATE TABLE `a``b`.`t` (`x``; DROP TABLE t` DECIMAL(65,27) NULL, `at` TIMESTAMP(6) NULL)");
        assertThat(created.description()).isEmpty();
        assertThat(platform.capabilities().of(Capability.DATASET_CREATE).toString())
                .contains("description is not kept");
        assertThat(server.sql().get(0).body().has("database")).isFalse();
    }

    @Test
    void whatCannotBeATableIsRefusedUnsent() {
        var name = QualifiedName.of("t");
        for (var spec : List.of(DatasetSpec.of(name), DatasetSpec.of(name).column("x", DataType.UNKNOWN))) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> platform.catalog().create(spec));
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    @DisplayName("A name of a table or database that differs in case only is another")
    void namesAreExact() {
        server.tuples(
                TABLES,
                "[\"shop\",\"Orders\",\"BASE TABLE\",\"\"]",
                "[\"SHOP\",\"orders\",\"BASE TABLE\",\"\"]",
                "[\"shop\",\"orders\",\"VIEW\",\"mine\"]");
        server.tuples(
                List.of(
                        "COLUMN_NAME VARCHAR(64)",
                        "COLUMN_TYPE LONGTEXT",
                        "TABLE_SCHEMA VARCHAR(64)",
                        "TABLE_NAME VARCHAR(64)"),
                "[\"other\",\"date\",\"shop\",\"Orders\"]",
                "[\"other\",\"date\",\"SHOP\",\"orders\"]",
                "[\"flag\",\"tinyint(1)\",\"shop\",\"orders\"]",
                "[\"n\",\"bigint(20) unsigned\",\"shop\",\"orders\"]",
                "[\"at\",\"timestamp(6)\",\"shop\",\"orders\"]");

        assertThat(platform.catalog().describe(QualifiedName.of("orders")))
                .isEqualTo(new Dataset(
                        QualifiedName.of("shop", "orders"),
                        DatasetKind.VIEW,
                        DatasetState.READY,
                        "",
                        List.of(
                                new Column("flag", DataType.BOOLEAN, "tinyint(1)"),
                                new Column("n", DataType.INTEGER, "bigint(20) unsigned"),
                                new Column("at", DataType.TIMESTAMP_WITH_TIME_ZONE, "timestamp(6)")),
                        java.util.OptionalLong.empty(),
                        java.util.Optional.of("mine")));
        assertThat(server.sql().get(0).args()).isEqualTo("[\"shop\",\"orders\"]");
    }

    @Test
    void theListingOfADatabaseHoldsNoTableOfAnother() {
        server.tuples(TABLES, "[\"Shop\",\"a\",\"BASE TABLE\",\"\"]", "[\"shop\",\"b\",\"BASE TABLE\",\"\"]");

        assertThat(platform.catalog().datasets("shop").toList())
                .extracting(Dataset::name)
                .containsExactly(QualifiedName.of("shop", "b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Error 1007: Can't create database; database exists|ConflictException",
                "Error 1044: Access denied for user|PermissionDeniedException",
                "Error 1064: You have an error in your SQL syntax|QueryFailedException"
            })
    void errorsOfTheCatalog(String text, String type) {
        server.refuse(400, text);

        assertThatExceptionOfType(AnalyticsException.class)
                .isThrownBy(() -> platform.catalog().createNamespace("shop"))
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(type))
                .withMessageContaining(text.substring("Error 1044: ".length()));
    }
}
