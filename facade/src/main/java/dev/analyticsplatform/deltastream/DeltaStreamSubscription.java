package dev.analyticsplatform.deltastream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.driver.RowData;
import dev.analyticsplatform.driver.RowSource;
import dev.analyticsplatform.engine.http.Transport;
import dev.analyticsplatform.engine.http.VendorError;
import dev.analyticsplatform.engine.http.WebSocketRequest;
import dev.analyticsplatform.engine.rows.JsonValues;
import dev.analyticsplatform.engine.stream.WebSocketMessages;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Rows without end, over a websocket: a frame with the columns first, then one frame a row. There is no frame for an
 * end, so a connection that the server closes is an error.
 */
final class DeltaStreamSubscription implements RowSource {

    private final WebSocketMessages messages;
    private final Optional<String> statementId;
    private @Nullable List<Column> columns;
    private List<String> names = List.of();

    private DeltaStreamSubscription(WebSocketMessages messages, Optional<String> statementId) {
        this.messages = messages;
        this.statementId = statementId;
    }

    /** Opens the websocket; the token goes in the first frame, not into the handshake. */
    static DeltaStreamSubscription open(
            Transport plane, HttpUrl url, String token, @Nullable String session, Optional<String> statementId) {
        var auth = new JsonObject();
        auth.addProperty("type", "auth");
        auth.addProperty("accessToken", token);
        auth.addProperty("sessionId", session == null ? "" : session);
        var request = WebSocketRequest.of("subscribe", url).withoutCredentials().withFrame(auth.toString());
        if (session != null) {
            request = request.withHeader("ds-session-id", session);
        }
        return new DeltaStreamSubscription(WebSocketMessages.open(plane, request), statementId);
    }

    @Override
    public Optional<List<Column>> columns() {
        while (columns == null) {
            if (read() != null) {
                throw malformed("a row came before the columns");
            }
        }
        return Optional.of(columns);
    }

    @Override
    public Optional<String> queryId() {
        return statementId;
    }

    @Override
    public RowData next() {
        while (true) {
            var row = read();
            if (row != null) {
                return row;
            }
        }
    }

    /** Takes one frame; gives a row if it is one. */
    private @Nullable RowData read() {
        String text = messages.next();
        if (text == null) {
            throw malformed("the stream ended, but it has no end");
        }
        try {
            var frame = frame(text);
            String type = String.valueOf(frame.get("type"));
            switch (type) {
                case "metadata" -> {
                    columns = readColumns(list(frame, "columns"));
                    names = columns.stream().map(Column::name).toList();
                    return null;
                }
                case "data" -> {
                    return row(list(frame, "data"));
                }
                case "error" -> throw failure(frame);
                default -> throw new MalformedJsonException("a frame is of the unknown type " + type);
            }
        } catch (IOException | IllegalStateException | NumberFormatException | JsonParseException broken) {
            throw messages.translate(broken);
        }
    }

    private AnalyticsException failure(Map<?, ?> error) throws IOException {
        Object code = error.get("sqlCode");
        Object message = error.get("message");
        if (code == null && message == null) {
            throw new MalformedJsonException("an error frame lacks its sqlCode and message");
        }
        String told = message == null ? null : message.toString();
        String id = statementId.orElse(null);
        return messages.failure(
                code == null ? VendorError.of(null, told, id) : DeltaStreamErrors.of(code.toString(), told, id));
    }

    private static Map<?, ?> frame(String text) throws IOException {
        var json = new JsonReader(new StringReader(text));
        json.setStrictness(Strictness.STRICT);
        if (JsonValues.plain().read(json) instanceof Map<?, ?> members && json.peek() == JsonToken.END_DOCUMENT) {
            return members;
        }
        throw new MalformedJsonException("a frame is not one JSON object");
    }

    private static List<?> list(Map<?, ?> frame, String member) throws IOException {
        if (frame.get(member) instanceof List<?> list) {
            return list;
        }
        throw new MalformedJsonException("a frame lacks its " + member);
    }

    private static List<Column> readColumns(List<?> declared) throws IOException {
        var columns = new ArrayList<Column>();
        for (Object column : declared) {
            if (!(column instanceof Map<?, ?> members)) {
                throw new MalformedJsonException("a column is no JSON object");
            }
            columns.add(DeltaStreamMapping.column(text(members.get("name")), text(members.get("type"))));
        }
        return columns;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    private RowData row(List<?> cells) throws IOException {
        var known = columns;
        if (known == null) {
            throw new MalformedJsonException("a row came before the columns");
        }
        if (cells.size() != known.size()) {
            throw new MalformedJsonException(
                    "a row has " + cells.size() + " values, but there are " + known.size() + " columns");
        }
        var values = new @Nullable Object[cells.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = DeltaStreamValues.read(known.get(i).type(), cells.get(i));
        }
        return new RowData(names, values);
    }

    private RuntimeException malformed(String problem) {
        return messages.translate(new MalformedJsonException(problem));
    }

    @Override
    public void close() {
        messages.close();
    }
}
