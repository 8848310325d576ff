package dev.analyticsplatform.samples;

import dev.analyticsplatform.DataType;
import dev.analyticsplatform.DatasetSpec;
import dev.analyticsplatform.QualifiedName;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** One week of real earthquakes, from the U.S. Geological Survey; see earthquakes.md beside the file. */
final class Earthquakes {

    private Earthquakes() {}

    static DatasetSpec dataset(QualifiedName name) {
        return DatasetSpec.of(name)
                .describedAs("Earthquakes of one week")
                .column("id", DataType.STRING)
                .column("time", DataType.TIMESTAMP_WITH_TIME_ZONE)
                .column("magnitude", DataType.DOUBLE)
                .column("magnitude_type", DataType.STRING)
                .column("depth_km", DataType.DOUBLE)
                .column("latitude", DataType.DOUBLE)
                .column("longitude", DataType.DOUBLE)
                .column("place", DataType.STRING)
                .column("network", DataType.STRING)
                .column("felt", DataType.INTEGER)
                .column("tsunami", DataType.INTEGER)
                .column("significance", DataType.INTEGER);
    }

    static List<Map<String, @Nullable Object>> rows() {
        var format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader file = open();
                var records = format.parse(file)) {
            return records.stream().map(Earthquakes::row).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("earthquakes.csv cannot be read", e);
        }
    }

    private static Reader open() {
        var stream = Objects.requireNonNull(
                Earthquakes.class.getResourceAsStream("earthquakes.csv"), "earthquakes.csv is not on the class path");
        return new InputStreamReader(stream, StandardCharsets.UTF_8);
    }

    private static Map<String, @Nullable Object> row(CSVRecord line) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("id", line.get("id"));
        row.put("time", Instant.parse(line.get("time")));
        row.put("magnitude", parse(line, "magnitude", BigDecimal::new));
        row.put("magnitude_type", parse(line, "magnitude_type", text -> text));
        row.put("depth_km", parse(line, "depth_km", BigDecimal::new));
        row.put("latitude", parse(line, "latitude", BigDecimal::new));
        row.put("longitude", parse(line, "longitude", BigDecimal::new));
        row.put("place", line.get("place"));
        row.put("network", line.get("network"));
        row.put("felt", parse(line, "felt", Long::valueOf));
        row.put("tsunami", parse(line, "tsunami", Long::valueOf));
        row.put("significance", parse(line, "significance", Long::valueOf));
        return row;
    }

    /** An empty field is a missing value. */
    private static @Nullable Object parse(CSVRecord line, String column, Function<String, Object> parser) {
        String text = line.get(column);
        return text.isEmpty() ? null : parser.apply(text);
    }
}
