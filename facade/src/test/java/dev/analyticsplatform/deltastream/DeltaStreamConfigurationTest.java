package dev.analyticsplatform.deltastream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BasicCredentials;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.ConfigurationException;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.DatasetSpec;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.SavedQuery;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.UnsupportedCapabilityException;
import dev.analyticsplatform.client.deltastream.controlplane.api.DeltastreamApi;
import dev.analyticsplatform.client.deltastream.dataplane.api.DataplaneApi;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaStreamConfigurationTest {

    private static final String CANARY = "canary-1b7c";

    @Test
    @DisplayName("All problems are told at once, and no secret with them")
    void problemsAtOnce() {
        var config = PlatformConfig.of("deltastream")
                .credentials(BasicCredentials.of("ann", CANARY))
                .sqlCredentials(BasicCredentials.of("bob", CANARY))
                .namespace("a.b.c")
                .option("role", "")
                .option("session", "two words")
                .option("topicPartitions", "0")
                .option("colour", "blue");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> AnalyticsPlatform.open(config))
                .withMessageContaining("credentials: DeltaStream takes an API token")
                .withMessageContaining("sqlCredentials: DeltaStream has one user")
                .withMessageContaining("namespace: is neither database.schema nor schema")
                .withMessageContaining("option role: is empty")
                .withMessageContaining("option session: has a character")
                .withMessageContaining("option topicPartitions: is not a number")
                .withMessageContaining("option colour: unknown; DeltaStream has [organization, role, session, store, "
                        + "topicPartitions, topicReplicas]")
                .withMessageNotContaining(CANARY);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "public, , public",
                "shop.public, shop, public",
                "`\"my.shop\".sales`, my.shop, sales",
                "`\"a\"\"b\".\".\"`, `a\"b`, .",
                "Größe.MIXED Case, Größe, MIXED Case"
            })
    @DisplayName("A namespace is read and written in one spelling, whatever its names hold")
    void spelling(String text, String database, String schema) {
        var namespace = DeltaStreamNamespace.read(text);
        assertThat(namespace.database().orElse(null)).isEqualTo(database);
        assertThat(namespace.schema()).hasValue(schema);
        assertThat(namespace.toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a.b.c", "\"", "\"\"", "a\"b", "\"a\"b", "\"a"})
    void badSpelling(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DeltaStreamNamespace.read(text));
    }

    @Test
    @DisplayName("promise: what DeltaStream lacks is refused with the way around it, and nothing is sent")
    void unsupported() {
        try (var planes = new TwoPlanes();
                var platform = planes.open()) {
            var name = QualifiedName.of("x");
            var bound = Statement.of("select :a").bind("a", 1);
            refused("literals", () -> platform.queries().run(bound));
            refused("literals", () -> platform.queries().subscribe(bound));
            refused("DESCRIBE <statement>", () -> platform.queries().validate(Statement.of("select 1")));
            refused("LIST QUERIES", () -> platform.queries().list().toList());
            refused("topics of a store", () -> platform.ingestion().append(name, List.of(Map.of("n", 1))));
            refused("createView", () -> platform.savedQueries().list().toList());
            refused("createView", () -> platform.savedQueries().get(name));
            refused("createView", () -> platform.savedQueries().save(SavedQuery.of(name, Statement.of("select 1"))));
            refused("createView", () -> platform.savedQueries().run(name));
            refused("createView", () -> platform.savedQueries().delete(name));
            assertThat(planes.control.getRequestCount()).isZero();
        }
    }

    private static void refused(String instead, ThrowingCallable call) {
        assertThatExceptionOfType(UnsupportedCapabilityException.class)
                .isThrownBy(call)
                .withMessageContaining(instead);
    }

    @Test
    @DisplayName("Columns that DeltaStream needs to know more of are refused, and a vendor type is no way to send SQL")
    void columns() {
        try (var planes = new TwoPlanes();
                var platform = planes.open()) {
            var name = QualifiedName.of("x");
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> platform.catalog().create(DatasetSpec.of(name)))
                    .withMessageContaining("needs columns");
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(
                            () -> platform.catalog().create(DatasetSpec.of(name).column("l", DataType.ARRAY)))
                    .withMessageContaining("ARRAY<VARCHAR>");
            for (String evil :
                    List.of("INT) WITH (); DROP STREAM b", "INT, b INT", "INT) AS (INT", "INT --", "INT '")) {
                var spec = new DatasetSpec(name, List.of(new Column("a", DataType.STRING, evil)), Optional.empty());
                assertThatExceptionOfType(InvalidRequestException.class)
                        .isThrownBy(() -> platform.catalog().create(spec))
                        .withMessageContaining("is no name of a type");
            }
            assertThat(planes.control.getRequestCount()).isZero();
        }
    }

    @Test
    void generatedInterfacesOfTheControlPlaneAreInReach() throws IOException, InterruptedException {
        try (var planes = new TwoPlanes();
                var platform = AnalyticsPlatform.open(planes.bare().credentials(ApiKey.of(TwoPlanes.KEY)))) {
            planes.control.enqueue(TwoPlanes.json(200, "{\"major\":2,\"minor\":4,\"patch\":1}"));
            var version =
                    platform.api(DeltastreamApi.class).getVersion().execute().body();
            assertThat(version).isNotNull();
            var request = TwoPlanes.take(planes.control);
            assertThat(request.getTarget()).isEqualTo("/v2/version");
            assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + TwoPlanes.KEY);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> platform.api(DataplaneApi.class))
                    .withMessageContaining("a token for each statement");
        }
    }
}
