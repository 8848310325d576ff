package dev.analyticsplatform.bytehouse;

import com.google.gson.JsonObject;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.RowRejection;
import dev.analyticsplatform.client.bytehouse.JSON;
import dev.analyticsplatform.driver.IngestionDriver;
import dev.analyticsplatform.engine.JsonSize;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as lines of JSON behind an INSERT; ByteHouse takes all rows of a statement or none. */
final class ByteHouseIngestion implements IngestionDriver<String> {

    private static final int MAX_ROWS = 10_000;

    /** Less than that on the wire: the lines become a JSON string, in which quotes take two bytes. */
    private static final long MAX_BYTES = 4L << 20;

    private final ByteHouseQueries queries;

    ByteHouseIngestion(ByteHouseQueries queries) {
        this.queries = queries;
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
    public String encode(Map<String, ? extends @Nullable Object> row) {
        JsonObject line = ByteHouseValues.encode(row).getAsJsonObject();
        return JSON.gson().toJson(line);
    }

    @Override
    public long bytes(String row) {
        return JsonSize.of(JSON.gson(), new com.google.gson.JsonPrimitive(row)) + 2;
    }

    @Override
    public List<RowRejection> write(QualifiedName dataset, List<String> batch) {
        queries.executeOwn("INSERT INTO " + ByteHouseMapping.path(dataset)
                + " SETTINGS date_time_input_format = 'best_effort' FORMAT JSONEachRow\n" + String.join("\n", batch));
        return List.of();
    }
}
