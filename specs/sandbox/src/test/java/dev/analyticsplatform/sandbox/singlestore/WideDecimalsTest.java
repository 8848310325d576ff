package dev.analyticsplatform.sandbox.singlestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.SandboxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Decimals of more digits than the engine has, and the names of types that tell of sizes. */
final class WideDecimalsTest {
    private static final String ZEROS = "0".repeat(27);

    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of("singlestore");

    private SingleStore client;

    @BeforeEach
    void begin() {
        client = SingleStore.of(sandbox.sandbox());
        client = client.at(client.workspace().path("endpoint").asText());
        client.data("exec", "", "CREATE DATABASE shop").expect(200);
        client.exec("CREATE TABLE w (id INT PRIMARY KEY, m DECIMAL(65,27) NULL)")
                .expect(200);
    }

    private String stored() {
        return client.tuples("SELECT m FROM w ORDER BY id").rows().toString();
    }

    @Test
    @DisplayName("Every digit of what is stored comes back, with the places that were declared")
    void everyDigit() {
        client.exec("INSERT INTO w VALUES (1, ?), (2, DEFAULT)", "12345678901234567890.123456789012345678")
                .expect(200);
        client.exec("INSERT INTO w VALUES (3, '-0.0123456789')").expect(200);
        JsonNode answer =
                client.tuples("SELECT m FROM w ORDER BY id").expect(200).json();
        assertThat(answer.path("results").path(0).path("rows").toString())
                .isEqualTo("[[\"12345678901234567890.123456789012345678000000000\"],[null],"
                        + "[\"-0.012345678900000000000000000\"]]");
        assertThat(answer.findValuesAsText("dataType")).containsExactly("DECIMAL(65,27)");

        client.exec("DELETE FROM w").expect(200);
        client.exec("INSERT INTO w VALUES (1, 99999999999999999999999999999999999999)")
                .expect(200);
        assertThat(stored()).isEqualTo("[[\"" + "9".repeat(38) + "." + ZEROS + "\"]]");
        client.exec("TRUNCATE TABLE w").expect(200);
        client.exec("INSERT INTO w VALUES (1, ?), (1 + 1, ?)", "0." + "0".repeat(26) + "1", "12345678901.5")
                .expect(200);
        assertThat(stored()).contains("0." + "0".repeat(26) + "1").contains("12345678901.5");
    }

    @Test
    @DisplayName(
            "A view keeps its declared type while the column under it moves its point; UPDATE and copies are exact")
    void viewsUpdatesAndCopies() {
        client.exec("INSERT INTO w VALUES (1, 1)").expect(200);
        client.exec("CREATE VIEW v AS SELECT m FROM w").expect(200);
        client.exec("UPDATE w SET m = ? WHERE id = 1", "12345678901.5").expect(200);
        JsonNode answer = client.tuples("SELECT m FROM v").expect(200).json();
        assertThat(answer.findValuesAsText("dataType")).containsExactly("DECIMAL(65,27)");
        client.exec("INSERT INTO w VALUES (1, 0) ON DUPLICATE KEY UPDATE m = '0.000000000000000000000000025'")
                .expect(200);
        client.exec("CREATE TABLE c (m DECIMAL(65,27))").expect(200);
        client.exec("INSERT INTO c SELECT m FROM w").expect(200);
        assertThat(client.tuples("SELECT m FROM c").rows().toString())
                .isEqualTo("[[\"0.000000000000000000000000025\"]]");
    }

    @Test
    @DisplayName("What has no room is refused, and nothing of it is stored")
    void noRoom() {
        client.exec("INSERT INTO w VALUES (1, 1), (2, ?)", "9".repeat(39)).expectError(400, "Error 1264");
        client.exec("INSERT INTO w VALUES (1, ?), (2, '0.5')", "9".repeat(38)).expectError(400, "Error 1749");
        assertThat(stored()).isEqualTo("[]");
    }

    @Test
    @DisplayName("A type is told with its width; TINYINT(1) is what BOOL and comparisons are")
    void widths() {
        client.exec("CREATE TABLE f (yes BOOLEAN, b BOOL, one TINYINT(1), tiny TINYINT, wide INT(5))")
                .expect(200);
        client.exec("INSERT INTO f VALUES (TRUE, ?, 1, 1, 1)", false).expect(200);
        JsonNode answer = client.tuples("SELECT yes, b, one, tiny, wide, tiny > 0, count(*) FROM f GROUP BY 1,2,3,4,5")
                .expect(200)
                .json();
        assertThat(answer.path("results").path(0).path("rows").toString()).isEqualTo("[[1,0,1,1,1,1,1]]");
        assertThat(answer.findValuesAsText("dataType"))
                .containsExactly(
                        "TINYINT(1)", "TINYINT(1)", "TINYINT(1)", "TINYINT(4)", "INT(5)", "TINYINT(1)", "BIGINT(20)");
    }
}
