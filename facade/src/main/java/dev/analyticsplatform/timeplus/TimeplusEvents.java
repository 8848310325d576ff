package dev.analyticsplatform.timeplus;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.Limits;
import dev.analyticsplatform.client.timeplus.JSON;
import dev.analyticsplatform.client.timeplus.model.Query;
import dev.analyticsplatform.driver.RowData;
import dev.analyticsplatform.driver.RowSource;
import dev.analyticsplatform.engine.http.Streamed;
import dev.analyticsplatform.engine.rows.JsonValues;
import dev.analyticsplatform.engine.stream.ServerSentEvents;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a query as its events bring them. The first event is the query with its columns, the last the query with how
 * it ended; nameless ones between them hold rows, others tell of progress. Rows count only when the last event says
 * finished.
 */
final class TimeplusEvents implements RowSource {

    private final ServerSentEvents events;
    private final Limits limits;
    private final Consumer<String> abandon;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable String id;
    private volatile boolean ended;
    private boolean begun;
    private @Nullable List<Column> columns;
    private List<String> names = List.of();
    private List<TimeplusType> types = List.of();
    /** Rows of the event at hand. */
    private @Nullable JsonReader rows;

    /**
     * Starts reading.
     *
     * @param body the open answer; closed with the rows
     * @param limits of an event and of nesting
     * @param abandon takes the id of a query that is closed before it ended; must not throw
     */
    TimeplusEvents(Streamed body, Limits limits, Consumer<String> abandon) {
        this.events = new ServerSentEvents(body, limits);
        this.limits = limits;
        this.abandon = abandon;
    }

    @Override
    public Optional<List<Column>> columns() {
        begin();
        return Optional.ofNullable(columns);
    }

    @Override
    public Optional<String> queryId() {
        begin();
        return Optional.ofNullable(id);
    }

    @Override
    public @Nullable RowData next() {
        begin();
        try {
            while (true) {
                JsonReader current = rows;
                if (current != null && current.hasNext()) {
                    return row(current);
                } else if (current != null) {
                    current.endArray();
                    requireEnd(current);
                    rows = null;
                }
                if (ended) {
                    return null;
                }
                take();
            }
        } catch (IOException | IllegalStateException | NumberFormatException | JsonParseException broken) {
            throw failed(broken);
        }
    }

    /** Reads as far as the query's first event. */
    private void begin() {
        if (begun) {
            return;
        }
        try {
            while (!begun) {
                take();
            }
        } catch (IOException | IllegalStateException | NumberFormatException | JsonParseException broken) {
            throw failed(broken);
        }
    }

    private void take() throws IOException {
        var event = events.next();
        if (event == null) {
            throw events.failure(TimeplusErrors.cutOff(id));
        }
        switch (event.name()) {
            case "query" -> query(event.data());
            case "message" -> {
                if (!begun) {
                    throw new MalformedJsonException("rows came before the event that tells of their columns");
                }
                var reader = reader(event.data());
                reader.beginArray();
                rows = reader;
            }
            default -> {
                // Progress, or something new.
            }
        }
    }

    private void query(String data) throws IOException {
        var reader = reader(data);
        Query query = JSON.gson().fromJson(reader, Query.class);
        if (query == null) {
            throw new MalformedJsonException("the event of the query is null");
        }
        requireEnd(reader);
        if (!begun) {
            id = query.getId();
            var result = query.getResult();
            columns = TimeplusMapping.columns(result == null ? null : result.getHeader());
            names = columns.stream().map(Column::name).toList();
            types = columns.stream()
                    .map(column -> TimeplusType.parse(column.vendorType()))
                    .toList();
            begun = true;
        }
        var status = query.getStatus();
        if (Query.StatusEnum.FINISHED.equals(status)) {
            ended = true;
        } else if (Query.StatusEnum.FAILED.equals(status) || Query.StatusEnum.CANCELED.equals(status)) {
            ended = true;
            throw events.failure(TimeplusErrors.read(query));
        }
    }

    private RowData row(JsonReader json) throws IOException {
        var cells = new @Nullable Object[types.size()];
        int count = 0;
        json.beginArray();
        while (json.hasNext()) {
            Object value = JsonValues.plain().read(json);
            if (count < cells.length) {
                cells[count] = cell(count, value);
            }
            count++;
        }
        json.endArray();
        if (count != cells.length) {
            throw new MalformedJsonException(
                    "a row has " + count + " values, but there are " + cells.length + " columns");
        }
        return new RowData(names, cells);
    }

    private @Nullable Object cell(int index, @Nullable Object value) throws IOException {
        try {
            return TimeplusValues.read(types.get(index), value);
        } catch (MalformedJsonException unfit) {
            var named = new MalformedJsonException("column " + names.get(index) + ": " + unfit.getMessage());
            named.initCause(unfit);
            throw named;
        }
    }

    private JsonReader reader(String data) {
        var reader = new JsonReader(new StringReader(data));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(limits.depth());
        return reader;
    }

    private static void requireEnd(JsonReader reader) throws IOException {
        if (reader.peek() != JsonToken.END_DOCUMENT) {
            throw new MalformedJsonException("the data of an event goes on after its end");
        }
    }

    /** Gson's own words speak to its callers, not to ours, and its exceptions of wrong types look like bugs. */
    private RuntimeException failed(Exception thrown) {
        Exception broken =
                thrown instanceof JsonParseException && thrown.getCause() instanceof Exception cause ? cause : thrown;
        String text = String.valueOf(broken.getMessage());
        boolean ours = broken instanceof MalformedJsonException
                && !text.contains("github.com/google/gson")
                && !text.startsWith("Use JsonReader");
        if (ours) {
            return events.translate(broken);
        }
        var malformed = new MalformedJsonException("the data of an event is not the JSON that it should be");
        malformed.initCause(broken);
        return events.translate(malformed);
    }

    /** Frees the connection at once. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        events.close();
        String running = id;
        if (running != null && !ended) {
            abandon.accept(running);
        }
    }
}
