package dev.analyticsplatform.deltastream;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.client.deltastream.JSON;
import dev.analyticsplatform.client.deltastream.controlplane.model.DataplaneRequest;
import dev.analyticsplatform.client.deltastream.controlplane.model.ResultSetContext;
import dev.analyticsplatform.client.deltastream.controlplane.model.ResultSetMetadata;
import dev.analyticsplatform.engine.rows.Envelope;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What DeltaStream wraps around rows, on both planes. It only gathers; what the answer means is said by
 * {@link DeltaStreamAnswer}, since a failed statement is an error for some and a state for others.
 */
final class DeltaStreamEnvelope implements Envelope {

    private @Nullable String sqlState;
    private @Nullable String message;
    private @Nullable String statementId;
    private @Nullable Long createdOn;
    private int statements;
    private @Nullable ResultSetMetadata metadata;
    private @Nullable List<Column> columns;

    @Override
    public List<String> path() {
        return List.of("data");
    }

    @Override
    public void member(String name, JsonReader value) throws IOException {
        if (value.peek() == JsonToken.NULL) {
            value.nextNull();
            return;
        }
        switch (name) {
            case "sqlState" -> sqlState = value.nextString();
            case "message" -> message = value.nextString();
            case "statementID" -> statementId = value.nextString();
            case "createdOn" -> createdOn = value.nextLong();
            case "statementIDs" -> statements = count(value);
            case "metadata" -> {
                ResultSetMetadata read = JSON.gson().fromJson(value, ResultSetMetadata.class);
                metadata = read;
                columns = columns(read);
            }
            default -> value.skipValue();
        }
    }

    private static int count(JsonReader list) throws IOException {
        int count = 0;
        list.beginArray();
        while (list.hasNext()) {
            list.skipValue();
            count++;
        }
        list.endArray();
        return count;
    }

    private static @Nullable List<Column> columns(ResultSetMetadata metadata) {
        var declared = metadata.getColumns();
        return declared == null
                ? null
                : declared.stream()
                        .map(column -> DeltaStreamMapping.column(column.getName(), column.getType()))
                        .toList();
    }

    @Override
    public Optional<List<Column>> columns() {
        return Optional.ofNullable(columns);
    }

    @Override
    public Optional<String> queryId() {
        return Optional.ofNullable(statementId);
    }

    Optional<String> sqlState() {
        return Optional.ofNullable(sqlState);
    }

    Optional<String> message() {
        return Optional.ofNullable(message).filter(text -> !text.isBlank());
    }

    /** When the statement was taken, in seconds since 1970. */
    Optional<Long> createdOn() {
        return Optional.ofNullable(createdOn);
    }

    /** How many statements the text held that was sent. */
    int statements() {
        return statements;
    }

    boolean hasMetadata() {
        return metadata != null;
    }

    /** Where the rows are, if they are not in this answer. */
    Optional<DataplaneRequest> elsewhere() {
        return Optional.ofNullable(metadata).map(ResultSetMetadata::getDataplaneRequest);
    }

    Optional<ResultSetContext> context() {
        return Optional.ofNullable(metadata).map(ResultSetMetadata::getContext);
    }

    /** In how many parts the rows come; 0 if the answer does not tell, or there are none. */
    int partitions() {
        var partitions = metadata == null ? null : metadata.getPartitionInfo();
        return partitions == null ? 0 : partitions.size();
    }

    /** How many rows a part has, if the answer tells. */
    Optional<Integer> rowCount(int partition) {
        var partitions = metadata == null ? null : metadata.getPartitionInfo();
        return partitions == null || partition >= partitions.size()
                ? Optional.empty()
                : Optional.ofNullable(partitions.get(partition).getRowCount());
    }

    @Override
    public void end(boolean rows) {}

    @Override
    public @Nullable Object value(int index, String column, @Nullable Object value) throws IOException {
        return columns == null
                ? value
                : DeltaStreamValues.read(Envelope.column(columns, index, column).type(), value);
    }
}
