package dev.analyticsplatform.engine.rows;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.Limits;
import dev.analyticsplatform.driver.RowData;
import dev.analyticsplatform.driver.RowSource;
import dev.analyticsplatform.engine.http.Streamed;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one JSON answer, one at a time: what is in memory is the row at hand. The answer counts only when it is read
 * to its last brace and its envelope reports no error.
 */
public final class JsonRows implements RowSource {

    private enum Place {
        START,
        MEMBERS,
        ROWS,
        END
    }

    private static final long EXCERPT = 160;

    private final Streamed body;
    private final Envelope envelope;
    private final JsonReader json;
    private final BoundedReader bounds;
    private final JsonValues values;
    private final List<String> path;
    /** For each level of the path that was entered, whether its object stands in a list. */
    private final boolean[] listed;

    private final Deque<@Nullable Object[]> early = new ArrayDeque<>();
    private final long earlyLimit;
    private Place place = Place.START;
    private int level;
    private boolean found;
    private long count;
    private List<String> names = List.of();

    /**
     * Starts reading an answer.
     *
     * @param body the open answer; closed with the rows
     * @param limits of one value and of nesting
     * @param envelope what the vendor wraps around the rows
     */
    public JsonRows(Streamed body, Limits limits, Envelope envelope) {
        this.body = body;
        this.envelope = envelope;
        this.path = envelope.path();
        this.listed = new boolean[path.size()];
        this.earlyLimit = limits.answerBytes();
        this.bounds = new BoundedReader(body.reader(), limits.stringChars());
        this.json = new JsonReader(bounds);
        json.setStrictness(Strictness.STRICT);
        json.setNestingLimit(limits.depth());
        this.values = new JsonValues(envelope::object, bounds::restart);
    }

    @Override
    public Optional<List<Column>> columns() {
        reachRows();
        try {
            // A result without columns is that of a statement before the one that was asked for.
            while (place == Place.ROWS
                    && envelope.columns().filter(List::isEmpty).isPresent()
                    && !json.hasNext()) {
                leaveRows();
            }
        } catch (IOException | IllegalStateException | NumberFormatException | JsonParseException broken) {
            throw failed(broken);
        }
        return envelope.columns();
    }

    @Override
    public Optional<String> queryId() {
        reachRows();
        return envelope.queryId();
    }

    @Override
    public @Nullable RowData next() {
        reachRows();
        try {
            while (place == Place.ROWS) {
                if (json.hasNext()) {
                    if (json.peek() != JsonToken.BEGIN_ARRAY) {
                        count++;
                        return row();
                    } else if (envelope.columns().isPresent()) {
                        count++;
                        return positional(cells());
                    }
                    gather();
                }
                leaveRows();
            }
            var waiting = early.poll();
            return waiting == null ? null : positional(waiting);
        } catch (IOException | IllegalStateException | NumberFormatException | JsonParseException broken) {
            throw failed(broken);
        }
    }

    private void leaveRows() throws IOException {
        json.endArray();
        envelope.rows(count);
        place = Place.MEMBERS;
        readMembers();
    }

    /** Rows whose columns come after them have to wait; there is a limit to that, since they wait in memory. */
    private void gather() throws IOException {
        long began = bounds.total();
        while (json.hasNext()) {
            early.add(cells());
            count++;
            if (bounds.total() - began > earlyLimit) {
                throw new MalformedJsonException("the columns do not stand before the rows, which take more than "
                        + earlyLimit + " characters; see Limits.answerBytes");
            }
        }
    }

    /** Reads what stands before the rows; an answer without rows is read to its end. */
    private void reachRows() {
        if (place != Place.START) {
            return;
        }
        try {
            bounds.restart();
            requireObject();
            json.beginObject();
            place = Place.MEMBERS;
            readMembers();
        } catch (IOException | IllegalStateException | NumberFormatException | JsonParseException broken) {
            throw failed(broken);
        }
    }

    /** An answer of a proxy or a login page is worth more shown than described. Waits for its first byte only. */
    private void requireObject() throws IOException {
        var source = body.source();
        if (!source.request(1)) {
            throw new EOFException("it is empty");
        }
        String start =
                source.peek().readUtf8(Math.min(EXCERPT, source.getBuffer().size()));
        String text = (start.startsWith("\ufeff") ? start.substring(1) : start).strip();
        if (!text.isEmpty() && text.charAt(0) != '{') {
            throw new MalformedJsonException("it is no JSON object, it begins with: " + text);
        }
    }

    /** Gson's own words speak to its callers, not to ours, and its exceptions of wrong types look like bugs. */
    private RuntimeException failed(Exception thrown) {
        // Gson's object mapping wraps what reading threw.
        Exception broken =
                thrown instanceof JsonParseException && thrown.getCause() instanceof Exception cause ? cause : thrown;
        if (broken instanceof MalformedJsonException) {
            String text = String.valueOf(broken.getMessage());
            String problem = text.startsWith("Use JsonReader")
                    ? "it is not well-formed JSON at " + json.getPath()
                    : text.replaceFirst("\\s*See https://github\\.com/google/gson.*", "");
            return body.translate(malformed(problem, broken));
        }
        if (broken instanceof IllegalStateException) {
            return body.translate(malformed("it has a value of an unexpected type at " + json.getPath(), broken));
        }
        return body.translate(broken);
    }

    private static MalformedJsonException malformed(String problem, Exception cause) {
        var malformed = new MalformedJsonException(problem);
        malformed.initCause(cause);
        return malformed;
    }

    /** Reads on, to the rows or to the end. */
    private void readMembers() throws IOException {
        while (place != Place.END) {
            while (json.hasNext()) {
                bounds.restart();
                String name = json.nextName();
                if (!name.equals(path.get(level))) {
                    envelope.member(qualified(name), json);
                } else if (found) {
                    throw new MalformedJsonException("the rows stand twice in the answer");
                } else if (json.peek() == JsonToken.NULL) {
                    json.nextNull();
                } else if (level == path.size() - 1) {
                    json.beginArray();
                    found = true;
                    place = Place.ROWS;
                    return;
                } else {
                    descend();
                }
            }
            ascend();
        }
    }

    private void descend() throws IOException {
        boolean list = json.peek() == JsonToken.BEGIN_ARRAY;
        if (list) {
            json.beginArray();
            if (!json.hasNext()) {
                json.endArray();
                return;
            }
        }
        json.beginObject();
        listed[++level] = list;
    }

    private void ascend() throws IOException {
        json.endObject();
        if (level == 0) {
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedJsonException("the answer goes on after its end");
            }
            envelope.end(found);
            place = Place.END;
        } else if (!listed[level]) {
            level--;
        } else if (json.hasNext()) {
            beginNextResult();
        } else {
            json.endArray();
            level--;
        }
    }

    /** A result without columns is that of a statement that gives none, such as USE. */
    private void beginNextResult() throws IOException {
        if (count > 0 || !envelope.columns().orElse(List.of()).isEmpty()) {
            throw new MalformedJsonException(
                    "the answer holds several results; send one statement that gives rows at a time");
        }
        found = false;
        json.beginObject();
    }

    private String qualified(String name) {
        return level == 0 ? name : String.join(".", path.subList(0, level)) + "." + name;
    }

    private @Nullable Object[] cells() throws IOException {
        var found = new ArrayList<@Nullable Object>(names.size());
        json.beginArray();
        while (json.hasNext()) {
            found.add(values.read(json));
        }
        json.endArray();
        return found.toArray();
    }

    private RowData positional(@Nullable Object[] cells) throws IOException {
        if (names.isEmpty()) {
            var columns = envelope.columns();
            if (columns.isEmpty()) {
                throw new MalformedJsonException("a row is a list, but the answer names no columns");
            }
            names = columns.get().stream().map(Column::name).toList();
        }
        if (cells.length != names.size()) {
            throw new MalformedJsonException(
                    "a row has " + cells.length + " values, but there are " + names.size() + " columns");
        }
        for (int i = 0; i < cells.length; i++) {
            cells[i] = envelope.value(i, names.get(i), cells[i]);
        }
        return new RowData(names, cells);
    }

    private RowData row() throws IOException {
        json.beginObject();
        var found = new ArrayList<@Nullable Object>(names.size());
        List<String> own = names;
        boolean shared = true;
        while (json.hasNext()) {
            bounds.restart();
            String name = json.nextName();
            int index = found.size();
            if (shared && !(index < names.size() && names.get(index).equals(name))) {
                own = new ArrayList<>(names.subList(0, index));
                shared = false;
            }
            if (!shared) {
                own.add(name);
            }
            found.add(envelope.value(index, name, values.read(json)));
        }
        json.endObject();
        if (shared && found.size() < names.size()) {
            own = List.copyOf(names.subList(0, found.size()));
        }
        names = own;
        return new RowData(own, found.toArray());
    }

    @Override
    public void close() {
        body.close();
    }
}
