package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RowsClosingTest {

    private final ScriptedServer server = new ScriptedServer();
    private final AnalyticsPlatform platform = server.open();

    @AfterEach
    void close() {
        platform.close();
        server.close();
    }

    private Rows twoRows() {
        server.rows("{\"n\":1}", "{\"n\":2}");
        return platform.queries().run("select n from t");
    }

    @Test
    @DisplayName("Closing early closes the connection: a server that sends without end sees it")
    void closingEarlyFreesTheConnection() throws Exception {
        try (var endless = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var seen = CompletableFuture.supplyAsync(() -> sendUntilClosed(endless));
            try (var other =
                    AnalyticsPlatform.open(server.config().endpoint("http://127.0.0.1:" + endless.getLocalPort()))) {
                var rows = other.queries().run("select 1");
                assertThat(rows.iterator().next().getLong("n")).isEqualTo(1);
                rows.close();
                assertThat(seen.get(20, TimeUnit.SECONDS)).isInstanceOf(SocketException.class);
            }
        }
    }

    private static IOException sendUntilClosed(ServerSocket listener) {
        try (var socket = listener.accept()) {
            var out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"results\":[{\"n\":1}"
                    .getBytes(StandardCharsets.UTF_8));
            byte[] more = ",{\"n\":2}".repeat(1000).getBytes(StandardCharsets.UTF_8);
            while (true) {
                out.write(more);
                out.flush();
            }
        } catch (IOException closed) {
            return closed;
        }
    }

    @Test
    void closeTwiceAndAfterTheEnd() {
        var rows = twoRows();
        assertThat(rows).hasSize(2);
        assertThatCode(() -> {
                    rows.close();
                    rows.close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void useAfterClose() {
        var rows = twoRows();
        var iterator = rows.iterator();
        var first = iterator.next();
        rows.close();

        assertThatIllegalStateException().isThrownBy(iterator::hasNext).withMessage("the rows are closed");
        assertThatIllegalStateException().isThrownBy(iterator::next).withMessage("the rows are closed");
        assertThat(first.getLong("n")).as("rows that were read stay good").isEqualTo(1);
        var unread = twoRows();
        unread.close();
        assertThatIllegalStateException().isThrownBy(unread::iterator).withMessage("the rows are closed");
    }

    @Test
    void rowsCanBeReadOnce() {
        try (var rows = twoRows()) {
            assertThat(rows).hasSize(2);
            assertThatIllegalStateException().isThrownBy(rows::iterator).withMessageContaining("rows can be read once");
            assertThatIllegalStateException().isThrownBy(rows::stream).withMessageContaining("rows can be read once");
        }
    }

    @Test
    void nextWithoutHasNext() {
        try (var rows = twoRows()) {
            var iterator = rows.iterator();
            assertThat(iterator.next().getLong("n")).isEqualTo(1);
            assertThat(iterator.next().getLong("n")).isEqualTo(2);
            Assertions.assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
        }
    }

    @Test
    @DisplayName("Closing the stream closes the rows; toList closes by itself")
    void streams() {
        var rows = twoRows();
        try (Stream<Row> stream = rows.stream()) {
            assertThat(stream.limit(1)).hasSize(1);
        }
        assertThatIllegalStateException().isThrownBy(rows::iterator);
        var listed = twoRows();
        assertThat(listed.toList()).hasSize(2).isUnmodifiable();
        assertThatIllegalStateException().isThrownBy(listed::iterator);
    }

    @Test
    @DisplayName("Closing the platform ends rows that are being read with an error, not with a normal end")
    void closingThePlatform() {
        server.answer("{\"results\":[" + "{\"n\":1},".repeat(200_000) + "{\"n\":1}]}");
        var rows = platform.queries().run("select n from t");
        var iterator = rows.iterator();
        iterator.next();
        platform.close();

        Assertions.assertThatExceptionOfType(CancelledException.class).isThrownBy(() -> {
            while (iterator.hasNext()) {
                iterator.next();
            }
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> platform.queries().run("select 1"))
                .withMessage("the platform is closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> platform.catalog().namespaces())
                .withMessage("the platform is closed");
        platform.close();
    }

    @Test
    @DisplayName("A connection whose rows were read to the end is used again, also if nobody closes the rows")
    void connectionIsReused() throws InterruptedException {
        assertThat(twoRows()).hasSize(2);
        assertThat(twoRows()).hasSize(2);
        server.take();
        assertThat(server.take().getExchangeIndex()).isEqualTo(1);
    }
}
