package dev.analyticsplatform.singlestore;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.client.singlestore.JSON;
import dev.analyticsplatform.client.singlestore.model.QueryOutputError;
import dev.analyticsplatform.engine.http.Transport;
import dev.analyticsplatform.engine.rows.Envelope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What SingleStore wraps around tuples. Its error stands behind the rows, if they had begun before it happened. */
final class SingleStoreEnvelope implements Envelope {

    private static final List<String> PATH = List.of("results", "rows");

    private final Transport transport;
    private final boolean mayBeWithoutResult;
    private @Nullable List<Column> columns;
    private @Nullable QueryOutputError error;

    SingleStoreEnvelope(Transport transport, boolean mayBeWithoutResult) {
        this.transport = transport;
        this.mayBeWithoutResult = mayBeWithoutResult;
    }

    @Override
    public List<String> path() {
        return PATH;
    }

    @Override
    public void member(String name, JsonReader value) throws IOException {
        switch (name) {
            case "results.columns" -> columns = readColumns(value);
            case "error" -> error = JSON.gson().fromJson(value, QueryOutputError.class);
            default -> value.skipValue();
        }
    }

    private static List<Column> readColumns(JsonReader value) throws IOException {
        var found = new ArrayList<Column>();
        value.beginArray();
        while (value.hasNext()) {
            dev.analyticsplatform.client.singlestore.model.Column column =
                    JSON.gson().fromJson(value, dev.analyticsplatform.client.singlestore.model.Column.class);
            if (column == null || column.getName() == null) {
                throw new MalformedJsonException("a column has no name at " + value.getPreviousPath());
            }
            String type = Optional.ofNullable(column.getDataType()).orElse("");
            found.add(new Column(column.getName(), SingleStoreValues.type(type), type));
        }
        value.endArray();
        return List.copyOf(found);
    }

    @Override
    public Optional<List<Column>> columns() {
        return Optional.ofNullable(columns);
    }

    @Override
    public Optional<String> queryId() {
        return Optional.empty();
    }

    @Override
    public @Nullable Object value(int index, String column, @Nullable Object value) throws IOException {
        return columns == null
                ? value
                : SingleStoreValues.fromJson(
                        Envelope.column(columns, index, column).type(), value);
    }

    @Override
    public void end(boolean rows) {
        if (error != null) {
            throw transport.failure("tuples", SingleStoreErrors.read(error));
        }
        if (!rows && !mayBeWithoutResult) {
            throw transport.failure("tuples", SingleStoreErrors.malformed("the answer holds no results"));
        }
    }
}
