package dev.analyticsplatform.samples;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text in columns, numbers to the right. */
final class Table {

    private final List<String> header;
    private final List<List<String>> lines = new ArrayList<>();

    Table(String... header) {
        this.header = List.of(header);
    }

    void add(@Nullable Object... values) {
        lines.add(Arrays.stream(values)
                .map(value -> value == null ? "-" : value.toString())
                .toList());
    }

    void print(PrintStream out) {
        int[] widths = new int[header.size()];
        boolean[] numeric = new boolean[header.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    header.get(i).length(),
                    lines.stream()
                            .mapToInt(line -> line.get(column).length())
                            .max()
                            .orElse(0));
            numeric[i] = !lines.isEmpty()
                    && lines.stream().allMatch(line -> line.get(column).matches("-?[0-9.]*%?"));
        }
        out.println(format(header, widths, numeric));
        out.println("  " + "-".repeat(Arrays.stream(widths).sum() + 2 * (widths.length - 1)));
        lines.forEach(line -> out.println(format(line, widths, numeric)));
        out.println();
    }

    private static String format(List<String> cells, int[] widths, boolean[] numeric) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append("  ").append(String.format((numeric[i] ? "%" : "%-") + widths[i] + "s", cells.get(i)));
        }
        return line.toString().stripTrailing();
    }
}
