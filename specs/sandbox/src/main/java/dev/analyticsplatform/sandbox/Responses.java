package dev.analyticsplatform.sandbox;

import dev.analyticsplatform.sandbox.vendor.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import okio.Buffer;
import okio.BufferedSink;

/** From an answer to what goes over the wire. */
final class Responses {
    private Responses() {}

    static MockResponse of(Answer answer) {
        MockResponse.Builder response =
                new MockResponse.Builder().code(answer.status()).setHeader("Cache-Control", "no-store");
        answer.headers().forEach(response::setHeader);
        if (answer.socket().isPresent()) {
            return response.webSocketUpgrade(answer.socket().get()).build();
        }
        if (answer.isStreamed()) {
            return response.body(new Streamed(answer.content()))
                    .removeHeader("Content-Length")
                    .setHeader("Transfer-Encoding", "chunked")
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

    private record Streamed(Answer.Content content) implements MockResponseBody {
        @Override
        public long getContentLength() {
            return -1;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            ChunkedStream chunks = new ChunkedStream(sink);
            content.writeTo(chunks);
            chunks.end();
        }
    }

    /** HTTP/1.1 chunked coding, which the web server leaves to the body. */
    private static final class ChunkedStream extends OutputStream {
        private static final int CHUNK = 64 << 10;

        private final BufferedSink sink;
        private final Buffer chunk = new Buffer();

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
                sink.writeHexadecimalUnsignedLong(chunk.size()).writeUtf8("\r\n");
                sink.write(chunk, chunk.size());
                sink.writeUtf8("\r\n");
                sink.flush();
            }
        }

        /** Writes the last chunk; the web server adds the empty line after it, as it does for trailers. */
        void end() throws IOException {
            send();
            sink.writeUtf8("0\r\n");
            sink.flush();
        }
    }
}
