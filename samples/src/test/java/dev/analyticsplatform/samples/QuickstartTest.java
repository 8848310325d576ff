package dev.analyticsplatform.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
class QuickstartTest {

    /** What each vendor printed; each runs once. */
    private static final Map<String, String> PRINTED = new ConcurrentHashMap<>();

    static List<String> vendors() {
        return Sandbox.vendors();
    }

    private static String printed(String vendor) {
        return PRINTED.computeIfAbsent(vendor, name -> {
            var bytes = new ByteArrayOutputStream();
            Quickstart.run(name, new PrintStream(bytes, true, StandardCharsets.UTF_8));
            return bytes.toString(StandardCharsets.UTF_8);
        });
    }

    @ParameterizedTest
    @MethodSource("vendors")
    @DisplayName("the quickstart prints what the file itself says, whatever the vendor")
    void printsWhatTheFileSays(String vendor) {
        String text = printed(vendor);

        assertThat(text).contains("1707 rows accepted, 0 rejected");
        long negative = Earthquakes.rows().stream()
                .filter(row -> row.get("magnitude") instanceof BigDecimal magnitude && magnitude.signum() < 0)
                .count();
        assertThat(text).contains("1707 quakes, " + negative + " of them with a negative magnitude");
        strongQuakes()
                .forEach((network, quakes) ->
                        assertThat(text).containsPattern("(?m)^  " + network + " +" + quakes + " "));
    }

    @Test
    @DisplayName("the answers of all vendors are the same to the letter")
    void vendorsAgree() {
        for (String section : List.of("Query", "Stream", "Job", "Saved query")) {
            Map<String, String> answers = vendors().stream()
                    .filter(vendor -> section(vendor, section).isPresent())
                    .collect(Collectors.toMap(
                            vendor -> vendor, vendor -> section(vendor, section).orElseThrow()));
            assertThat(answers).as(section).isNotEmpty();
            assertThat(answers.values()).as(section + ": " + answers).containsOnly(answers.get("rockset"));
        }
        assertThat(vendors())
                .as("vendors that answer the query")
                .allMatch(vendor -> section(vendor, "Query").isPresent());
    }

    /** The lines under a heading, if the vendor can do what it tells of. */
    private static java.util.Optional<String> section(String vendor, String heading) {
        return printed(vendor)
                .lines()
                .dropWhile(line -> !line.startsWith(heading + ":"))
                .takeWhile(line -> !line.isEmpty())
                .reduce((above, below) -> above + "\n" + below)
                .filter(text -> !text.contains(": not with "));
    }

    /** Counted from the file, by network, from magnitude 4.5. */
    private static Map<String, Long> strongQuakes() {
        return Earthquakes.rows().stream()
                .filter(row -> row.get("magnitude") instanceof BigDecimal magnitude
                        && magnitude.compareTo(new BigDecimal("4.5")) >= 0)
                .collect(Collectors.groupingBy(row -> String.valueOf(row.get("network")), Collectors.counting()));
    }
}
