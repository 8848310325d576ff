package dev.analyticsplatform.engine.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server of bare sockets that counts the requests it has read. Ruder than a well-behaved test server can be. */
final class RawServer implements AutoCloseable {

    /** What a connection does once a request has been read. */
    interface Behaviour {
        /**
         * Answers.
         *
         * @param request number of the request on this server, from 1
         * @return whether the connection stays open for another request
         */
        boolean answer(int request, Socket socket, OutputStream out) throws Exception;
    }

    private final ServerSocket server;
    private final Behaviour behaviour;
    final List<String> requests = new CopyOnWriteArrayList<>();
    final CountDownLatch closed = new CountDownLatch(1);
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    RawServer(Behaviour behaviour) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.behaviour = behaviour;
        var acceptor = new Thread(this::accept, "raw-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }

    int count() {
        return requests.size();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                var socket = server.accept();
                sockets.add(socket);
                var thread = new Thread(() -> serve(socket), "raw-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closing) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            boolean open = true;
            while (open) {
                var request = readRequest(socket.getInputStream());
                if (request.isEmpty()) {
                    return;
                }
                int number;
                synchronized (this) {
                    requests.add(request);
                    number = requests.size();
                }
                open = behaviour.answer(number, socket, socket.getOutputStream());
            }
        } catch (Exception gone) {
            // The client hung up; what it saw is what the test looks at.
        }
    }

    private static String readRequest(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.append((char) b);
        }
        int length = 0;
        for (var line : head.toString().lines().toList()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).trim());
            }
        }
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    static String ok(String json) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n"
                + json;
    }

    /** Says nothing until the client goes away or the test ends. */
    boolean silence(Socket socket) throws Exception {
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(60));
        socket.getInputStream().read();
        closed.countDown();
        return false;
    }

    /** Sends a byte now and then, for ever; ends when the client has gone. */
    boolean drip(OutputStream out, String piece) throws Exception {
        try {
            while (!server.isClosed()) {
                write(out, piece);
                Thread.sleep(20);
            }
        } finally {
            closed.countDown();
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
