package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.analyticsplatform.engine.stream.StreamServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a subscription promises, at every vendor that has them, whatever its messages look like on the wire. */
@Timeout(60)
class SubscriptionsTest {

    private static Rows subscribe(AnalyticsPlatform platform) {
        return platform.queries().subscribe(Statement.of("SELECT n, t FROM s"));
    }

    private static void assertGone(StreamServer server) throws InterruptedException {
        assertThat(server.clientGone.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Reads one row, and then waits for another in a thread of its own. */
    private static final class Reader {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CompletableFuture<RuntimeException> thrown = new CompletableFuture<>();
        private volatile boolean interrupted;
        private final Thread thread;

        Reader(Rows rows) throws InterruptedException {
            thread = new Thread(() -> {
                try {
                    var iterator = rows.iterator();
                    iterator.next();
                    begun.countDown();
                    iterator.next();
                } catch (RuntimeException e) {
                    interrupted = Thread.currentThread().isInterrupted();
                    thrown.complete(e);
                }
            });
            thread.start();
            begun.await();
        }

        RuntimeException thrown() throws Exception {
            return thrown.get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "promise: who reads slowly slows the sender, in a bounded buffer, and gets every row; closing frees all")
    void slowConsumer(StreamingVendor vendor) throws Exception {
        long most = 256L << 20;
        var row = vendor.row(1, "x".repeat(1000));
        var sent = new CompletableFuture<Long>();
        try (var server = vendor.server(peer -> {
                    peer.write(vendor.begin());
                    sent.complete(peer.flood(row, most));
                    peer.awaitGone();
                });
                var platform = vendor.open(server)) {
            var rows = subscribe(platform);
            long bytes = sent.get(40, TimeUnit.SECONDS);
            assertThat(bytes).as("what fits into the buffers of two sockets").isLessThan(most / 4);
            var iterator = rows.iterator();
            for (long i = 0; i < bytes / row.length; i++) {
                assertThat(iterator.next().getString("t")).hasSize(1000);
            }
            rows.close();
            assertGone(server);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("promise: close frees the socket at once, also while another thread reads, and ends the query")
    void closeWhileReading(StreamingVendor vendor) throws Exception {
        try (var server = vendor.silent();
                var platform = vendor.open(server)) {
            var rows = subscribe(platform);
            var reader = new Reader(rows);
            rows.close();
            assertGone(server);
            // The latter if the reader had not yet come to its second row.
            assertThat(reader.thrown()).isInstanceOfAny(CancelledException.class, IllegalStateException.class);
            rows.close();
            assertThat(server.requests)
                    .extracting(head -> head.substring(0, head.indexOf(" HTTP/1.1")))
                    .isEqualTo(vendor.requests());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("promise: an interrupt ends the wait for the next row, keeps its flag and frees the socket")
    void interrupted(StreamingVendor vendor) throws Exception {
        try (var server = vendor.silent();
                var platform = vendor.open(server);
                var rows = subscribe(platform)) {
            var reader = new Reader(rows);
            reader.thread.interrupt();
            assertThat(reader.thrown()).isInstanceOf(CancelledException.class).hasMessageContaining("interrupted");
            assertThat(reader.interrupted).isTrue();
            assertGone(server);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("promise: a stream that ends within a row is an error after the rows before it, never an end")
    void endsWithinRow(StreamingVendor vendor) throws Exception {
        for (byte[] cut : vendor.cuts()) {
            try (var server = vendor.server(
                            peer -> peer.write(StreamingVendor.join(vendor.begin(), vendor.row(1, "a"), cut)));
                    var platform = vendor.open(server);
                    var rows = subscribe(platform)) {
                var iterator = rows.iterator();
                assertThat(iterator.next().getLong("n")).isEqualTo(1);
                assertThatExceptionOfType(vendor.cut()).isThrownBy(iterator::hasNext);
                assertThatIllegalStateException().isThrownBy(iterator::hasNext);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("promise: keep-alives are no rows, and rows come whole in any split of bytes, lines and fragments")
    void keepAlivesAndSplits(StreamingVendor vendor) throws Exception {
        var wire = StreamingVendor.join(
                vendor.keepAlive(),
                vendor.begin(),
                vendor.keepAlive(),
                vendor.row(1, "a"),
                vendor.keepAlive(),
                vendor.rowInPieces(2, "für 1 €"),
                vendor.keepAlive(),
                vendor.row(3, "🚗"));
        try (var server = vendor.server(peer -> {
                    peer.socket().setTcpNoDelay(true);
                    for (byte each : wire) {
                        peer.write(new byte[] {each});
                    }
                    peer.awaitGone();
                });
                var platform = vendor.open(server);
                var rows = subscribe(platform)) {
            assertThat(rows.stream().limit(3).map(row -> row.getLong("n") + row.getString("t")))
                    .containsExactly("1a", "2für 1 €", "3🚗");
        }
    }
}
