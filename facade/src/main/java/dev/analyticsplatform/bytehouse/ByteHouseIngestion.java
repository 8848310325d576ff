package dev.analyticsplatform.bytehouse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.RowRejection;
import dev.analyticsplatform.client.bytehouse.JSON;
import dev.analyticsplatform.driver.IngestionDriver;
import dev.analyticsplatform.engine.JsonSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows as lines of JSON behind an INSERT; ByteHouse takes all rows of a statement or none. Before each batch the
 * columns of the table are asked for, so that a row which the engine would store with a loss is rejected instead.
 */
final class ByteHouseIngestion implements IngestionDriver<ByteHouseIngestion.Encoded> {

    private static final int MAX_ROWS = 10_000;

    /** Less than that on the wire: the lines become a JSON string, in which quotes take two bytes. */
    private static final long MAX_BYTES = 4L << 20;

    /** So many rows of a batch may be refused one by one; then the batch fails. */
    private static final int MAX_REFUSALS = 100;

    /** Points in time may have a zone, and an unknown column is an error in all versions of the engine. */
    private static final String SETTINGS =
            " SETTINGS date_time_input_format = 'best_effort', input_format_skip_unknown_fields = 0";

    private final ByteHouseQueries queries;
    private final ByteHouseCatalog catalog;

    /**
     * A row of which the columns are not known yet.
     *
     * @param row names and values
     * @param bytes the most that it takes on the wire
     */
    record Encoded(JsonObject row, long bytes) {}

    private record Line(int index, String json) {}

    ByteHouseIngestion(ByteHouseQueries queries, ByteHouseCatalog catalog) {
        this.queries = queries;
        this.catalog = catalog;
    }

    @Override
    public int maxRows() {
        return MAX_ROWS;
    }

    @Override
    public long maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public Encoded encode(Map<String, ? extends @Nullable Object> row) {
        JsonObject values = ByteHouseValues.encode(row).getAsJsonObject();
        var longest = new JsonObject();
        values.asMap().forEach((name, value) -> longest.add(name, ByteHouseFit.asText(value)));
        return new Encoded(values, JsonSize.of(JSON.gson(), new JsonPrimitive(json(longest))) + 2);
    }

    @Override
    public long bytes(Encoded row) {
        return row.bytes();
    }

    @Override
    public List<RowRejection> write(QualifiedName dataset, List<Encoded> batch) {
        var types = new LinkedHashMap<String, ByteHouseType>();
        for (Column column : catalog.columns(dataset)) {
            types.put(column.name(), ByteHouseType.parse(column.vendorType()));
        }
        var lines = new ArrayList<Line>();
        var rejections = new ArrayList<RowRejection>();
        for (int i = 0; i < batch.size(); i++) {
            try {
                lines.add(new Line(i, json(fit(types, batch.get(i).row()))));
            } catch (IllegalArgumentException unfit) {
                rejections.add(new RowRejection(i, String.valueOf(unfit.getMessage()), Optional.empty()));
            }
        }
        insert(dataset, lines, rejections);
        rejections.sort(Comparator.comparingLong(RowRejection::index));
        return rejections;
    }

    private static JsonObject fit(Map<String, ByteHouseType> types, JsonObject row) {
        var fitting = new JsonObject();
        for (Map.Entry<String, JsonElement> member : row.entrySet()) {
            String name = member.getKey();
            ByteHouseType type = types.get(name);
            if (type == null) {
                throw new IllegalArgumentException("the table has no column " + name);
            }
            try {
                fitting.add(name, ByteHouseFit.fit(type, member.getValue()));
            } catch (IllegalArgumentException unfit) {
                throw new IllegalArgumentException("column " + name + ": " + unfit.getMessage(), unfit);
            }
        }
        return fitting;
    }

    /** A statement that is refused for one of its rows has stored nothing, so it is sent again without the row. */
    private void insert(QualifiedName dataset, List<Line> lines, List<RowRejection> rejections) {
        int refusals = 0;
        while (!lines.isEmpty()) {
            var sql = new StringBuilder("INSERT INTO " + ByteHouseMapping.path(dataset) + SETTINGS)
                    .append(" FORMAT JSONEachRow");
            lines.forEach(line -> sql.append('\n').append(line.json()));
            try {
                queries.execute(sql.toString());
                return;
            } catch (AnalyticsException failed) {
                AnalyticsException known = ByteHouseErrors.ofIngestion(failed);
                int row = ByteHouseErrors.refusedRow(known).orElse(-1);
                if (row < 0 || row >= lines.size() || ++refusals > MAX_REFUSALS) {
                    throw known;
                }
                rejections.add(new RowRejection(
                        lines.remove(row).index(),
                        ByteHouseErrors.text(known),
                        known.context().vendorCode()));
            }
        }
    }

    private static String json(JsonElement row) {
        return JSON.gson().toJson(row);
    }
}
