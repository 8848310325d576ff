package dev.analyticsplatform.bytehouse;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.engine.http.Transport;
import dev.analyticsplatform.engine.rows.Envelope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What ByteHouse wraps around rows: a list of results, one a statement, each with the names and types of its columns,
 * rows that are lists, and behind them their number, or the reason why they broke off. The members of a result are
 * inferred.
 */
final class ByteHouseEnvelope implements Envelope {

    private final Transport transport;
    private final String operation;
    private @Nullable List<Column> columns;
    private List<ByteHouseType> types = List.of();
    private long read;
    private @Nullable Long told;
    private @Nullable String message;
    private @Nullable String exception;
    private @Nullable JsonElement error;

    ByteHouseEnvelope(Transport transport, String operation) {
        this.transport = transport;
        this.operation = operation;
    }

    @Override
    public List<String> path() {
        return List.of("data", "data");
    }

    @Override
    public void member(String name, JsonReader value) throws IOException {
        if (value.peek() == JsonToken.NULL) {
            value.nextNull();
            return;
        }
        switch (name) {
            case "data.meta" -> readColumns(value);
            case "data.rows" -> told = value.nextLong();
            case "data.exception", "exception" -> exception = value.nextString();
            case "data.error", "error" -> error = JsonParser.parseReader(value);
            case "message" -> message = value.nextString();
            default -> value.skipValue();
        }
    }

    private void readColumns(JsonReader value) throws IOException {
        var found = new ArrayList<Column>();
        var kinds = new ArrayList<ByteHouseType>();
        value.beginArray();
        while (value.hasNext()) {
            String name = null;
            String type = null;
            value.beginObject();
            while (value.hasNext()) {
                switch (value.nextName()) {
                    case "name" -> name = value.nextString();
                    case "type" -> type = value.nextString();
                    default -> value.skipValue();
                }
            }
            value.endObject();
            if (name == null || type == null) {
                throw new MalformedJsonException("a column lacks name or type at " + value.getPath());
            }
            var parsed = ByteHouseType.parse(type);
            kinds.add(parsed);
            found.add(new Column(name, parsed.portable(), type));
        }
        value.endArray();
        columns = found;
        types = kinds;
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
        Envelope.column(columns == null ? List.of() : columns, index, column);
        return ByteHouseValues.decode(types.get(index), value);
    }

    @Override
    public void rows(long count) {
        read = count;
        told = null;
    }

    /** Whole is a result only if it says how many rows it has: one that broke off may be well-formed. */
    @Override
    public void end(boolean rows) {
        if (exception != null) {
            throw transport.failure(operation, ByteHouseErrors.ofQuery(exception, null));
        } else if (ByteHouseErrors.tells(error)) {
            throw transport.failure(operation, ByteHouseErrors.ofQuery(message, error));
        } else if (!rows) {
            throw transport.failure(operation, ByteHouseErrors.malformed("the answer holds no result"));
        } else if (told == null || told != read) {
            throw transport.failure(
                    operation,
                    ByteHouseErrors.malformed("the result has " + read + " rows, but says that it has "
                            + (told == null ? "no number of them" : told) + "; it may not be whole"));
        }
    }
}
