package dev.analyticsplatform.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Json;
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
        MockResponse.Builder response = new MockResponse.Builder()
                .code(answer.status())
                .setHeader("Content-Type", "application/json")
                .setHeader("Cache-Control", "no-store");
        if (answer.isStreamed()) {
            return response.body(new Streamed(answer.body()))
                    .removeHeader("Content-Length")
                    .setHeader("Transfer-Encoding", "chunked")
                    .build();
        }
        Buffer body = new Buffer();
        try {
            write(answer.body(), body.outputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return response.body(body).build();
    }

    private static void write(Answer.Body body, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
            // Without this, closing the generator would end the brackets of a body that broke off half-way, and so
            // make it look whole.
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            body.writeTo(json);
        }
    }

    private record Streamed(Answer.Body body) implements MockResponseBody {
        @Override
        public long getContentLength() {
            return -1;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            ChunkedStream chunks = new ChunkedStream(sink);
            write(body, chunks);
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
