package dev.analyticsplatform.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
class QuickstartTest {

    static java.util.List<String> vendors() {
        return dev.analyticsplatform.sandbox.Sandbox.vendors();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    @DisplayName("the quickstart prints what the file itself says, whatever the vendor")
    void printsWhatTheFileSays(String vendor) {
        var printed = new ByteArrayOutputStream();
        Quickstart.run(vendor, new PrintStream(printed, true, StandardCharsets.UTF_8));
        String text = printed.toString(StandardCharsets.UTF_8);

        assertThat(text).contains("1707 rows accepted, 0 rejected").contains("COMPLETED, 1707 rows");
        long negative = Earthquakes.rows().stream()
                .filter(row -> row.get("magnitude") instanceof java.math.BigDecimal magnitude && magnitude.signum() < 0)
                .count();
        assertThat(text).contains("1707 quakes, " + negative + " of them with a negative magnitude");
        strongQuakes()
                .forEach((network, quakes) ->
                        assertThat(text).containsPattern("(?m)^  " + network + " +" + quakes + " "));
    }

    /** Counted from the file, by network, from magnitude 4.5. */
    private static Map<String, Long> strongQuakes() {
        return Earthquakes.rows().stream()
                .filter(row -> row.get("magnitude") instanceof java.math.BigDecimal magnitude
                        && magnitude.compareTo(new java.math.BigDecimal("4.5")) >= 0)
                .sorted(Comparator.comparing(row -> String.valueOf(row.get("id"))))
                .collect(Collectors.groupingBy(row -> String.valueOf(row.get("network")), Collectors.counting()));
    }
}
