package dev.analyticsplatform.engine.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server of bare sockets: reads the head of a request, then does what the test says, byte by byte. */
public final class StreamServer implements AutoCloseable {

    /** What a connection does once the head of its request has been read. */
    public interface Behaviour {
        void answer(Peer peer) throws Exception;
    }

    public static final String EVENT_STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    private static final int STALLED_MILLIS = 500;

    private final ServerSocketChannel server;
    private final Behaviour behaviour;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    public final List<String> requests = new CopyOnWriteArrayList<>();
    public final CountDownLatch clientGone = new CountDownLatch(1);

    public StreamServer(Behaviour behaviour) throws IOException {
        this.server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.behaviour = behaviour;
        start(this::accept);
    }

    /** Sends these bytes after the head of an event stream, then ends the connection in order. */
    static StreamServer events(byte[] body) throws IOException {
        return new StreamServer(peer -> {
            peer.write(EVENT_STREAM);
            peer.write(body);
        });
    }

    static StreamServer events(String body) throws IOException {
        return events(body.getBytes(StandardCharsets.UTF_8));
    }

    public String url() {
        return "http://127.0.0.1:" + server.socket().getLocalPort() + "/";
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "stream-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (server.isOpen()) {
                var socket = server.accept().socket();
                sockets.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException closing) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int b = socket.getInputStream().read();
                if (b < 0) {
                    return;
                }
                head.append((char) b);
            }
            requests.add(head.toString());
            behaviour.answer(new Peer(this, socket, head.toString()));
        } catch (Exception gone) {
            // The client hung up; what it saw is what the test looks at.
            clientGone.countDown();
        }
    }

    /** Resets all connections. */
    void reset() throws IOException {
        for (var socket : sockets) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
    }

    /** One client of the server. */
    public record Peer(StreamServer server, Socket socket, String head) {

        OutputStream out() throws IOException {
            return socket.getOutputStream();
        }

        public InputStream in() throws IOException {
            return socket.getInputStream();
        }

        public void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.UTF_8));
        }

        public void write(byte[] bytes) throws IOException {
            out().write(bytes);
            out().flush();
        }

        /** Waits until the client closes its side. */
        public void awaitGone() throws IOException {
            try {
                while (in().read() >= 0) {
                    // What the client still says does not matter.
                }
            } finally {
                server.clientGone.countDown();
            }
        }

        /**
         * Writes a piece again and again until the client has taken nothing for a while.
         *
         * @return the bytes that went out, at most about {@code most}
         */
        public long flood(byte[] piece, long most) throws IOException {
            var channel = socket.getChannel();
            channel.configureBlocking(false);
            long sent = 0;
            try (var selector = Selector.open()) {
                var key = channel.register(selector, SelectionKey.OP_WRITE);
                var buffer = ByteBuffer.wrap(piece);
                while (sent < most && selector.select(STALLED_MILLIS) > 0) {
                    selector.selectedKeys().clear();
                    sent += channel.write(buffer);
                    if (!buffer.hasRemaining()) {
                        buffer.rewind();
                    }
                }
                key.cancel();
                selector.selectNow();
            }
            channel.configureBlocking(true);
            return sent;
        }

        public void upgrade() throws Exception {
            var key = head.lines()
                    .filter(line -> line.startsWith("Sec-WebSocket-Key: "))
                    .findFirst()
                    .orElseThrow()
                    .substring(19);
            upgrade(Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                    .getBytes(StandardCharsets.US_ASCII))));
        }

        void upgrade(String accept) throws IOException {
            write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n");
        }

        void text(String message) throws IOException {
            write(frame(0x81, message.getBytes(StandardCharsets.UTF_8)));
        }

        /** Reads one frame of the client, which masks; its first byte is the opcode with the final flag. */
        public byte[] readFrame() throws IOException {
            int first = in().read();
            int length = in().read() & 0x7f;
            if (length == 126) {
                length = in().read() << 8 | in().read();
            }
            var mask = in().readNBytes(4);
            var payload = in().readNBytes(length);
            var frame = new byte[1 + payload.length];
            frame[0] = (byte) first;
            for (int i = 0; i < payload.length; i++) {
                frame[i + 1] = (byte) (payload[i] ^ mask[i % 4]);
            }
            return frame;
        }
    }

    /** A frame as servers send it, without a mask. */
    public static byte[] frame(int first, byte[] payload) {
        var frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else if (payload.length < 65536) {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    static byte[] close(int code, String reason) {
        var payload = new ByteArrayOutputStream();
        payload.write(code >> 8);
        payload.write(code);
        payload.writeBytes(reason.getBytes(StandardCharsets.UTF_8));
        return frame(0x88, payload.toByteArray());
    }
}
