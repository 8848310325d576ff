package dev.analyticsplatform.sandbox;

import dev.analyticsplatform.sandbox.vendor.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import mockwebserver3.MockResponse;
import okio.Buffer;
import okio.BufferedSink;
import okio.Okio;
import okio.Socket;

/** From an answer to what goes over the wire. */
final class Responses {
    private static final Logger LOGGER = System.getLogger(Responses.class.getName());

    private Responses() {}

    /**
     * Makes the response.
     *
     * @param request names the request in the log, should the body fail while it is sent
     */
    static MockResponse of(Answer answer, String request) {
        MockResponse.Builder response =
                new MockResponse.Builder().code(answer.status()).setHeader("Cache-Control", "no-store");
        answer.headers().forEach(response::setHeader);
        if (answer.socket().isPresent()) {
            return response.webSocketUpgrade(answer.socket().get()).build();
        }
        if (answer.isStreamed()) {
            // A body that the web server writes could not be broken off: on a failure it leaves the connection open.
            return response.removeHeader("Content-Length")
                    .setHeader("Transfer-Encoding", "chunked")
                    .socketHandler(socket -> stream(answer.content(), socket, request))
                    .build();
        }
        Buffer body = new Buffer();
        try {
            answer.content().writeTo(body.outputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (answer.status() == 204) {
            return response.removeHeader("Content-Length").build();
        }
        return response.body(body).build();
    }

    /** Sends the body; where that fails, the connection is cut at once, so that nobody takes the answer for whole. */
    private static void stream(Answer.Content content, Socket socket, String request) {
        ChunkedStream chunks = new ChunkedStream(Okio.buffer(socket.getSink()));
        boolean whole = false;
        try {
            content.writeTo(chunks);
            chunks.end();
            whole = true;
        } catch (IOException | RuntimeException e) {
            if (chunks.isCutOff()) {
                LOGGER.log(Level.DEBUG, () -> "The client left before the end of the answer to " + request, e);
            } else {
                LOGGER.log(Level.ERROR, "The sandbox failed in the midst of its answer to " + request, e);
            }
        } finally {
            if (!whole) {
                socket.cancel();
            }
        }
    }

    /** HTTP/1.1 chunked coding. */
    private static final class ChunkedStream extends OutputStream {
        private static final int CHUNK = 64 << 10;

        private final BufferedSink sink;
        private final Buffer chunk = new Buffer();
        private boolean cutOff;

        ChunkedStream(BufferedSink sink) {
            this.sink = sink;
        }

        @Override
        public void write(int b) throws IOException {
            chunk.writeByte(b);
            sendIfFull();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            chunk.write(bytes, offset, length);
            sendIfFull();
        }

        @Override
        public void flush() throws IOException {
            send();
        }

        private void sendIfFull() throws IOException {
            if (chunk.size() >= CHUNK) {
                send();
            }
        }

        private void send() throws IOException {
            if (chunk.size() > 0) {
                long size = chunk.size();
                put(() -> {
                    sink.writeHexadecimalUnsignedLong(size).writeUtf8("\r\n");
                    sink.write(chunk, size);
                    sink.writeUtf8("\r\n");
                });
            }
        }

        /** Writes the last chunk, and the empty line that stands for no trailers. */
        void end() throws IOException {
            send();
            put(() -> sink.writeUtf8("0\r\n\r\n"));
        }

        private void put(Writing writing) throws IOException {
            try {
                writing.run();
                sink.flush();
            } catch (IOException e) {
                cutOff = true;
                throw e;
            }
        }

        /** Tells whether the connection failed, rather than whoever writes. */
        boolean isCutOff() {
            return cutOff;
        }

        @FunctionalInterface
        private interface Writing {
            void run() throws IOException;
        }
    }
}
