package dev.analyticsplatform.timeplus;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.RowRejection;
import dev.analyticsplatform.client.timeplus.JSON;
import dev.analyticsplatform.client.timeplus.api.StreamsApi;
import dev.analyticsplatform.client.timeplus.model.ColumnsResp;
import dev.analyticsplatform.client.timeplus.model.IngestData;
import dev.analyticsplatform.driver.IngestionDriver;
import dev.analyticsplatform.engine.JsonSize;
import dev.analyticsplatform.engine.http.Transport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows added to streams in the compact format: names of columns, and lists of values. Timeplus takes or refuses a
 * request as a whole, so a row that the stream's columns cannot hold is found and left out before.
 */
final class TimeplusIngestion implements IngestionDriver<TimeplusIngestion.SizedRow> {

    /** Timeplus tells of no limit; these keep a request to a size that any proxy takes. */
    private static final int MAX_ROWS = 10_000;

    private static final long MAX_BYTES = 8L << 20;
    private static final String COMPACT = "compact";

    private final Transport transport;
    private final StreamsApi api;

    TimeplusIngestion(Transport transport) {
        this.transport = transport;
        this.api = transport.api(StreamsApi.class);
    }

    /**
     * A row whose values have a form in JSON.
     *
     * @param values as given
     * @param bytes about what they take in a request
     */
    record SizedRow(Map<String, @Nullable Object> values, long bytes) {}

    @Override
    public int maxRows() {
        return MAX_ROWS;
    }

    @Override
    public long maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public SizedRow encode(Map<String, ? extends @Nullable Object> row) {
        if (row.isEmpty()) {
            throw new IllegalArgumentException("the row has no values");
        }
        JsonElement json = TimeplusCells.untyped(row);
        return new SizedRow(Collections.unmodifiableMap(new LinkedHashMap<>(row)), JsonSize.of(JSON.gson(), json) + 1);
    }

    @Override
    public long bytes(SizedRow row) {
        return row.bytes();
    }

    @Override
    public List<RowRejection> write(QualifiedName dataset, List<SizedRow> batch) {
        String name = TimeplusMapping.local(dataset, "ingest");
        var types = types(name);
        var rejections = new ArrayList<RowRejection>();
        var fitting = new ArrayList<Map<String, JsonElement>>();
        Set<String> columns = new LinkedHashSet<>();
        for (int i = 0; i < batch.size(); i++) {
            try {
                var cells = cells(types, batch.get(i));
                columns.addAll(cells.keySet());
                fitting.add(cells);
            } catch (IllegalArgumentException unfit) {
                rejections.add(new RowRejection(i, String.valueOf(unfit.getMessage()), Optional.empty()));
            }
        }
        if (!fitting.isEmpty()) {
            var data = new IngestData().columns(List.copyOf(columns)).data(rows(columns, fitting));
            // The id keeps Timeplus from adding the rows twice, should the request reach it twice.
            transport.callForOptional(
                    api.ingest(name, data, COMPACT, UUID.randomUUID().toString()));
        }
        return rejections;
    }

    private Map<String, TimeplusType> types(String name) {
        var columns = transport.call(api.getStream(name)).getColumns();
        if (columns == null) {
            throw transport.failure("getStream", TimeplusErrors.malformed("the answer lacks columns"));
        }
        var types = new HashMap<String, TimeplusType>();
        for (ColumnsResp column : columns) {
            var type = TimeplusType.parse(String.valueOf(column.getType()));
            boolean nullable = type.nullable() || Boolean.TRUE.equals(column.getNullable());
            types.put(String.valueOf(column.getName()), type.orNull(nullable));
        }
        return types;
    }

    private static Map<String, JsonElement> cells(Map<String, TimeplusType> types, SizedRow row) {
        var cells = new LinkedHashMap<String, JsonElement>();
        row.values().forEach((column, value) -> {
            TimeplusType type = types.get(column);
            if (type == null) {
                throw new IllegalArgumentException("the stream has no column " + column);
            }
            try {
                cells.put(column, TimeplusCells.of(type, value));
            } catch (IllegalArgumentException unfit) {
                throw new IllegalArgumentException("column " + column + ": " + unfit.getMessage(), unfit);
            }
        });
        return cells;
    }

    /** A value that a row lacks is null, of which Timeplus makes the default of a column that takes no null. */
    private static List<List<JsonElement>> rows(Set<String> columns, List<Map<String, JsonElement>> rows) {
        var lists = new ArrayList<List<JsonElement>>(rows.size());
        for (var row : rows) {
            lists.add(columns.stream()
                    .map(column -> row.getOrDefault(column, JsonNull.INSTANCE))
                    .toList());
        }
        return lists;
    }
}
