package dev.analyticsplatform.rockset;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.client.rockset.JSON;
import dev.analyticsplatform.client.rockset.model.PaginationInfo;
import dev.analyticsplatform.client.rockset.model.QueryError;
import dev.analyticsplatform.client.rockset.model.QueryFieldType;
import dev.analyticsplatform.engine.http.Transport;
import dev.analyticsplatform.engine.http.VendorError;
import dev.analyticsplatform.engine.rows.Envelope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Rockset wraps around rows, in query answers and result pages alike. */
final class RocksetEnvelope implements Envelope {

    /** A query that is still under way has no rows yet; taking that for an empty result would lose them all. */
    private static final Set<String> UNFINISHED = Set.of("QUEUED", "RUNNING", "ERROR", "CANCELLED");

    private final Transport transport;
    private final String operation;
    private final List<QueryError> errors = new ArrayList<>();
    private @Nullable List<Column> columns;
    private @Nullable String queryId;
    private @Nullable String status;
    private @Nullable String nextCursor;

    RocksetEnvelope(Transport transport, String operation) {
        this.transport = transport;
        this.operation = operation;
    }

    @Override
    public List<String> path() {
        return List.of("results");
    }

    @Override
    public void member(String name, JsonReader value) throws IOException {
        if (value.peek() == JsonToken.NULL) {
            value.nextNull();
            return;
        }
        switch (name) {
            case "query_id" -> queryId = value.nextString();
            case "status" -> status = value.nextString();
            case "column_fields" -> columns = readColumns(value);
            case "query_errors" -> errors.addAll(readList(value, QueryError.class));
            case "pagination" -> {
                PaginationInfo pagination = JSON.gson().fromJson(value, PaginationInfo.class);
                nextCursor = pagination.getNextCursor();
            }
            default -> value.skipValue();
        }
    }

    private static @Nullable List<Column> readColumns(JsonReader value) throws IOException {
        var found = readList(value, QueryFieldType.class).stream()
                .map(field -> {
                    String type = Optional.ofNullable(field.getType()).orElse("");
                    String name = Optional.ofNullable(field.getName()).orElse("");
                    return new Column(name, RocksetValues.type(type), type);
                })
                .toList();
        // An empty list beside rows is what Rockset sends for SELECT *: nothing is declared.
        return found.isEmpty() ? null : found;
    }

    private static <T> List<T> readList(JsonReader value, Class<T> type) throws IOException {
        var list = new ArrayList<T>();
        value.beginArray();
        while (value.hasNext()) {
            T element = JSON.gson().fromJson(value, type);
            if (element == null) {
                throw new MalformedJsonException("an element is null at " + value.getPreviousPath());
            }
            list.add(element);
        }
        value.endArray();
        return list;
    }

    @Override
    public Optional<List<Column>> columns() {
        return Optional.ofNullable(columns);
    }

    @Override
    public Optional<String> queryId() {
        return Optional.ofNullable(queryId);
    }

    /** The cursor of the next page, known when the answer is read to its end. */
    Optional<String> nextCursor() {
        return Optional.ofNullable(nextCursor).filter(cursor -> !cursor.isEmpty());
    }

    @Override
    public void end(boolean rows) {
        if (!errors.isEmpty()) {
            throw transport.failure(operation, RocksetErrors.read(errors.get(0), queryId));
        }
        if (status != null && UNFINISHED.contains(status)) {
            throw transport.failure(
                    operation,
                    VendorError.of(null, "the query is in state " + status + ", so its rows are not whole", queryId)
                            .withKind(VendorError.Kind.QUERY_FAILED));
        }
        if (!rows && !"COMPLETED".equals(status)) {
            throw transport.failure(operation, RocksetErrors.malformed("the answer holds no results"));
        }
    }

    @Override
    public Object object(Map<String, @Nullable Object> members) {
        return RocksetValues.fromJson(members);
    }
}
