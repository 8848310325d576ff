package dev.analyticsplatform.deltastream;

import static dev.analyticsplatform.deltastream.TwoPlanes.elsewhere;
import static dev.analyticsplatform.deltastream.TwoPlanes.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonParser;
import dev.analyticsplatform.AnalyticsPlatform;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.PermissionDeniedException;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.Row;
import dev.analyticsplatform.Rows;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.TransportException;
import java.math.BigDecimal;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaStreamSubscriptionTest {

    private static final String METADATA =
            "{\"type\":\"metadata\",\"headers\":{},\"columns\":[{\"name\":\"n\",\"type\":\"DECIMAL(38, 2)\"}]}";

    private final TwoPlanes planes = new TwoPlanes();
    private final AnalyticsPlatform platform =
            AnalyticsPlatform.open(planes.config().option("session", "s-1"));
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        platform.close();
        planes.close();
    }

    /** Subscribes to a server that answers the first frame with these, and then closes if a code is given. */
    private Rows subscribe(int closeCode, String... frames) {
        planes.control.enqueue(elsewhere(
                "streaming", planes.dataUrl("/v2/print/" + TwoPlanes.ID).replace("http:", "ws:")));
        planes.data.enqueue(new MockResponse.Builder()
                .webSocketUpgrade(new WebSocketListener() {
                    @Override
                    public void onMessage(WebSocket socket, String text) {
                        received.add(text);
                        for (String frame : frames) {
                            socket.send(frame);
                        }
                        if (closeCode > 0) {
                            socket.close(closeCode, null);
                        }
                    }

                    @Override
                    public void onClosing(WebSocket socket, int code, String reason) {
                        received.add("closing");
                        socket.close(1000, null);
                    }

                    @Override
                    public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
                        received.add("closing");
                    }
                })
                .build());
        return platform.queries().subscribe(Statement.of("SELECT n FROM s"));
    }

    private static String row(String cells) {
        return "{\"type\":\"data\",\"headers\":{},\"data\":[" + cells + "]}";
    }

    @Test
    @DisplayName(
            "The token goes in the first frame alone: the handshake carries no credentials; closing ends the stream")
    void handshake() throws InterruptedException {
        try (var rows = subscribe(0, METADATA, row("\"12345678901234567890.10\""), row("null"))) {
            var iterator = rows.iterator();
            assertThat(iterator.next().get("n")).isEqualTo(new BigDecimal("12345678901234567890.10"));
            assertThat(iterator.next().get("n")).isNull();
        }
        var auth = JsonParser.parseString(received.poll(10, TimeUnit.SECONDS)).getAsJsonObject();
        assertThat(auth.toString())
                .isEqualTo("{\"type\":\"auth\",\"accessToken\":\"" + TwoPlanes.TOKEN + "\",\"sessionId\":\"s-1\"}");
        assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("closing");
        var handshake = take(planes.data);
        assertThat(handshake.getTarget()).isEqualTo("/v2/print/" + TwoPlanes.ID);
        assertThat(handshake.getHeaders().get("Authorization")).isNull();
        assertThat(handshake.getHeaders().get("ds-session-id")).isEqualTo("s-1");
    }

    @Test
    @DisplayName("A frame of an error is the right exception after the rows before it")
    void errorFrame() {
        String error = "{\"type\":\"error\",\"headers\":{},\"message\":\"the topic is gone\",\"sqlCode\":\"3D007\"}";
        try (var rows = subscribe(0, METADATA, row("\"1\""), error)) {
            var iterator = rows.iterator();
            assertThat(iterator.next().getLong("n")).isEqualTo(1);
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(iterator::next)
                    .withMessageContaining("the topic is gone")
                    .satisfies(e -> assertThat(e.context().vendorCode()).hasValue("3D007"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1011})
    @DisplayName("promise: rows without end that end are an error, not a short result")
    void closedByTheServer(int code) {
        try (var rows = subscribe(code, METADATA, row("\"1\""))) {
            var iterator = rows.iterator();
            assertThat(iterator.next().getLong("n")).isEqualTo(1);
            assertThatExceptionOfType(TransportException.class).isThrownBy(iterator::next);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"data\",\"data\":[\"1\",\"2\"]}",
                "{\"type\":\"data\",\"data\":[1]}",
                "{\"type\":\"data\",\"data\":[\"one\"]}",
                "{\"type\":\"data\"}",
                "{\"type\":\"news\"}",
                "{\"type\":\"metadata\",\"columns\":[1]}",
                "{}",
                "[]",
                "{\"type\":",
                "{\"type\":\"data\",\"data\":[\"1\"]}]",
                "{\"type\":\"error\"}",
                ""
            })
    void malformedFrames(String frame) {
        try (var rows = subscribe(0, METADATA, frame)) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> rows.iterator().next());
        }
    }

    @Test
    void rowBeforeTheColumns() {
        try (var rows = subscribe(0, row("\"1\""))) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(rows::columns)
                    .withMessageContaining("a row came before the columns");
        }
    }

    @Test
    void refusedHandshakeTellsTheServersText() {
        planes.control.enqueue(elsewhere("streaming", planes.dataUrl("/v2/print/x")));
        planes.data.enqueue(new MockResponse.Builder()
                .code(403)
                .body("token is not for this")
                .build());
        assertThatExceptionOfType(PermissionDeniedException.class)
                .isThrownBy(() -> platform.queries().subscribe(Statement.of("SELECT n FROM s")))
                .withMessageContaining("run the statement again")
                .withMessageNotContaining(TwoPlanes.TOKEN);
    }

    @Test
    void rowsKeepTheirOrder() {
        var frames = new String[1001];
        frames[0] = METADATA;
        for (int i = 1; i < frames.length; i++) {
            frames[i] = row("\"" + i + "\"");
        }
        try (var rows = subscribe(0, frames)) {
            var iterator = rows.iterator();
            for (int i = 1; i < frames.length; i++) {
                Row row = iterator.next();
                assertThat(row.getLong("n")).isEqualTo(i);
            }
        }
    }
}
