package dev.analyticsplatform.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StreamingTest {
    @Test
    @DisplayName("A million rows of 200 bytes are written by a JVM of 32 MB")
    void aMillionRowsInASmallHeap() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamingTest.class.getName()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.strip()).endsWith("1000000 rows");
    }

    /** Runs in the JVM with the small heap. */
    public static void main(String[] arguments) throws IOException {
        long rows = 0;
        try (SqlEngine engine = SqlEngine.open();
                Cursor cursor = engine.query("SELECT i, repeat('x', 200) AS t FROM range(1000000) r(i)", Map.of());
                JsonGenerator out = ExactJson.MAPPER.createGenerator(OutputStream.nullOutputStream())) {
            while (cursor.next()) {
                cursor.writeRow(out);
                rows++;
            }
        }
        System.out.println(rows + " rows");
    }
}
