package dev.analyticsplatform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.engine.stream.StreamServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A vendor that has subscriptions, down to the bytes that its server sends. */
enum StreamingVendor {
    TIMEPLUS {
        @Override
        void answer(StreamServer.Peer peer, StreamServer.Behaviour stream) throws Exception {
            readBody(peer);
            if (peer.head().startsWith("POST /default/api/v1beta2/queries/" + ID + "/cancel ")) {
                peer.write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
            } else {
                peer.write(StreamServer.EVENT_STREAM);
                stream.answer(peer);
            }
        }

        @Override
        List<String> requests() {
            return List.of("POST /default/api/v1beta2/queries", "POST /default/api/v1beta2/queries/" + ID + "/cancel");
        }

        @Override
        byte[] begin() {
            return ("event: query\ndata: {\"id\":\"" + ID + "\",\"sql\":\"SELECT n\",\"status\":\"running\","
                            + "\"message\":\"\",\"result\":{\"header\":[{\"name\":\"n\",\"type\":\"int64\"},"
                            + "{\"name\":\"t\",\"type\":\"string\"}]}}\n\n")
                    .getBytes(UTF_8);
        }

        @Override
        byte[] row(long n, String text) {
            return ("data: [[" + n + ",\"" + text + "\"]]\n\n").getBytes(UTF_8);
        }

        @Override
        byte[] rowInPieces(long n, String text) {
            return (":\ndata: [[" + n + ",\r\n: still there\r\ndata: \"" + text + "\"]]\r\n\r\n").getBytes(UTF_8);
        }

        @Override
        byte[] keepAlive() {
            return ": still there\n\n:\n".getBytes(UTF_8);
        }

        @Override
        Class<? extends AnalyticsException> cut() {
            return ProtocolException.class;
        }

        @Override
        List<byte[]> cuts() {
            return List.of("data: [[2,\"b".getBytes(UTF_8), "data: [[2,\"b\"]]\n".getBytes(UTF_8));
        }
    },
    DELTASTREAM {
        @Override
        void answer(StreamServer.Peer peer, StreamServer.Behaviour stream) throws Exception {
            if (peer.head().startsWith("POST")) {
                readBody(peer);
                String body = "{\"sqlState\":\"00000\",\"message\":\"\",\"statementID\":\"" + ID
                        + "\",\"statementIDs\":[\"" + ID + "\"],\"createdOn\":1745318400,\"metadata\":{"
                        + "\"encoding\":\"json\",\"partitionInfo\":null,\"columns\":null,\"dataplaneRequest\":{"
                        + "\"token\":\"t-1\",\"uri\":\"" + peer.server().url() + "v2/print/" + ID
                        + "\",\"statementID\":\"" + ID + "\",\"requestType\":\"streaming\"}},\"data\":[]}";
                peer.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            } else {
                peer.upgrade();
                assertThat(new String(peer.readFrame(), UTF_8)).contains("\"accessToken\":\"t-1\"");
                stream.answer(peer);
            }
        }

        @Override
        List<String> requests() {
            return List.of("POST /v2/statements", "GET /v2/print/" + ID);
        }

        @Override
        byte[] begin() {
            return text("{\"type\":\"metadata\",\"headers\":{},\"columns\":["
                    + "{\"name\":\"n\",\"type\":\"BIGINT\"},{\"name\":\"t\",\"type\":\"VARCHAR\"}]}");
        }

        @Override
        byte[] row(long n, String text) {
            return text(json(n, text));
        }

        @Override
        byte[] rowInPieces(long n, String text) {
            var bytes = json(n, text).getBytes(UTF_8);
            int cut = bytes.length - 5;
            return join(
                    StreamServer.frame(0x01, Arrays.copyOf(bytes, cut)),
                    keepAlive(),
                    StreamServer.frame(0x80, Arrays.copyOfRange(bytes, cut, bytes.length)));
        }

        @Override
        byte[] keepAlive() {
            return StreamServer.frame(0x89, new byte[0]);
        }

        @Override
        Class<? extends AnalyticsException> cut() {
            return TransportException.class;
        }

        @Override
        List<byte[]> cuts() {
            var whole = row(2, "b");
            return List.of(
                    Arrays.copyOf(whole, whole.length - 1),
                    StreamServer.frame(0x01, json(2, "b").getBytes(UTF_8)));
        }

        private String json(long n, String text) {
            return "{\"type\":\"data\",\"headers\":{},\"data\":[\"" + n + "\",\"" + text + "\"]}";
        }

        private byte[] text(String message) {
            return StreamServer.frame(0x81, message.getBytes(UTF_8));
        }
    };

    private static final String ID = "0191f2c4-7a3e-7c55-9b1d-3f60a2c8e417";
    private static final String LENGTH = "Content-Length: ";

    /** Does what comes before the stream, and lets {@code stream} say the rest, beginning with {@link #begin}. */
    abstract void answer(StreamServer.Peer peer, StreamServer.Behaviour stream) throws Exception;

    /** All that is sent for a subscription which is closed early, in order. */
    abstract List<String> requests();

    abstract byte[] begin();

    abstract byte[] row(long n, String text);

    /** A row over several lines or fragments, with keep-alives between them. */
    abstract byte[] rowInPieces(long n, String text);

    abstract byte[] keepAlive();

    /** What it is if the answer ends within a row: without a close frame, a websocket has not ended but broken. */
    abstract Class<? extends AnalyticsException> cut();

    /** Beginnings of a row. */
    abstract List<byte[]> cuts();

    StreamServer server(StreamServer.Behaviour stream) throws Exception {
        return new StreamServer(peer -> answer(peer, stream));
    }

    /** Says the columns and one row, then nothing. */
    StreamServer silent() throws Exception {
        return server(peer -> {
            peer.write(join(begin(), row(1, "a")));
            peer.awaitGone();
        });
    }

    AnalyticsPlatform open(StreamServer server) {
        boolean planes = this == DELTASTREAM;
        var config = PlatformConfig.of(planes ? "deltastream" : "timeplus")
                .endpoint(planes ? server.url() + "v2" : server.url())
                .credentials(ApiKey.of("k"));
        return AnalyticsPlatform.open(
                planes ? config.namespace("shop.public").compute("pool").option("store", "kafka") : config);
    }

    private static void readBody(StreamServer.Peer peer) throws IOException {
        int length = peer.head()
                .lines()
                .filter(line -> line.startsWith(LENGTH))
                .mapToInt(line -> Integer.parseInt(line.substring(LENGTH.length())))
                .sum();
        peer.in().readNBytes(length);
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
