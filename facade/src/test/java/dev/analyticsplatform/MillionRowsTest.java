package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MillionRowsTest {

    private static final String SQL = "SELECT i AS n, repeat('x', 180) AS filler FROM range(1000000) AS numbers(i)";

    static List<String> vendors() {
        return Sandbox.vendors();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    @DisplayName("promise: a million rows of 200 bytes pass through queries().run in a JVM with -Xmx32m")
    void millionRowsPassThroughASmallHeap(String vendor) throws IOException, InterruptedException {
        try (var sandbox = Sandbox.start(vendor)) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx32m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-Dslf4j.internal.verbosity=ERROR",
                            "-cp",
                            System.getProperty("java.class.path"),
                            MillionRows.class.getName(),
                            vendor,
                            sandbox.url().toString(),
                            sandbox.key(),
                            SQL)
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(printed).isZero();
            assertThat(printed).contains("1000000 rows, sum 499999500000, 180000000 characters, heap at most 3");
            System.out.println(vendor + " in a small heap: " + printed.strip());
        }
    }
}
